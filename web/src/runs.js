// Runs as a distribution: the part of them that took at most so long (ECDF) as steps, each run as a dot below, quantiles with their intervals.
import uPlot from "uplot";
import { across, axis, colour, faint, font, plot, within } from "./plot.js";
import { amount, ticks } from "./units.js";

const strip = 0.38;

export function runs(place, chart) {
  const n = chart.values.length;
  const order = chart.values.map((_, i) => i).sort((a, b) => chart.values[a] - chart.values[b]);
  const xs = order.map((i) => chart.values[i]);
  // Of very many runs some are here, the first and the last among them: each with its number, and the part of all runs that it stands for.
  const numbers = chart.numbers ?? chart.values.map((_, i) => i + 1), all = numbers[n - 1];
  const part = order.map((i, k) => (chart.parts ? chart.parts[i] : (k + 1) / n));
  const dots = order.map((i) => -0.08 - (strip - 0.12) * (all > 1 ? (numbers[i] - 1) / (all - 1) : 0.5));
  const ends = [...xs, ...chart.marks.flatMap((mark) => [mark.value, mark.low, mark.high])].filter((value) => value !== null && value !== undefined);
  const low = Math.min(...ends), high = Math.max(...ends), room = (high - low) * 0.04 || high * 0.05 || 1;

  function marks(u) {
    within(u, (pen, px) => {
      chart.marks.forEach((mark, i) => {
        const x = u.valToPos(mark.value, "x", true);
        const hasInterval = mark.low !== undefined && mark.high !== undefined;
        if (hasInterval) {
          const from = u.valToPos(mark.low, "x", true), to = u.valToPos(mark.high, "x", true);
          pen.fillStyle = faint("accent", 14);
          pen.fillRect(from, u.bbox.top, Math.max(px, to - from), u.bbox.height);
        }
        pen.strokeStyle = colour("accent");
        pen.lineWidth = 1.5 * px;
        pen.setLineDash(hasInterval ? [] : [4 * px, 4 * px]);
        pen.beginPath();
        pen.moveTo(x, u.bbox.top);
        pen.lineTo(x, u.bbox.top + u.bbox.height);
        pen.stroke();
        pen.setLineDash([]);
        pen.font = font.replace("12px", 12 * px + "px");
        pen.fillStyle = colour("ink");
        const right = x + 40 * px < u.bbox.left + u.bbox.width;
        pen.textAlign = right ? "left" : "right";
        pen.fillText(mark.name, x + (right ? 4 : -4) * px, u.bbox.top + (12 + 14 * i) * px);
      });
    });
  }

  return plot(
    place,
    216,
    {
      scales: { x: { time: false, range: [low - room, high + room] }, y: { range: [-strip, 1.02] } },
      axes: [
        across({ values: ticks(chart.unit), space: 90 }),
        axis({ splits: () => [0, 0.25, 0.5, 0.75, 1], values: (u, splits) => splits.map((value) => Math.round(100 * value) + " %"), size: 52 }),
      ],
      series: [
        {},
        { stroke: () => colour("ink"), width: 1.75, paths: uPlot.paths.stepped({ align: 1 }), points: { show: false } },
        { paths: () => null, points: { show: true, size: 5, stroke: () => colour("ink"), fill: () => faint("ink", 45), width: 0 } },
      ],
      hooks: { drawAxes: [marks] },
    },
    [xs, part, dots],
    (i) => `${amount(xs[i], chart.unit)}: run ${numbers[order[i]]}; ${Math.round(100 * part[i])} % of the runs took at most so long`,
  );
}
