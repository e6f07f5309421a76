"""Runs every notebook. Usage: run_notebooks.py shipped ROOT | run_notebooks.py solved ROOT TABLE"""

import os
import pathlib
import shutil
import tempfile

import cases
import running
from course import Course, name


def script(out, mode, root, table=None):
    course = Course(root)
    out.report("there are notebooks to run", [] if course.notebooks else ["there is none"])
    solved = mode == "solved"
    how = "with solutions" if solved else "as shipped"

    def trial(n, processor=None):
        out.step(f"{n.stem}, {how}{' on one processor' if solved else ''}")
        with tempfile.TemporaryDirectory() as progress:
            carry(kept, progress)
            notebook = running.load(n.path)
            if solved:
                notebook = running.solved(notebook, course)

            def once():
                return running.run(notebook, course.root / "notebooks", processor, environment={"LOCKSTEP_HOME": progress})
            result = once()
            carry(progress, kept)
            return result, too_slow(result, once) if solved else []

    longest_first = sorted(course.notebooks, key=lambda n: -len(n.cells))
    runs = {}
    with tempfile.TemporaryDirectory() as kept:
        for (result, late), n in zip(running.at_once(trial, longest_first, processor_each=solved), longest_first):
            runs[n.stem] = result
            out.report(f"{n.stem} {how}", running.problems(result, "PASSED" if solved else "NOT STARTED YET"))
            if solved:
                out.report(f"{n.stem}: no cell takes over {running.GROSS} s on one processor", late)
    if table:
        pathlib.Path(table).write_text(as_table(dict(sorted(runs.items()))), encoding="utf-8")


def carry(home, other):
    """Takes the judge's archive of classes along, if there is one, so that not every chapter's kernel makes it anew."""
    for file in pathlib.Path(home, "cache").glob("*.jsa"):
        folder = pathlib.Path(other, "cache")
        folder.mkdir(exist_ok=True)
        part = tempfile.mktemp(dir=folder)
        shutil.copyfile(file, part)
        os.replace(part, folder / file.name)


def too_slow(result, again):
    """A cell is called slow only if a second run says so too: the machine may have been busy."""
    first = running.slow(result)
    if not first:
        return []
    second = running.slow(again())
    return [f"{name(i, result.notebook.cells[i])} took {s:.1f} s, and {second[i]:.1f} s when measured again "
            f"(others had {result.others[i]:.1f} s of its processor)"
            for i, s in first.items() if i in second]


def as_table(runs):
    lines = ["# Each cell's time, and each chapter's memory", "",
             "Measured with the solutions in place and each kernel held to a processor of its own. Memory is the peak of the",
             "resident sizes of the kernel and all its children, the judge's included; pages that they share count twice.",
             "Others is how many of the seconds that processor worked for other programs: with many, the times say little.", "",
             "| chapter | cells run | seconds | slowest cell | others | peak memory |", "| --- | ---: | ---: | --- | ---: | ---: |"]
    for stem, run in runs.items():
        slowest = max(run.seconds, key=run.seconds.get, default=None)
        what = f"{run.seconds[slowest]:.1f} s, {name(slowest, run.notebook.cells[slowest])}" if slowest is not None else ""
        lines.append(f"| {stem} | {len(run.seconds)} | {sum(run.seconds.values()):.1f} | {what} "
                     f"| {sum(run.others.values()):.1f} s | {run.peak >> 20} MB |")
    lines += ["", "| chapter | cell | seconds |", "| --- | --- | ---: |"]
    for stem, run in runs.items():
        lines += [f"| {stem} | {name(i, run.notebook.cells[i])} | {s:.2f} |" for i, s in run.seconds.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    cases.main(script)
