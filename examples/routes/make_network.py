"""Writes an invented road network and trips through it: make_network.py SEED SIDE TRIPS FOLDER.

Places lie on a grid of SIDE x SIDE with some roads missing and a few fast diagonals. The same seed makes the same files.
"""

import os
import random
import sys


def main():
    if len(sys.argv) != 5:
        print("usage: make_network.py SEED SIDE TRIPS FOLDER", file=sys.stderr)
        return 2
    seed, side, trips, folder = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    # Only random() is used: its sequence for a seed is the same in every version of Python.
    draw = random.Random(seed).random
    os.makedirs(folder, exist_ok=True)

    def name(row, column):
        return f"p{row:03}-{column:03}"

    places = []
    with open(os.path.join(folder, "network.csv"), "w", encoding="utf-8", newline="\n") as file:
        file.write("from,to,metres\n")
        for row in range(side):
            for column in range(side):
                for down, right, share, longest in ((0, 1, 0.9, 900), (1, 0, 0.9, 900), (1, 1, 0.08, 700)):
                    if row + down < side and column + right < side and draw() < share:
                        file.write(f"{name(row, column)},{name(row + down, column + right)},{100 + int(draw() * longest)}\n")
                        places.append(name(row, column))

    with open(os.path.join(folder, "trips.csv"), "w", encoding="utf-8", newline="\n") as file:
        file.write("from,to\n")
        for _ in range(trips):
            file.write(f"{places[int(draw() * len(places))]},{places[int(draw() * len(places))]}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
