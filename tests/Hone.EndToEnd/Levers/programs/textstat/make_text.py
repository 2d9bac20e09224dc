"""Makes input/text.txt of 96 MiB, always the same."""
import os
import random

rng = random.Random(31)
words = ["".join(rng.choices("etaoinshrdlu", k=rng.randint(2, 9))) for _ in range(2000)]
blocks = []
for _ in range(16):
    lines = []
    for _ in range(1200):
        lines.append(" ".join(rng.choices(words, k=rng.randint(3, 14))))
    blocks.append("\n".join(lines) + "\n")
os.makedirs("input", exist_ok=True)
left = 96 * 1024 * 1024
with open("input/text.txt", "w") as text:
    while left > 0:
        block = rng.choice(blocks)[:left]
        text.write(block)
        left -= len(block)
