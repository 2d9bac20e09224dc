"use strict";
(() => {
  const svgNamespace = "http://www.w3.org/2000/svg";
  const htmlNamespace = "http://www.w3.org/1999/xhtml";
  const rowHeight = 18, header = 104, margin = 10, characterWidth = 7.25, narrowest = 0.3;
  const svg = document.getElementById("flame-data").ownerSVGElement;
  const find = (id) => svg.querySelector("#" + id);
  const data = JSON.parse(find("flame-data").textContent);
  const boxes = find("boxes"), details = find("details");
  const { f: frame, d: depth, w: weight, e: self } = data;
  const count = weight.length;
  const alone = document.documentElement === svg;

  // Preorder and depths give the parents; starts are counted from the parent's.
  const parent = new Int32Array(count), start = new Float64Array(count), end = new Int32Array(count);
  let deepest = 0;
  for (let i = 0, path = []; i < count; i++) {
    path.length = depth[i];
    parent[i] = depth[i] === 0 ? -1 : path[depth[i] - 1];
    path[depth[i]] = i;
    start[i] = depth[i] === 0 ? 0 : start[parent[i]] + data.x[i];
    deepest = Math.max(deepest, depth[i]);
  }
  // end[i] is the first box after i that does not stand on it.
  for (let i = count - 1; i >= 0; i--) {
    end[i] = Math.max(end[i], i + 1);
    if (parent[i] >= 0) end[parent[i]] = Math.max(end[parent[i]], end[i]);
  }

  let width = Number(svg.getAttribute("width"));
  const height = Number(svg.getAttribute("height"));
  let zoomed = 0, cursor = 0, matches = new Set(), pattern = null;

  const nameOf = (i) => (frame[i] < 0 ? "all" : data.names[frame[i]]);
  const samplesOf = (i) => (data.s ? data.s[i] : weight[0] === 0 ? 0 : Math.round((weight[i] / weight[0]) * data.samples));
  const percent = (part, whole) => (whole === 0 ? 0 : (100 * part) / whole).toFixed(2) + " %";
  const grouped = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
  const three = (n) => n.toFixed(n >= 99.95 ? 0 : n >= 9.995 ? 1 : 2);

  function amount(units) {
    const value = units * data.unit;
    const steps = { Nanoseconds: [["ns", 1], ["µs", 1e3], ["ms", 1e6], ["s", 1e9]], Bytes: [["B", 1], ["KiB", 1024], ["MiB", 1048576], ["GiB", 1073741824]] }[data.metric];
    if (!steps) return grouped(value);
    let at = 0;
    while (at < 3 && value >= 999.5 * steps[at][1]) at++;
    return (at === 0 ? grouped(value) : three(value / steps[at][1])) + " " + steps[at][0];
  }

  function describe(i) {
    if (frame[i] < 0 && data.notes) return "all · " + amount(weight[i]) + ", both sides together";
    if (frame[i] < 0) return "all · " + amount(weight[i]) + " · " + grouped(samplesOf(i)) + (data.sampled ? " samples" : " recorded");
    const own = data.modules[frame[i]], source = data.sources[frame[i]];
    if (data.notes) return nameOf(i) + (own ? " [" + own + "]" : "") + " · " + data.notes[frame[i]] + (source ? " · " + source : "");
    return nameOf(i) + (own ? " [" + own + "]" : "") + " · " + percent(weight[i], weight[0]) + " · " + amount(weight[i]) +
      " · self " + percent(self[i], weight[0]) + " · " + grouped(samplesOf(i)) + (data.sampled ? " samples" : " recorded") + (source ? " · " + source : "");
  }

  //! flamelabel.js

  function make(name, attributes, container) {
    const element = document.createElementNS(svgNamespace, name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    if (container) container.appendChild(element);
    return element;
  }

  function place(i, scale, above) {
    const x = above ? margin : margin + (start[i] - start[zoomed]) * scale;
    const wide = above ? width - 2 * margin : Math.max(0.3, weight[i] * scale);
    const group = make("g", {
      class: "box " + (frame[i] < 0 ? "all" : data.colours ? data.colours[frame[i]] : "o" + data.origins[frame[i]] + " v" + data.shades[frame[i]]) +
        (above ? " above" : "") + (matches.has(i) ? " match" : "") + (i === cursor && cursor > 0 ? " cursor" : ""),
    });
    group.box = i;
    const y = header + (data.rootOnTop ? depth[i] : deepest - depth[i]) * rowHeight;
    make("rect", { x: x.toFixed(2), y, width: Math.max(0.3, wide - (wide > 2 ? 0.5 : 0)).toFixed(2), height: 17 }, group);
    const label = fit(nameOf(i), Math.floor((wide - 5) / characterWidth));
    if (label) make("text", { x: (x + 3).toFixed(2), y: y + 13 }, group).textContent = label;
    return group;
  }

  function draw() {
    const fragment = document.createDocumentFragment();
    const scale = weight[zoomed] === 0 ? 0 : (width - 2 * margin) / weight[zoomed];
    for (let i = parent[zoomed]; i >= 0; i = parent[i]) fragment.appendChild(place(i, scale, true));
    for (let i = zoomed; i < end[zoomed]; i++) {
      if (i === zoomed && scale === 0) fragment.appendChild(place(i, scale, true));
      else if (weight[i] * scale >= narrowest) fragment.appendChild(place(i, scale, false));
      else i = end[i] - 1;
    }
    boxes.replaceChildren(fragment);
    boxes.setAttribute("class", pattern ? "searching" : "");
    reset.disabled = zoomed === 0;
  }

  function zoom(i) {
    zoomed = i;
    cursor = i;
    draw();
    details.textContent = describe(i);
  }

  // A pattern between slashes is a regular expression, anything else is looked for as it stands; case never matters.
  function search(text) {
    matches = new Set();
    pattern = null;
    input.classList.remove("wrong");
    matched.textContent = "";
    if (text !== "") {
      try {
        const body = /^\/.+\/$/.test(text) ? text.slice(1, -1) : text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
        pattern = new RegExp(body, "i");
      } catch {
        input.classList.add("wrong");
        matched.textContent = "not a regular expression";
      }
    }
    if (pattern) {
      const hit = data.names.map((name, i) => pattern.test(name) || pattern.test(data.modules[i]));
      let covered = 0, sum = 0;
      for (let i = 1; i < count; i++) {
        if (!hit[frame[i]]) continue;
        matches.add(i);
        // A match that stands on a match is in its weight already.
        if (i >= covered) {
          sum += weight[i];
          covered = end[i];
        }
      }
      const functions = hit.filter(Boolean).length;
      matched.textContent = "matched " + (data.leftOut > 0 ? "at least " : "") + percent(sum, weight[0]) + " · " + grouped(functions) + (functions === 1 ? " function" : " functions");
    }
    draw();
  }

  function control(element, id, wide) {
    const holder = make("foreignObject", { y: 10, width: wide, height: 30 }, find("controls"));
    const html = document.createElementNS(htmlNamespace, element);
    html.id = id;
    html.className = "control";
    holder.appendChild(html);
    return [holder, html];
  }
  const [resetHolder, reset] = control("button", "reset", 110);
  reset.type = "button";
  reset.textContent = "Reset zoom";
  reset.addEventListener("click", () => zoom(0));
  const [inputHolder, input] = control("input", "search", 250);
  input.type = "search";
  input.placeholder = "Search (press /)";
  input.setAttribute("aria-label", "Search functions");
  input.addEventListener("input", () => search(input.value.trim()));
  const matched = make("text", { id: "matched", class: "matched", y: 52, "text-anchor": "end" }, find("controls"));

  function fitWindow() {
    if (alone) {
      width = Math.max(500, window.innerWidth - (height > window.innerHeight ? 16 : 0));
      svg.setAttribute("width", width);
      svg.setAttribute("viewBox", "0 0 " + width + " " + height);
    }
    inputHolder.setAttribute("x", width - margin - 250);
    resetHolder.setAttribute("x", width - margin - 250 - 118);
    matched.setAttribute("x", width - margin);
    find("details-paper").setAttribute("width", width - 2 * margin);
    draw();
  }

  const boxAt = (target) => {
    const group = target.closest ? target.closest("g.box") : null;
    return group && group.parentNode === boxes ? group : null;
  };
  boxes.addEventListener("mouseover", (event) => {
    const group = boxAt(event.target);
    if (!group) return;
    details.textContent = describe(group.box);
    if (!group.querySelector("title")) {
      const title = make("title", {});
      title.textContent = details.textContent;
      group.insertBefore(title, group.firstChild);
    }
  });
  boxes.addEventListener("mouseleave", () => { details.textContent = describe(zoomed); });
  boxes.addEventListener("click", (event) => {
    const group = boxAt(event.target);
    if (group) zoom(group.box);
  });

  function go(i) {
    if (i < zoomed || i >= end[zoomed]) return zoom(i);
    cursor = i;
    draw();
    details.textContent = describe(i);
  }
  function brother(step) {
    const level = [];
    for (let i = parent[cursor] + 1; cursor > 0 && i < end[parent[cursor]]; i = end[i]) level.push(i);
    const next = level[level.indexOf(cursor) + step];
    return next === undefined ? cursor : next;
  }
  function nextMatch() {
    const all = [...matches];
    return all.length === 0 ? cursor : all.find((i) => i > cursor) ?? all[0];
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = document.activeElement === input;
    const child = cursor + 1 < end[cursor] ? cursor + 1 : cursor;
    const up = data.rootOnTop ? parent[cursor] : child, down = data.rootOnTop ? child : parent[cursor];
    if (event.key === "/" && !typing) input.focus();
    else if (event.key === "Escape" && input.value !== "") { input.value = ""; search(""); input.blur(); }
    else if (event.key === "Escape") { input.blur(); zoom(0); }
    else if (event.key === "Enter" && typing) go(nextMatch());
    else if (event.key === "Enter" && document.activeElement !== reset) zoom(cursor);
    else if (typing) return;
    else if (event.key === "ArrowUp") go(Math.max(0, up));
    else if (event.key === "ArrowDown") go(Math.max(0, down));
    else if (event.key === "ArrowLeft") go(brother(-1));
    else if (event.key === "ArrowRight") go(brother(1));
    else return;
    event.preventDefault();
  });

  fitWindow();
  details.textContent = describe(0);
  if (alone) {
    window.addEventListener("resize", fitWindow);
    // The header stays in sight however deep the stacks are, and the root is what one sees first.
    window.addEventListener("scroll", () => find("header").setAttribute("transform", "translate(0," + window.scrollY + ")"));
    if (!data.rootOnTop) window.scrollTo(0, height);
  }
})();
