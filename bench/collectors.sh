#!/bin/sh
# What each collector costs the program it watches: the program's own wall and CPU time with it and without, run in turns.
# bench/collectors.sh [RUNS] (5 by default). Needs gcc; perf, heaptrack, strace, python3 and node where they are there.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
gcc -O2 -g -pthread -o "$folder/work" "$root/bench/Collectors/work.c"
cp "$root/bench/Collectors/work.py" "$root/bench/Collectors/work.js" "$folder"
dotnet build "$root/bench/Collectors" -c Release -v quiet --nologo -nodeReuse:false
"$root/artifacts/bin/Collectors/release/collectors" "$folder" "${1:-5}"
