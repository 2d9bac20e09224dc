"""The shortest ways from a hut to all others over a map of trails: trails.py HUTS"""
import heapq
import sys


def make_trails(count):
    """For each hut its trails, as (hut, minutes): a ring of huts with shortcuts."""
    trails = [[] for _ in range(count)]
    state = 41
    for hut in range(count):
        for step in (1, 7, 131):
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            minutes = 10 + (state >> 8) % 90 + step
            other = (hut + step) % count
            trails[hut].append((other, minutes))
            trails[other].append((hut, minutes))
    return trails


def shortest(trails, start):
    """Minutes from the start to each hut (Dijkstra, 1959)."""
    known = [None] * len(trails)
    heap = [(0, start)]
    while heap:
        minutes, hut = heapq.heappop(heap)
        if known[hut] is not None:
            continue
        known[hut] = minutes
        for other, more in trails[hut]:
            if known[other] is None:
                heapq.heappush(heap, (minutes + more, other))
    return known


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: trails.py HUTS")
    minutes = shortest(make_trails(int(sys.argv[1])), 0)
    far = max(range(len(minutes)), key=lambda hut: (minutes[hut], -hut))
    print(f"{len(minutes)} huts, farthest {far} at {minutes[far]} minutes, {sum(minutes)} in all")


if __name__ == "__main__":
    main()
