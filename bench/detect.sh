#!/bin/sh
# The detector of changes beside the targets of issue 8: false alarms on flat series, F1 of one step, alarms and delay of a growing
# history, labelled histories, other shapes, speed. bench/detect.sh [SERIES [flat|step|online|pairs|labelled|shapes|speed]]: 200 series
# a cell take about a minute; seeded, so that all figures but those of speed repeat.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
dotnet build "$root/bench/Detect" -c Release -v quiet --nologo -nodeReuse:false
exec "$root/artifacts/bin/Detect/release/detect" "$root/tests/Hone.Tests/Statistics/ChangePoints/Series" "$@"
