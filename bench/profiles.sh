#!/bin/sh
# How fast profiles are read and drawn, each as a whole process published ahead of time, on one thread, in CPU seconds (user + system).
# bench/profiles.sh [PART …] with PART one of script, data, graph, heap, same; all without. Wants a quiet machine, perf, g++, heaptrack,
# and 3 GB below TMPDIR. RUNS (5) says how often each is run.
# Peers: INFERNO=folder with inferno-collapse-perf and inferno-flamegraph, FLAMEGRAPH=folder with stackcollapse-perf.pl and flamegraph.pl.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
runs=${RUNS:-5}
parts=${*:-script data graph heap same}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dotnet publish "$root/bench/Profiles" -c Release -p:PublishAot=true -v quiet --nologo -nodeReuse:false -o "$folder/bin" > "$folder/build.log" || { cat "$folder/build.log"; exit 1; }
ours=$folder/bin/profiles
collapse_rs=${INFERNO:+$INFERNO/inferno-collapse-perf}
draw_rs=${INFERNO:+$INFERNO/inferno-flamegraph}
collapse_pl=${FLAMEGRAPH:+$FLAMEGRAPH/stackcollapse-perf.pl}
draw_pl=${FLAMEGRAPH:+$FLAMEGRAPH/flamegraph.pl}
collapse_rs=${collapse_rs:-$(command -v inferno-collapse-perf || true)}
draw_rs=${draw_rs:-$(command -v inferno-flamegraph || true)}
[ -n "$collapse_rs" ] || echo "inferno is not on PATH nor in INFERNO: nothing of it beside ours"
[ -n "$collapse_pl" ] || echo "FLAMEGRAPH does not name a folder: nothing of the Perl scripts beside ours"
cd "$folder"

size() { stat -c %s "$1"; }

# record FILE SECONDS ARGUMENTS… : a recording of the program words.
record() {
    [ -x words ] || g++ -O1 -g -fno-omit-frame-pointer -std=c++17 -o words "$root/bench/Profiles/words.cpp"
    file=$1 seconds=$2
    shift 2
    perf record -q -e cpu-clock "$@" -o "$file" ./words "$seconds" > /dev/null
}

script() {
    echo "perf script text to folded stacks"
    [ -f script.txt ] || "$ours" generate script.txt
    bytes=$(size script.txt)
    NAME="Hone" BYTES=$bytes "$ours" run "$runs" "$ours" fold script.txt hone.folded
    [ -z "$collapse_rs" ] || NAME="inferno-collapse-perf -n 1" BYTES=$bytes OUTPUT=rust.folded "$ours" run "$runs" "$collapse_rs" -n 1 script.txt
    [ -z "$collapse_pl" ] || NAME="stackcollapse-perf.pl" BYTES=$bytes OUTPUT=perl.folded "$ours" run 2 perl "$collapse_pl" script.txt
    record real.data 10 -F 20000 --call-graph fp
    perf script -i real.data > real.txt 2> /dev/null
    bytes=$(size real.txt)
    echo " of a real recording"
    NAME="Hone" BYTES=$bytes "$ours" run "$runs" "$ours" fold real.txt real.folded
    [ -z "$collapse_rs" ] || NAME="inferno-collapse-perf -n 1" BYTES=$bytes OUTPUT=rust.folded "$ours" run "$runs" "$collapse_rs" -n 1 real.txt
}

data() {
    echo "perf.data to symbolised, demangled, folded stacks"
    [ -f real.data ] || record real.data 10 -F 20000 --call-graph fp
    samples=$("$ours" perfdata real.data direct.folded | sed -n 's/ samples.*//p')
    NAME="Hone" SAMPLES=$samples "$ours" run "$runs" "$ours" perfdata real.data direct.folded
    NAME="Hone, inlined functions too" SAMPLES=$samples "$ours" run "$runs" "$ours" perfdata real.data inlined.folded inlines
    NAME="perf script" SAMPLES=$samples OUTPUT=real.txt "$ours" run "$runs" perf script -i real.data
    [ -z "$collapse_rs" ] || NAME=" and then inferno" SAMPLES=$samples "$ours" run "$runs" "$collapse_rs" -n 1 real.txt
    perf report -i real.data --no-children --stdio -g none --sort symbol > report.txt 2> /dev/null
    "$ours" top direct.folded report.txt || true
}

