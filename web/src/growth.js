// Cost by size, both logarithmic: what was measured as dots, the fits as lines, dashed beyond the largest size.
import uPlot from "uplot";
import { across, axis, colour, key, plot } from "./plot.js";
import { amount } from "./units.js";

const colours = ["accent", "warm"];

const grouped = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, " ");
// Powers of ten within the axis; with fewer than three of them their doubles and fivefolds too.
const powers = (u, index, low, high) => {
  const all = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) all.push(10 ** power);
  const within = (list) => list.filter((value) => value >= low && value <= high);
  return within(all).length > 2 ? within(all) : within(all.flatMap((one) => [one, 2 * one, 5 * one]));
};

// Labels that would stand in each other are left out; their lines stay.
const apart = (name) => (u, splits) => {
  let end = -Infinity;
  return splits.map((value) => {
    const at = u.valToPos(value, "x"), half = 4 * name(value).length;
    if (at - half < end) return "";
    end = at + half;
    return name(value);
  });
};

export function growth(place, chart) {
  const tables = [], series = [{}];
  chart.points.forEach((line, i) => {
    tables.push([line.x, line.y]);
    series.push({ paths: () => null, points: { show: true, size: 8, width: 2, stroke: () => colour(colours[i]), fill: () => colour(i === 0 ? colours[i] : "paper") } });
  });
  chart.lines.forEach((line) => {
    const i = chart.points.findIndex((each) => line.name.startsWith(each.name));
    for (const beyond of [false, true]) {
      const kept = line.x.map((x, k) => k).filter((k) => (beyond ? line.x[k + 1] > chart.measured || k === line.x.length - 1 : line.x[k] <= chart.measured));
      tables.push([kept.map((k) => line.x[k]), kept.map((k) => line.y[k])]);
      series.push({ stroke: () => colour(colours[i]), width: 1.75, dash: beyond ? [5, 5] : [], spanGaps: true, points: { show: false } });
    }
  });
  const data = uPlot.join(tables), values = data.slice(1).flat().filter((value) => value > 0);
  const low = Math.min(...values), high = Math.max(...values);
  const made = plot(
    place,
    262,
    {
      scales: { x: { time: false, distr: 3, range: [data[0][0] / 1.15, data[0].at(-1) * 1.15] }, y: { distr: 3, range: [low / 1.3, high * 1.3] } },
      axes: [
        across({ splits: powers, values: apart((value) => "n = " + grouped(value)), filter: (u, splits) => splits, space: 70 }),
        axis({ splits: powers, values: (u, splits) => splits.map((value) => amount(value, chart.unit)), filter: (u, splits) => splits, size: 70 }),
      ],
      series,
    },
    data,
    (i) => `n = ${grouped(Math.round(data[0][i]))}: ` + chart.points.map((line, k) => [line.name, data[k + 1][i]]).filter(([, value]) => value).map(([name, value]) => `${name} ${amount(value, chart.unit)}`).join(", "),
  );
  key(place, chart.points.map((line, i) => [chart.lines.find((each) => each.name.startsWith(line.name))?.name ?? line.name, i === 0 ? "dot" : "ring"]));
  return made;
}
