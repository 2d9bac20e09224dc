import sys


def halves(x, n, unit):
    if n < 2:
        for _ in range(unit):
            x = (x * 69069 + 1) & 0xFFFFFF
        return x
    x = halves(x, n // 2, unit)
    x = halves(x, n - n // 2, unit)
    for _ in range(n * unit):
        x = (x * 69069 + 1) & 0xFFFFFF
    return x


def work(kind, n, unit):
    x = 1
    if kind == "0":
        for _ in range(unit):
            x = (x * 69069 + 1) & 0xFFFFFF
        return x
    if kind == "1log":
        return halves(x, n, unit)
    for i in range(n):
        if kind == "1":
            for _ in range(unit):
                x = (x * 69069 + 1) & 0xFFFFFF
        elif kind == "1.5":
            j = 0
            while j * j < n:
                for _ in range(unit):
                    x = (x * 69069 + 1) & 0xFFFFFF
                j += 1
        elif kind == "2":
            for j in range(n):
                for _ in range(unit):
                    x = (x * 69069 + 1) & 0xFFFFFF
        else:
            for j in range(n):
                for k in range(n):
                    for _ in range(unit):
                        x = (x * 69069 + 1) & 0xFFFFFF
    return x


print(work(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
