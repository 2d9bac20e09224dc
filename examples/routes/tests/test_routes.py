import contextlib
import io
import os
import random
import tempfile
import unittest

from routes.__main__ import main
from routes.network import InputError, Network, read_network, read_trips
from routes.planner import cheapest_route


def network_of(*roads):
    network = Network()
    for road in roads:
        network.add_road(*road)
    return network


class CheapestRoute(unittest.TestCase):
    def test_the_way_with_fewer_metres_wins_over_the_one_with_fewer_stops(self):
        network = network_of(("a", "b", 10), ("a", "c", 3), ("c", "d", 3), ("d", "b", 3))
        self.assertEqual(cheapest_route(network, "a", "b"), (9, ["a", "c", "d", "b"]))

    def test_roads_go_both_ways(self):
        self.assertEqual(cheapest_route(network_of(("a", "b", 10)), "b", "a"), (10, ["b", "a"]))

    def test_staying_costs_nothing(self):
        self.assertEqual(cheapest_route(network_of(("a", "b", 10)), "a", "a"), (0, ["a"]))

    def test_there_may_be_no_way(self):
        self.assertIsNone(cheapest_route(network_of(("a", "b", 1), ("c", "d", 1)), "a", "d"))

    def test_of_equal_ways_the_first_by_name_is_taken(self):
        network = network_of(("a", "c", 1), ("a", "b", 1), ("c", "d", 1), ("b", "d", 1))
        self.assertEqual(cheapest_route(network, "a", "d"), (2, ["a", "b", "d"]))

    def test_lengths_are_those_of_all_pairs_by_floyd_and_warshall(self):
        draw = random.Random(7)
        for _ in range(10):
            count = 12
            roads = [(draw.randrange(count), draw.randrange(count), draw.randrange(1, 50)) for _ in range(20)]
            network = network_of(*((f"n{a}", f"n{b}", metres) for a, b, metres in roads))
            far = float("inf")
            best = [[0 if a == b else far for b in range(count)] for a in range(count)]
            for a, b, metres in roads:
                best[a][b] = best[b][a] = min(best[a][b], metres)
            for k in range(count):
                for a in range(count):
                    for b in range(count):
                        best[a][b] = min(best[a][b], best[a][k] + best[k][b])
            for a in range(count):
                for b in range(count):
                    if f"n{a}" in network and f"n{b}" in network:
                        route = cheapest_route(network, f"n{a}", f"n{b}")
                        self.assertEqual(far if route is None else route[0], best[a][b])


class Files(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def test_a_trip_is_planned_from_files_to_file(self):
        network = self.write("n.csv", "from,to,metres\na,b,10\nb,c,5\nx,y,1\n")
        trips = self.write("t.csv", "from,to\na,c\na,x\n")
        output = os.path.join(self.folder, "out", "routes.csv")
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            self.assertEqual(main([network, trips, output]), 0)
        self.assertEqual(said.getvalue(), "5 places, 2 trips, 1 routes, 15 metres\n")
        with open(output, encoding="utf-8") as file:
            self.assertEqual(file.read(), "from,to,metres,stops,route\na,c,15,3,a b c\na,x,,,no way\n")

    def test_errors_name_file_and_line(self):
        for text, expected in (
            ("a,b\n", "n.csv:1: the first line must be from,to,metres"),
            ("from,to,metres\na,b\n", "n.csv:2: expected 3 fields, found 2"),
            ("from,to,metres\na,b,1\na,b,-1\n", "n.csv:3: metres must be a positive whole number"),
            ("from,to,metres\na,b,x\n", "n.csv:2: metres must be a positive whole number"),
        ):
            with self.assertRaisesRegex(InputError, expected):
                read_network(self.write("n.csv", text))
        with self.assertRaisesRegex(InputError, "t.csv:2: 'z' is not in the network"):
            read_trips(self.write("t.csv", "from,to\na,z\n"), network_of(("a", "b", 1)))

    def test_a_missing_file_is_an_error_and_no_crash(self):
        said = io.StringIO()
        with contextlib.redirect_stderr(said):
            self.assertEqual(main([os.path.join(self.folder, "none.csv"), "t.csv", "o.csv"]), 1)
        self.assertIn("none.csv", said.getvalue())


if __name__ == "__main__":
    unittest.main()
