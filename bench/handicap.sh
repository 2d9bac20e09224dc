#!/bin/sh
# The handicap test on programs whose truth is known: 20 fixtures (C, C#, Python, Node; five each) on the critical path, and a
# function in a thread that nobody waits for, each REPEATS times. Counts how often the slope is within 0.8–1.2 (below 0.2 off the
# path), how often a handicap of 5 % is seen, and how often nothing at all is called a change.
# Needs: hone (HONE=path to choose one), git, gcc, dotnet, python3, node; what is missing is left out.
# OPTIONS are given to each hone handicap, such as --real-time on a busy machine.
# BUDGET is the time of one test (60s), REPEATS how often the first of each language and the thread are tested (10), ONLY a pattern
# of fixtures such as 'hash*'. Prints one line a test and the counts. About an hour and a half.
set -eu
hone=${HONE:-hone}
command -v "$hone" >/dev/null || { echo "no hone on PATH; say HONE=/path/to/hone" >&2; exit 3; }
budget=${BUDGET:-60s}
repeats=${REPEATS:-10}
only=${ONLY:-*}
programs=$(cd "$(dirname "$0")/../tests/Hone.EndToEnd/Handicap/programs" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
results=$folder/results
: > "$results"

get() { sed -n "s/^  \"$1\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}$/\1/p" "$folder/answer" | head -n 1; }

# one FILE FUNCTION TRUTH SEED
one() {
    # shellcheck disable=SC2254
    case $1 in $only) ;; *) return 0 ;; esac
    name=$(echo "$1" | tr '.' '-')
    project=$folder/$name
    if [ ! -d "$project" ]; then
        mkdir "$project"
        cp "$programs/$1" "$programs/build-sharp.sh" "$project"
        build=""
        case $1 in
        *.c) command -v gcc >/dev/null || return 0
             build="mkdir -p out && gcc -O2 -g -pthread -o out/run $1"; words='"out/run"' ;;
        *.cs) command -v dotnet >/dev/null || return 0
             build="./build-sharp.sh $1"; words='"dotnet", "out/hash.dll"' ;;
        *.py) command -v python3 >/dev/null || return 0
             words="\"python3\", \"$1\"" ;;
        *.js) command -v node >/dev/null || return 0
             words="\"node\", \"$1\"" ;;
        esac
        {
            printf '[project]\nname = "fixture"\n'
            [ -z "$build" ] || printf '[build]\nshell = "%s"\n' "$build"
            printf '[[workload]]\nname = "run"\ncommand = [%s]\n' "$words"
        } > "$project/hone.toml"
        echo out/ > "$project/.gitignore"
        git -C "$project" init -q
        git -C "$project" add -A
        git -C "$project" -c user.name=bench -c user.email=bench@localhost commit -qm bench
    fi
    load=$(cut -d' ' -f1 /proc/loadavg)
    started=$(date +%s)
    "$hone" handicap "$1:$2" -C "$project" --time-budget "$budget" --seed "$4" ${OPTIONS:-} --json > "$folder/answer" 2> "$folder/error" || true
    if ! grep -q '"beta"' "$folder/answer"; then
        printf '%-10s %s\n' "$1" "failed: $(head -n 1 "$folder/error")"
        echo "$1 $3 - - - -" >> "$results"
        return 0
    fi
    same=$(get seesNothingAsChange)
    five=$(get seesFivePercent)
    printf '%-10s %-7s %6.2f (%5.2f to %5.2f)  %-13s  %-5s  %-5s  %5.1f %%  %4s  %4ss  %6.0f ms  %s\n' "$1" "$2" "$(get beta)" "$(get low)" "$(get high)" "$(get verdict)" "$five" "$same" \
        "$(awk -v v="$(get smallestVisible)" 'BEGIN { print 100 * v }')" "$(get rounds)" "$(($(date +%s) - started))" "$(awk -v v="$(get wallNs)" 'BEGIN { print v / 1e6 }')" "$load"
    echo "$1 $3 $(get beta) $(get verdict) $five $same" >> "$results"
}

echo "$(uname -sr), $(nproc) cores, $(date -u +%F); $budget a test${OPTIONS:+, $OPTIONS}"
echo "fixture    function slope β (95 %)           verdict        5 %    0 %    visible rounds took  run       load before"
repeat=1
while [ "$repeat" -le "$repeats" ]; do
    for fixture in hash.c:mix Hash.cs:Mix hash.py:mix hash.js:mix; do
        one "${fixture%%:*}" "${fixture##*:}" on "$repeat"
    done
    one beside.c keep off "$repeat"
    repeat=$((repeat + 1))
done
for fixture in sort.c:order tree.c:walk words.c:add rows.c:row Sort.cs:Order Tree.cs:Walk Words.cs:Add Rows.cs:Row \
    sort.py:order tree.py:walk words.py:add rows.py:row sort.js:order tree.js:walk words.js:add rows.js:row; do
    one "${fixture%%:*}" "${fixture##*:}" on 1
done

awk '
    $3 == "-" { failed++; next }
    $2 == "on" { on++; near += $3 >= 0.8 && $3 <= 1.2; if (!($1 in first)) { first[$1] = 1; fixtures++; sees += $5 == "true" } all++; seen += $5 == "true" }
    $2 == "off" { off++; below += $3 < 0.2 }
    { same++; called += $6 == "true" }
    END {
        printf "on the path: slope within 0.8 to 1.2 in %d of %d tests\n", near, on
        printf "off the path: slope below 0.2 in %d of %d tests\n", below, off
        printf "5 %% seen in the first test of %d of %d fixtures, in %d of all %d tests\n", sees, fixtures, seen, all
        printf "0 %% called a change in %d of %d tests\n", called, same
        if (failed) printf "failed: %d\n", failed
    }' "$results"
