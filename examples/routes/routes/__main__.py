"""The command line: python3 -m routes NETWORK TRIPS OUTPUT."""

import argparse
import csv
import os
import sys

from .network import InputError, read_network, read_trips
from .planner import cheapest_route


def write_routes(path, routes):
    """Writes one line for each trip: from, to, metres, the number of stops and the places on the way."""
    folder = os.path.dirname(path)
    if folder:
        os.makedirs(folder, exist_ok=True)
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["from", "to", "metres", "stops", "route"])
        for (start, end), route in routes:
            if route is None:
                out.writerow([start, end, "", "", "no way"])
            else:
                metres, places = route
                out.writerow([start, end, metres, len(places), " ".join(places)])


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="routes", description="Plans the cheapest route of each trip.")
    parser.add_argument("network", help="CSV file with the columns from, to, metres")
    parser.add_argument("trips", help="CSV file with the columns from, to")
    parser.add_argument("output", help="CSV file to write the routes to")
    options = parser.parse_args(arguments)
    try:
        network = read_network(options.network)
        trips = read_trips(options.trips, network)
        routes = [(trip, cheapest_route(network, *trip)) for trip in trips]
        write_routes(options.output, routes)
    except (InputError, OSError, UnicodeDecodeError) as error:
        print(f"routes: {error}", file=sys.stderr)
        return 1
    found = [route for _, route in routes if route is not None]
    print(f"{len(network)} places, {len(trips)} trips, {len(found)} routes, {sum(metres for metres, _ in found)} metres")
    return 0


if __name__ == "__main__":
    sys.exit(main())
