// Latency by percentile, the tail drawn out: from 90 % on each nine has the same room.
import { across, axis, colour, font, plot, within } from "./plot.js";
import { amount, ticks } from "./units.js";

const place = (p) => -Math.log10(1 - p);
const shown = [0, 0.5, 0.9, 0.99, 0.999];
const dashes = [[], [6, 4], [2, 3], [8, 3, 2, 3]];

export function latency(target, chart) {
  const xs = chart.lines[0].x.map(place), p = chart.lines[0].x;
  function names(u) {
    within(u, (pen, px) => {
      pen.font = font.replace("12px", 12 * px + "px");
      pen.fillStyle = colour("ink");
      pen.textAlign = "right";
      chart.lines.forEach((line) => pen.fillText(line.name, u.valToPos(xs.at(-1), "x", true) - 6 * px, u.valToPos(line.y.at(-1), "y", true) - 5 * px));
    });
  }
  return plot(
    target,
    244,
    {
      scales: { x: { time: false, range: [0, 3.05] }, y: { range: (u, low, high) => [0, high * 1.12] } },
      axes: [
        across({ splits: () => shown.map(place), values: () => shown.map((value) => "p" + +(100 * value).toFixed(1)) }),
        axis({ values: ticks(chart.unit), size: 76 }),
      ],
      series: [{}, ...chart.lines.map((line, i) => ({ stroke: () => colour(i % 2 ? "warm" : "accent"), width: 1.75, dash: dashes[i % dashes.length], points: { show: false } }))],
      hooks: { draw: [names] },
    },
    [xs, ...chart.lines.map((line) => line.y)],
    (i) => `p${+(100 * p[i]).toFixed(1)}: ` + chart.lines.map((line) => `${amount(line.y[i], chart.unit)} at ${line.name}`).join(", "),
  );
}
