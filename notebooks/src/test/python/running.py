"""Runs a notebook in the installed kernel `java` and says what it did, cell by cell."""

import copy
import os
import pathlib
import sys
import threading
import time

import nbformat
import psutil
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from course import cell_text, facts, name, plain, source, tags

CELL_LIMIT = 120     # seconds until a cell counts as stuck
GROSS = 10           # seconds that no cell should need, on a machine with nothing else to do
VERDICTS = ("PASSED", "WRONG", "HUNG", "CRASHED", "NOT STARTED YET")


class Run:
    """One run: the notebook with its outputs, each cell's seconds and how crowded the machine was meanwhile, the
    memory, and whether it ended quietly."""

    def __init__(self, notebook, seconds, crowd, peak, busy, broke):
        self.notebook, self.seconds, self.crowd = notebook, seconds, crowd
        self.peak, self.busy, self.broke = peak, busy, broke


def load(path):
    return nbformat.read(path, as_version=4)


def solved(notebook, course):
    """The notebook with each exercise cell replaced by the exercise's solution."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        if "exercise" in tags(cell):
            cell.source = cell_text(course.exercise(facts(cell)["exercise"]).solution)
    return notebook


class Watch:
    """Samples the memory of the kernel and all its children."""

    def __init__(self, pid):
        self.kernel, self.peak, self.stop = psutil.Process(pid), 0, threading.Event()
        self.thread = threading.Thread(target=self.sample, daemon=True)
        self.thread.start()

    def family(self):
        try:
            return [self.kernel, *self.kernel.children(recursive=True)]
        except psutil.Error:
            return []

    def sample(self):
        while not self.stop.wait(0.2):
            total = 0
            for process in self.family():
                try:
                    total += process.memory_info().rss
                except psutil.Error:
                    pass
            self.peak = max(self.peak, total)

    def cpu(self):
        total = 0
        for process in self.family():
            try:
                times = process.cpu_times()
                total += times.user + times.system
            except psutil.Error:
                pass
        return total

    def still_busy(self):
        """Processor seconds a second that something keeps using after the last cell; 0 once it is quiet. An idle
        kernel uses 0.02, compilers and collectors come to rest in a while, and a spinning thread gets
        more than 0.04 on a very busy machine too."""
        used = 0
        for _ in range(8):
            before, start = self.cpu(), time.monotonic()
            time.sleep(1.5)
            used = (self.cpu() - before) / (time.monotonic() - start)
            if used < 0.04:
                return 0
        return used

    def close(self):
        self.stop.set()
        self.thread.join()


def crowd():
    """How many threads want each processor, over the last minute; 1 if no more than there are."""
    return max(1.0, os.getloadavg()[0] / os.cpu_count())


ONE_PROCESSOR = "import os, sys; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); os.execvp(sys.argv[1], sys.argv[1:])"


def pin(argv):
    """The kernel's command on one processor: by the scheduler where that can be, else by the JVM's own setting."""
    if hasattr(os, "sched_setaffinity"):
        return [sys.executable, "-I", "-c", ONE_PROCESSOR, *argv]
    return [argv[0], "-XX:ActiveProcessorCount=1", *argv[1:]]


def run(notebook, folder, one_processor=False, environment=None, limit=CELL_LIMIT):
    """Executes a copy of the notebook; a failing cell doesn't stop it, a stuck or dead kernel does."""
    notebook = copy.deepcopy(notebook)
    client = NotebookClient(notebook, timeout=limit, startup_timeout=120, kernel_name="java", allow_errors=True,
                            resources={"metadata": {"path": str(folder)}})
    manager = client.create_kernel_manager()
    if one_processor:
        manager.kernel_spec.argv = pin(manager.kernel_spec.argv)
    seconds, crowds, broke, busy = {}, {}, None, 0
    with client.setup_kernel(env={**os.environ, **(environment or {})}):
        watch = Watch(manager.provisioner.pid)
        try:
            for index, cell in enumerate(notebook.cells):
                if cell.cell_type != "code":
                    continue
                start = time.monotonic()
                try:
                    client.execute_cell(cell, index)
                except CellTimeoutError:
                    broke = (index, f"did not end within {limit} s")
                except DeadKernelError:
                    broke = (index, "ended the kernel")
                seconds[index], crowds[index] = time.monotonic() - start, crowd()
                if broke:
                    break
            busy = 0 if broke else watch.still_busy()
        finally:
            watch.close()
    return Run(notebook, seconds, crowds, watch.peak, busy, broke)


def printed(cell):
    """What a cell printed, without colours."""
    return plain("".join(o.get("text", "") for o in cell.outputs if o.output_type == "stream"))


def errors(cell):
    return [plain(f"{o.get('ename', '')}: {o.get('evalue', '')}\n" + "\n".join(o.get("traceback", [])))
            for o in cell.outputs if o.output_type == "error"]


def verdict(cell):
    """The verdict that a check cell printed: the one line that begins with it. What an answer prints is indented."""
    found = [v for line in printed(cell).splitlines() for v in VERDICTS if line.startswith(v)]
    return found[0] if len(found) == 1 else f"{len(found)} verdicts in {printed(cell)!r}"


def problems(run, wanted_verdict):
    """What a run did that it should not have."""
    if run.broke:
        index, what = run.broke
        yield f"{name(index, run.notebook.cells[index])} {what}"
    for index, cell in enumerate(run.notebook.cells):
        if index not in run.seconds or run.broke and index == run.broke[0]:
            continue
        where, failed = name(index, cell), errors(cell)
        if "raises-exception" in tags(cell):
            words = facts(cell).get("error", "")
            if not failed:
                yield f"{where} should have failed with {words!r}, and did not fail"
            elif words not in "\n".join(failed):
                yield f"{where} should have failed with {words!r}, and failed with {failed[0]!r}"
        elif failed:
            yield f"{where} failed: {failed[0]}"
        if "check" in tags(cell) and verdict(cell) != wanted_verdict:
            yield f"{where} should have said {wanted_verdict}: {verdict(cell)}\n{printed(cell)}"
    if run.busy:
        yield f"after the last cell something still computes: {run.busy:.0%} of a processor"


def slow(run):
    """The cells that took grossly long, even if others wanted the processors too."""
    return {i: s for i, s in run.seconds.items() if s > GROSS * run.crowd[i]}
