// What all charts have in common: colours of the theme, axes, size, and the line that says what is under the pointer.
import uPlot from "uplot";

export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
export const faint = (name, part) => `color-mix(in srgb, ${colour(name)} ${part}%, transparent)`;
export const font = "12px system-ui, sans-serif";

// The horizontal axis is as high as one line of text.
export const across = (options) => axis({ size: 30, ...options });

export const axis = (options) => ({ stroke: () => colour("soft"), font, grid: { stroke: () => colour("line"), width: 1 }, ticks: { show: false }, ...options });

export function plot(place, height, options, data, describe) {
  const readout = document.createElement("div");
  readout.className = "readout";
  const u = new uPlot(
    {
      width: Math.max(260, place.clientWidth),
      height,
      legend: { show: false },
      pxAlign: 0,
      padding: [14, 14, 0, 0],
      ...options,
      cursor: { drag: { x: false, y: false }, y: false, ...options.cursor },
      hooks: {
        ...options.hooks,
        setCursor: [(chart) => { readout.textContent = chart.cursor.idx === null || chart.cursor.idx === undefined ? "" : describe(chart.cursor.idx); }],
      },
    },
    data,
    place,
  );
  place.append(readout);
  new ResizeObserver(() => { if (place.clientWidth > 0 && Math.abs(place.clientWidth - u.width) > 1) u.setSize({ width: place.clientWidth, height }); }).observe(place);
  return { redraw: () => u.redraw(false, true) };
}

// A canvas clipped to the plotting area, in its own pixels.
export function within(u, draw) {
  u.ctx.save();
  u.ctx.beginPath();
  u.ctx.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
  u.ctx.clip();
  draw(u.ctx, devicePixelRatio);
  u.ctx.restore();
}

// Names of lines with their marks, below a chart of several.
export function key(place, entries) {
  const list = document.createElement("ul");
  list.className = "key";
  for (const [name, kind] of entries) {
    const item = document.createElement("li"), mark = document.createElement("i");
    mark.className = kind;
    item.append(mark, name);
    list.append(item);
  }
  place.append(list);
}
