#!/bin/sh
# Runs the program on small logs and compares what it writes with what it should: check.sh PROGRAM
set -u
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

same() {
    if [ "$2" != "$3" ]; then
        failures=$((failures + 1))
        printf 'FAILED %s\n  expected: %s\n  found:    %s\n' "$1" "$2" "$3"
    fi
}

cat > "$work/access.log" <<'LOG'
10.0.0.2 - - [01/Oct/2025:00:00:01 +0000] "GET / HTTP/1.1" 200 512
10.0.0.1 - anna [01/Oct/2025:00:00:02 +0000] "POST /login HTTP/1.1" 302 -
nonsense
10.0.0.2 - - [01/Oct/2025:00:00:03 +0000] "GET /a b HTTP/1.1" 404 7
2001:db8::1 - - [01/Oct/2025:00:00:04 +0000] "GET /x HTTP/1.1" 500 1
../etc/passwd - - [01/Oct/2025:00:00:05 +0000] "GET /x HTTP/1.1" 200 1
10.0.0.9 - - [01/Oct/2025:00:00:06 +0000] "GET /x HTTP/1.1" abc 1
LOG

same 'totals' '7 lines, 3 clients, 3 malformed' "$("$program" "$work/access.log" "$work/out/reports")"
same 'summary' 'client,requests,errors,bytes
10.0.0.1,1,0,0
10.0.0.2,2,1,519
2001:db8::1,1,1,1' "$(cat "$work/out/reports/summary.csv")"
same 'report of a client' '01/Oct/2025:00:00:01 +0000 200      512 GET /
01/Oct/2025:00:00:03 +0000 404        7 GET /a' "$(cat "$work/out/reports/10.0.0.2.log")"
same 'report of an IPv6 client' '01/Oct/2025:00:00:04 +0000 500        1 GET /x' "$(cat "$work/out/reports/2001_db8__1.log")"
same 'files' '10.0.0.1.log 10.0.0.2.log 2001_db8__1.log summary.csv' "$(ls "$work/out/reports" | tr '\n' ' ' | sed 's/ $//')"

"$program" "$work/access.log" "$work/out/reports" > /dev/null
same 'a second run begins the reports anew' '2' "$(wc -l < "$work/out/reports/10.0.0.2.log" | tr -d ' ')"

: > "$work/empty.log"
same 'an empty log' '0 lines, 0 clients, 0 malformed' "$("$program" "$work/empty.log" "$work/none")"
awk 'BEGIN { for (i = 0; i < 1000; i++) printf "10.1.%d.%d - - [01/Oct/2025:00:00:01 +0000] \"GET / HTTP/1.1\" 200 1\n", i / 250, i % 250 }' > "$work/many.log"
same 'many clients' '1000 lines, 1000 clients, 0 malformed' "$("$program" "$work/many.log" "$work/many")"
same 'many reports' '1001' "$(ls "$work/many" | wc -l | tr -d ' ')"

"$program" "$work/missing.log" "$work/out" 2> /dev/null
same 'a missing log fails' '1' "$?"
"$program" 2> /dev/null
same 'missing arguments fail' '2' "$?"
"$program" "$work/access.log" "$work/access.log/out" 2> /dev/null
same 'a folder that cannot be made fails' '1' "$?"

[ "$failures" -eq 0 ] && echo 'all checks passed'
exit "$((failures > 0))"
