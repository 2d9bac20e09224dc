#!/bin/sh
# What a look at a seal costs: hone seal --check on a small project, and on one of 20,000 files with a large input.
# Usage: bench/seal.sh [files] [megabytes]; HONE names the program, by default the one of artifacts/bin.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
hone=${HONE:-$here/artifacts/bin/Hone/release/hone}
files=${1:-20000}
megabytes=${2:-200}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work/home" XDG_STATE_HOME="$work/state" HONE_ACTOR=bench
mkdir -p "$HOME"

project() { # name files megabytes
    mkdir -p "$work/$1/data"
    cd "$work/$1"
    git init -q
    git config user.email bench@example.org
    git config user.name bench
    head -c "$(($3 * 1000000))" /dev/zero > data/input.bin
    i=0
    while [ "$i" -lt "$2" ]; do
        mkdir -p "src/$((i / 100))"
        echo "int x$i;" > "src/$((i / 100))/f$i.c"
        [ "$((i % 100))" -ne 0 ] || echo "all:" > "src/$((i / 100))/Makefile"
        i=$((i + 1))
    done
    cat > hone.toml <<T
[project]
name = "$1"
[build]
command = ["make", "-v"]
[[workload]]
name = "w"
command = ["wc", "-c", "data/input.bin"]
inputs = ["data/input.bin"]
runs = 3
warmups = 0
T
    git add -A && git commit -qm project
    "$hone" oracle record > /dev/null 2>&1
    "$hone" seal > sealed.txt
    git add -A && git commit -qm sealed
}

look() { # name
    cd "$work/$1"
    n=0
    : > "$work/times"
    while [ "$n" -lt 11 ]; do
        start=$(date +%s%N)
        "$hone" seal --check > /dev/null
        end=$(date +%s%N)
        echo "$(((end - start) / 1000000))" >> "$work/times"
        n=$((n + 1))
    done
    sort -n "$work/times" | sed -n 6p
}

project small 20 1
project large "$files" "$megabytes"
start=$(date +%s%N); "$hone" --version > /dev/null; end=$(date +%s%N)
echo "hone --version: $(((end - start) / 1000000)) ms"
echo "small ($(head -1 "$work/small/sealed.txt" | cut -d' ' -f2,3)): $(look small) ms a check, median of 11, start of hone included"
echo "large ($files files, $megabytes MB of input, $(head -1 "$work/large/sealed.txt" | cut -d' ' -f2,3)): $(look large) ms a check, median of 11"
