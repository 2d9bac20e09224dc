#!/bin/sh
# What cases and invariants are worth: the strength of each example's oracle as it ships, and of the golden output of its main
# workload alone, by the same mutants and generated inputs.
#   bench/oracle-examples.sh [MUTANTS] [SEED]
# HONE names the binary; by default the one beside this script's repository. Takes a few minutes for each example.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
hone=${HONE:-$here/hone}
mutants=${1:-40}
seed=${2:-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

measure() {
    "$hone" oracle record > "$work/record.txt" 2>&1 || { cat "$work/record.txt" >&2; exit 1; }
    start=$(date +%s)
    "$hone" oracle strength --mutants "$mutants" --seed "$seed" --json > "$work/run.json" || test $? -eq 1
    python3 - "$work/run.json" "$1" "$2" "$(($(date +%s) - start))" <<'PY'
import json, sys
run = json.load(open(sys.argv[1]))
def share(x): return "unknown" if x is None else "%.0f %%" % (100 * x)
print("%-9s %-8s %-27s kill rate %s (%d of %d), saturation %s with %d inputs, lines executed %s, %d too slow, %d s" % (
    sys.argv[2], sys.argv[3], run["grade"], share(run["killRate"]), run["killed"], run["killed"] + run["survived"],
    share(run["saturation"]), run["inputs"], share(run["coverage"]), run["timedOut"], int(sys.argv[4])))
PY
}

for example in wordfreq logreport routes; do
    mkdir -p "$work/$example"
    cd "$here/examples/$example"
    git ls-files -z | xargs -0 cp --parents -t "$work/$example"
    cp ../.gitignore "$work/$example"
    cd "$work/$example"
    git init -q
    git add -A
    git -c user.name=bench -c user.email=bench@example.org commit -q -m example
    measure "$example" shipped
    python3 - <<'PY'
import re
text = open("hone.toml").read()
text = re.sub(r"^\[\[oracle\.(case|invariant)\]\].*?(?=^\[)", "", text, flags=re.M | re.S)
blocks = re.split(r"(?m)^(?=\[\[workload\]\])", text)
rest = re.search(r"(?ms)^\[oracle\.fuzz\].*", text).group(0)
open("hone.toml", "w").write(blocks[0] + re.split(r"(?m)^\[oracle\.fuzz\]", blocks[1])[0] + rest)
PY
    measure "$example" single
done
