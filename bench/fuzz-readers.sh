#!/bin/sh
# Every reader of profiles takes so many damaged inputs (changed, cut, doubled and shuffled bytes of sound ones, from a seeded generator):
# each must give a profile or a problem, without another exception, in less than 256 MB of allocations and a minute.
# Usage: bench/fuzz-readers.sh [inputs for each reader, by default 200000]
# Needs the built tests (./test, or dotnet build -c Release).
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
tests=$here/artifacts/bin/Hone.Tests/release/Hone.Tests
[ -x "$tests" ] || { echo "no tests at $tests: build them (dotnet build -c Release)" >&2; exit 3; }
echo "$(uname -sr), $(nproc) cores, $(date -u +%F)"
HONE_FUZZ=${1:-200000} exec "$tests" -noColor -noLogo -showLiveOutput -class '*DamagedProfileTests'
