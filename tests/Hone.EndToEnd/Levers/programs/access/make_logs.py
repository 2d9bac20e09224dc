"""Makes input/access-N.log for each size, always the same."""
import os
import random

os.makedirs("input", exist_ok=True)
for lines in (20000, 40000, 80000, 160000):
    rng = random.Random(21)
    with open(f"input/access-{lines}.log", "w") as log:
        for line in range(lines):
            log.write(
                f"10.0.{rng.randrange(8)}.{rng.randrange(250)} 2025-03-{1 + line * 28 // lines:02d}T{line % 24:02d}:00 GET "
                f"/shop/{rng.choice('abcdefgh')}/item-{int(rng.paretovariate(1)) % 300} {rng.choice((200, 200, 200, 304, 404, 503))} {rng.randrange(90000)}\n")
