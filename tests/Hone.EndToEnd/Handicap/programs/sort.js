// A comparison that is called very often.
function order(x, y) {
    return x - y;
}

const n = Number(process.argv[2] || 300000);
let state = 7;
const values = [];
for (let i = 0; i < n; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    values.push(state);
}
values.sort(order);
console.log(values[n >> 1]);
