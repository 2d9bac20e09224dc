#!/bin/sh
# How many of 40 runs the baseline marks as taken on a busy machine, with 0, 1 and as many burners as cores beside it.
# The first row is only what it should be on a quiet machine.
# Needs: hone (HONE=path to choose one), git. Prints: burners, marked runs by reason, load average before.
set -eu
hone=${HONE:-hone}
command -v "$hone" >/dev/null || { echo "no hone on PATH; say HONE=/path/to/hone" >&2; exit 3; }
runs=${RUNS:-40}
cores=$(nproc)
folder=$(mktemp -d)
burners=""
end() {
    for pid in $burners; do kill "$pid" 2>/dev/null || true; done
    rm -rf "$folder"
}
trap end EXIT
trap 'exit 130' INT TERM

echo "$(uname -sr), $cores cores, $(date -u +%F)"
echo "burners  marked of $runs  others  stolen  queue  preempted  frequency  load before"
for count in 0 1 "$cores"; do
    rm -rf "$folder/p"
    mkdir "$folder/p"
    cat > "$folder/p/hone.toml" <<TOML
[project]
name = "busy"

[[workload]]
name = "burn"
shell = "i=0; while [ \$i -lt 20000 ]; do i=\$((i+1)); done"
runs = $runs
warmups = 2
TOML
    git -C "$folder/p" init -q
    git -C "$folder/p" add -A
    git -C "$folder/p" -c user.name=bench -c user.email=bench@localhost commit -qm bench
    load=$(cut -d' ' -f1 /proc/loadavg)
    burners=""
    i=0
    while [ "$i" -lt "$count" ]; do
        sh -c 'while :; do :; done' &
        burners="$burners $!"
        i=$((i + 1))
    done
    (cd "$folder/p" && "$hone" baseline >/dev/null)
    for pid in $burners; do kill "$pid"; wait "$pid" 2>/dev/null || true; done
    burners=""
    marks() { grep -rhoE "\"busy\": *\"$1\"" "$folder/p/.hone/artifacts" | wc -l; }
    printf '%7d  %12d  %6d  %6d  %5d  %9d  %9d  %11s\n' "$count" "$(marks '[a-z]*')" "$(marks others)" "$(marks stolen)" "$(marks queue)" "$(marks preempted)" "$(marks frequency)" "$load"
done
