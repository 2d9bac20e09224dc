#!/bin/sh
# Instruction counts as an instrument: is the same program counted the same (A/A), is 0.05 % more work found (A/B), and how
# long does one comparison (two counts of each side) take? For a C program, for .NET compiled ahead of time, and for .NET as
# it usually runs. Usage: bench/instructions.sh [pairs, by default 20]
# Needs valgrind, gcc and the .NET SDK; takes hone from $HONE, else the release build of this tree.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
pairs=${1:-20}
hone=${HONE:-$here/artifacts/bin/Hone/release/hone}
[ -x "$hone" ] || { echo "no hone at $hone: build it (dotnet build -c Release), or set HONE" >&2; exit 3; }
for tool in valgrind gcc python3; do
    command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 3; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

gcc -O2 "$here/tests/fixtures/native/hash.c" -o "$work/hash"
mkdir "$work/net"
cat > "$work/net/net.csproj" <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
</Project>
X
cat > "$work/net/Program.cs" <<'X'
int rounds = int.Parse(args[0]);
uint hash = 2166136261;
Dictionary<uint, uint> table = [];
for (int i = 0; i < rounds; i++)
{
    for (int k = 0; k < 32; k++)
    {
        hash = (hash ^ (uint)(i + k)) * 16777619u;
    }

    table[hash & 1023] = table.GetValueOrDefault(hash & 1023) + 1;
}

Console.WriteLine(hash + (uint)table.Count);
X
jit= aot=
if command -v dotnet >/dev/null; then
    cd "$work/net"
    dotnet build -c Release -o "$work/jit" -v q --nologo -nodeReuse:false >"$work/jit.log" 2>&1 && jit=$work/jit/net || tail -3 "$work/jit.log" >&2
    dotnet publish -c Release -p:PublishAot=true --use-current-runtime -o "$work/aot" -v q --nologo -nodeReuse:false >"$work/aot.log" 2>&1 && aot=$work/aot/net || tail -3 "$work/aot.log" >&2
    # valgrind 3.19 cannot read the debug information of the newest compilers, and gives up when it finds it.
    rm -f "$work/aot/net.dbg"
    cd "$work"
else
    echo "dotnet is missing: the C program alone" >&2
fi

echo "host: $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2- | sed 's/^ //'), $(nproc) processors, load $(cut -d' ' -f1-3 /proc/loadavg), $(valgrind --version), $(date -u +%F)"
cat > "$work/pairs.py" <<'X'
import json, subprocess, sys, time
hone, name, program, rounds, pairs = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
def count(*lines):
    start = time.monotonic()
    run = subprocess.run([hone, "count", "--json", *lines], capture_output=True, text=True)
    if run.returncode not in (0, 4):
        sys.exit(run.stderr)
    return json.loads(run.stdout), time.monotonic() - start
def total(n):
    return count(f"{program} {n}")[0]["commands"][0]["instructions"][0]
base, double = total(rounds), total(2 * rounds)
more = max(1, round(0.0005 * base / ((double - base) / rounds)))
plain = min(timed for timed in (lambda: [(lambda s: (subprocess.run([program, str(rounds)], stdout=subprocess.DEVNULL), time.monotonic() - s)[1])(time.monotonic()) for _ in range(5)])())
for label, other, wanted in (("A/A", rounds, "same"), ("A/B +0.05 %", rounds + more, "more")):
    right = identical = 0
    times, ratios, spreads = [], [], []
    for _ in range(pairs):
        document, seconds = count(f"{program} {rounds}", f"{program} {other}")
        verdict = document["verdict"]
        right += verdict["finding"] == wanted
        identical += verdict["identical"]
        times.append(seconds)
        ratios.append(verdict["ratio"])
        spreads.append(verdict["spread"])
    times.sort()
    same = f", every count the same number in {identical}" if wanted == "same" else ""
    print(f"{name:12} {label:12} '{wanted}' in {right} of {pairs}{same}; ratio {min(ratios):.6f} to {max(ratios):.6f}; "
          f"spread at most {max(spreads) * 1e6:.1f} millionths; {times[len(times) // 2]:.2f} s a comparison (median; {times[-1]:.2f} at most)", flush=True)
print(f"{name:12} {base:,} instructions; a plain run takes {plain * 1000:.0f} ms")
X
python3 "$work/pairs.py" "$hone" C "$work/hash" 100000 "$pairs"
[ -z "$aot" ] || python3 "$work/pairs.py" "$hone" ".NET (AOT)" "$aot" 100000 "$pairs"
[ -z "$jit" ] || python3 "$work/pairs.py" "$hone" ".NET (JIT)" "$jit" 100000 "$pairs"
"$hone" count -- "$work/hash" 100 | sed -n '/^  by /,$p'
