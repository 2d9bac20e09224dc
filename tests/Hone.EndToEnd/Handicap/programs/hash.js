// One thread, one hot function: all that is put into mix is waited for.
'use strict';

const mix = (x) => {
    for (let i = 0; i < 150; i++) {
        x ^= x >>> 7;
        x = Math.imul(x, 31) >>> 0;
    }
    return x;
};

let sum = 1;
const calls = Number(process.argv[2] || 400000);
for (let i = 0; i < calls; i++) sum = (sum + mix((sum + i) >>> 0)) >>> 0;
console.log(sum);
