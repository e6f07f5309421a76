"""Shows that a run can fail: small notebooks that misbehave, and what must be said of them."""

import contextlib
import subprocess
import sys
import tempfile
import time

import cases
import running
from course import name
from nbformat.v4 import new_code_cell, new_notebook


def code(text, *tag_names, **own):
    return new_code_cell(text, metadata={"tags": list(tag_names), "lockstep": own})


SOUND = [code("int x = 20 + 22;\nx"),
         code('throw new IllegalStateException("on purpose");', "raises-exception", error="on purpose"),
         code('System.out.println("PASSED  all is well");', "check")]

# What goes wrong in a cell and leaves the kernel well: all in one notebook.
BAD_CELLS = [
    ("a cell that fails", code("x / 0"), "failed: "),
    ("a cell that doesn't compile", code("int y = \"text\";"), "failed: "),
    ("a tagged cell that doesn't fail", code("x + 1", "raises-exception", error="on purpose"), "did not fail"),
    ("a tagged cell that fails with other words",
     code('throw new IllegalStateException("by chance");', "raises-exception", error="on purpose"), "and failed with"),
    ("a check with another verdict", code('System.out.println("WRONG  no");', "check"), "should have said PASSED: WRONG"),
    ("a check without a verdict", code('System.out.println("all is well");', "check"), "0 verdicts"),
    ("a check whose answer prints a pass", code('System.out.println("  | PASSED  by me");', "check"), "0 verdicts"),
    ("a display whose id is shown", code('display("<b>x</b>", "text/html");'), "the id that display() returns"),
    ("a check with two verdicts", code('System.out.println("PASSED  by me\\nWRONG  no");', "check"), "2 verdicts"),
]

# What spoils the kernel: each in a notebook of its own.
BAD_NOTEBOOKS = [
    ("a thread left spinning",
     code("Thread t = new Thread(() -> { while (true) Thread.onSpinWait(); });\nt.setDaemon(true);\nt.start();"), "still computes"),
    ("a cell that never ends", code("while (true) Thread.onSpinWait();"), "did not end within"),
]


def problems(cells):
    with tempfile.TemporaryDirectory() as folder:
        result = running.run(new_notebook(cells=cells), folder, limit=15)
        return list(running.problems(result, "PASSED"))


def refused(words, said):
    return [] if len(said) == 1 and words in said[0] else [f"should have said {words!r}, and nothing else, but said {said}"]


def miscounted():
    """What is wrong with how a processor's work for others is told from its work for the kernel: here one that spins, and
    one that sleeps beside it."""
    processor = running.processors()[0]
    if not running.worked(processor):
        return  # the system does not say; then the load of the machine must do
    with contextlib.ExitStack() as ends:
        spins, sleeps = (subprocess.Popen(running.pin([sys.executable, "-I", "-c", code], processor))
                         for code in ("while True: pass", "import time; time.sleep(600)"))
        for process in (spins, sleeps):
            ends.callback(process.wait)
            ends.callback(process.kill)
        spinning, sleeping = (running.Watch(process.pid, processor) for process in (spins, sleeps))
        ends.callback(spinning.close)
        ends.callback(sleeping.close)
        while spinning.cpu() < 0.3:
            time.sleep(0.05)
        begin, own, since = time.monotonic(), spinning.cpu(), (spinning.clock(), sleeping.clock())
        time.sleep(1)
        taken, left = sleeping.others(since[1]), spinning.others(since[0])
        own, passed = spinning.cpu() - own, time.monotonic() - begin
        if taken < 0.5:
            yield f"beside the one that sleeps, {taken:.2f} of {passed:.2f} s were seen to be others'"
        if left > passed - own + 0.2:
            yield f"of {passed:.2f} s the one that spins had {own:.2f}, and others {left:.2f}"


def script(out):
    trials = {"a sound notebook, and cells that misbehave": SOUND + [cell for _, cell, _ in BAD_CELLS],
              **{what: [*SOUND, cell] for what, cell, _ in BAD_NOTEBOOKS}}

    def trial(what):
        out.step(what)
        return problems(trials[what])
    said, *refusals = running.at_once(trial, trials)
    out.report("sound cells are accepted", [s for s in said for i, c in enumerate(SOUND) if s.startswith(name(i, c))])
    for index, (what, cell, words) in enumerate(BAD_CELLS, len(SOUND)):
        out.report(f"{what} is refused", refused(words, [s for s in said if s.startswith(name(index, cell))]))
    out.report("nothing else is said", [] if len(said) == len(BAD_CELLS) else said)
    for (what, _, words), problem in zip(BAD_NOTEBOOKS, refusals):
        out.report(f"{what} is refused", refused(words, problem))
    slow = running.Run(new_notebook(cells=SOUND), {0: 0.2, 1: 11.0, 2: 11.0}, {0: 0.0, 1: 0.3, 2: 8.0}, 0, 0, None)
    out.report("a slow cell is noticed, what others took allowed for",
               [] if running.slow(slow) == {1: 11.0} else [str(running.slow(slow))])
    out.report("what others take of a processor is told from what the kernel takes", list(miscounted()))


if __name__ == "__main__":
    cases.main(script)
