#!/bin/sh
# hone guard check on a fixture repository with planted slow-downs: how often it says what, by its exit code, and how long it takes.
# Usage: bench/guard.sh [TIMES [METRICS]]; by default each of +0, +2, +5 and +10 % twenty times (0 forty times), on cpu alone and on
# wall,cpu,peak-rss; PERCENTS chooses among them. To show: no 1 among the +0, 1 in at least 19 of 20 of +5 % on cpu, never 3, each under 300 s. The limit of CPU time
# is 2 %: of +2 % about half are regressed by definition. HONE names the program, by default the built one. It wants gcc and a quiet machine.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
hone=${HONE:-$root/artifacts/bin/Hone/release/hone}
times=${1:-20}
metrics=${2:-"cpu wall,cpu,peak-rss"}
percents=${PERCENTS:-"0 2 5 10"}
[ -n "${HONE:-}" ] || dotnet build "$root/src/Hone" -c Release -v quiet --nologo -nodeReuse:false
command -v gcc > /dev/null || { echo "no gcc here: apt-get install gcc"; exit 3; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_STATE_HOME="$work/state" HONE_ACTOR=bench
mkdir "$work/p"
cd "$work/p"
git init -q
git config user.email bench@example.org
git config user.name bench
cat > hone.toml <<'T'
[project]
name = "planted"
[build]
shell = "mkdir -p build && gcc -O1 -g -o build/work work.c"
[[workload]]
name = "day"
command = ["build/work"]
T
echo build/ > .gitignore
steps=20000000
source() { # steps
    cat > work.c <<C
#include <stdio.h>
__attribute__((noinline)) unsigned long mix(unsigned long n) {
    unsigned long x = 88172645463325252ul;
    for (unsigned long i = 0; i < n; i++) { x ^= x << 13; x ^= x >> 7; x ^= x << 17; }
    return x;
}
int main(void) { printf("%lu\n", mix($1ul)); return 0; }
C
}
source "$steps"
git add -A && git commit -qm base
base=$(git rev-parse HEAD)
for percent in 0 2 5 10; do
    git checkout -q --detach "$base"
    source "$((steps * (100 + percent) / 100))"
    [ "$percent" -ne 0 ] || echo "words" > README
    git add -A && git commit -qm "planted $percent"
    git branch "planted-$percent"
done

uname -a
uptime
for metric in $metrics; do
    for percent in $percents; do
        rounds=$times
        [ "$percent" -ne 0 ] || rounds=$((times * 2))
        git checkout -q "planted-$percent"
        n=0
        : > "$work/exits"
        : > "$work/seconds"
        while [ "$n" -lt "$rounds" ]; do
            status=0
            start=$(date +%s)
            "$hone" guard check --base "$base" --metric "$metric" --no-profile --no-record --json > "$work/last.json" 2> "$work/last.err" || status=$?
            echo "$(($(date +%s) - start))" >> "$work/seconds"
            echo "$status" >> "$work/exits"
            [ "$status" -ne 3 ] || cat "$work/last.err"
            n=$((n + 1))
        done
        printf '%s, +%s %%: %s checks; exit codes (how many, code):' "$metric" "$percent" "$rounds"
        sort "$work/exits" | uniq -c | awk '{ printf "  %s x %s", $1, $2 }'
        sort -n "$work/seconds" | awk '{ s[NR] = $1 } END { printf "; %d s median, %d s at most\n", s[int((NR + 1) / 2)], s[NR] }'
    done
done
uptime
