#!/bin/sh
# The lint of changes: its time on a patch of 2,000 lines, and what it says of real commits that call themselves faster.
# bench/lint.sh [-s RULE] [REPOSITORY …] takes git folders with their history; without any it only prints times. -s RULE shows what a rule
# refused. A commit has no profile: its three functions with most changed lines count as declared, so shares of outside-hot are too kind.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
dotnet build "$root/bench/Lint" -c Release -v quiet --nologo -nodeReuse:false
"$root/artifacts/bin/Lint/release/change-lint" "$@"
