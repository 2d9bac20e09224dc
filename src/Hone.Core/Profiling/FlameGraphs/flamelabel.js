  // The same rule as FrameLabel in the program: the whole name, or its last part, or that without arguments, or a beginning.
  const columns = (text) => { let n = 0; for (let i = 0; i < text.length; i++) n += text.charCodeAt(i) < 0x1100 ? 1 : 2; return n; };
  function lastPart(name) {
    let from = 0, nested = 0;
    for (let i = 0; i < name.length; i++) {
      const c = name[i];
      if ("<([".includes(c)) nested++;
      else if (">)]".includes(c)) nested = Math.max(0, nested - 1);
      else if (nested === 0 && i + 1 < name.length && (c === "/" || ((c === "." || c === ":") && name[0] !== "/"))) from = i + 1;
    }
    return name.slice(from);
  }
  function fit(name, room) {
    if (room < 3) return "";
    if (columns(name) <= room) return name;
    let last = lastPart(name);
    if (columns(last) > room && last.indexOf("(") > 0) last = last.slice(0, last.indexOf("("));
    if (columns(last) <= room) return last;
    let text = "";
    for (const c of last) {
      if (columns(text + c) > room - 1) break;
      text += c;
    }
    return text + "…";
  }
