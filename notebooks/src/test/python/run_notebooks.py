"""Runs every notebook. Usage: run_notebooks.py shipped ROOT | run_notebooks.py solved ROOT TABLE"""

import pathlib
import tempfile

import cases
import running
from course import Course, name


def script(out, mode, root, table=None):
    course = Course(root)
    out.report("there are notebooks to run", [] if course.notebooks else ["there is none"])
    wanted = "PASSED" if mode == "solved" else "NOT STARTED YET"
    runs = {}
    for n in course.notebooks:
        out.step(f"{n.stem}, {'with solutions on one processor' if mode == 'solved' else 'as shipped'}")
        with tempfile.TemporaryDirectory() as progress:
            notebook = running.load(n.path)
            if mode == "solved":
                notebook = running.solved(notebook, course)

            def once():
                return running.run(notebook, course.root / "notebooks", one_processor=mode == "solved",
                                   environment={"LOCKSTEP_HOME": progress})
            result = once()
            out.report(f"{n.stem} {'with solutions' if mode == 'solved' else 'as shipped'}", running.problems(result, wanted))
            if mode == "solved":
                runs[n.stem] = result
                out.report(f"{n.stem}: no cell takes over {running.GROSS} s on one processor", too_slow(result, once))
    if table:
        pathlib.Path(table).write_text(as_table(runs), encoding="utf-8")


def too_slow(result, again):
    """A cell is called slow only if a second run says so too: the machine may have been busy."""
    first = running.slow(result)
    if not first:
        return []
    second = running.slow(again())
    return [f"{name(i, result.notebook.cells[i])} took {s:.1f} s, and {second[i]:.1f} s when measured again "
            f"(on a machine with {result.crowd[i]:.1f} threads to a processor)"
            for i, s in first.items() if i in second]


def as_table(runs):
    lines = ["# Each cell's time, and each chapter's memory", "",
             "Measured with the solutions in place and the kernel held to one processor. Memory is the peak of the",
             "resident sizes of the kernel and all its children, the judge's included; pages that they share count twice.",
             "Crowd is how many threads wanted each processor of the machine: above 1, the times say little.", "",
             "| chapter | cells run | seconds | slowest cell | crowd | peak memory |", "| --- | ---: | ---: | --- | ---: | ---: |"]
    for stem, run in runs.items():
        slowest = max(run.seconds, key=run.seconds.get, default=None)
        what = f"{run.seconds[slowest]:.1f} s, {name(slowest, run.notebook.cells[slowest])}" if slowest is not None else ""
        lines.append(f"| {stem} | {len(run.seconds)} | {sum(run.seconds.values()):.1f} | {what} "
                     f"| {max(run.crowd.values(), default=1):.1f} | {run.peak >> 20} MB |")
    lines += ["", "| chapter | cell | seconds |", "| --- | --- | ---: |"]
    for stem, run in runs.items():
        lines += [f"| {stem} | {name(i, run.notebook.cells[i])} | {s:.2f} |" for i, s in run.seconds.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    cases.main(script)
