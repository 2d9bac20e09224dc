"use strict";
// Draws one profile into the elements of the page that bear its ids. `keys` is where keys are listened for; what was drawn there
// before is given up when `signal` is aborted.
function flameView(data, boxes, keys, signal) {
  const find = (id) => document.getElementById(id);
  const listen = (target, type, then) => target.addEventListener(type, then, { signal });
  const rowHeight = 18, font = '12px "DejaVu Sans Mono", Menlo, Consolas, monospace';

  // Frame, depth against the box before, weight: LEB128 numbers in preorder; self and place follow from the children.
  const count = data.count;
  const frame = new Int32Array(count), depth = new Int32Array(count), parent = new Int32Array(count), end = new Int32Array(count);
  const weight = new Float64Array(count), start = new Float64Array(count), self = new Float64Array(count);
  let deepest = 0;
  {
    const bytes = atob(boxes), path = [], filled = new Float64Array(count);
    let at = 0;
    const next = () => {
      let value = 0, scale = 1, byte;
      do { byte = bytes.charCodeAt(at++); value += (byte & 127) * scale; scale *= 128; } while (byte > 127);
      return value;
    };
    for (let i = 0, d = 0; i < count; i++) {
      frame[i] = next() - 1;
      d = i === 0 ? 0 : d + 1 - next();
      depth[i] = d;
      weight[i] = self[i] = next();
      const p = d === 0 ? -1 : path[d - 1];
      parent[i] = p;
      path[d] = i;
      if (d > deepest) deepest = d;
      if (p >= 0) {
        start[i] = start[p] + filled[p];
        filled[p] += weight[i];
        self[p] = Math.max(0, self[p] - weight[i]);
      }
    }
    self[0] = 0;
    for (let i = count - 1; i >= 0; i--) {
      if (end[i] < i + 1) end[i] = i + 1;
      if (parent[i] >= 0 && end[parent[i]] < end[i]) end[parent[i]] = end[i];
    }
  }

  const names = data.names, total = weight[0];
  const grouped = (n) => String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ",");
  const percent = (part) => (total === 0 ? 0 : (100 * part) / total).toFixed(2) + " %";
  function amount(units) {
    const value = units * data.unit;
    const steps = { Nanoseconds: [["ns", 1], ["µs", 1e3], ["ms", 1e6], ["s", 1e9]], Bytes: [["B", 1], ["KiB", 1024], ["MiB", 1048576], ["GiB", 1073741824]] }[data.metric];
    if (!steps) return grouped(value);
    let at = 0;
    while (at < 3 && value >= 999.5 * steps[at][1]) at++;
    const n = value / steps[at][1];
    return (at === 0 ? grouped(n) : n.toFixed(n >= 99.95 ? 0 : n >= 9.995 ? 1 : 2)) + " " + steps[at][0];
  }
  const nameOf = (i) => (frame[i] < 0 ? "all" : names[frame[i]]);
  const samples = (w) => (data.samples > 0 && total > 0 ? " · " + grouped((w / total) * data.samples) + " samples" : "");
  function describe(i) {
    if (frame[i] < 0) return "all · " + amount(total) + samples(total);
    const own = data.modules[data.module[frame[i]]], source = data.sources[frame[i]];
    return nameOf(i) + (own ? " [" + own + "]" : "") + " · " + percent(weight[i]) + " · " + amount(weight[i]) + " · self " + percent(self[i]) + samples(weight[i]) + (source ? " · " + source : "") + (data.notes && data.notes[frame[i]] ? " · " + data.notes[frame[i]] : "");
  }

  const canvas = find("canvas"), pen = canvas.getContext("2d"), scroll = find("scroll"), details = find("details");
  const reset = find("reset"), invert = find("invert"), list = find("list"), side = find("side"), input = find("search");
  let zoomed = 0, cursor = 0, hovered = -1, rootOnTop = data.rootOnTop, hit = null, chosen = -1, width = 0, height = 0, dirty = false, ink = "#111";

  //! flamelabel.js

  const levelTop = (d) => (rootOnTop ? d : deepest - d) * rowHeight - scroll.scrollTop;
  function box(i, x, wide, faded) {
    const y = levelTop(depth[i]);
    if (y < -rowHeight || y > height) return;
    const f = frame[i];
    const match = f >= 0 && (hit ? hit[f] : chosen === f);
    pen.globalAlpha = faded ? 0.4 : (hit || chosen >= 0) && !match && f >= 0 ? 0.3 : 1;
    pen.fillStyle = match ? "#0072b2" : f < 0 ? "#e4e4e4" : data.fills[data.fill[f]];
    pen.fillRect(x, y, Math.max(0.3, wide - (wide > 2 ? 0.5 : 0)), rowHeight - 1);
    if (wide > 26) {
      pen.fillStyle = match ? "#fff" : pen.globalAlpha < 1 ? ink : "#111";
      pen.globalAlpha = 1;
      const label = fit(nameOf(i), Math.floor((wide - 6) / 7.25));
      if (label) pen.fillText(label, x + 3, y + 13);
    }
    if (i === cursor && i > 0) {
      pen.globalAlpha = 1;
      pen.strokeStyle = "#111";
      pen.lineWidth = 2;
      pen.strokeRect(x + 1, y + 1, Math.max(1, wide - 2.5), rowHeight - 3);
    }
  }
  function draw() {
    dirty = false;
    // Text on a faded box stands on the page's colour rather than on the box's.
    ink = getComputedStyle(canvas).color;
    pen.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    pen.globalAlpha = 1;
    pen.clearRect(0, 0, width, height);
    pen.font = font;
    for (let i = parent[zoomed]; i >= 0; i = parent[i]) box(i, 0, width, true);
    const scale = weight[zoomed] === 0 ? 0 : width / weight[zoomed];
    for (let i = zoomed; i < end[zoomed];) {
      const wide = weight[i] * scale;
      if (wide < 0.3 && i !== zoomed) { i = end[i]; continue; }
      box(i, (start[i] - start[zoomed]) * scale, wide, false);
      i++;
    }
    reset.disabled = zoomed === 0;
  }
  function redraw() { if (!dirty) { dirty = true; requestAnimationFrame(draw); } }
  function resize() {
    width = scroll.clientWidth;
    height = scroll.clientHeight;
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    canvas.style.width = width + "px";
    canvas.style.height = height + "px";
    find("space").style.height = Math.max(0, (deepest + 1) * rowHeight - height) + "px";
    draw();
  }
  function show(i) {
    const top = (rootOnTop ? depth[i] : deepest - depth[i]) * rowHeight;
    if (top < scroll.scrollTop) scroll.scrollTop = top;
    else if (top + rowHeight > scroll.scrollTop + height) scroll.scrollTop = top + rowHeight - height;
  }
  function zoom(i) {
    zoomed = cursor = i;
    show(i);
    details.textContent = describe(i);
    redraw();
  }
  function go(i) {
    if (i < zoomed || i >= end[zoomed]) return zoom(i);
    cursor = i;
    show(i);
    details.textContent = describe(i);
    redraw();
  }

  function at(event) {
    const bounds = canvas.getBoundingClientRect();
    const x = event.clientX - bounds.left, row = Math.floor((event.clientY - bounds.top + scroll.scrollTop) / rowHeight);
    const d = rootOnTop ? row : deepest - row;
    if (d < 0 || d > deepest) return -1;
    for (let i = parent[zoomed]; i >= 0; i = parent[i]) if (depth[i] === d) return i;
    if (d < depth[zoomed]) return -1;
    const place = start[zoomed] + (x / width) * weight[zoomed];
    for (let i = zoomed; i < end[zoomed];) {
      if (place < start[i] || place >= start[i] + weight[i]) { i = end[i]; continue; }
      if (depth[i] === d) return i;
      i++;
    }
    return -1;
  }
  listen(canvas, "mousemove", (event) => {
    const i = at(event);
    if (i === hovered) return;
    hovered = i;
    canvas.title = details.textContent = describe(i < 0 ? zoomed : i);
  });
  listen(canvas, "mouseleave", () => { hovered = -1; details.textContent = describe(cursor); });
  listen(canvas, "click", (event) => { const i = at(event); if (i >= 0) zoom(i); });
  listen(scroll, "scroll", redraw);

  // A pattern between slashes is a regular expression, anything else is looked for as it stands; case never matters.
  function search(text) {
    hit = null;
    input.classList.remove("wrong");
    find("matched").textContent = "";
    if (text !== "") {
      let pattern = null;
      try {
        pattern = new RegExp(/^\/.+\/$/.test(text) ? text.slice(1, -1) : text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "i");
      } catch {
        input.classList.add("wrong");
        find("matched").textContent = "not a regular expression";
      }
      if (pattern) {
        hit = new Uint8Array(names.length);
        let functions = 0;
        names.forEach((name, f) => { if (pattern.test(name) || pattern.test(data.modules[data.module[f]])) { hit[f] = 1; functions++; } });
        let sum = 0;
        for (let i = 1; i < count;) {
          if (hit[frame[i]]) { sum += weight[i]; i = end[i]; } else i++;
        }
        find("matched").textContent = percent(sum) + " in " + grouped(functions) + (functions === 1 ? " function" : " functions");
      }
    }
    if (!side.hidden) fill();
    redraw();
  }

  // Cumulative weights count recursion once.
  let sums = null;
  function summed() {
    if (sums) return sums;
    const own = new Float64Array(names.length), all = new Float64Array(names.length), open = new Int32Array(names.length), path = [];
    for (let i = 1; i < count; i++) {
      while (path.length >= depth[i]) open[path.pop()]--;
      const f = frame[i];
      own[f] += self[i];
      if (open[f]++ === 0) all[f] += weight[i];
      path.push(f);
    }
    return (sums = { own, all });
  }
  function neighbours(f) {
    const callers = new Map(), callees = new Map();
    for (let i = 1; i < count; i++) {
      if (frame[i] === f) callers.set(frame[parent[i]], (callers.get(frame[parent[i]]) || 0) + weight[i]);
      if (parent[i] > 0 && frame[parent[i]] === f) callees.set(frame[i], (callees.get(frame[i]) || 0) + weight[i]);
    }
    return [callers, callees];
  }
  let order = "all";
  function cell(row, text, numeric) {
    const td = row.insertCell();
    td.textContent = text;
    if (numeric) td.className = "n";
  }
  function row(body, f, first, second) {
    const tr = body.insertRow();
    tr.tabIndex = 0;
    tr.className = f === chosen && f >= 0 ? "chosen" : "";
    cell(tr, first, true);
    if (second !== null) cell(tr, second, true);
    cell(tr, f < 0 ? "(nobody)" : names[f], false);
    tr.title = f < 0 ? "" : data.modules[data.module[f]];
    const choose = () => { if (f >= 0) { chosen = chosen === f ? -1 : f; fill(); redraw(); } };
    tr.addEventListener("click", choose);
    tr.addEventListener("keydown", (event) => { if (event.key === "Enter") { choose(); event.stopPropagation(); } });
  }
  function table(head) {
    const made = document.createElement("table"), top = made.createTHead().insertRow();
    for (const [text, key] of head) {
      const th = document.createElement("th");
      if (text !== "function") th.className = "n";
      if (key) {
        const sort = document.createElement("button");
        sort.type = "button";
        sort.textContent = text + (key === order ? " ▾" : "");
        sort.addEventListener("click", () => { order = key; fill(); });
        th.append(sort);
        th.setAttribute("aria-sort", key === order ? "descending" : "none");
      } else th.textContent = text;
      top.appendChild(th);
    }
    return [made, made.createTBody()];
  }
  function fill() {
    const { own, all } = summed();
    const parts = [];
    if (chosen >= 0) {
      const [callers, callees] = neighbours(chosen);
      for (const [title, map] of [["Called by", callers], ["Calls", callees]]) {
        const h = document.createElement("h2");
        h.textContent = title + (title === "Calls" ? "" : ": who calls " + names[chosen]);
        const [made, body] = table([["weight", null], ["function", null]]);
        [...map].sort((a, b) => b[1] - a[1]).slice(0, 25).forEach(([f, w]) => row(body, f, percent(w), null));
        parts.push(h, made);
      }
    }
    const by = order === "own" ? own : all, rows = [];
    for (let f = 0; f < names.length; f++) if (!hit || hit[f]) rows.push(f);
    rows.sort((a, b) => by[b] - by[a]);
    const [made, body] = table([["total", "all"], ["self", "own"], ["function", null]]);
    rows.slice(0, 300).forEach((f) => row(body, f, percent(all[f]), percent(own[f])));
    list.replaceChildren(...parts, made);
  }
  function toggleTable() {
    side.hidden = !side.hidden;
    find("table").setAttribute("aria-pressed", String(!side.hidden));
    if (side.hidden) chosen = -1; else fill();
    resize();
  }
  function toggleInvert() {
    rootOnTop = !rootOnTop;
    invert.setAttribute("aria-pressed", String(rootOnTop));
    show(cursor);
    redraw();
  }

  // What was chosen from outside is given up with the zoom; what was chosen in the table stays with the table.
  const whole = () => { if (side.hidden) chosen = -1; zoom(0); };
  listen(reset, "click", whole);
  listen(invert, "click", toggleInvert);
  listen(find("table"), "click", toggleTable);
  listen(input, "input", () => search(input.value.trim()));
  function brother(step) {
    const level = [];
    for (let i = parent[cursor] + 1; cursor > 0 && i < end[parent[cursor]]; i = end[i]) level.push(i);
    const next = level[level.indexOf(cursor) + step];
    return next === undefined ? cursor : next;
  }
  function nextMatch() {
    if (!hit) return cursor;
    for (let k = 1; k <= count; k++) { const i = (cursor + k) % count; if (i > 0 && hit[frame[i]]) return i; }
    return cursor;
  }
  listen(keys, "keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = document.activeElement === input, child = cursor + 1 < end[cursor] ? cursor + 1 : cursor;
    const up = rootOnTop ? parent[cursor] : child, down = rootOnTop ? child : parent[cursor];
    if (event.key === "/" && !typing) input.focus();
    else if (event.key === "Escape" && input.value !== "") { input.value = ""; search(""); input.blur(); }
    else if (event.key === "Escape") { input.blur(); whole(); }
    else if (event.key === "Enter" && typing) go(nextMatch());
    else if (typing || (event.key === "Enter" && document.activeElement.tagName === "BUTTON")) return;
    else if (event.key === "Enter") zoom(cursor);
    else if (event.key === "ArrowUp") go(Math.max(0, up));
    else if (event.key === "ArrowDown") go(Math.max(0, down));
    else if (event.key === "ArrowLeft") go(brother(-1));
    else if (event.key === "ArrowRight") go(brother(1));
    else if (event.key === "n") go(nextMatch());
    else if (event.key === "i") toggleInvert();
    else if (event.key === "t") toggleTable();
    else return;
    event.preventDefault();
  });

  find("legend").replaceChildren();
  find("matched").textContent = input.value = "";
  input.classList.remove("wrong");
  data.fills.forEach((fill, i) => {
    if (!data.legend[i]) return;
    const item = document.createElement("span"), mark = document.createElement("i");
    mark.style.background = fill;
    item.append(mark, data.legend[i]);
    find("legend").appendChild(item);
  });
  invert.setAttribute("aria-pressed", String(rootOnTop));
  details.textContent = describe(0);
  listen(window, "resize", resize);
  resize();
  scroll.scrollTop = rootOnTop ? 0 : scroll.scrollHeight;
  if (!side.hidden) fill();
  draw();
  return {
    // Shows a function, by its number among the names, wherever it is called, zoomed into its widest box.
    select(f) {
      let widest = 0;
      for (let i = 1; i < count; i++) if (frame[i] === f && (widest === 0 || weight[i] > weight[widest])) widest = i;
      input.value = "";
      search("");
      chosen = f;
      if (!side.hidden) fill();
      zoom(widest);
    },
    resize,
    redraw,
    height: (deepest + 1) * rowHeight,
  };
}
