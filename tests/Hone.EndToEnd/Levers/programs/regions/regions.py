"""Sales by region, from sales and the customers they were made to: regions.py CUSTOMERS SALES"""
import csv
import sys


def read_regions(path):
    """Region by customer."""
    with open(path, newline="", encoding="utf-8") as file:
        return {row[0]: row[1] for row in csv.reader(file)}


def sum_sales(path, regions):
    """Count and cents by region, and the sales to customers that are not known."""
    sums, unknown = {}, 0
    with open(path, newline="", encoding="utf-8") as file:
        for customer, cents in csv.reader(file):
            region = regions.get(customer)
            if region is None:
                unknown += 1
                continue
            count, total = sums.get(region, (0, 0))
            sums[region] = (count + 1, total + int(cents))
    return sums, unknown


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: regions.py CUSTOMERS SALES")
    regions = read_regions(sys.argv[1])
    sums, unknown = sum_sales(sys.argv[2], regions)
    for region, (count, cents) in sorted(sums.items()):
        print(f"{region}: {count} sales, {cents} cents")
    print(f"{unknown} to unknown customers")


if __name__ == "__main__":
    main()
