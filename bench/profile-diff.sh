#!/bin/sh
# How often a difference of profiles is wrong, and how often it finds what was changed. Real profiles, recorded with the built
# tool: pairs of the same program (A/A) of three programs and a C program of which one function was made 20 % dearer.
# SIDE profiles are taken together on each side (run it with SIDE=1 and SIDE=5). Every pair has profiles of its own.
# Needs: hone (HONE=path to choose one), git, perf, a C compiler, python3, gzip. Takes about PAIRS x SIDE x 10 x 4 s; PAIRS=40
# and SIDE=1 take half an hour. KEEP=folder keeps the recordings, and a second run with the same KEEP only compares.
# Prints: pairs, functions called changed in all, and in how many pairs any; pairs in which the right function came first.
set -eu
hone=${HONE:-hone}
command -v "$hone" >/dev/null || { echo "no hone on PATH; say HONE=/path/to/hone" >&2; exit 3; }
hone=$(command -v "$hone")
for tool in git perf cc python3 gzip; do command -v "$tool" >/dev/null || { echo "no $tool on PATH" >&2; exit 3; }; done
pairs=${PAIRS:-40}
dearer=${DEARER:-20}
side=${SIDE:-1}
here=$(cd "$(dirname "$0")" && pwd)
folder=${KEEP:-$(mktemp -d)}
mkdir -p "$folder"
trap '[ -n "${KEEP:-}" ] || rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
python=$(python3 -c 'import sys; print(sys.executable)')

if [ ! -e "$folder/hone.toml" ]; then
    cc -O1 -g -o "$folder/orders" "$here/profile-diff/orders.c"
    cc -O1 -g -DCHECKSUM_ROUNDS=120 -o "$folder/orders-dearer" "$here/profile-diff/orders.c"
    cp "$here/profile-diff/words.py" "$folder"
    "$python" -c 'import random; random.seed(1); print("\n".join(" ".join(str(random.randrange(9999)) for _ in range(12)) for _ in range(400000)))' > "$folder/numbers.txt"
    cat > "$folder/hone.toml" <<TOML
[project]
name = "differences"

[[workload]]
name = "orders"
command = ["./orders", "400000"]

[[workload]]
name = "dearer"
command = ["./orders-dearer", "400000"]

[[workload]]
name = "words"
command = ["$python", "words.py", "60000"]

[[workload]]
name = "gzip"
command = ["gzip", "-c", "numbers.txt"]
TOML
    printf '.hone/\n' > "$folder/.gitignore"
    git -C "$folder" init -q
    git -C "$folder" add -A
    git -C "$folder" -c user.name=bench -c user.email=bench@localhost commit -qm bench
fi

cd "$folder"
# The ledger's entry numbers of a workload's profiles.
entries() { { grep -o '"workload":"'"$1"'"[^}]*}.*"seq":[0-9]*' .hone/ledger.jsonl 2>/dev/null || true; } | grep -o '[0-9]*$'; }
record() {
    while [ "$(entries "$1" | wc -l)" -lt "$2" ]; do "$hone" profile -k cpu -w "$1" >/dev/null 2>&1 || { echo "recording $1 failed" >&2; exit 1; }; done
}
# Entries $3 .. $3+$2-1 of workload $1, as references.
take() { entries "$1" | tail -n "+$3" | head -n "$2" | sed "s/^/$1#/"; }
changed() { python3 -c '
import json, sys
d = json.load(sys.stdin)
print(d["changed"], " ".join(f["function"] for f in d["functions"][:d["changed"]]))'; }

echo "$(uname -sr), $(nproc) cores, $(date -u +%F), load $(cut -d' ' -f1 /proc/loadavg), $side profiles a side"
a=$((pairs / 3))
for workload in orders words gzip; do
    [ "$workload" != gzip ] || a=$((pairs - 2 * (pairs / 3)))
    # Both sides take turns, so that a drifting machine is on neither.
    record "$workload" $((2 * a * side))
    called=0; any=0; i=0; names=""
    while [ "$i" -lt "$a" ]; do
        from=$((2 * i * side + 1))
        # shellcheck disable=SC2046
        answer=$("$hone" profile diff --before $(take "$workload" "$side" "$from") --after $(take "$workload" "$side" $((from + side))) --json | changed)
        n=${answer%% *}
        called=$((called + n)); any=$((any + (n > 0)))
        [ "$n" -eq 0 ] || names="$names ${answer#* };"
        i=$((i + 1))
    done
    printf 'A/A %-8s %3d pairs: %d functions called changed, in %d pairs%s\n' "$workload" "$a" "$called" "$any" "${names:+ ($names )}"
done
# Recorded in turns, too.
i=1
while [ "$i" -le $((dearer * side)) ]; do record dearer "$i"; record orders "$i"; i=$((i + 1)); done
first=0; others=0; i=0
while [ "$i" -lt "$dearer" ]; do
    from=$((i * side + 1))
    # shellcheck disable=SC2046
    answer=$("$hone" profile diff --before $(take orders "$side" "$from") --after $(take dearer "$side" "$from") --json | changed)
    n=${answer%% *}
    set -- ${answer#* }
    [ "${1:-}" != checksum ] || { first=$((first + 1)); n=$((n - 1)); }
    others=$((others + n))
    i=$((i + 1))
done
printf 'checksum 20 %% dearer, %d pairs: first in %d, others called changed %d\n' "$dearer" "$first" "$others"
