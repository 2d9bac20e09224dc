#!/bin/sh
# How much memory a golden output takes: the largest resident set of hone while it records and checks a workload that prints
# SIZE bytes (2,000,000,000 unless given), of zeros, and of text with a timestamp in its first line and one in every 4 kB that a normaliser
# reads. Prints MiB. The limit is 64 MiB.
set -eu
size=${1:-2000000000}
hone=${HONE:-hone}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > text.sh <<'END'
date -u +%Y-%m-%dT%H:%M:%S.%NZ
line="$(head -c 4000 /dev/zero | tr '\0' x) 2020-02-02T10:00:00Z"
yes "$line" | head -c "$1"
END

run() {
    /usr/bin/time -f '%M %e' -o figures "$hone" oracle "$1" > answer 2>&1 || { cat answer; exit 1; }
    awk -v what="$2" -v of="oracle $1" '{ printf "%-14s %-6s %6.1f MiB  %6.1f s\n", of, what, $1 / 1024, $2 }' figures
}

for what in zeros text; do
    if [ $what = zeros ]; then command="head -c $size /dev/zero"; rules=""
    else
        command="sh text.sh $size"
        rules='
[[oracle.normalise]]
channel = "stdout"
kind = "timestamp"'
    fi
    cat > hone.toml <<END
[project]
name = "size"

[oracle]
recordings = 2

[[workload]]
name = "w"
shell = "$command"
timeout = "30m"
$rules
END
    rm -rf .hone
    run record $what
    run check $what
done
