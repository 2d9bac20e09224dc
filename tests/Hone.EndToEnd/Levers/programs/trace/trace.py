"""Adds up the records of a binary trace by kind: trace.py FILE

A record is: kind (2 bytes), length of the body (2 bytes), time (4 bytes), body; all big-endian.
"""
import struct
import sys

HEADER = struct.Struct(">HHI")


def records(data):
    """The records as (kind, time, body)."""
    while data:
        kind, length, time = HEADER.unpack(data[:8])
        body = data[8:8 + length]
        data = data[8 + length:]
        yield kind, time, body


def summarise(data):
    """By kind: how many records, bytes in their bodies, the last time, the sum of the first bytes."""
    kinds = {}
    for kind, time, body in records(data):
        count, size, _, first = kinds.get(kind, (0, 0, 0, 0))
        kinds[kind] = (count + 1, size + len(body), time, first + body[0])
    return kinds


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: trace.py FILE")
    with open(sys.argv[1], "rb") as file:
        kinds = summarise(file.read())
    for kind, (count, size, time, first) in sorted(kinds.items()):
        print(f"kind {kind}: {count} records, {size} bytes, last at {time}, check {first}")


if __name__ == "__main__":
    main()
