#!/bin/sh
# Overhead and truth of one run: its cost beside `hyperfine -N`, peak memory, the end of a tree, SIGPIPE, 10 GB of output.
# bench/one-run.sh [PART …] with PART one of cost, memory, outlive, sigpipe, output; all without. Wants a quiet machine.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for name in noop floor writer touch; do
    gcc -O2 -static -o "$folder/$name" "$root/bench/OneRun/$name.c"
done
dotnet build "$root/bench/OneRun" -c Release -v quiet --nologo -nodeReuse:false
"$root/artifacts/bin/OneRun/release/one-run" "$folder" "$@"
