"""One thread, one hot function: all that is put into mix is waited for."""
from __future__ import annotations

import sys


def mix(x: int) -> int:
    """Turns the bits over."""
    for _ in range(20):
        x ^= x >> 7
        x = (x * 31) & 0xFFFFFFFF
    return x


def main(calls: int) -> None:
    total = 1
    for i in range(calls):
        total += mix((total + i) & 0xFFFFFFFF)
    print(total)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 60000)
