# A Python program of known shape for bench/profile-diff.sh: reads made-up lines, counts words, sorts and prints a sum.
import sys


def make(count):
    state = 7
    lines = []
    for _ in range(count):
        words = []
        for _ in range(9):
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            words.append("w%d" % (state >> 16 & 4095))
        lines.append(" ".join(words))
    return lines


def split(line):
    return [word.strip().lower() for word in line.split(" ")]


def count(lines):
    counts = {}
    for line in lines:
        for word in split(line):
            counts[word] = counts.get(word, 0) + 1
    return counts


def score(counts):
    total = 0
    for word, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        total = (total * 31 + number * len(word)) % 1000003
    return total


def main():
    lines = make(int(sys.argv[1]))
    total = 0
    for _ in range(3):
        total += score(count(lines))
    print(total)


main()
