"""Put first on PYTHONPATH as sitecustomize.py: traces the program's allocations and leaves the largest snapshot beside this file.

Nothing here may be noticed by the program: no signal, no output, no module that it would not have loaded. A thread looks for
the peak a hundred times a second; it is gone whenever the program forks, because CPython warns of a fork with threads.
"""
import sys


def _start(here):
    import _thread
    import _tracemalloc
    import atexit
    import os
    import time

    with open(here + "/frames") as file:
        frames = int(file.read())
    most_stacks = 3000
    if _tracemalloc.is_tracing():
        return
    state = {"largest": 0, "stacks": None, "snapshots": 0, "cost": 0.0, "ended": 0.0, "pid": os.getpid()}
    working = os.getcwd()

    def snapshot():
        began = time.thread_time()
        stacks = {}
        held = 0
        for trace in _tracemalloc._get_traces():
            key = (trace[2], trace[3] if len(trace) > 3 else 0)
            held += trace[1]
            known = stacks.get(key)
            if known is None:
                stacks[key] = [trace[1], 1]
            else:
                known[0] += trace[1]
                known[1] += 1
        # The program may have freed much between the look that led here and the copy.
        if held > state["largest"]:
            state["largest"] = held
            state["stacks"] = stacks
            state["snapshots"] += 1
            write()
        state["cost"] = time.thread_time() - began
        state["ended"] = time.perf_counter()

    def write():
        stacks = sorted(state["stacks"].items(), key=lambda item: -item[1][0])
        files = {}
        lines = []
        for (stack, total), (size, count) in stacks[:most_stacks]:
            if stack[0][0] == __file__:
                continue
            places = " ".join("%d:%d" % (files.setdefault(name, len(files)), line) for name, line in stack)
            lines.append("t %d %d %d %s" % (size, count, total, places))
        rest = stacks[most_stacks:]
        if rest:
            lines.append("o %d %d" % (sum(item[1][0] for item in rest), sum(item[1][1] for item in rest)))
        head = [
            "hone-tracemalloc 1",
            "executable " + (sys.executable or ""),
            "folder " + working,
            "version %d.%d" % sys.version_info[:2],
            "peak %d" % _tracemalloc.get_traced_memory()[1],
            "largest %d" % state["largest"],
            "snapshots %d" % state["snapshots"],
        ]
        head.extend("f " + name.replace("\n", "?") for name in files)
        base = here + "/" + str(state["pid"])
        with open(base + ".partial", "wb") as file:
            file.write("\n".join(head + lines + ["end", ""]).encode("utf-8", "surrogateescape"))
        os.replace(base + ".partial", base + ".tracemalloc")

    def watch(gate):
        # The gate opens when the thread shall end.
        while not gate.acquire(True, 0.01):
            try:
                current = _tracemalloc.get_traced_memory()[0]
                grown = current > state["largest"] * 1.2 + 262144
                if grown and time.perf_counter() - state["ended"] > 3 * state["cost"]:
                    snapshot()
            except BaseException:
                pass
        state["watching"] = False

    def begin():
        state["gate"] = _thread.allocate_lock()
        state["gate"].acquire()
        state["watching"] = True
        state["threads"] = len(os.listdir("/proc/self/task"))
        _thread.start_new_thread(watch, (state["gate"],))

    def end():
        try:
            state["gate"].release()
            deadline = time.perf_counter() + 1
            while time.perf_counter() < deadline and (
                state["watching"] or len(os.listdir("/proc/self/task")) > state["threads"]
            ):
                time.sleep(0.0005)
        except BaseException:
            pass

    def finish():
        try:
            end()
            current = _tracemalloc.get_traced_memory()[0]
            if current > state["largest"]:
                snapshot()
            if state["stacks"] is not None:
                write()
            _tracemalloc.stop()
        except BaseException:
            pass

    def forked():
        try:
            state.update(largest=0, stacks=None, snapshots=0, cost=0.0, pid=os.getpid())
            begin()
        except BaseException:
            pass

    open(here + "/%d.started" % state["pid"], "wb").close()
    atexit.register(finish)
    # From 3.12 the warning looks after the parent's hooks ran, so that there a parent that forks is watched no further.
    parent = {} if sys.version_info >= (3, 12) else {"after_in_parent": begin}
    os.register_at_fork(before=end, after_in_child=forked, **parent)
    _tracemalloc.start(frames)
    begin()


def _chain():
    # The program's own sitecustomize, which this one has hidden, runs as if this one were not there.
    here = __file__.rpartition("/")[0]
    sys.path[:] = [entry for entry in sys.path if entry != here]
    own = sys.modules.pop("sitecustomize", None)
    try:
        import sitecustomize  # noqa: F401
    except ImportError as error:
        if error.name != "sitecustomize":
            raise
    finally:
        if own is not None:
            sys.modules.setdefault("sitecustomize", own)
    return here


_here = _chain()
try:
    _start(_here)
except Exception:
    pass
