#!/usr/bin/env bash
# Verifications of changes that do the same in the same time, in each example in turns: none may be accepted or called different.
# Prints a row for each and the counts; TIMES a example (default 34, which takes most of a day on a small machine).
# Usage: [TIMES=34] [HONE=path] bench/change-aa.sh
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
hone=${HONE:-$here/hone}
times=${TIMES:-34}
rows=$(mktemp)
trap 'rm -f "$rows"' EXIT
"$hone" drill --honest --only no-win --times "$times" --json "$here/examples" >"$rows" || true
python3 - "$rows" <<'END'
import collections, json, sys
rows = json.load(open(sys.argv[1]))["honest"]
for example in sorted({row["example"] for row in rows}):
    ends = collections.Counter(row["outcome"] for row in rows if row["example"] == example)
    print(example, ", ".join(f"{count} {end}" for end, count in ends.most_common()))
passed = sum(row["outcome"] == "accepted" for row in rows)
different = sum(row["outcome"] in ("output-differs", "seeded-input-differs", "timed-output-differs", "tests-fail", "invariant-broken") for row in rows)
print(f"{len(rows)} verifications of equivalent changes: {passed} false gains, {different} false differences")
END
