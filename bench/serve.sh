#!/bin/sh
# Does hone serve with many browsers change what a phase measures? Baselines of one program, taken in turns without it and with it and its
# clients; the p50 of each, and the share by which the rounds with it differ. The same without any server in either turn is the A/A beside it.
# Usage: bench/serve.sh [rounds] [clients]; HONE names the program, by default the one of artifacts/bin. Nothing else should run.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
hone=${HONE:-$here/artifacts/bin/Hone/release/hone}
exec /usr/bin/python3 - "$hone" "${1:-10}" "${2:-200}" <<'P'
import json, os, pathlib, shutil, signal, socket, statistics, subprocess, sys, tempfile, threading, time

hone, rounds, clients = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
folder = tempfile.mkdtemp(prefix='hone-bench-')
state = tempfile.mkdtemp(prefix='hone-state-')
environment = dict(os.environ, XDG_STATE_HOME=state, HONE_ACTOR='bench')
pathlib.Path(folder, 'hone.toml').write_text('''[project]
name = "aa"
[[workload]]
name = "day"
command = ["/usr/bin/python3", "-c", "sum(i * i for i in range(2000000))"]
runs = 30
warmups = 2
''')

def run(*command):
    return subprocess.run([hone, *command], cwd=folder, env=environment, check=True, capture_output=True, text=True).stdout

def listen(port, token, stop, heard):
    with socket.create_connection(('127.0.0.1', port)) as connection:
        connection.sendall(f'GET /events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n\r\n'.encode())
        connection.settimeout(0.5)
        while not stop.is_set():
            try:
                got = connection.recv(65536)
                if not got:
                    return
                heard.append(len(got))
            except TimeoutError:
                pass

def measure(served):
    server, threads, stop, heard = None, [], threading.Event(), []
    try:
        if served:
            server = subprocess.Popen([hone, 'serve'], cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            place = pathlib.Path(state, 'hone/mcp')
            while not place.is_dir() or not list(place.glob('*.json')):
                if server.poll() is not None:
                    sys.exit(f'hone serve ended with {server.returncode}')
                time.sleep(0.05)
            access = json.loads(next(place.glob('*.json')).read_text())
            port = int(access['url'].split(':')[2].split('/')[0])
            threads = [threading.Thread(target=listen, args=(port, access['token'], stop, heard)) for _ in range(clients)]
            for thread in threads:
                thread.start()
        time.sleep(2)
        run('baseline')
    finally:
        # Also when the baseline failed: neither server nor clients outlive it.
        stop.set()
        for thread in threads:
            if thread.ident is not None:
                thread.join()
        if server is not None:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    status = json.loads(run('report', '--json'))
    return status['workloads'][0]['baseline']['wall'][0]['valueNs'], len(heard)

def share(pairs):
    shares = [after / before - 1 for before, after in pairs]
    middle = statistics.median(shares)
    return f'{middle * 100:+.2f} % (of {len(shares)} pairs, {min(shares) * 100:+.2f} to {max(shares) * 100:+.2f})'

try:
    measure(False)
    alone = [(measure(False)[0], measure(False)[0]) for _ in range(rounds)]
    print('without and without:', share(alone))
    beside, heard = [], 0
    for i in range(rounds):
        # The order changes, so that a drift of the machine falls on both.
        first = measure(i % 2 == 1)
        second = measure(i % 2 == 0)
        without, served = (first, second) if i % 2 == 0 else (second, first)
        beside.append((without[0], served[0]))
        heard += served[1]
    print(f'without, and with hone serve and {clients} clients:', share(beside))
    print(f'{heard} messages were read by the clients')
finally:
    shutil.rmtree(folder)
    shutil.rmtree(state)
P
