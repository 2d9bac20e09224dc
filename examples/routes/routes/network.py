"""Road networks and their CSV files."""

import csv


class InputError(Exception):
    """A file is not what it should be; the text says where."""


class Network:
    """Places and the roads between them; lengths are whole metres."""

    def __init__(self):
        self._roads = {}

    def add_road(self, start, end, metres):
        """Adds a road that can be driven both ways."""
        self._roads.setdefault(start, []).append((end, metres))
        self._roads.setdefault(end, []).append((start, metres))

    def __contains__(self, place):
        return place in self._roads

    def __len__(self):
        return len(self._roads)

    def roads_from(self, place):
        """The roads that leave a place, as (place, metres)."""
        return self._roads[place]


def _rows(path, columns):
    with open(path, newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        if next(rows, None) != columns:
            raise InputError(f"{path}:1: the first line must be {','.join(columns)}")
        for row in rows:
            if len(row) != len(columns):
                raise InputError(f"{path}:{rows.line_num}: expected {len(columns)} fields, found {len(row)}")
            yield rows.line_num, row


def read_network(path):
    """Reads a network from a CSV file with the columns from, to and metres."""
    network = Network()
    for line, (start, end, metres) in _rows(path, ["from", "to", "metres"]):
        if not (metres.isascii() and metres.isdigit() and int(metres) > 0):
            raise InputError(f"{path}:{line}: metres must be a positive whole number, not {metres!r}")
        network.add_road(start, end, int(metres))
    return network


def read_trips(path, network):
    """Reads the trips to plan from a CSV file with the columns from and to."""
    trips = []
    for line, (start, end) in _rows(path, ["from", "to"]):
        for place in (start, end):
            if place not in network:
                raise InputError(f"{path}:{line}: {place!r} is not in the network")
        trips.append((start, end))
    return trips
