"""Makes input/trace-N.bin for each size, always the same."""
import os
import random
import struct

os.makedirs("input", exist_ok=True)
for count in (750, 1500, 3000, 6000):
    rng = random.Random(24)
    with open(f"input/trace-{count}.bin", "wb") as trace:
        for number in range(count):
            body = rng.randbytes(rng.randint(60, 340))
            trace.write(struct.pack(">HHI", rng.randrange(9), len(body), number * 17) + body)
