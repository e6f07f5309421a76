"""How these scripts tell JUnit what they found: one line a case, which PythonCases.java turns into a test."""

import signal
import sys
import threading
import traceback


class Cases:
    def __init__(self):
        self.count = 0
        self.one = threading.Lock()

    def report(self, name, problems):
        """One case: passed if there are no problems."""
        self.count += 1
        text = "\n".join(str(p) for p in problems)
        self.line("CASE", name, "FAIL" if text else "OK", text)

    def line(self, *fields):
        escaped = (f.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") for f in fields)
        self.write("\t".join(escaped))

    def step(self, text):
        """Progress, for whoever watches."""
        self.write(f"STEP\t{text}")

    def write(self, line):
        with self.one:
            print(line, flush=True)

    def end(self):
        self.line("END", str(self.count))


def main(script):
    """Runs a script's cases. Whatever it throws is a failed case; without the END line JUnit fails too."""
    cases = Cases()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a kernel in mid-run is shut down too
    try:
        script(cases, *sys.argv[1:])
    except Exception:
        cases.report(f"{sys.argv[0].rsplit('/', 1)[-1]} runs to its end", [traceback.format_exc()])
    cases.end()
