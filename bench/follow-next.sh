#!/bin/sh
# From a fresh clone to a landed change by what Hone prints: it does nothing but ask `hone next --json` and run what that names. Where it
# names a folder to edit, the brief is read and a scripted editor does its edit there; where it asks for a judgement of a row, a scripted
# judge names the lever of the hot function and turns other rows down. Every step is printed. Ends with 0 when a change landed.
# Usage: bench/follow-next.sh [EXAMPLE], by default logreport. HONE names the program, by default the built one. About fifteen minutes.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
hone=${HONE:-$root/artifacts/bin/Hone/release/hone}
[ -n "${HONE:-}" ] || dotnet build "$root/src/Hone" -c Release -v quiet --nologo -nodeReuse:false
command -v python3 > /dev/null || { echo "no python3 here: apt-get install python3"; exit 3; }
example=${1:-logreport}
case $example in
routes) function=cheapest_route lever=index-lookup lines=routes/planner.py:12-19 patch=finished-in-a-set ;;
logreport) function=report_request lever=buffer-reuse lines=src/report.c:29-34 patch=one-buffer-for-all ;;
*) function=TermCounter.AddLine lever=buffer-reuse lines=src/TermCounter.cs:35-48 patch=counted-before-a-string-is-made ;;
esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$hone" "$work/bin/hone"
PATH=$work/bin:$PATH
export PATH XDG_STATE_HOME="$work/state" HONE_ACTOR=follower NO_COLOR=1

field() { # of the JSON on standard input: an expression over d
    python3 -c "import json,sys; d=json.load(sys.stdin); print($1)"
}

# Somebody's repository, with Hone's section in its AGENTS.md.
(cd "$root" && git ls-files -z -- "examples/$example" | xargs -0 cp --parents -t "$work")
origin=$work/examples/$example
rm -f "$origin/PERFORMANCE_ANALYSIS.md"
cd "$origin"
sed -i 's/time-budget = "60s"/runs = 12\nwarmups = 1/' hone.toml
printf 'bin/\nobj/\nbuild/\nout/\ninput/\n__pycache__/\n' > .gitignore
hone agents-md --write
git init -q -b main
git config user.name bench
git config user.email bench@example.org
git add -A
git commit -qm "The example"
git clone -q "$origin" "$work/clone"
cd "$work/clone"
git config user.name follower
git config user.email follower@example.org
sed '1,/^$/d' "$root/src/Hone/Drill/honest/$example/$patch.patch" > "$work/edit.diff"
hone agents-md --check
grep -q 'hone next' AGENTS.md

edited=""
for step in $(seq 60); do
    if git log -1 --format=%B | grep -q '^Hone-Change: '; then
        echo "landed after $((step - 1)) steps:"
        git log -1 --format=%B
        exit 0
    fi
    next=$(hone next --json)
    command=$(echo "$next" | field "d.get('command') or ''")
    edit=$(echo "$next" | field "d.get('edit') or ''")
    echo "$step: ${command:-nothing is left}"
    echo "   $(echo "$next" | field "d['because']")"
    [ -n "$command" ] || exit 1
    eval "$command" > "$work/said" 2>&1 && code=0 || code=$?
    echo "   exit code $code"
    case $code in 0 | 1 | 4) ;; *) cat "$work/said"; exit 1 ;; esac
    if [ -n "$edit" ]; then
        [ -z "$edited" ] || { echo "the editor has no other edit"; cat "$work/said"; exit 1; }
        (cd "$edit" && git apply --whitespace=nowarn "$work/edit.diff")
        edited=yes
        echo "   edited"
    fi
    case $command in
    "hone matrix show "*)
        row=$(echo "$command" | awk '{print $4}')
        if hone matrix show "$row" --json | field "d['hotspot']['function']" | grep -q "$function\$"; then
            hone matrix set "$row" --lever "$lever" --lines "$lines" --effort 1 --because "seen in the source" > /dev/null
        else
            hone matrix reject "$row" --because "not what this editor can do" > /dev/null
        fi ;;
    "hone beads claim "*)
        # A bead of another function is not this editor's.
        bead=$(echo "$command" | awk '{print $4}')
        hone brief "$bead" --json | field "d['row']['hotspot']['function'] + ' ' + d['row']['lever']['name']" | grep -q "$function $lever\$" || {
            hone beads close "$bead" --reason "no win: not what this editor can do" > /dev/null
            echo "   closed: not its work"
        } ;;
    esac
done
echo "no change landed in 60 steps"
exit 1
