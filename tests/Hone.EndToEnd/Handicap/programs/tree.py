"""A function that calls itself."""
import sys


def walk(depth, value):
    if depth == 0:
        return value % 7
    return walk(depth - 1, (value * 3 + 1) % 65521) + walk(depth - 1, (value * 5 + 2) % 65521) % 1001


print(walk(int(sys.argv[1]) if len(sys.argv) > 1 else 19, 1))
