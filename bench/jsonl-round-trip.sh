#!/bin/sh
# Whether real files of beads come through Hone byte for byte: read and written back, and with a phase added and worked on.
#   bench/jsonl-round-trip.sh FILE…      such as the .beads/issues.jsonl of repositories that use bd or br
# Prints the number of lines and what the test says. The files are not changed.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
[ $# -gt 0 ] || { echo "usage: $0 FILE…" >&2; exit 2; }
files=
for file in "$@"; do
    files=${files:+$files:}$(realpath "$file")
done
cat "$@" | wc -l | sed 's/$/ lines/'
HONE_REAL_ISSUES=$files "$here/artifacts/bin/Hone.Tests/release/Hone.Tests" -noColor -noLogo -class '*RealLinesTests*'
