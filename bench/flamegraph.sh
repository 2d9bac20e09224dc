#!/bin/sh
# What a flame graph with its top five costs, from folded stacks: 20,900 distinct stacks, some 122,000 places, 28 MB. CPU seconds (user and
# system) and peak memory of hone, and of flamegraph.pl and inferno-flamegraph where they are on PATH (FLAMEGRAPH_PL, INFERNO name others).
# Usage: bench/flamegraph.sh [runs, by default 5]
# Needs hone (HONE=path, else the release build of this tree), /usr/bin/python3 for the input.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
hone=${HONE:-$here/artifacts/bin/Hone/release/hone}
[ -x "$hone" ] || { echo "no hone at $hone: build it (dotnet build -c Release), or set HONE" >&2; exit 3; }
runs=${1:-5}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
/usr/bin/python3 "$here/bench/folded-stacks.py" "$folder/stacks.folded"
echo "$(uname -sr), $(nproc) cores, $(date -u +%F), load $(cut -d' ' -f1 /proc/loadavg) before"
echo "input: $(wc -l < "$folder/stacks.folded") stacks, $(($(wc -c < "$folder/stacks.folded") / 1000000)) MB; $runs runs each, all of them shown"
cost() {
    name=$1
    shift
    i=0
    while [ "$i" -lt "$runs" ]; do
        /usr/bin/python3 - "$name" "$@" <<'PY'
import os, resource, subprocess, sys
with open(os.devnull, 'w') as null:
    status = subprocess.run(sys.argv[2:], stdout=null).returncode
use = resource.getrusage(resource.RUSAGE_CHILDREN)
print('%-20s %.2f CPU s  %4d MB  exit %d' % (sys.argv[1], use.ru_utime + use.ru_stime, use.ru_maxrss // 1024, status))
PY
        i=$((i + 1))
    done
}
cost hone "$hone" flamegraph "$folder/stacks.folded" -o "$folder/hone.svg"
cost "hone --to folded" "$hone" flamegraph "$folder/stacks.folded" --to folded -o "$folder/hone.folded"
pl=${FLAMEGRAPH_PL:-flamegraph.pl}
if command -v "$pl" >/dev/null; then cost flamegraph.pl "$pl" "$folder/stacks.folded"; else echo "flamegraph.pl        absent"; fi
inferno=${INFERNO:-inferno-flamegraph}
if command -v "$inferno" >/dev/null; then cost inferno-flamegraph "$inferno" "$folder/stacks.folded"; else echo "inferno-flamegraph   absent"; fi
ls -l "$folder/hone.svg" | awk '{ printf "hone.svg: %d kB\n", $5 / 1000 }'
