#!/bin/sh
# How long `hone oracle strength` takes on a project, and what it finds.
#   bench/oracle-strength.sh FOLDER [MUTANTS] [SEED]
# FOLDER holds a hone.toml. What is missing of the record (CPU profile, goldens) is made first and not counted. HONE names the
# binary; by default the one beside this script's repository.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
hone=${HONE:-$here/hone}
project=${1:?give the folder of a project with a hone.toml}
mutants=${2:-40}
seed=${3:-1}
cd "$project"
test -f hone.toml || { echo "there is no hone.toml in $project" >&2; exit 2; }
grep -q '"kind":"profile"' .hone/ledger.jsonl 2>/dev/null || "$hone" profile > /dev/null
grep -q '"kind":"golden"' .hone/ledger.jsonl 2>/dev/null || "$hone" oracle record > /dev/null
result=$(mktemp)
trap 'rm -f "$result"' EXIT
start=$(date +%s.%N)
"$hone" oracle strength --mutants "$mutants" --seed "$seed" --json > "$result" || test $? -eq 1
end=$(date +%s.%N)
python3 - "$result" "$start" "$end" <<'PY'
import json, sys, collections
run = json.load(open(sys.argv[1]))
took = float(sys.argv[3]) - float(sys.argv[2])
def share(x): return "unknown" if x is None else "%.1f %%" % (100 * x)
print("grade %s; kill rate %s, saturation %s, lines executed %s" % (run["grade"], share(run["killRate"]), share(run["saturation"]), share(run["coverage"])))
print("%d mutants noticed, %d not (%d of them by %d generated inputs), %d too slow, %d on lines not executed, %d the same program, %d not built" % (
    run["killed"], run["survived"], run["killedByInputs"], run["inputs"], run["timedOut"], run["uncovered"], run["identical"], run["notBuilt"]))
print("by family: " + ", ".join("%s %d/%d" % (family, sum(m["end"] == "Killed" for m in of), len(of)) for family, of in sorted(
    {f: [m for m in run["mutants"] if m["family"] == f and m["end"] in ("Killed", "Survived")] for f in {m["family"] for m in run["mutants"]}}.items()) if of))
print("took %.0f s for %d mutants, seed %d" % (took, len(run["mutants"]), run["seed"]))
PY
