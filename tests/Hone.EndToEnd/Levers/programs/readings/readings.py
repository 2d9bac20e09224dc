"""Writes the readings of a winter of weather stations as a table: readings.py READINGS FILE"""
import sys
import zlib

STATIONS = ["Arosa", "Bern", "Chur", "Davos", "Engelberg", "Fiesch"]


def readings(count):
    """Station, hour, tenths of a degree, tenths of a millimetre."""
    state = 7
    for number in range(count):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        yield STATIONS[state % 6], number // 6, (state >> 8) % 300 - 200, (state >> 16) % 50


class TableWriter:
    """Writes cells of a row, then the next row."""

    def __init__(self, path):
        self.file = open(path, "wb", buffering=0)
        self.first = True

    def cell(self, text):
        if not self.first:
            self.file.write(b"\t")
        self.file.write(text.encode("utf-8"))
        self.first = False

    def end_row(self):
        self.file.write(b"\n")
        self.first = True

    def close(self):
        self.file.close()


def write_table(path, rows):
    table = TableWriter(path)
    for station, hour, degrees, rain in rows:
        table.cell(station)
        table.cell(str(hour))
        table.cell(f"{degrees / 10:.1f}")
        table.cell(f"{rain / 10:.1f}")
        table.end_row()
    table.close()


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: readings.py READINGS FILE")
    count, path = int(sys.argv[1]), sys.argv[2]
    write_table(path, readings(count))
    with open(path, "rb") as table:
        print(f"{count} readings, check {zlib.crc32(table.read()):08x}")


if __name__ == "__main__":
    main()
