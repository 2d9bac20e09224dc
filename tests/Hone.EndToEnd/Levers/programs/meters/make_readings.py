"""Makes input/readings-N.txt for each size, always the same."""
import os
import random

os.makedirs("input", exist_ok=True)
for lines in (100000, 200000, 400000, 800000):
    rng = random.Random(22)
    block = [f"meter-{rng.randrange(400):03d};{rng.randrange(-200, 400) / 10:.1f}\n" for _ in range(20000)]
    with open(f"input/readings-{lines}.txt", "w") as readings:
        for _ in range(lines // 20000):
            rng.shuffle(block)
            readings.write("".join(block))
