// Replays the movements of a stockroom, with undo: node stockroom.js MOVEMENTS
'use strict';

function makeStock() {
  const items = [];
  for (let i = 0; i < 30; i++) {
    items.push({ sku: `S${1000 + i}`, place: { aisle: i % 6, shelf: i % 4 }, count: 100, reserved: [] });
  }
  return { version: 0, items };
}

function* movements(count) {
  let state = 99;
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const kind = state % 100 < 8 ? 'undo' : state % 3 === 0 ? 'reserve' : state % 3 === 1 ? 'receive' : 'ship';
    yield { kind, item: (state >>> 8) % 30, amount: 1 + ((state >>> 16) % 9) };
  }
}

// The state after a movement; the state before it is left as it is, for undo.
function apply(stock, movement) {
  const next = JSON.parse(JSON.stringify(stock));
  const item = next.items[movement.item];
  next.version++;
  if (movement.kind === 'receive') {
    item.count += movement.amount;
  } else if (movement.kind === 'ship') {
    item.count -= Math.min(item.count, movement.amount);
    item.reserved = item.reserved.slice(1);
  } else {
    item.reserved = [...item.reserved, movement.amount].slice(-5);
  }
  return next;
}

function replay(count) {
  let stock = makeStock();
  const history = [];
  for (const movement of movements(count)) {
    if (movement.kind === 'undo') {
      stock = history.pop() ?? stock;
      continue;
    }
    history.push(stock);
    if (history.length > 20) {
      history.shift();
    }
    stock = apply(stock, movement);
  }
  return stock;
}

const count = Number(process.argv[2]);
if (!(count > 0)) {
  console.error('usage: node stockroom.js MOVEMENTS');
  process.exit(2);
}
const stock = replay(count);
const sum = stock.items.reduce((all, item) => all + item.count, 0);
const reserved = stock.items.reduce((all, item) => all + item.reserved.reduce((a, b) => a + b, 0), 0);
console.log(`version ${stock.version}, ${sum} in stock, ${reserved} reserved`);
