"""Makes input/map-N.json for each size, always the same."""
import json
import os
import random

os.makedirs("input", exist_ok=True)
for count in (1500, 3000, 6000, 12000):
    rng = random.Random(61)
    features = []
    for number in range(count):
        at = [round(rng.uniform(5.9, 10.5), 6), round(rng.uniform(45.8, 47.8), 6)]
        if number % 5 == 0:
            geometry = {"type": "Point", "coordinates": at}
        else:
            line = [at]
            for _ in range(rng.randint(5, 25)):
                line.append([round(line[-1][0] + rng.uniform(-0.01, 0.01), 6), round(line[-1][1] + rng.uniform(-0.01, 0.01), 6)])
            geometry = {"type": "LineString", "coordinates": line}
        features.append({"type": "Feature", "properties": {"id": number, "name": f"way {number}"}, "geometry": geometry})
    with open(f"input/map-{count}.json", "w") as file:
        json.dump({"type": "FeatureCollection", "features": features}, file)
