"""A comparison that is called very often."""
import functools
import sys


def order(x, y):
    return -1 if x < y else x > y


n = int(sys.argv[1]) if len(sys.argv) > 1 else 60000
state = 7
values = []
for _ in range(n):
    state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
    values.append(state)
values.sort(key=functools.cmp_to_key(order))
print(values[n // 2])
