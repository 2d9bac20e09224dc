"""The same kinds of work as work.c, in Python. usage: work.py FILE"""
import sys
import threading
import time

began = time.monotonic_ns()


def compute(rounds):
    x = 1
    for i in range(rounds):
        x = (x * 1664525 + 1013904223) & 0xFFFFFFFF
    return x


def allocate(rounds):
    return sum(len([i] * (i % 50)) for i in range(rounds))


def take_turns(mine, theirs, turns):
    for _ in range(turns):
        mine.acquire()
        theirs.release()


for _ in range(20):
    compute(300_000)
    allocate(50_000)
one, other = threading.Semaphore(1), threading.Semaphore(0)
threads = [threading.Thread(target=take_turns, args=pair) for pair in ((one, other, 2000), (other, one, 2000))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
with open("/dev/null", "wb", buffering=0) as null:
    for _ in range(5000):
        null.write(b"x")
with open(sys.argv[1], "a") as figures:
    figures.write(f"{time.monotonic_ns() - began} {time.process_time_ns()}\n")
