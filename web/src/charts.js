// Every chart of the page, by its sort.
import { gains } from "./gains.js";
import { growth } from "./growth.js";
import { latency } from "./latency.js";
import { runs } from "./runs.js";
import { series } from "./series.js";

const sorts = { gains, growth, latency, runs, series };

export function charts() {
  const all = JSON.parse(document.getElementById("charts").textContent);
  return [...document.querySelectorAll("[data-chart]")].map((place) => {
    const chart = all[Number(place.dataset.chart)];
    return sorts[chart.type](place, chart);
  });
}
