#!/bin/sh
# How long the evaluation of invariants takes, and what it allocates, on a table and a document of 10 MiB.
# bench/invariants.sh [MIB [RUNS]]
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
dotnet build "$root/bench/Invariants" -c Release -v quiet --nologo -nodeReuse:false
"$root/artifacts/bin/Invariants/release/invariants" "$@"
