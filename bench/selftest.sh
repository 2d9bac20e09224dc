#!/bin/sh
# Hone's comparison tested on this machine: false alarms on real commands beside the rules of other tools, and power.
# bench/selftest.sh [PART …] with PART one of alike, power, loaded, realtime; all without. The parts take about 20, 20, 15 and 5 minutes.
# HONE names the program, by default the built one. What each part is to show stands above it; the figures of alike are of
# wall and CPU time at once. Raw runs are kept in artifacts/selftest/.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
hone=${HONE:-$root/artifacts/bin/Hone/release/hone}
[ -n "${HONE:-}" ] || dotnet build "$root/src/Hone" -c Release -v quiet --nologo -nodeReuse:false
kept=$root/artifacts/selftest
mkdir -p "$kept"
uname -a
uptime

# At most 1 % of 520 commands beside themselves are called different; other tools' rules on the same machine stand beside it.
alike() {
    "$hone" selftest --effect 0 --comparisons 520 --time-budget 1.5s --peers --export "$kept/alike.jsonl"
}

# A loop of 20 ms, 30 s of machine time: 1 % on wall in >= 95 %, 0.5 % on CPU time in >= 90 % below a load of 4; 5 % after <= 45
# pairs; a command beside itself shown to be the same within 2 % in >= 95 %. Few real runs, many put together from real pairs.
power() {
    "$hone" selftest --effect 1% --metric wall --comparisons 30 --time-budget 30s --export "$kept/wall.jsonl"
    "$hone" selftest --effect 0.5% --metric cpu --comparisons 30 --time-budget 30s --export "$kept/cpu.jsonl"
    "$hone" selftest --effect 5% --comparisons 40 --time-budget 30s --export "$kept/five.jsonl"
    "$hone" selftest --effect 0 --commands loop --until-same --comparisons 60 --time-budget 30s --export "$kept/same.jsonl"
    "$hone" selftest --effect 0,0.5%,1%,2%,5% --comparisons 0 --resample 1000 --stream-pairs 2400
    "$hone" selftest --effect 0 --comparisons 0 --until-same --resample 1000 --stream-pairs 1200
}

# The same with two busy loops a core beside it: 1.2 % of CPU time and 3.5 % of wall time in >= 95 %.
loaded() {
    loops=$(($(nproc) * 2))
    "$hone" selftest --load "$loops" --effect 1.2% --metric cpu --comparisons 12 --time-budget 30s --export "$kept/loaded-cpu.jsonl"
    "$hone" selftest --load "$loops" --effect 3.5% --metric wall --comparisons 12 --time-budget 30s --export "$kept/loaded-wall.jsonl"
    "$hone" selftest --load "$loops" --effect 0,1.2%,3.5%,5% --comparisons 0 --resample 1000 --stream-pairs 1200
}

# The same with --real-time, which needs root or CAP_SYS_NICE: 3.5 % of wall time in >= 95 % on the overloaded machine, too.
realtime() {
    loops=$(($(nproc) * 2))
    "$hone" selftest --load "$loops" --real-time --effect 0,3.5% --commands loop --metric wall --comparisons 20 --time-budget 30s --export "$kept/realtime-wall.jsonl"
    "$hone" selftest --load "$loops" --real-time --effect 0,1.2%,3.5%,5% --comparisons 0 --resample 1000 --stream-pairs 1200
}

[ $# -gt 0 ] || set -- alike power loaded realtime
for part in "$@"; do
    echo
    echo "== $part"
    "$part"
done
uptime
