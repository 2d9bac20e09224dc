#!/bin/sh
# A whole phase worked by a scripted agent on each example: hone run, then hone work with patches of all kinds, made real edits of in a
# worktree: good, good and chatty, useless, cheats, a crash and a hang. Prints what hone work says, the commits with their trailers, and
# what hone status says when what is left has been turned down. To show: good ones land or are refused by what landed before them, useless
# ones close as no win, cheats are refused by the rule of the drill, crash and hang give their claims back, and hone status ends with 0.
# Usage: bench/work.sh [EXAMPLE...]; by default all three. HONE names the program, by default the built one; AGENTS how many at a time (1);
# TIMING the seconds of a verification's timed runs (150). About half an hour an example, on a quiet machine.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
hone=${HONE:-$root/artifacts/bin/Hone/release/hone}
[ -n "${HONE:-}" ] || dotnet build "$root/src/Hone" -c Release -v quiet --nologo -nodeReuse:false
command -v python3 > /dev/null || { echo "no python3 here: apt-get install python3"; exit 3; }
[ $# -gt 0 ] || set -- routes logreport wordfreq
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_STATE_HOME="$work/state" HONE_ACTOR=bench NO_COLOR=1

field() { # of the JSON on standard input: an expression over d
    python3 -c "import json,sys; d=json.load(sys.stdin); print($1)"
}

# name, function, lever, lines, effort, kind, patch: one bead each. Effort orders them: what lands moves the base of the others.
plan() {
    case $1 in
    routes) cat <<'P'
cheapest_route work-elimination routes/planner.py:22-22 1 useless honest/routes/no-win.patch
cheapest_route memoization routes/planner.py:12-19 1 cheat tricks/routes/hard-coded-input.patch
cheapest_route dynamic-programming routes/planner.py:12-19 1 cheat tricks/routes/manifest-in-the-change.patch
cheapest_route streaming routes/planner.py:12-19 1 crash -
cheapest_route precomputation routes/planner.py:12-19 1 hang -
cheapest_route index-lookup routes/planner.py:12-19 2 good honest/routes/finished-in-a-set.patch
cheapest_route lazy-evaluation routes/planner.py:14-16 2 chatty honest/routes/frontier-in-a-heap.patch
P
        ;;
    logreport) cat <<'P'
report_request work-elimination src/report.c:33-34 1 useless honest/logreport/no-win.patch
report_request memoization src/report.c:26-34 1 cheat tricks/logreport/hard-coded-input.patch
report_request dynamic-programming src/report.c:29-34 1 cheat tricks/logreport/manifest-in-the-change.patch
report_request streaming src/report.c:29-34 1 crash -
report_request precomputation src/report.c:29-34 1 hang -
report_request buffer-reuse src/report.c:29-34 2 good honest/logreport/one-buffer-for-all.patch
report_request serialization src/report.c:32-32 2 chatty honest/logreport/put-together-by-hand.patch
P
        ;;
    *) cat <<'P'
TermCounter.AddLine work-elimination src/TermCounter.cs:24-27 1 useless honest/wordfreq/no-win.patch
TermCounter.AddLine memoization src/TermCounter.cs:35-48 1 cheat tricks/wordfreq/hard-coded-input.patch
TermCounter.AddLine dynamic-programming src/TermCounter.cs:35-48 1 cheat tricks/wordfreq/manifest-in-the-change.patch
TermCounter.AddLine streaming src/TermCounter.cs:35-48 1 crash -
TermCounter.AddLine lazy-evaluation src/TermCounter.cs:35-48 1 hang -
TermCounter.AddLine zero-copy src/TermCounter.cs:37-37 2 good honest/wordfreq/terms-without-an-iterator.patch
Ranking.Top lazy-evaluation src/Ranking.cs:11-21 2 chatty honest/wordfreq/only-the-first-are-sorted.patch
P
        ;;
    esac
}

