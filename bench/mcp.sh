#!/bin/sh
# What an agent waits for hone mcp: start to the first answer, and calls of status one after another and all at once.
# Usage: bench/mcp.sh [project] [calls]; HONE names the program, by default the one of artifacts/bin. The project should have been run.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
hone=${HONE:-$here/artifacts/bin/Hone/release/hone}
project=${1:-$here/examples/wordfreq}
calls=${2:-1000}
exec /usr/bin/python3 - "$hone" "$project" "$calls" <<'P'
import json, subprocess, sys, time

hone, project, calls = sys.argv[1], sys.argv[2], int(sys.argv[3])
start = time.perf_counter()
server = subprocess.Popen([hone, 'mcp', project], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

def send(identity, method, **params):
    server.stdin.write(json.dumps({'jsonrpc': '2.0', 'id': identity, 'method': method, 'params': params}).encode() + b'\n')

def answer():
    server.stdin.flush()
    return json.loads(server.stdout.readline())

send(0, 'initialize', protocolVersion='2025-11-25', capabilities={}, clientInfo={'name': 'bench', 'version': '1'})
answer()
print(f'start to the answer to initialize: {(time.perf_counter() - start) * 1e3:.0f} ms')
start = time.perf_counter()
send(1, 'tools/call', name='status', arguments={})
first = answer()
assert first['result']['structuredContent']['schema'] == 'hone.status/1', first
print(f'first status: {(time.perf_counter() - start) * 1e3:.0f} ms')
each = []
start = time.perf_counter()
for i in range(calls):
    begun = time.perf_counter()
    send(2 + i, 'tools/call', name='status', arguments={})
    assert 'structuredContent' in answer()['result']
    each.append(time.perf_counter() - begun)
whole = time.perf_counter() - start
each.sort()
print(f'{calls} calls of status, one after another: {whole:.2f} s (median {each[calls // 2] * 1e3:.2f} ms, slowest {each[-1] * 1e3:.0f} ms)')
start = time.perf_counter()
for i in range(calls):
    send(2 + calls + i, 'tools/call', name='status', arguments={})
good = sum('structuredContent' in answer()['result'] for _ in range(calls))
print(f'{calls} at once: {time.perf_counter() - start:.2f} s, {good} answered')
server.stdin.close()
server.wait(20)
P
