"""A table of words."""
import sys

seen = {}


def add(word):
    # Many words come again.
    seen[word] = seen.get(word, 0) + 1


state = 7
for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 600000):
    state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
    add("w%d" % (state >> 22))
print(max(seen.values()))
