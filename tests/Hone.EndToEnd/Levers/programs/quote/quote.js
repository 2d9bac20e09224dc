// Sums up baskets by the price files of a shop: node quote.js BASKETS PRICES LINES
'use strict';
const fs = require('fs');
const path = require('path');

// A price file holds the price in cents and the currency: "1299 EUR".
function priceOf(folder, sku) {
  const [cents, currency] = fs.readFileSync(path.join(folder, sku + '.txt'), 'utf8').trim().split(' ');
  return { cents: Number(cents), currency };
}

function sumBaskets(lines, folder) {
  const baskets = new Map();
  for (const line of lines) {
    const [basket, sku, quantity] = line.split(',');
    const price = priceOf(folder, sku);
    const sums = baskets.get(basket) ?? {};
    sums[price.currency] = (sums[price.currency] ?? 0) + price.cents * Number(quantity);
    baskets.set(basket, sums);
  }
  return baskets;
}

function main([file, folder, count]) {
  const lines = fs.readFileSync(file, 'utf8').split('\n').slice(0, Number(count));
  const baskets = sumBaskets(lines, folder);
  const all = {};
  for (const sums of baskets.values()) {
    for (const [currency, cents] of Object.entries(sums)) {
      all[currency] = (all[currency] ?? 0) + cents;
    }
  }
  console.log(`${baskets.size} baskets`);
  for (const currency of Object.keys(all).sort()) {
    console.log(`${currency} ${(all[currency] / 100).toFixed(2)}`);
  }
}

main(process.argv.slice(2));