graph() {
    echo "flame graph and top five out of folded stacks"
    [ -f script.txt ] || "$ours" generate script.txt
    [ -f hone.folded ] || "$ours" fold script.txt hone.folded > /dev/null
    "$ours" graph hone.folded hone.svg
    NAME="Hone" "$ours" run "$runs" "$ours" graph hone.folded hone.svg
    [ -z "$draw_rs" ] || NAME="inferno-flamegraph" OUTPUT=rust.svg "$ours" run "$runs" "$draw_rs" hone.folded
    [ -z "$draw_pl" ] || NAME="flamegraph.pl" OUTPUT=perl.svg "$ours" run 2 perl "$draw_pl" hone.folded
    ls -l ./*.svg | awk '{ print "  " $5 " bytes " $9 }'
}

heap() {
    library=${HEAPTRACK_LIBRARY:-/usr/lib/heaptrack/libheaptrack_preload.so}
    interpret=${HEAPTRACK_INTERPRET:-/usr/lib/heaptrack/libexec/heaptrack_interpret}
    [ -f "$library" ] || { echo "heaptrack is not in $library (HEAPTRACK_LIBRARY): nothing to read"; return 0; }
    echo "raw heap recording to all five costs"
    g++ -O2 -g -std=c++17 -o allocates "$root/bench/Profiles/heap.cpp"
    LD_PRELOAD=$library DUMP_HEAPTRACK_OUTPUT=$folder/heap.raw ./allocates 7000000
    "$ours" heap heap.raw
    EVENTS=$("$ours" heap heap.raw | sed -n 's/ events.*//p')
    export EVENTS
    NAME="Hone" "$ours" run "$runs" "$ours" heap heap.raw
    if [ -x "$interpret" ]; then
        NAME="heaptrack_interpret" OUTPUT=heap.txt "$ours" run 1 "$root/bench/Profiles/from.sh" heap.raw "$interpret"
        "$interpret" < heap.raw 2>&1 > /dev/null | sed -n 's/^/  heaptrack_interpret: /p'
        NAME="heaptrack_print, one report" OUTPUT=report.txt "$ours" run 2 heaptrack_print heap.txt
        tail -n 5 report.txt | sed 's/^/  heaptrack_print: /'
    fi
    unset EVENTS
    echo " thirty string sizes on 2,000 call paths"
    g++ -O1 -g -std=c++17 -ftemplate-depth=4000 -o strings "$root/bench/Profiles/strings.cpp"
    LD_PRELOAD=$library DUMP_HEAPTRACK_OUTPUT=$folder/strings.raw ./strings
    NAME="Hone" "$ours" run "$runs" "$ours" heap strings.raw
    "$ours" heap strings.raw
    # As much memory as it likes, up to 12 GB; it is given two minutes.
    if command -v heaptrack > /dev/null; then
        (ulimit -v 12000000; timeout 120 heaptrack -o "$folder/strings" ./strings 2>&1 | sed -n '/what()\|allocations:/s/^/  heaptrack: /p')
    fi
}

same() {
    echo "the same stacks with the same weights (differences left: see bench/README.md)"
    [ -f script.txt ] || "$ours" generate script.txt 50000
    record one.data 2 -F 2000 --call-graph fp
    record two.data 2 -F 997 -g -a 2> /dev/null || record two.data 2 -F 997 -g
    record three.data 1 -F 499 --call-graph dwarf,8192
    record four.data 2 -F 997
    perf script -i one.data > one.txt 2> /dev/null
    perf script -i two.data > two.txt 2> /dev/null
    perf script -i three.data > three.txt 2> /dev/null
    perf script -i four.data > four.txt 2> /dev/null
    for input in script one two three four; do
        [ "$(size $input.txt)" -gt 0 ] || continue
        echo " $input"
        "$ours" fold $input.txt $input.hone > /dev/null
        "$ours" fold $input.txt $input.counts samples > /dev/null
        if [ -n "$collapse_pl" ]; then
            perl "$collapse_pl" $input.txt > $input.perl
            "$ours" same $input.hone $input.perl clean || true
        fi
        if [ -n "$collapse_rs" ]; then
            "$collapse_rs" $input.txt > $input.rust 2> /dev/null
            "$ours" same $input.counts $input.rust clean || true
        fi
    done
}

for part in $parts; do
    "$part"
done
