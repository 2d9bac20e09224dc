"""Which paths cost the most traffic, and which clients fail most: access.py LOG"""
import sys
from collections import Counter


def read_requests(path):
    """The requests of a log as (client, path, status, bytes)."""
    with open(path, encoding="utf-8") as log:
        text = log.read()
    requests = []
    for line in text.split("\n"):
        if line:
            client, _, method, target, status, size = line.split(" ")
            requests.append((client, target, int(status), int(size)))
    return requests


def summarise(requests):
    traffic, failures, total = Counter(), Counter(), 0
    for client, target, status, size in requests:
        traffic[target] += size
        total += size
        if status >= 500:
            failures[client] += 1
    return traffic, failures, total


def top(counter, count):
    return sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))[:count]


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: access.py LOG")
    requests = read_requests(sys.argv[1])
    traffic, failures, total = summarise(requests)
    for target, size in top(traffic, 5):
        print(f"{size:12d} {target}")
    for client, count in top(failures, 5):
        print(f"{count:12d} {client}")
    print(f"{len(requests)} requests, {total} bytes")


if __name__ == "__main__":
    main()
