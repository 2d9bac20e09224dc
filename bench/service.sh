#!/bin/sh
# Load on a server: is the latency of a stall what it must be, and are rates held?
#   bench/service.sh [SECONDS]      how long each load is counted, a multiple of 10; default 20
# nginx (NGINX=, Debian: nginx-light) and wrk (WRK=) are taken from PATH; without them their lines say so. Prints to standard output.
set -u
here=$(cd "$(dirname "$0")" && pwd)
hone=${HONE:-$here/../artifacts/bin/Hone/release/hone}
nginx=${NGINX:-$(command -v nginx || echo /usr/sbin/nginx)}
wrk=${WRK:-$(command -v wrk || true)}
seconds=${1:-20}
stalls=$((seconds / 10))
work=$(mktemp -d)
chmod 755 "$work" # the worker of nginx is another user
trap 'rm -rf "$work"' EXIT INT TERM
failed=0

[ -x "$hone" ] || { echo "no hone at $hone: build first, or set HONE"; exit 2; }
${CC:-cc} -O2 -o "$work/stalling_server" "$here/service/stalling_server.c" || exit 2
uname -srm; nproc; cat /proc/loadavg

echo
echo "== a server that stalls 1 s every 10 s =="
# The stall lies in the middle of each ten seconds of the counted time: 1 s of warm-up and 5 s after the first request.
for rate in 500 2000; do
    "$hone" load --json --rate $rate --duration "${seconds}s" --warmup 1s --connections 4096 'http://127.0.0.1:{port}/' \
        -- "$work/stalling_server" '{port}' 6 >"$work/open.json"
    python3 "$here/service/expected.py" "$work/open.json" "$seconds" "$stalls" 1 "hone, open loop, $rate/s" || { failed=1; echo "  p99 IS NOT WITHIN 5 %"; }
done
"$hone" load --json --closed --rate 500 --connections 4 --duration "${seconds}s" --warmup 1s 'http://127.0.0.1:{port}/' \
    -- "$work/stalling_server" '{port}' 6 >"$work/closed.json"
python3 "$here/service/expected.py" "$work/closed.json" "$seconds" "$stalls" 1 "hone --closed -c 4, 500/s" && echo "  THE CLOSED LOOP DID NOT MISS IT"
if [ -n "$wrk" ]; then
    port=18931
    "$work/stalling_server" $port 6 >"$work/out" &
    server=$!
    sleep 0.3
    "$wrk" --latency -t1 -c4 -d"${seconds}s" "http://127.0.0.1:$port/" >"$work/wrk.txt"
    kill $server
    wait $server 2>/dev/null
    printf '%-28s %s\n' "wrk -c4 (closed, estimated)" "$(grep -E '^ +99%' "$work/wrk.txt") (read by hone: $("$hone" load --read "$work/wrk.txt" | grep -E 'p99 ' | tr -s ' '))"
else
    echo "wrk is not there: its line is left out"
fi

echo
echo "== nginx, one worker =="
if [ -x "$nginx" ]; then
    mkdir -p "$work/html" "$work/logs"
    echo hello >"$work/html/index.html"
    cat >"$work/nginx.conf" <<CONF
daemon off; worker_processes 1; pid nginx.pid; error_log stderr;
events { worker_connections 8192; }
http {
    access_log off; keepalive_requests 1000000;
    client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
    server { listen 127.0.0.1:18932; location / { root html; } }
}
CONF
    for rate in 1000 2000 5000; do
        "$hone" load --json --rate $rate --duration "${seconds}s" http://127.0.0.1:18932/ -- "$nginx" -p "$work" -c nginx.conf >"$work/nginx.json"
        code=$?
        python3 - "$work/nginx.json" $code <<'PY' || failed=1
import json, sys
document, code = json.load(open(sys.argv[1])), int(sys.argv[2])
step = document["steps"][0]
schedule = step["schedule"]
q = {each["p"]: each["valueNs"] / 1e6 for each in step["latency"]}
s = {each["p"]: each["valueNs"] / 1e6 for each in step["serviceTime"]}
print(f"{step['ratePerSecond']:6,.0f}/s  {step['sent']:8,} sent ({step['sentPerSecond']:,.0f}/s)  schedule error {schedule['share']:.2%}, {schedule['meanLatenessNs'] / 1000:.0f} µs late on average"
      f"  latency p50 {q[0.5]:.3f} p99 {q[0.99]:.3f} ms, service time p50 {s[0.5]:.3f} p99 {s[0.99]:.3f} ms  {sum(step['errors'][k] for k in ('status','connect','timeout','broken','malformed'))} errors"
      f"  {'held' if code == 0 else f'refused (exit {code})'}")
sys.exit(0 if code == 0 else 1)
PY
    done
    echo "a rate beyond the machine:"
    "$hone" load --rate 200000 --duration 2s http://127.0.0.1:18932/ -- "$nginx" -p "$work" -c nginx.conf | grep -E 'sent|refused|reached|late'
    echo "saturation:"
    "$hone" load --rates 2000,5000,10000,20000,40000 --duration 3s http://127.0.0.1:18932/ -- "$nginx" -p "$work" -c nginx.conf
else
    echo "nginx is not there (apt-get install nginx-light, or NGINX=): this part is left out"
fi
cat /proc/loadavg
exit $failed
