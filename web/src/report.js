// The report page's script. Tables are in the page already; this draws what stands beside them.
import { charts } from "./charts.js";
import { graphs } from "./graphs.js";
import { sections } from "./sections.js";
import { theme } from "./theme.js";

const drawn = [];
theme(() => drawn.forEach((each) => each.redraw()));
sections();

// After the first paint: the tables are there to be read before anything is drawn.
requestAnimationFrame(() => setTimeout(() => {
  drawn.push(...graphs(), ...charts());
  document.documentElement.dataset.ready = Math.round(performance.now());
}));
