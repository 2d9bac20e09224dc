// The flame graph: one drawing by flameView (a script of its own in the page), the choice of its profile, and the links of the tables into it.
export function graphs() {
  const choice = document.getElementById("graph");
  if (!choice) return [];
  const text = (id) => document.getElementById(id).textContent;
  let view = null, stop = null, shown = null;
  function show(number) {
    if (shown === number) return;
    stop?.abort();
    stop = new AbortController();
    choice.value = shown = number;
    document.getElementById("subtitle").textContent = choice.selectedOptions[0].dataset.subtitle;
    view = globalThis.flameView(JSON.parse(text("graph-" + number)), text("boxes-" + number), document.getElementById("keys"), stop.signal);
    // As high as its stacks are, and no higher than the style lets it be.
    document.querySelector(".view").style.height = Math.min(440, view.height + 18) + "px";
    view.resize();
  }
  choice.addEventListener("change", () => show(choice.value));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-graph]");
    if (!link) return;
    show(link.dataset.graph);
    if (link.dataset.function !== undefined) view.select(Number(link.dataset.function));
    document.getElementById("flame").scrollIntoView({ block: "start" });
    document.getElementById("canvas").focus({ preventScroll: true });
  });
  show(choice.value);
  return [{ redraw: () => view.redraw() }];
}
