"""The quantiles of latency that a stall makes, computed from the stall alone.

Requests come evenly at a fixed rate for `seconds`; the server answers in `quick` seconds except during `stalls` stalls of `length`
seconds, in which a request that comes t after the begin waits length - t more. So a share stalls*length/seconds of them is slow, and
its latencies are spread evenly from 0 to `length`: the quantile at p is length * (1 - (1 - p) * seconds / (stalls * length)).
"""

import json
import sys


def quantile(p, seconds, stalls, length, quick):
    tail = (1 - p) * seconds / stalls
    return quick + (length - tail if tail < length else 0)


def main():
    document, seconds, stalls, length = json.load(open(sys.argv[1])), float(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    step = document["steps"][0]
    found = {each["p"]: each["valueNs"] / 1e9 for each in step["latency"]}
    quick = found[0.5]
    name = sys.argv[5]
    good = True
    for p in (0.95, 0.99, 0.999):
        expected = quantile(p, seconds, stalls, length, quick)
        off = found[p] / expected - 1
        good = good and (p != 0.99 or abs(off) <= 0.05)
        print(f"{name:28} {step['intended']:7,} requests  p{p * 100:g}: {found[p] * 1000:8.2f} ms, from the stall {expected * 1000:8.2f} ms ({off:+.1%})")
    print(f"{name:28} {step['schedule']['share']:.2%} sent more than 1 ms late, {step['schedule']['meanLatenessNs'] / 1000:.0f} µs late on average, {step['connections']} connections")
    sys.exit(0 if good else 1)


main()
