#!/usr/bin/env python3
"""What `hone detect` finds in public benchmark histories that nobody tuned it on, beside what an eye saw in their drawings.

bench/detect-fresh.py FOLDER [--draw DIR]        (HONE names the program; else `hone` of the PATH)

FOLDER holds one folder a project, and that the project's published history: a data.js of github-action-benchmark, or the graphs of
one environment of asv (of the folder graphs/…/ with the most files, all *.json but summary.json). Nothing of them is kept here:

  mls-rs               github.com/awslabs/mls-rs                     gh-pages        dev/bench/data.js     at 971,936 bytes
  bsl-language-server  github.com/1c-syntax/bsl-language-server      gh-pages        dev/bench/data.js     at 1,506,591
  chromium-bidi        github.com/GoogleChromeLabs/chromium-bidi     gh-pages        bench/data.js         at 3,084,933
  firewood             github.com/ava-labs/firewood                  benchmark-data  bench/data.js         at 890,888
  charon               github.com/AeneasVerif/charon                 bench-reports   bench/data.js         at 281,912
  identity-web         github.com/AzureAD/microsoft-identity-web     gh-pages        benchmarks/data.js    at 353,521
  pydantic-core        github.com/pydantic/pydantic-core             gh-pages        dev/bench/data.js     at 2,850,090
  adblock-rust         github.com/brave/adblock-rust                 gh-pages        dev/bench/data.js     at 409,535
  yew                  github.com/yewstack/yew                       gh-pages        dev/bench/data.js     at 1,831,992
  lambdaworks          github.com/lambdaclass/lambdaworks            gh-pages        bench/data.js         at 1,901,460
  KomaMRI              github.com/JuliaHealth/KomaMRI.jl             gh-pages        benchmarks/data.js    at 513,556
  numpy                github.com/pv/numpy-bench                     gh-pages        graphs/               of 2022-02-03
  scipy                github.com/pv/scipy-bench                     gh-pages        graphs/               of 2022-05-28

The rule of choice was written down before any series was drawn: a series is one name of one suite (of charon also one unit), at least
60 points and 10 different values, at most its last 400 points; sorted by name, of N series those at ⌊i N / 7⌋, i = 0 … 6.

detect-fresh.json holds what an eye saw in the drawings before detect was run: `clear` changes, which a detector should tell, and
`arguable` ones, where either answer will do; a number stands for ± 3 points, a pair for a stretch. Whoever fetches later histories gets
other series: then only what is found is printed, and --draw draws them without the answer so that an eye can go first.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path

FEWEST, DIFFERENT, LAST, OF_EACH, NEAR = 60, 10, 400, 7, 3


def of_data_js(file, with_unit):
    text = file.read_text(encoding="utf-8", errors="replace")
    series = {}
    for suite, runs in json.JSONDecoder().raw_decode(text[text.index("{"):])[0]["entries"].items():
        for run in runs:
            for bench in run["benches"]:
                value = bench.get("value")
                if value not in (None, "null"):
                    name = f"{suite}/{bench['name']}" + (f" {bench.get('unit', '')}" if with_unit else "")
                    series.setdefault(name, []).append(float(str(value).replace(",", "")))
    return series


def of_asv(files):
    series = {}
    for file in files:
        points = json.loads(file.read_text(encoding="utf-8"))
        if not points:
            continue
        width = max(len(value) if isinstance(value, list) else 1 for _, value in points)
        for at in range(width):
            cells = [value[at] if isinstance(value, list) and at < len(value) else value for _, value in points]
            values = [float(cell) for cell in cells if cell is not None and not isinstance(cell, list)]
            if len(values) >= FEWEST:
                series[file.stem + (f" [{at}]" if width > 1 else "")] = values
                break
    return series


def chosen(folder):
    """Of each project the series that the rule takes: (project-number, name, values)."""
    for project in sorted(path for path in folder.iterdir() if path.is_dir()):
        scripts = sorted(project.rglob("*data.js"))
        graphs = sorted(path for path in project.rglob("*.json") if path.name != "summary.json")
        series = of_data_js(scripts[0], project.name == "charon") if scripts else of_asv(graphs)
        names = sorted(name for name, values in series.items() if len(values) >= FEWEST and len(set(values)) >= DIFFERENT)
        count = min(OF_EACH, len(names))
        for i in range(count):
            name = names[i * len(names) // count]
            yield f"{project.name}-{i + 1}", name, series[name][-LAST:]


def draw(directory, key, values):
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(15, 4.5))
    axes.plot(values, "-", linewidth=0.5, color="#999")
    axes.plot(values, ".", markersize=5, color="#124")
    axes.minorticks_on()
    axes.grid(which="both", linewidth=0.3)
    axes.set_title(f"{key}, {len(values)} points")
    figure.savefig(directory / f"{key}.png", dpi=75, bbox_inches="tight")
    pyplot.close(figure)


def stretch(seen):
    return (seen - NEAR, seen + NEAR) if isinstance(seen, int) else tuple(seen)


def judged(changes, seen):
    """Right, arguable and unseen changes, and the clear ones that were missed. Each clear change is found once."""
    clear, arguable = [stretch(one) for one in seen["clear"]], [stretch(one) for one in seen["arguable"]]
    right, rest, used = [], [], set()
    for change in changes:
        index = change["index"]
        fits = [k for k, (low, high) in enumerate(clear) if k not in used and low <= index <= high]
        if fits:
            used.add(min(fits, key=lambda k: abs(sum(clear[k]) / 2 - index)))
            right.append(index)
        else:
            rest.append(change)
    either, unseen = [], []
    for change in rest:
        begins, reached = change["begins"], change["reached"]
        # A ramp over what an eye sees as steps is no answer to where they are, but not wrong either.
        near = any(begins <= high and reached >= low for low, high in arguable + clear)
        (either if near else unseen).append(change["index"])
    return right, either, unseen, [seen["clear"][k] for k in range(len(clear)) if k not in used]


def listed(places):
    return ", ".join(str(one) if isinstance(one, int) else f"{one[0]}–{one[1]}" for one in places) or "–"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--draw", type=Path, metavar="DIR", help="only draw the series, without what is found")
    arguments = parser.parse_args()
    eye = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    hone = os.environ.get("HONE", "hone")
    totals = dict(series=0, points=0, right=0, arguable=0, unseen=0, missed=0)
    if arguments.draw:
        arguments.draw.mkdir(parents=True, exist_ok=True)
    else:
        print("| series | name | points | an eye saw | right | arguable | not seen by eye | missed |\n|---|---|---|---|---|---|---|---|")
    for key, name, values in chosen(arguments.folder):
        if arguments.draw:
            draw(arguments.draw, key, values)
            continue
        lines = "".join(f"{value!r}\n" for value in values)
        try:
            answer = subprocess.run([hone, "detect", "--json", "-"], input=lines, capture_output=True, text=True, check=True)
        except FileNotFoundError:
            sys.exit(f"{hone} is not there: put hone on the PATH or name it in HONE")
        changes = json.loads(answer.stdout)["changePoints"]
        seen = eye.get(key)
        name = re.sub(r"[|\s]+", " ", name)[:60]
        if seen is None or seen["points"] != len(values):
            print(f"| {key} | {name} | {len(values)} | (not looked at) found {listed([change['index'] for change in changes])} | | | | |")
            continue
        right, either, unseen, missed = judged(changes, seen)
        for what, places in (("right", right), ("arguable", either), ("unseen", unseen), ("missed", missed)):
            totals[what] += len(places)
        totals["series"] += 1
        totals["points"] += len(values)
        print(f"| {key} | {name} | {len(values)} | {listed(seen['clear'])} | {listed(right)} | {listed(either)} | {listed(unseen)} | {listed(missed)} |", flush=True)
    if totals["series"]:
        found = totals["right"] + totals["unseen"]
        clear = totals["right"] + totals["missed"]
        print(f"\n{totals['series']} series, {totals['points']} points: {totals['right']} right, {totals['arguable']} arguable, "
              f"{totals['unseen']} where an eye saw none, {totals['missed']} missed; "
              f"precision {totals['right'] / max(1, found):.3f}, recall {totals['right'] / max(1, clear):.3f}")


if __name__ == "__main__":
    main()
