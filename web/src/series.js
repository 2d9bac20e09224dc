// A series of the history: its points, the levels, and where a level changed.
import { across, axis, colour, faint, plot, within } from "./plot.js";
import { amount, ticks } from "./units.js";

export function series(place, chart) {
  const xs = chart.values.map((_, i) => i), last = xs.length - 1;
  const low = Math.min(...chart.values), high = Math.max(...chart.values), room = (high - low) * 0.15 || Math.abs(high) * 0.1 || 1;

  function levels(u) {
    within(u, (pen, px) => {
      const at = (i) => u.valToPos(i, "x", true);
      for (const change of chart.changes) {
        pen.fillStyle = faint(change.environment ? "soft" : "warm", 18);
        pen.fillRect(at(change.earliest - 0.5), u.bbox.top, at(change.latest - 0.5) - at(change.earliest - 0.5), u.bbox.height);
        pen.strokeStyle = colour(change.environment ? "soft" : "warm");
        pen.lineWidth = 1.5 * px;
        pen.setLineDash([4 * px, 4 * px]);
        pen.beginPath();
        pen.moveTo(at(change.at - 0.5), u.bbox.top);
        pen.lineTo(at(change.at - 0.5), u.bbox.top + u.bbox.height);
        pen.stroke();
        pen.setLineDash([]);
      }
      pen.strokeStyle = colour("accent");
      pen.lineWidth = 2 * px;
      for (const level of chart.levels) {
        pen.beginPath();
        pen.moveTo(at(level.from - 0.4), u.valToPos(level.value, "y", true));
        pen.lineTo(at(level.to + 0.4), u.valToPos(level.value, "y", true));
        pen.stroke();
      }
    });
  }

  return plot(
    place,
    164,
    {
      scales: { x: { time: false, range: [-0.6, last + 0.6] }, y: { range: [low - room, high + room] } },
      axes: [
        across({ values: (u, splits) => splits.map((i) => (Number.isInteger(i) ? chart.labels[i] ?? "" : "")), space: 110, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500] }),
        axis({ values: ticks(chart.unit), size: 76 }),
      ],
      series: [{}, { stroke: () => faint("ink", 30), width: 1, points: { show: true, size: 6, width: 0, stroke: () => colour("ink"), fill: () => colour("ink") } }],
      hooks: { drawAxes: [levels] },
    },
    [xs, chart.values],
    (i) => `${chart.labels[i]}: ${amount(chart.values[i], chart.unit)}`,
  );
}
