# Notes which lines of some files are executed, for hone oracle strength. Python imports this file by its name at its start.
#   HONE_LINES_OF  the files, absolute, one a line
#   HONE_LINES_TO  a folder; each process writes one file there: "E file-number line" for each line with code, "H ..." for each
#                  that was executed
import atexit
import os
import sys
import threading


def _start():
    files = [os.path.realpath(name) for name in os.environ["HONE_LINES_OF"].split("\n") if name]
    number = {name: index for index, name in enumerate(files)}
    executed = [set() for _ in files]
    known = {}

    def index_of(code):
        name = code.co_filename
        if name not in known:
            known[name] = number.get(os.path.realpath(name), -1)
        return known[name]

    if hasattr(sys, "monitoring"):
        monitoring = sys.monitoring
        tool = monitoring.COVERAGE_ID

        def line(code, at):
            index = index_of(code)
            if index >= 0:
                executed[index].add(at)
            return monitoring.DISABLE

        monitoring.use_tool_id(tool, "hone")
        monitoring.register_callback(tool, monitoring.events.LINE, line)
        monitoring.set_events(tool, monitoring.events.LINE)
    else:

        def local(frame, event, _):
            if event == "line":
                executed[index_of(frame.f_code)].add(frame.f_lineno)
            return local

        def call(frame, _event, _):
            return local if index_of(frame.f_code) >= 0 else None

        threading.settrace(call)
        sys.settrace(call)

    def lines(code):
        for _, _, at in code.co_lines():
            if at:
                yield at
        for constant in code.co_consts:
            if hasattr(constant, "co_lines"):
                yield from lines(constant)

    def end():
        sys.settrace(None)
        with open(os.path.join(os.environ["HONE_LINES_TO"], str(os.getpid())), "w") as out:
            for index, name in enumerate(files):
                try:
                    with open(name, "rb") as source:
                        code = compile(source.read(), name, "exec")
                except (OSError, SyntaxError, ValueError):
                    continue
                for at in sorted(set(lines(code))):
                    out.write("E %d %d\n" % (index, at))
                for at in sorted(executed[index]):
                    out.write("H %d %d\n" % (index, at))

    atexit.register(end)


if "HONE_LINES_OF" in os.environ and "HONE_LINES_TO" in os.environ:
    _start()
