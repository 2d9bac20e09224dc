// Amounts as the tables write them.
const steps = {
  ns: [["ns", 1], ["µs", 1e3], ["ms", 1e6], ["s", 1e9]],
  bytes: [["B", 1], ["KiB", 1024], ["MiB", 1048576], ["GiB", 1073741824]],
};

function step(value, unit) {
  const all = steps[unit] ?? [[unit ?? "", 1]];
  let at = 0;
  while (at + 1 < all.length && Math.abs(value) >= 0.9995 * all[at + 1][1]) at++;
  return all[at];
}

const three = (n) => (n === 0 ? "0" : Math.abs(n) >= 99.95 ? n.toFixed(0) : Math.abs(n) >= 9.995 ? n.toFixed(1) : Math.abs(n) >= 0.0995 ? n.toFixed(2) : n.toPrecision(3));

export const amount = (value, unit) => {
  const [name, size] = step(value, unit);
  return (three(value / size) + " " + name).trim();
};

// Ticks of one axis, all in one unit, with as many digits as tell them apart.
export const ticks = (unit) => (u, splits) => {
  const shown = splits.filter((value) => value !== null);
  const [name, size] = step(Math.max(...shown.map(Math.abs)), unit);
  const gap = shown.length > 1 ? Math.abs(shown[1] - shown[0]) / size : 1;
  const digits = Math.min(6, Math.max(0, Math.ceil(-Math.log10(gap) - 1e-9)));
  return splits.map((value) => (value === null ? null : (value / size).toFixed(digits) + " " + name));
};

export const percent = (value) => (value < 0 ? "−" : "") + Math.abs(value).toFixed(Math.abs(value) < 10 ? 1 : 0) + " %";
