#!/bin/sh
# How many intervals of an exponent hold the truth: programs with planted growth (0, 1, n·log n, 1.5, 2, 3) in C, C#, Python and Node, run
# through hone growth; of each the wall time, the CPU time and the function work with what it calls. For n·log n an interval holds when it has 1, and no claim
# of "no log factor" was made. Then the function that is quadratic and takes 5 % today.
#   bench/growth.sh [BUDGET] [LANGUAGE…]
# HONE names the binary; by default the one beside this script's repository. About 25 s a program, 10 minutes in all; on a busy machine
# the ladders end early and the intervals are wide.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
hone=${HONE:-$here/hone}
budget=${1:-25s}
[ $# -gt 0 ] && shift
languages=${*:-c csharp python node}
python=$(command -v /usr/bin/python3 || command -v python3)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: > "$work/rows"

# The largest cost is that of so many turns of the inner loop: about a second.
turns() { case $1 in c) echo 600000000 ;; csharp) echo 900000000 ;; node) echo 700000000 ;; *) echo 12000000 ;; esac; }

# Sizes whose costs span a factor of 16 to 64, and how many units the largest has.
sizes() { case $1 in 0|1) echo 1000, 2000, 4000, 8000, 16000 ;; 1log) echo 1024, 2048, 4096, 8192, 16384 ;; 1.5) echo 196, 400, 784, 1600, 2500 ;; 2) echo 80, 120, 180, 270, 400 ;; *) echo 24, 30, 38, 48, 60 ;; esac; }
units() { case $1 in 0) echo 1 ;; 1) echo 16000 ;; 1log) echo 245760 ;; 1.5) echo 125000 ;; 2) echo 160000 ;; *) echo 216000 ;; esac; }

program() {
    case $1 in
        c) echo '"./work"' ;;
        csharp) echo '"dotnet", "out/Work.dll"' ;;
        python) echo "\"$python\", \"work.py\"" ;;
        node) echo '"node", "work.js"' ;;
    esac
}

build() {
    case $1 in
        c) command -v gcc > /dev/null && gcc -O2 -g -o work work.c ;;
        csharp)
            command -v dotnet > /dev/null || return 1
            cat > Work.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><AssemblyName>Work</AssemblyName>
<ImplicitUsings>enable</ImplicitUsings><EnableDefaultCompileItems>false</EnableDefaultCompileItems></PropertyGroup><ItemGroup><Compile Include="Work.cs" /></ItemGroup></Project>
XML
            dotnet build -c Release -o out -v q --nologo -nodeReuse:false > build.txt 2>&1 || { cat build.txt >&2; return 1; } ;;
        python) [ -n "$python" ] ;;
        node) command -v node > /dev/null ;;
    esac
}

for language in $languages; do
    folder=$work/$language
    mkdir "$folder"
    cd "$folder"
    cp "$here"/bench/Growth/* .
    if ! build "$language"; then
        echo "$language: not here, left out" >&2
        continue
    fi
    {
        printf '[project]\nname = "growth"\n'
        for kind in 0 1 1log 1.5 2 3; do
            unit=$(($(turns "$language") / $(units "$kind")))
            printf '[[workload]]\nname = "k%s"\ncommand = [%s, "%s", "{n}", "%s"]\nsizes = [%s]\n' "$(echo "$kind" | tr -d .)" "$(program "$language")" "$kind" "$unit" "$(sizes "$kind")"
        done
    } > hone.toml
    printf 'out/\nobj/\nwork\n.hone/\n' > .gitignore
    git init -q
    git add -A
    git -c user.name=bench -c user.email=bench@example.org commit -q -m growth
    for kind in 0 1 1log 1.5 2 3; do
        start=$(date +%s)
        "$hone" growth -w "k$(echo "$kind" | tr -d .)" --budget "$budget" --json > "$work/run.json"
        python3 - "$work/run.json" "$language" "$kind" "$(($(date +%s) - start))" <<'PY' | tee -a "$work/rows"
import json, sys
run = json.load(open(sys.argv[1]))["workloads"][0]
language, kind, seconds = sys.argv[2:5]
truth = float(kind.replace("log", ""))
# By its cumulative cost: which of the functions below it is inlined into which changes from size to size where code is compiled at run time.
planted = [f for f in run["functions"] if f["function"].split("(")[0].split(".")[-1].split(":")[0].split(" ")[-1].lower() == "work" and "cumulative" in f]
hot = max(planted, key=lambda f: f["cumulativeNow"]) if planted else None
def row(name, fit):
    if fit is None or fit["shape"] == "TooFew":
        return "%-8s %-5s %-9s %s" % (language, kind, name, "nothing fitted  MISSED")
    held = fit["low"] <= truth <= fit["high"] and not ("log" in kind and fit["shape"] == "Power") and not ("log" not in kind and fit["shape"] == "WithLog")
    return "%-8s %-5s %-9s n^%.2f  %.2f to %.2f  %-8s  %s" % (language, kind, name, fit["exponent"], fit["low"], fit["high"], fit["shape"], "holds" if held else "MISSED")
print(row("wall", run["wall"]))
print(row("cpu", run["cpu"]))
print(row("function", hot and hot["cumulative"]) + "  (%d sizes, %s s)" % (len(run["sizes"]), seconds))
PY
    done
done
echo
python3 - "$work/rows" <<'PY'
import re, statistics, sys
rows = open(sys.argv[1]).read().splitlines()
widths = [float(m[2]) - float(m[1]) for m in (re.search(r"  (-?[0-9.]+) to (-?[0-9.]+)  ", row) for row in rows) if m]
print("%d of %d intervals hold the truth; half of them are narrower than %.2f" % (sum("holds" in row for row in rows), len(rows), statistics.median(widths) if widths else 0))
PY
