// What was promised of each change beside what was measured.
import { across, axis, colour, plot, within } from "./plot.js";
import { percent } from "./units.js";

export function gains(place, chart) {
  const all = chart.gains, xs = all.map((_, i) => i);
  const known = all.flatMap((each) => [0, each.predicted, each.low, each.high, each.gain, each.gainLow, each.gainHigh]).filter((value) => value !== undefined);
  const low = Math.min(...known), high = Math.max(...known), room = (high - low) * 0.1 || 5;

  function draw(u) {
    within(u, (pen, px) => {
      const at = (value) => u.valToPos(value, "y", true);
      pen.strokeStyle = colour("soft");
      pen.lineWidth = px;
      pen.beginPath();
      pen.moveTo(u.bbox.left, at(0));
      pen.lineTo(u.bbox.left + u.bbox.width, at(0));
      pen.stroke();
      all.forEach((each, i) => {
        const x = u.valToPos(i, "x", true);
        const mark = (offset, value, from, to, hollow) => {
          if (value === undefined) return;
          pen.strokeStyle = pen.fillStyle = colour(hollow ? "soft" : "accent");
          pen.lineWidth = 2 * px;
          if (from !== undefined && to !== undefined) {
            pen.beginPath();
            pen.moveTo(x + offset * px, at(from));
            pen.lineTo(x + offset * px, at(to));
            pen.stroke();
          }
          pen.beginPath();
          pen.arc(x + offset * px, at(value), 5 * px, 0, 2 * Math.PI);
          if (hollow) { pen.fillStyle = colour("paper"); pen.fill(); pen.stroke(); } else pen.fill();
        };
        mark(-8, each.predicted, each.low, each.high, true);
        mark(8, each.gain, each.gainLow, each.gainHigh, false);
      });
    });
  }

  return plot(
    place,
    216,
    {
      scales: { x: { time: false, range: [-0.7, all.length - 0.3] }, y: { range: [low - room, high + room] } },
      axes: [
        across({ splits: () => xs, values: () => all.map((each) => each.name), grid: { show: false } }),
        axis({ values: (u, splits) => splits.map(percent), size: 60 }),
      ],
      series: [{}, { paths: () => null, points: { show: false } }],
      hooks: { draw: [draw] },
    },
    [xs, all.map((each) => each.predicted)],
    (i) => `${all[i].name}, ${all[i].state}: promised ${percent(all[i].predicted)}, ` + (all[i].gain === undefined ? "not timed" : `measured ${percent(all[i].gain)}`),
  );
}