cat > "$work/agent.sh" <<'A'
#!/bin/sh
# Does what the plan says of its bead; a second call with nothing new to offer leaves the worktree as it is.
set -eu
cat > /dev/null
set -- $(sed -n "s/^$HONE_BEAD //p" "$PLAN")
case $1 in
crash) echo broken >> README.md; exit 3 ;;
hang) sleep 100000 ;;
esac
[ "$1" != chatty ] || head -c 50000000 /dev/zero | tr '\0' x
git apply --whitespace=nowarn "$2" 2> /dev/null || git apply --whitespace=nowarn --reverse --check "$2"
echo '{"usage":{"input_tokens":1000,"output_tokens":100}}'
A

for example in "$@"; do
    echo "== $example"
    project=$work/$example
    mkdir "$project"
    (cd "$root" && git ls-files -z -- "examples/$example" | xargs -0 cp --parents -t "$work")
    cp -a "$work/examples/$example/." "$project/"
    rm -f "$project/PERFORMANCE_ANALYSIS.md"
    cd "$project"
    sed -i 's/time-budget = "60s"/runs = 12\nwarmups = 1/' hone.toml
    { printf '[agent]\ntimeout = "20s"\nattempts = 2\n\n'; cat hone.toml; } > hone.new
    mv hone.new hone.toml
    printf 'bin/\nobj/\nbuild/\nout/\ninput/\n__pycache__/\n' > .gitignore
    git init -q -b main
    git config user.name bench
    git config user.email bench@example.org
    git add -A
    git commit -qm "The example"
    began=$(date +%s)
    "$hone" run --no-install > /dev/null
    "$hone" oracle strength --mutants 4 > /dev/null || true
    : > "$work/$example.plan"
    plan "$example" | while read -r function lever lines effort kind patch; do
        row=$("$hone" matrix --json | field "[r['id'] for r in d['rows'] if r['kind']=='cpu' and r['hotspot']['function'].endswith('$function')][0]")
        id=$("$hone" matrix set "$row" --lever "$lever" --lines "$lines" --effort "$effort" --because "what the bench works on" --json | field "d['id']")
        file=$work/$example.$lever.diff
        [ "$patch" = - ] || sed '1,/^$/d' "$root/src/Hone/Drill/$patch" > "$file"
        echo "bd-$example.lever-$id $kind $file" >> "$work/$example.plan"
    done
    PLAN=$work/$example.plan
    export PLAN
    "$hone" work --agent-command "/bin/sh $work/agent.sh" --agents "${AGENTS:-1}" --timing "${TIMING:-150}" --land || echo "exit code $?: some were given back"
    awk '{print "  planned:", $1, $2}' "$PLAN"
    git log --format='%h %s%n%(trailers:key=Hone-Lever,key=Hone-Gain,key=Hone-Bead)' --grep='^Hone-Change: '
    "$hone" beads list --json | field "'claims left: ' + str(sum(b['status'] == 'in_progress' for b in d['beads']))"

    # What was given back a person turns down, since nobody else would work on it.
    for _ in $(seq 200); do
        next=$("$hone" next --json)
        command=$(echo "$next" | field "d.get('command') or ''")
        [ -n "$command" ] || break
        case $command in
        "hone beads claim "*)
            bead=$(echo "$command" | awk '{print $4}')
            "$hone" beads close "$bead" --reason "no win: nobody has a change that pays" > /dev/null ;;
        "hone matrix show "*)
            "$hone" matrix reject "$(echo "$command" | awk '{print $4}')" --because "nobody has a change that pays" > /dev/null ;;
        *)
            (PATH=$(dirname "$hone"):$PATH && eval "$command") > /dev/null 2>&1 || true ;;
        esac
    done
    "$hone" status > /dev/null && code=0 || code=$?
    "$hone" ledger verify > /dev/null && record=0 || record=$?
    echo "hone status ends with $code, hone ledger verify with $record, after $(($(date +%s) - began)) s"
done
