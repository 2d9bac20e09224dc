// In how many ways a letter can be franked with the stamps of a booklet: node stamps.js POSTAGE
'use strict';

const VALUES = [2, 5, 10, 20, 45, 80, 115];

// Ways to make up the postage with stamps of the given value and those after it.
function ways(postage, index) {
  if (postage === 0) {
    return 1;
  }
  if (postage < 0 || index === VALUES.length) {
    return 0;
  }
  return ways(postage - VALUES[index], index) + ways(postage, index + 1);
}

// The fewest stamps: the largest values first does not always do.
function fewest(postage) {
  let stamps = 0;
  let rest = new Set([0]);
  while (!rest.has(postage)) {
    const next = new Set();
    for (const sum of rest) {
      for (const value of VALUES) {
        if (sum + value <= postage) {
          next.add(sum + value);
        }
      }
    }
    if (next.size === 0) {
      return 0;
    }
    rest = next;
    stamps++;
  }
  return stamps;
}

const postage = Number(process.argv[2]);
if (!(postage > 0)) {
  console.error('usage: node stamps.js POSTAGE');
  process.exit(2);
}
console.log(`${postage} cents: ${ways(postage, 0)} ways, at least ${fewest(postage)} stamps`);
