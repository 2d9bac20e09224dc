// Few calls that each take long.
const size = 300;

function row(a, c, i) {
    for (let j = 0; j < size; j++) {
        let sum = 0;
        for (let k = 0; k < size; k++) sum += a[i * size + k] * a[j * size + k];
        c[i * size + j] = sum;
    }
}

const a = Float64Array.from({ length: size * size }, (_, i) => i % 17);
const c = new Float64Array(size * size);
for (let time = 0; time < Number(process.argv[2] || 8); time++) {
    for (let i = 0; i < size; i++) row(a, c, i);
}
console.log(c[3 * size + 5]);
