#!/bin/sh
# The stopping rules that Hone could have had, and how its intervals cover: the tables of docs/decisions/0004-comparison.md.
# bench/stopping.sh [STREAMS [power|coverage]]: 4000 streams a cell take some minutes; seeded, so that the figures repeat.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
dotnet build "$root/bench/Stopping" -c Release -v quiet --nologo -nodeReuse:false
"$root/artifacts/bin/Stopping/release/stopping" "$@"
