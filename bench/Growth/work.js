function spin(x, times) {
  for (let i = 0; i < times; i++) x = (Math.imul(x, 69069) + 1) | 0;
  return x;
}

function halves(x, n, unit) {
  if (n < 2) return spin(x, unit);
  x = halves(x, n >> 1, unit);
  x = halves(x, n - (n >> 1), unit);
  return spin(x, n * unit);
}

function work(kind, n, unit) {
  let x = 1;
  if (kind === "0") return spin(x, unit);
  if (kind === "1log") return halves(x, n, unit);
  for (let i = 0; i < n; i++) {
    if (kind === "1") x = spin(x, unit);
    else if (kind === "1.5") for (let j = 0; j * j < n; j++) x = spin(x, unit);
    else if (kind === "2") for (let j = 0; j < n; j++) x = spin(x, unit);
    else for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) x = spin(x, unit);
  }
  return x;
}

console.log(work(process.argv[2], Number(process.argv[3]), Number(process.argv[4])));
