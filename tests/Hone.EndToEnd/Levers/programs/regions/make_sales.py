"""Makes input/customers.csv and input/sales-N.csv for each size, always the same."""
import os
import random

rng = random.Random(36)
os.makedirs("input", exist_ok=True)
with open("input/customers.csv", "w") as customers:
    for customer in range(5000):
        customers.write(f"c{customer},{rng.choice(['north', 'east', 'south', 'west', 'islands'])}\n")
for sales in (50000, 100000, 200000, 400000):
    rng = random.Random(37)
    with open(f"input/sales-{sales}.csv", "w") as file:
        file.writelines(f"c{rng.randrange(5050)},{rng.randrange(100, 99999)}\n" for _ in range(sales))
