"""Runs a notebook in the installed kernel `java` and says what it did, cell by cell."""

import concurrent.futures
import contextlib
import copy
import os
import pathlib
import queue
import re
import sys
import threading
import time

import nbformat
import psutil
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from course import cell_text, facts, name, plain, source, tags

CELL_LIMIT = 120     # seconds until a cell counts as stuck
AT_ONCE = 2          # notebooks, where there are so many processors
GROSS = 10           # seconds that no cell should need, on a machine with nothing else to do
VERDICTS = ("PASSED", "WRONG", "HUNG", "CRASHED", "NOT STARTED YET")
DISPLAY_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Run:
    """One run: the notebook with its outputs, each cell's seconds and how many of them its processor worked for others
    meanwhile, the memory, and whether it ended quietly."""

    def __init__(self, notebook, seconds, others, peak, busy, broke):
        self.notebook, self.seconds, self.others = notebook, seconds, others
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
    """Samples the memory of the kernel and all its children, and the work of the processor that it is held to, if any."""

    def __init__(self, pid, processor=None):
        self.kernel, self.peak, self.stop = psutil.Process(pid), 0, threading.Event()
        self.processor = processor
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
        """Processor seconds of the family so far, of those too that have ended."""
        total = 0
        for _ in range(10):
            try:  # children first: the time of one that ends meanwhile goes to its parent
                total = sum(sum(process.cpu_times()[:4]) for process in reversed(self.family()))
                break
            except psutil.Error:
                continue
        return total

    def clock(self):
        """What `others` compares with later."""
        return time.monotonic(), self.cpu(), worked(self.processor)

    def others(self, since):
        """For how many seconds the kernel's processor has worked for others since then."""
        (begin, own, all_), (now, own_now, all_now) = since, self.clock()
        own, all_ = own_now - own, all_now - all_
        if all_ < own / 2:  # the system does not say
            return (now - begin) * (1 - 1 / crowd())
        return min(max(0.0, all_ - own), now - begin)

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


def worked(processor):
    """How many seconds a processor has worked, for whomever; 0 where the system does not say."""
    try:
        for line in pathlib.Path("/proc/stat").read_text().splitlines():
            which, *ticks = line.split()
            if which == f"cpu{processor}":
                user, nice, system, _, _, *rest = map(int, ticks[:8])
                return (user + nice + system + sum(rest)) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError):
        pass
    return 0.0


def crowd():
    """How many threads want each processor, over the last minute; 1 if no more than there are."""
    return max(1.0, os.getloadavg()[0] / os.cpu_count())


def processors():
    """The processors that notebooks may be held to."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else list(range(os.cpu_count()))


ONE_PROCESSOR = "import os, sys; os.sched_setaffinity(0, {int(sys.argv[1])}); os.execvp(sys.argv[2], sys.argv[2:])"


def pin(argv, processor):
    """The kernel's command on one processor: by the scheduler where that can be, else by the JVM's own setting."""
    if hasattr(os, "sched_setaffinity"):
        return [sys.executable, "-I", "-c", ONE_PROCESSOR, str(processor), *argv]
    return [argv[0], "-XX:ActiveProcessorCount=1", *argv[1:]]


def at_once(function, items, processor_each=False):
    """The function's results for all items, in their order, two at a time where there are two processors. With
    `processor_each` it is given a processor too, which no other call has meanwhile. If this thread is stopped, the kernels are."""
    free = queue.SimpleQueue()
    for processor in processors()[:AT_ONCE]:
        free.put(processor)

    def call(item):
        processor = free.get()
        try:
            return function(item, processor) if processor_each else function(item)
        finally:
            free.put(processor)

    pool = concurrent.futures.ThreadPoolExecutor(free.qsize())
    try:
        yield from pool.map(call, items)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.Error):
                process.kill()
        raise
    finally:
        pool.shutdown()


def run(notebook, folder, processor=None, environment=None, limit=CELL_LIMIT):
    """Executes a copy of the notebook, held to a processor if one is named; a failing cell doesn't stop it, a stuck or dead
    kernel does."""
    notebook = copy.deepcopy(notebook)
    client = NotebookClient(notebook, timeout=limit, startup_timeout=120, kernel_name="java", allow_errors=True,
                            resources={"metadata": {"path": str(folder)}})
    manager = client.create_kernel_manager()
    if processor is not None:
        manager.kernel_spec.argv = pin(manager.kernel_spec.argv, processor)
    seconds, others, broke, busy = {}, {}, None, 0
    with client.setup_kernel(env={**os.environ, **(environment or {})}):
        watch = Watch(manager.provisioner.pid, processor)
        try:
            for index, cell in enumerate(notebook.cells):
                if cell.cell_type != "code":
                    continue
                start, since = time.monotonic(), None if processor is None else watch.clock()
                try:
                    client.execute_cell(cell, index)
                except CellTimeoutError:
                    broke = (index, f"did not end within {limit} s")
                except DeadKernelError:
                    broke = (index, "ended the kernel")
                seconds[index], others[index] = time.monotonic() - start, 0 if since is None else watch.others(since)
                if broke:
                    break
            busy = 0 if broke else watch.still_busy()
        finally:
            watch.close()
    return Run(notebook, seconds, others, watch.peak, busy, broke)


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


def results(cell):
    """The texts of the cell's result."""
    return [o["data"].get("text/plain", "") for o in cell.outputs if o.output_type == "execute_result"]


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
        if any(DISPLAY_ID.fullmatch(text) for text in results(cell)):
            yield f"{where} ends with the id that display() returns: a statement behind it keeps that away"
        if "check" in tags(cell) and verdict(cell) != wanted_verdict:
            yield f"{where} should have said {wanted_verdict}: {verdict(cell)}\n{printed(cell)}"
    if run.busy:
        yield f"after the last cell something still computes: {run.busy:.0%} of a processor"


def slow(run):
    """The cells that took grossly long, even without the seconds in which the processor worked for others."""
    return {i: s for i, s in run.seconds.items() if s - run.others[i] > GROSS}
