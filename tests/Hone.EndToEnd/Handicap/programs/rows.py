"""Few calls that each take long."""
import sys

SIZE = 60


def row(a, i):
    """One row of the product."""
    return [sum(a[i][k] * a[j][k] for k in range(SIZE)) for j in range(SIZE)]


matrix = [[(i * SIZE + j) % 17 for j in range(SIZE)] for i in range(SIZE)]
for time in range(int(sys.argv[1]) if len(sys.argv) > 1 else 14):
    product = [row(matrix, i) for i in range(SIZE)]
print(product[3][5])
