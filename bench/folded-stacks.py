"""Writes seeded folded stacks: 20,900 distinct ones of long C++ names, some 122,000 places, 28 MB. Usage: folded-stacks.py FILE"""
import random, sys
random.seed(7)
names = ['namespace_%d::Class%d<std::vector<int, std::allocator<int> >, Key%d>::method_%d(char const*, unsigned long)' % (i % 40, i % 700, i % 13, i) for i in range(6000)]
paths, stack = [], []
while len(paths) < 20900:
    del stack[max(1, len(stack) - random.randrange(1, 12)):]
    while len(stack) < random.randrange(8, 26):
        stack.append(random.choice(names))
    paths.append(list(stack))
with open(sys.argv[1], 'w') as out:
    for path in sorted(';'.join(['app', 'main'] + path) for path in paths):
        out.write('%s %d\n' % (path, random.randrange(1, 3000)))
