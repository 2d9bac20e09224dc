#!/bin/sh
# How often hone bisect names the planted commit: real git histories of a small C program that one commit makes slower, and some of whose
# commits do not build. Beside it what one run a commit would have named, as git bisect run with a limit half way between both ends does.
#   bench/bisect.sh [TRIALS] [COMMITS] [PER_CENT…]      HONE names the binary
# Prints a row for each size of the step: how many of the trials named it (a range of skipped commits that holds it counts), pairs, builds and
# seconds of a trial on average, and how many one run a commit named. About ten seconds a trial.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
hone=${HONE:-$here/hone}
trials=${1:-10}
commits=${2:-50}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] && shift
steps=${*:-5 10 25}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_STATE_HOME="$work/state"

history() { # FOLDER SLOW_COMMIT PER_CENT SEED
    rm -rf "$1"; mkdir "$1"; cd "$1"
    git init -q; git config user.name bench; git config user.email bench@localhost
    printf '[project]\nname = "past"\n[build]\nshell = "mkdir -p build && gcc -O1 -o build/work work.c"\n[[workload]]\nname = "day"\ncommand = ["build/work"]\n' > hone.toml
    echo build/ > .gitignore
    i=0
    while [ "$i" -le "$commits" ]; do
        turns=12000000
        [ "$i" -ge "$2" ] && turns=$((12000000 + 120000 * $3))
        if [ "$i" -ne 0 ] && [ "$i" -ne "$2" ] && [ "$i" -ne "$commits" ] && [ $(((i * 7 + $4) % 17)) -eq 0 ]; then
            echo "int main(void) { return $i }" > work.c
        else
            printf '#include <stdio.h>\nint main(void) {\n    volatile unsigned long sum = %d;\n    for (unsigned long i = 0; i < %dUL; i++) sum = sum * 33 + i;\n    printf("%%lu\\n", sum);\n    return 0;\n}\n' "$i" "$turns" > work.c
        fi
        git add -A; git commit -q -m "change $i"
        i=$((i + 1))
    done
}

# Microseconds of user time of one run.
cat > "$work/cpu.py" <<'PY'
import resource, subprocess
subprocess.run(["build/work"], stdout=subprocess.DEVNULL)
print(int(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime * 1e6))
PY

echo "step  trials  named  pairs  builds  seconds  one run a commit"
for step in $steps; do
    : > "$work/rows"
    trial=0
    while [ "$trial" -lt "$trials" ]; do
        slow=$((1 + (trial * 37 + step) % commits))
        history "$work/past" "$slow" "$step" "$trial"
        planted=$(git rev-parse "HEAD~$((commits - slow))")
        began=$(date +%s)
        "$hone" bisect --good "HEAD~$commits" --metric cpu --json > "$work/answer.json" || true
        took=$(($(date +%s) - began))
        named=$(python3 - "$work/answer.json" "$planted" <<'PY'
import json, sys
answer = json.load(open(sys.argv[1])); found = answer.get("found")
if answer["state"] != "confirmed" or not found: print(0, answer["pairs"], answer["built"])
else:
    hashes = [c["commit"] for c in answer["commits"]]; last = hashes.index(found["upTo"])
    print(int(sys.argv[2] in hashes[last - found["commits"] + 1:last + 1]), answer["pairs"], answer["built"])
PY
)
        # git bisect run: a commit is bad when its one run is above the middle of the ends' runs.
        git checkout -q "HEAD~$commits"; sh -c 'mkdir -p build && gcc -O1 -o build/work work.c'; low=$(python3 "$work/cpu.py")
        git checkout -q -; sh -c 'gcc -O1 -o build/work work.c'; high=$(python3 "$work/cpu.py")
        git bisect start HEAD "HEAD~$commits" > /dev/null
        middle=$(((low + high) / 2))
        git bisect run sh -c "gcc -O1 -o build/work work.c 2>/dev/null || exit 125; test \"\$(python3 '$work/cpu.py')\" -le $middle" > "$work/bisect.log" 2>&1 || true
        once=0; grep -q "^$planted is the first bad commit\|^$planted$" "$work/bisect.log" && once=1   # the second: among the skipped
        echo "$named $took $once" >> "$work/rows"
        trial=$((trial + 1))
    done
    awk -v step="$step" '{n++; named += $1; pairs += $2; built += $3; took += $4; once += $5} END {printf "%3d %%  %6d  %5d  %5.1f  %6.1f  %7.1f  %d\n", step, n, named, pairs / n, built / n, took / n, once}' "$work/rows"
done
