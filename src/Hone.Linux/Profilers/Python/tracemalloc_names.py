"""Names the functions that contain lines of source files: reads "LINE<tab>FILE", writes "LINE<tab>FIRST LINE<tab>NAME<tab>FILE".

Runs apart from the profiled program, with the same interpreter, because only that compiles the files as they were compiled.
"""
import dis
import sys
import tokenize


def codes(code, prefix, within_function):
    name = getattr(code, "co_qualname", None)
    if name is None:
        name = code.co_name if not prefix else prefix + (".<locals>." if within_function else ".") + code.co_name
    yield code, name
    for constant in code.co_consts:
        if hasattr(constant, "co_code"):
            inner = "" if code.co_name == "<module>" else name
            yield from codes(constant, inner, bool(code.co_flags & 2))


def functions(path):
    with tokenize.open(path) as file:
        module = compile(file.read(), path, "exec", dont_inherit=True)
    lines = {}
    for code, name in codes(module, "", False):
        for line in {line for _, line in dis.findlinestarts(code) if line}:
            lines.setdefault(line, []).append((code.co_firstlineno, name))
    return lines


def best(line, candidates):
    # A def's own line belongs to what surrounds it, a comprehension's to the function it stands in.
    inner = [found for found in candidates if found[0] != line] or candidates
    named = [found for found in inner if not found[1].endswith(">")] or inner
    return named[-1]


def main():
    sys.stdin.reconfigure(errors="surrogateescape")
    sys.stdout.reconfigure(errors="surrogateescape")
    known = {}
    for request in sys.stdin:
        line, _, path = request.rstrip("\n").partition("\t")
        if path not in known:
            try:
                known[path] = functions(path)
            except Exception:
                known[path] = {}
        candidates = known[path].get(int(line))
        if candidates:
            print("%s\t%d\t%s\t%s" % (line, *best(int(line), candidates), path))


main()
