// Serves the tiles of a map from a cache of fixed size: node tiles.js REQUESTS
'use strict';

const SIDE = 64;

// Keeps the entries that were used last.
class Cache {
  constructor(capacity) {
    this.capacity = capacity;
    this.entries = new Map();
    this.misses = 0;
  }

  get(key, make) {
    let value = this.entries.get(key);
    if (value === undefined) {
      this.misses++;
      value = make(key);
      if (this.entries.size >= this.capacity) {
        this.entries.delete(this.entries.keys().next().value);
      }
    } else {
      this.entries.delete(key);
    }
    this.entries.set(key, value);
    return value;
  }
}

// A tile of the Julia set: steps until a point leaves.
function render(number) {
  const tile = new Uint8Array(SIDE * SIDE);
  const left = (number % 64) / 32 - 1;
  const top = Math.floor(number / 64) / 32 - 1;
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      let x = left + column / (32 * SIDE);
      let y = top + row / (32 * SIDE);
      let steps = 0;
      while (steps < 60 && x * x + y * y < 4) {
        const next = x * x - y * y - 0.8;
        y = 2 * x * y + 0.156;
        x = next;
        steps++;
      }
      tile[row * SIDE + column] = steps;
    }
  }
  return tile;
}

function serve(requests) {
  const cache = new Cache(400);
  let state = 51;
  let check = 0;
  for (let i = 0; i < requests; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const near = (state >>> 8) % 100 < 90;
    const number = near ? (state >>> 16) % 300 : (state >>> 12) % 4096;
    const tile = cache.get(number, render);
    check = (Math.imul(check, 31) + tile[state % tile.length]) >>> 0;
  }
  return { check, misses: cache.misses };
}

const requests = Number(process.argv[2]);
if (!(requests > 0)) {
  console.error('usage: node tiles.js REQUESTS');
  process.exit(2);
}
const { check, misses } = serve(requests);
console.log(`${requests} requests, ${misses} rendered, check ${check}`);
