// The same kinds of work as work.c, in JavaScript. usage: node work.js FILE
const fs = require("node:fs");
const began = process.hrtime.bigint();

function compute(rounds) {
  let x = 1;
  for (let i = 0; i < rounds; i++) x = (Math.imul(x, 1664525) + 1013904223) | 0;
  return x;
}

function allocate(rounds) {
  let all = 0;
  for (let i = 0; i < rounds; i++) all += `${i}:${i % 7}`.length + [i, i + 1].length;
  return all;
}

async function main() {
  for (let i = 0; i < 40; i++) {
    compute(10_000_000);
    allocate(200_000);
  }
  for (let i = 0; i < 2000; i++) await fs.promises.stat("/");
  const to = fs.openSync("/dev/null", "w");
  for (let i = 0; i < 5000; i++) fs.writeSync(to, "x");
  const { user, system } = process.cpuUsage();
  fs.appendFileSync(process.argv[2], `${process.hrtime.bigint() - began} ${(user + system) * 1000}\n`);
}

main();
