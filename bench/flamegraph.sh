#!/bin/sh
# What a flame graph with its top five costs, from folded stacks: 20,900 distinct stacks, 137,000 places, 34 MB. CPU seconds (user and
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
/usr/bin/python3 - "$folder/stacks.folded" <<'PY'
import random, sys
random.seed(7)
names = ['namespace_%d::Class%d<std::vector<int, std::allocator<int> >, Key%d>::method_%d(char const*, unsigned long)' % (i % 40, i % 700, i % 13, i) for i in range(6000)]
paths, stack = [], []
while len(paths) < 20900:
    del stack[max(1, len(stack) - random.randrange(1, 12)):]
    while len(stack) < random.randrange(8, 26):
        stack.append(random.choice(names))
    paths.append(list(stack))
with open(sys.argv[1], 'w') as out:
    for path in sorted(';'.join(['app', 'main'] + path) for path in paths):
        out.write('%s %d\n' % (path, random.randrange(1, 3000)))
PY
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
