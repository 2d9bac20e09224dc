#!/bin/sh
# The web page of one profile of some 122,000 places: its size, and how long after the start of the page it is drawn and listens, in
# headless Chromium (the page writes that into data-ready when its first picture is done; starting the browser is not in it).
# Usage: bench/flame-html.sh [runs, by default 5]
# Needs hone (HONE=path, else the release build of this tree), chromium (CHROMIUM names another), /usr/bin/python3.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
hone=${HONE:-$here/artifacts/bin/Hone/release/hone}
chromium=${CHROMIUM:-chromium}
[ -x "$hone" ] || { echo "no hone at $hone: build it (dotnet build -c Release), or set HONE" >&2; exit 3; }
command -v "$chromium" >/dev/null || { echo "no chromium on PATH; CHROMIUM names it" >&2; exit 3; }
runs=${1:-5}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
/usr/bin/python3 "$here/bench/folded-stacks.py" "$folder/stacks.folded"
"$hone" flamegraph "$folder/stacks.folded" --to html -o "$folder/page.html" >/dev/null
boxes=$(grep -o '"count":[0-9]*' "$folder/page.html" | head -1 | cut -d: -f2)
echo "$(uname -sr), $(nproc) cores, $(date -u +%F), load $(cut -d' ' -f1 /proc/loadavg) before; $("$chromium" --version 2>/dev/null)"
echo "page: $boxes boxes, $(($(wc -c < "$folder/page.html") / 1000)) kB, $(gzip -c "$folder/page.html" | wc -c | awk '{ print int($1 / 1000) }') kB with gzip"
i=0
while [ "$i" -lt "$runs" ]; do
    ready=$("$chromium" --headless --no-sandbox --disable-gpu --user-data-dir="$folder/profile$i" --window-size=1400,900 --dump-dom "file://$folder/page.html" 2>/dev/null \
        | grep -o 'data-ready="[0-9]*"' | head -1 | tr -dc 0-9)
    echo "drawn after ${ready:-never} ms"
    i=$((i + 1))
done
