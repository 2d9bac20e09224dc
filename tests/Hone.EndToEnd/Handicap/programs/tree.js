// A function that calls itself.
function walk(depth, value) {
    if (depth === 0) return value % 7;
    return walk(depth - 1, (value * 3 + 1) % 65521) + walk(depth - 1, (value * 5 + 2) % 65521) % 1001;
}

console.log(walk(Number(process.argv[2] || 24), 1));
