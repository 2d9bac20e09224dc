"""Makes input/baskets.csv and the price files in input/prices, always the same."""
import os
import random

rng = random.Random(12)
os.makedirs("input/prices", exist_ok=True)
skus = [f"A{number:04d}" for number in rng.sample(range(10000), 400)]
for sku in skus:
    with open(f"input/prices/{sku}.txt", "w") as price:
        price.write(f"{rng.randint(50, 20000)} {rng.choice(['EUR', 'EUR', 'CHF'])}\n")
with open("input/baskets.csv", "w") as baskets:
    for line in range(16000):
        baskets.write(f"b{line // 4},{rng.choice(skus)},{rng.randint(1, 6)}\n")
