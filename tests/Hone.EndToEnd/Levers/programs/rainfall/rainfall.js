// Rain that fell within periods of days: node rainfall.js DAYS
'use strict';

class Random {
  constructor(seed) { this.state = seed; }
  below(limit) {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return (this.state >>> 8) % limit;
  }
}

// Tenths of a millimetre a day; most days are dry.
function makeDays(count, random) {
  const days = [];
  for (let i = 0; i < count; i++) {
    days.push(random.below(5) < 3 ? 0 : random.below(400));
  }
  return days;
}

function rainBetween(days, first, last) {
  let sum = 0;
  for (let day = first; day <= last; day++) {
    sum += days[day];
  }
  return sum;
}

function wettest(days, periods) {
  let best = { first: 0, last: 0, mean: -1 };
  let total = 0;
  for (const { first, last } of periods) {
    const rain = rainBetween(days, first, last);
    const mean = rain / (last - first + 1);
    total += rain;
    if (mean > best.mean) {
      best = { first, last, mean };
    }
  }
  return { best, total };
}

const count = Number(process.argv[2]);
if (!(count > 0)) {
  console.error('usage: node rainfall.js DAYS');
  process.exit(2);
}
const random = new Random(23);
const days = makeDays(count, random);
const periods = Array.from({ length: count }, () => {
  const [a, b] = [random.below(count), random.below(count)];
  return { first: Math.min(a, b), last: Math.max(a, b) };
});
const { best, total } = wettest(days, periods);
console.log(`${periods.length} periods, ${total} in all, wettest ${best.first} to ${best.last}: ${best.mean.toFixed(3)}`);
