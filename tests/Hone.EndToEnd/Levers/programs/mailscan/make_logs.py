"""Makes input/mail-N.log for each size, always the same."""
import os
import random

os.makedirs("input", exist_ok=True)
for lines in (50000, 100000, 200000, 400000):
    rng = random.Random(23)
    with open(f"input/mail-{lines}.log", "w") as log:
        for line in range(lines):
            log.write(f"{line:06x} from=user{rng.randrange(1000)} size={rng.randrange(200, 90000)} relay=mx{rng.randrange(4)} ok\n")
