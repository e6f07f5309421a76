"""What a kernel of this course must do, tried through a real Jupyter client.

    python kernel_cases.py [--kernel installed|lockstep|ijava] [--ijava-zip FILE] [--list] [CASE ...]

Prints one JSON line a case: {"case", "ok", "said", "seconds"}. Where IJava is known to behave otherwise, the
case names the difference and how it shows; then it must fail on IJava in this way, so that the list of
differences stays true.
"""

import argparse
import concurrent.futures
import json
import os
import re
import sys
import threading
import time
import traceback

from kernel_client import Spec, all_gone, lives, processor_seconds

CASES = []
REPORTING = threading.Lock()


def case(ijava=None, fresh=None):
    """Registers a case. `fresh`: the environment for a kernel of its own.

    `ijava`: how IJava differs, and a pattern that the case's failure there matches; without a pattern the
    case is not tried there.
    """
    def register(function):
        CASES.append((function.__name__, function, ijava, fresh))
        return function
    return register


def equal(seen, expected):
    assert seen == expected, f"expected {expected!r}, saw {seen!r}"


def holds(text, part):
    assert part in (text or ""), f"expected {part!r} in {text!r}"


# ---------------------------------------------------------------- cells, results, output

@case()
def result(k):
    equal(k.run("1 + 1").data, {"text/plain": "2"})
    equal(k.run('"a \\"quoted\\"\\nline"').text, 'a "quoted"\nline')
    equal(k.run("List.of(1, 2)").text, "[1, 2]")
    equal(k.run("int declared = 5;").data, {})
    equal(k.run("declared").text, "5")
    equal(k.run("null").data, {})
    equal(k.run("// nothing").status, "ok")


@case()
def imports_of_the_course(k):
    equal(k.run("new AtomicLong(3).get() + Stream.of(1).count() + Duration.ofMillis(1).toMillis()").text, "5")
    holds(k.run('throw new Todo("9.9");').error, "9.9")
    equal(k.run('VarHandle vh; ReentrantLock rl; Supplier<String> su; "known"').text, "known")


@case()
def several_statements(k):
    r = k.run('int a1 = 2;\nfor (int i = 0; i < a1; i++) {\n  System.out.println("i" + i);\n}\na1 * 21')
    equal((r.out, r.text), ("i0\ni1\n", "42"))


@case()
def output_of_threads(k):
    r = k.run('Thread t1 = new Thread(() -> System.out.println("from a thread"));\nt1.start(); t1.join();'
              ' System.err.println("to err");')
    equal((r.out, r.err), ("from a thread\n", "to err\n"))


@case()
def output_order(k):
    r = k.run('for (int i = 0; i < 300; i++) System.out.println(i);')
    equal(r.out, "".join(f"{i}\n" for i in range(300)))
    r = k.run('System.out.println("one"); display("<b>two</b>", "text/html"); System.out.println("three");'
              ' System.err.println("four"); System.out.println("five");')
    seen = [content.get("text") or content["data"]["text/html"] for kind, content in r.messages]
    equal("".join(seen), "one\n<b>two</b>three\nfour\nfive\n")


@case()
def print_without_newline(k):
    r = k.run('System.out.print("no newline");')
    equal(r.out, "no newline")


@case(ijava=("loses what a thread prints between cells", "the late line never came"))
def output_after_the_cell(k):
    k.stray.clear()
    r = k.run('new Thread(() -> { try { Thread.sleep(1500); } catch (InterruptedException e) {}'
              ' System.out.println("late"); }).start();')
    equal(r.out, "")
    assert k.later("late", 8), "the late line never came"


@case()
def output_in_the_next_cell(k):
    k.run('Thread ticker = new Thread(() -> { try { for (int i = 0; i < 100; i++) { Thread.sleep(50);'
          ' System.out.println("tick"); } } catch (InterruptedException e) { } }); ticker.start();')
    r = k.run('Thread.sleep(1000); ticker.interrupt(); ticker.join(); System.out.println("done");')
    holds(r.out, "tick\n")
    assert r.out.endswith("done\n"), r.out


@case()
def unicode(k):
    r = k.run('System.out.println("h\u00e9llo \u2200 \U0001f600"); "\u00fc \U0001f600"')
    equal((r.out, r.text), ("h\u00e9llo \u2200 \U0001f600\n", "\u00fc \U0001f600"))


@case()
def large_output(k):
    r = k.run('StringBuilder sb = new StringBuilder();\nfor (int i = 0; i < 20000; i++) sb.append("line ").append(i).append("\\n");\n'
              'System.out.print(sb);')
    equal(r.out, "".join(f"line {i}\n" for i in range(20000)))
    equal(len(k.run('"x".repeat(300_000)').text), 300_000)


@case(ijava=("sends a message a line; a slow client loses lines, even the news that the cell has ended", r"messages$|expected 100000|no end after"))
def many_lines(k):
    r = k.run('for (int i = 0; i < 100_000; i++) System.out.println("line " + i);', patience=30)
    equal(len(r.out.splitlines()), 100_000)
    assert len(r.messages) < 5_000, f"{len(r.messages)} messages"


@case()
def standard_input(k):
    r = k.run("String typed = new BufferedReader(new InputStreamReader(System.in)).readLine();\ntyped", answer="typ\u00e9")
    equal(r.text, "typ\u00e9")


# ---------------------------------------------------------------- display

@case()
def display_html(k):
    r = k.run('display("<b>hi</b>", "text/html");')
    equal(r.shown[0]["data"], {"text/plain": "<b>hi</b>", "text/html": "<b>hi</b>"})


@case()
def display_svg_and_markdown(k):
    svg = '<svg xmlns=\\"http://www.w3.org/2000/svg\\"><rect width=\\"9\\"/></svg>'
    r = k.run(f'display("{svg}", "image/svg+xml");\ndisplay("*m*", "text/markdown");\ndisplay("plain");')
    equal([s["data"].get("image/svg+xml") or s["data"].get("text/markdown") or s["data"]["text/plain"] for s in r.shown],
          [svg.replace("\\", ""), "*m*", "plain"])


@case()
def display_again(k):
    r = k.run('String did = display("first");\nupdateDisplay(did, "second", "text/html");\ndid')
    equal([kind for kind, content in r.messages], ["display_data", "update_display_data", "execute_result"])
    equal(r.shown[1]["data"]["text/html"], "second")
    equal({s["transient"]["display_id"] for s in r.shown}, {r.text})
    equal(k.run('render("<i>x</i>", "text/html")').data["text/html"], "<i>x</i>")


# ---------------------------------------------------------------- errors

@case()
def error_with_line(k):
    r = k.run('int fail(int n) {\n  if (n > 3)\n    throw new IllegalStateException("boom \u00e9");\n  return n;\n}')
    equal(r.status, "ok")
    r = k.run('System.out.println("before");\nfail(\n  7);')
    equal((r.status, r.out), ("error", "before\n"))
    holds(r.error, "java.lang.IllegalStateException: boom \u00e9")
    assert re.search(r"fail ?\(.*:3\)", r.error), r.error


@case(ijava=("counts lines from the statement, not from the cell, and names no cell", r"\(#\d+:1\)"))
def error_with_line_of_the_cell(k):
    r = k.run('int one = 1;\n\n// a comment\nSystem.out.println(one);\n\nSystem.out.println(one / 0);')
    assert re.search(r"\(In \[\d+\]:6\)", r.error), r.error
    r = k.run('class Inner {\n  static int f() {\n    return 1 / 0;\n  }\n}\nInner.f()')
    assert re.search(r"Inner\.f \(In \[\d+\]:3\)\n\tat \(In \[\d+\]:6\)", r.error), r.error


@case(ijava=("counts lines from the statement, not from the cell, and names no cell", r"\(#\d+:\d+\)"))
def error_with_line_below_imports(k):
    r = k.run('import java.util.BitSet;\nimport java.util.zip.CRC32;\n\n// a comment\nclass Below {\n  static int f() {\n    return 1 / 0;\n  }\n}\n\n'
              'int under() {\n  return Below.f();\n}\n\n\nunder();')
    assert re.search(r"Below\.f \(In \[(\d+)\]:7\)\n\tat under \(In \[\1\]:12\)\n\tat \(In \[\1\]:16\)", r.error), r.error


@case()
def verdict_with_line_below_imports(k):
    r = k.run('import java.util.BitSet;\nimport java.util.zip.CRC32;\n\npublic class MySwapLock {\n  public void lock() {\n'
              '    throw new IllegalStateException("six");\n  }\n  public boolean tryLock() { return true; }\n  public void unlock() { }\n}\n'
              'judge("2.1", MySwapLock.class);')
    holds(re.sub(r"\s+", " ", r.out), "line 6, in lock()")


@case()
def schedule_with_lines_below_imports(k):
    k.run("class Step {\n  int by = 1;\n}")
    k.run("import java.util.BitSet;\nimport java.util.zip.CRC32;\n\nint first = 1,\n  second = 2;\n\nclass Sum {\n  int n;\n  void add(Step step) {\n"
          "    n += step.by;\n  }\n}\n\n\nAction add(Sum sum) {\n  return () -> sum.add(new Step());\n}")
    explore = "Interleave.explore(() -> {\n  Sum sum = new Sum();\n  Interleave.together(add(sum), add(sum));\n}).toString()"
    holds(k.run(explore).text, "Sum:10")
    k.run("class Step {\n  int by = 2;\n}")  # who uses it is compiled once more, and stays where it was
    holds(k.run(explore).text, "Sum:10")


@case(ijava=("counts lines from the statement that is being run, not from the cell", "cell:6"))
def schedule_with_lines_of_the_running_statement(k):
    explore = "Interleave.explore(() -> {\n  int[] n = {0};\n  Interleave.together(() -> n[0]++, () -> n[0]++);\n})"
    for start, end in (("", ".toString()"), ("String shown = ", ".toString();\nshown"), ("System.out.println(", ");")):
        r = k.run("import java.util.BitSet;\nimport java.util.zip.CRC32;\n\n\n" + start + explore + end)
        holds(r.text or r.out, ":7")


@case(ijava=("leaves causes out", "Caused by"))
def error_with_cause(k):
    r = k.run('throw new Exception("outer", new RuntimeException("inner"));')
    holds(r.error, "java.lang.Exception: outer")
    holds(r.error, "Caused by: java.lang.RuntimeException: inner")


@case()
def error_in_thread(k):
    r = k.run('Thread t2 = new Thread(() -> { throw new RuntimeException("in thread"); }, "worker");\nt2.start(); t2.join();')
    equal(r.status, "ok")
    holds(r.err, 'Exception in thread "worker" java.lang.RuntimeException: in thread')


@case()
def compile_error(k):
    r = k.run('int wrong = "text";')
    equal((r.status, r.error_name), ("error", "CompilationException"))
    holds(r.error, 'int wrong = "text";')
    holds(r.error, "incompatible types: java.lang.String cannot be converted to int")
    holds(k.run("System.out.println(\n  nowhere + 1);").error, "variable nowhere")
    holds(k.run("for (int i = 0; i < 3").error, "Incomplete input")
    equal(k.run("2 + 2").text, "4")


@case()
def missing_definition(k):
    equal(k.run("void early() { notYet(); }").status, "ok")
    holds(k.run("early()").error, "method notYet()")
    k.run('void notYet() { System.out.println("now"); }')
    equal(k.run("early()").out, "now\n")


@case()
def statements_after_an_error_do_not_run(k):
    r = k.run('System.out.println("a"); int q = 1 / 0; System.out.println("b");')
    equal((r.out, r.status), ("a\n", "error"))


# ---------------------------------------------------------------- declarations

@case()
def class_declared_again(k):
    equal(k.run("class Twice { int n() { return 1; } }\nnew Twice().n()").text, "1")
    equal(k.run("Twice old = new Twice();").status, "ok")
    equal(k.run("class Twice { int n() { return 2; } }\nnew Twice().n()").text, "2")
    equal(k.run("old == null").text, "true")  # JShell resets variables of a type declared anew


@case()
def class_bytes_are_served_as_compiled(k):
    k.run("class Served { boolean stop; void spin() { while (!stop) { } } }")
    r = k.run('new String(Served.class.getClassLoader().getResourceAsStream('
              'Served.class.getName().replace(\'.\', \'/\') + ".class").readAllBytes(), "ISO-8859-1").contains("Cancel")')
    equal(r.text, "false")  # no stop check was woven in, which would hide a missing volatile


@case()
def thread_of_the_cells_lasts(k):
    k.run("ReentrantLock across = new ReentrantLock(); across.lock();")
    equal(k.run("across.unlock(); across.isLocked()").text, "false")


# ---------------------------------------------------------------- help while typing

@case()
def completion(k):
    code = "System.out.prin"
    reply = k.reply(k.client.complete(code, len(code)))
    holds(str(reply["matches"]), "println(")
    equal((reply["cursor_start"], reply["cursor_end"]), (11, 15))
    code = "Reentr"
    holds(str(k.reply(k.client.complete(code, len(code)))["matches"]), "ReentrantLock")
    k.run("int completable = 1;")
    equal(k.reply(k.client.complete("complet", 7))["matches"][0], "completable")


@case()
def inspection(k):
    code = "Math.max(1, 2)"
    reply = k.reply(k.client.inspect(code, 6))
    assert reply["found"], reply
    holds(reply["data"]["text/plain"], "Math.max(int a, int b)")


@case()
def is_complete(k):
    equal(k.reply(k.client.is_complete("int a = 3;"))["status"], "complete")
    reply = k.reply(k.client.is_complete("for (int i = 0; i < 3; i++) {"))
    equal((reply["status"], reply["indent"]), ("incomplete", "  "))


# ---------------------------------------------------------------- interrupts

SPIN = "while (true) Thread.onSpinWait();"
SPINS_ON = ("returns control, but the thread spins on for ever", "still burns")


def interrupted(k, code, late="", **how):
    """Runs a cell that never ends, interrupts it, and sees that the kernel goes on working.

    The cell is one statement: IJava loses an interrupt that comes between two. `late`: a pattern of what may
    still be printed after the interrupt.
    """
    r = k.run('{ System.out.println("go");\n' + code + "\n}", interrupt_at="go", **how)
    equal((r.status, r.error_name), ("error", "EvaluationInterruptedException"))
    holds(r.error, "Evaluation interrupted.")
    again = k.run('System.out.println("next"); 6 * 7')
    equal((re.sub(late, "", again.out), again.text), ("next\n", "42"))
    return r


def keeps(k, code, **how):
    """As above; variables survive."""
    k.run("int kept = 11; int[] box = {5};")
    r = interrupted(k, code, **how)
    equal(k.run("kept + box[0]").text, "16")
    return r


@case()
def interrupt_returns_control(k):
    r = keeps(k, SPIN)
    return f"idle {r.stop_seconds:.2f} s after the interrupt"


@case(ijava=SPINS_ON)
def interrupt_spinning(k):
    keeps(k, SPIN)
    assert k.falls_idle(), "something still burns"


@case()
def interrupt_sleeping(k):
    r = keeps(k, "Thread.sleep(1_000_000);")
    return f"idle {r.stop_seconds:.2f} s after the interrupt"


@case(ijava=SPINS_ON)
def interrupt_threads(k):
    keeps(k, "for (int i = 0; i < 3; i++) new Thread(() -> { " + SPIN + " }).start();\nThread.sleep(1_000_000);")
    assert k.falls_idle(), "something still burns"


@case(ijava=SPINS_ON)
def interrupt_pool(k):
    k.run("ExecutorService pool = Executors.newFixedThreadPool(2);")
    keeps(k, "for (int i = 0; i < 4; i++) pool.submit(() -> { " + SPIN + " });\nThread.sleep(1_000_000);")
    assert k.falls_idle(), "something still burns"
    equal(k.run("pool.submit(() -> 5).get()").text, "5")  # the pool itself lives
    interrupted(k, "pool.submit(() -> { " + SPIN + " });\npool.submit(() -> { " + SPIN + " }).get();")
    assert k.falls_idle(), "work given to an older pool still burns"


@case(ijava=SPINS_ON)
def interrupt_common_pool(k):
    keeps(k, "CompletableFuture.runAsync(() -> { " + SPIN + " }).join();")
    assert k.falls_idle(), "something still burns"


@case(ijava=SPINS_ON)
def interrupt_who_catches_everything(k):
    k.run("class Kept { int n() { return 3; } }\nint gone = 1; int twice(int n) { return 2 * n; }")
    r = interrupted(k, "while (true) { try { while (true) Thread.onSpinWait(); } catch (Throwable t) { } }")
    assert k.falls_idle(), "something still burns"
    equal(k.run("twice(new Kept().n())").text, "6")  # methods and classes are there again
    holds(r.error, "these variables are lost:")
    holds(r.error, "gone")
    holds(k.run("gone").error, "variable gone")
    return f"idle {r.stop_seconds:.2f} s after the interrupt"


@case(ijava=SPINS_ON)
def interrupt_thread_that_catches_everything(k):
    interrupted(k, "new Thread(() -> { while (true) { try { while (true) Thread.onSpinWait(); }"
                   " catch (Throwable t) { } } }).start();\nThread.sleep(1_000_000);")
    assert k.falls_idle(), "something still burns"


@case()
def interrupt_lock_deadlock(k):
    keeps(k, "ReentrantLock l1 = new ReentrantLock(), l2 = new ReentrantLock(); CountDownLatch both = new CountDownLatch(2);\n"
             "Thread other = new Thread(() -> { l2.lock(); both.countDown(); try { both.await(); } catch (InterruptedException e) { }"
             " l1.lock(); });\nother.start(); l1.lock(); both.countDown(); both.await(); l2.lock();")


@case()
def interrupt_monitor_deadlock(k):
    keeps(k, "Object m1 = new Object(), m2 = new Object(); CountDownLatch b2 = new CountDownLatch(2);\n"
             "Thread o2 = new Thread(() -> { synchronized (m2) { b2.countDown(); try { b2.await(); } catch (InterruptedException e) { }"
             " synchronized (m1) { } } });\no2.start(); synchronized (m1) { b2.countDown(); b2.await(); synchronized (m2) { } }")
    assert k.falls_idle(), "something burns"


@case(ijava=("lets its threads print on after the interrupt", r"xx*\b|yy*|no end"))
def interrupt_printing(k):
    for _ in range(3):
        keeps(k, 'for (int i = 0; i < 2; i++) new Thread(() -> { while (true) System.out.print("y"); }).start();\n'
                 'while (true) System.out.println("x");')
    assert k.falls_idle(), "something still burns"


@case(ijava=("leaves processes running that the cell has started", "lives on"))
def interrupt_child_process(k):
    keeps(k, 'new ProcessBuilder("sleep", "86399").start().waitFor();')
    assert all_gone(k.children("86399"), 10), "the child process lives on"


@case()
def interrupt_judge(k):
    k.run("public class MySwapLock {\n  public void lock() { while (true) Thread.onSpinWait(); }\n"
          "  public boolean tryLock() { while (true) Thread.onSpinWait(); }\n  public void unlock() { }\n}")
    keeps(k, 'judge("2.1", MySwapLock.class);', late="\\n?Interrupted.*\\n")
    assert k.falls_idle(), "something still burns"
    equal(len(k.processes()), 2 if k.kind == "lockstep" else 1)


@case(ijava=("may lose an interrupt that comes between two statements", None))
def interrupt_between_statements(k):
    for wait in range(3):
        r = k.run('System.out.println("go");\n' + "Thread.sleep(30);\n" * (20 + wait) + "Thread.sleep(1_000_000);", interrupt_at="go")
        equal(r.error_name, "EvaluationInterruptedException")
        equal(k.run("1 + 1").text, "2")


@case()
def two_interrupts_in_a_row(k):
    keeps(k, "Thread.sleep(1_000_000);", interrupts=2)
    keeps(k, SPIN)


@case()
def interrupt_while_idle(k):
    k.run("int idle = 3;")
    k.manager.interrupt_kernel()
    time.sleep(0.5)
    equal(k.run("idle").text, "3")


@case(ijava=("does not stop what an earlier cell has left spinning", "still burns"))
def interrupt_what_an_earlier_cell_left(k):
    k.run('int here = 4; new Thread(() -> { ' + SPIN + ' }, "left over").start();')
    k.manager.interrupt_kernel()
    assert k.falls_idle(), "it still burns"
    equal(k.run("here").text, "4")


@case()
def interrupt_leaves_other_threads_alone(k):
    k.run('AtomicInteger beats = new AtomicInteger(); Thread pulse = new Thread(() -> { try { while (true) { Thread.sleep(50);'
          ' beats.incrementAndGet(); } } catch (InterruptedException e) { } }); pulse.start();')
    keeps(k, "Thread.sleep(1_000_000);")
    equal(k.run("int now = beats.get(); Thread.sleep(1000); boolean goesOn = beats.get() > now; pulse.interrupt(); goesOn").text, "true")


@case(fresh={"IJAVA_TIMEOUT": "2 SECONDS"}, ijava=SPINS_ON)
def time_out(k):
    k.run("int before = 8;")
    r = k.run("new Thread(() -> { " + SPIN + " }).start();\n" + SPIN)
    equal((r.status, r.error_name), ("error", "EvaluationTimeoutException"))
    holds(r.error, "Evaluation timed out after 2 seconds.")
    equal(k.run("before").text, "8")
    assert k.falls_idle(), "something still burns"


# ---------------------------------------------------------------- ends of processes

@case(fresh={}, ijava=("exits itself", "no end after"))
def system_exit(k):
    k.run("int mine = 1; String yours = null; int half(int n) { return n / 2; }")
    r = k.run("System.exit(3);", patience=20)
    equal(r.status, "error")
    holds(r.error, "exit code 3")
    holds(r.error, "these variables are lost: mine, yours.")
    equal(k.run("half(14)").text, "7")
    equal(k.run("int mine = 2;\nmine").text, "2")


@case(fresh={}, ijava=("has no process for the cells", "list index out of range"))
def cells_process_killed(k):
    k.run("int mine = 1; class Back { int n = 9; }")
    victim = k.processes()[1]
    os.kill(victim, 9)
    assert all_gone([victim])
    r = k.run("new Back().n")
    equal((r.status, r.error, r.text), ("ok", "", "9"))
    holds(r.err, "killed")
    holds(r.err, "these variables are lost: mine.")
    r = k.run('System.out.println("go"); Thread.sleep(1_000_000);', interrupt_at="go", then=lambda: os.kill(k.processes()[1], 9))
    holds(r.error, "killed")
    equal(k.run("1 + 1").text, "2")


@case(fresh={})
def memory_full_for_a_moment(k):
    r = k.run("class Eater { static void eat() { List<byte[]> all = new ArrayList<>(); while (true) all.add(new byte[1 << 24]); } }\nEater.eat()")
    holds(r.error, "java.lang.OutOfMemoryError")
    equal(k.run("1 + 1").text, "2")


@case(fresh={}, ijava=("goes on with its memory full", None))
def memory_full_for_good(k):
    r = k.run("List<byte[]> all = new ArrayList<>();\nwhile (true) all.add(new byte[1 << 20]);")
    equal(r.status, "error")
    holds(r.error, "memory was full")
    holds(r.error, "these variables are lost: all.")
    equal(k.run("1 + 1").text, "2")


@case(fresh={})
def shutdown_leaves_nothing(k):
    k.run("new Thread(() -> { " + SPIN + " }).start();")
    all_pids = k.processes()
    k.manager.shutdown_kernel(now=False)
    assert all_gone(all_pids), "a process is left"


@case(fresh={}, ijava=("leaves processes running that a cell has started", "^left:"))
def killed_kernel_leaves_nothing(k):
    k.run('new Thread(() -> { ' + SPIN + ' }).start(); new ProcessBuilder("sleep", "86399").start();')
    all_pids = k.processes()
    assert len(all_pids) >= 2, all_pids
    os.kill(k.pid, 9)
    k.manager.provisioner.process.wait()
    assert all_gone(all_pids), f"left: {[pid for pid in all_pids if lives(pid)]}"


@case(fresh={})
def restart(k):
    k.run("int forgotten = 1;")
    before = k.processes()
    k.client.stop_channels()
    k.manager.restart_kernel(now=True)
    k.connect()
    holds(k.run("forgotten").error, "variable forgotten")
    equal(k.run("1 + 1").text, "2")
    assert all_gone(before), "a process of the old kernel is left"


@case(fresh={"IJAVA_STARTUP_SCRIPT": "int fromScript = 12; String said(String s) { return s + \"!\"; }",
             "IJAVA_COMPILER_OPTS": "-Xdiags:verbose"})
def environment(k):
    equal(k.run('said("x" + fromScript)').text, "x12!")
    holds(k.run('Math.abs("text")').error, "abs")


# ---------------------------------------------------------------- numbers

@case(fresh={})
def numbers(k):
    """Not a test: how long the start takes and how much memory the processes hold."""
    begin = time.monotonic()
    k.run("1 + 1")
    first = time.monotonic() - begin
    used = sum(processor_seconds(k.processes()).values())
    times = sorted(k.run("1 + 1").seconds for _ in range(9))
    megabytes = [kilobytes // 1024 for kilobytes in k.memory()]
    return (f"ready {k.start_seconds:.2f} s, first cell {first:.2f} s, {used:.1f} s of processor so far; then {times[4]:.3f} s a cell; "
            f"resident {' + '.join(map(str, megabytes))} MB")


# ---------------------------------------------------------------- running them

def as_known(difference, ok, said):
    """The verdict on a case that must fail on IJava, and how."""
    explanation, pattern = difference
    if ok:
        return False, f"IJava differs no longer, it was said that it {explanation}"
    if not re.search(pattern, said):
        return False, f"IJava differs in another way than that it {explanation}: {said}"
    return True, f"known difference: IJava {explanation}"


def report(name, ok, said, begin):
    with REPORTING:
        print(json.dumps({"case": name, "ok": ok, "said": said, "seconds": round(time.monotonic() - begin, 2)}), flush=True)


def run(cases, spec):
    """Those that share a kernel one after the other, beside them those that want one of their own; `numbers` when all is quiet."""
    lanes = [[c for c in cases if c[3] is None], [c for c in cases if c[3] is not None and c[1] is not numbers]]
    with concurrent.futures.ThreadPoolExecutor(len(lanes)) as both:
        failures = sum(both.map(lambda lane: run_lane(lane, spec), lanes))
    return failures + run_lane([c for c in cases if c[1] is numbers], spec)


def run_lane(cases, spec):
    shared = None
    failures = 0
    for name, function, difference, fresh in cases:
        kernel = None
        begin = time.monotonic()
        said, ok = "", True
        if spec.kind == "ijava" and difference and not difference[1]:
            report(name, True, f"not tried: IJava {difference[0]}", begin)
            continue
        try:
            if fresh is None:
                shared = shared or spec.start()
            kernel = shared if fresh is None else spec.start(**fresh)
            said = function(kernel) or ""
        except Exception as e:  # a broken kernel shows itself in many ways; all of them are failures
            ok = False
            said = str(e) if isinstance(e, AssertionError) and str(e) else traceback.format_exc(limit=-3)
        if spec.kind == "ijava" and difference:
            ok, said = as_known(difference, ok, said)
        failures += not ok
        report(name, ok, said, begin)
        if kernel and (kernel is not shared or not ok or spec.kind == "ijava" and difference):
            kernel.close()
            shared = None if kernel is shared else shared
    if shared:
        shared.close()
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kernel", choices=["installed", "lockstep", "ijava"], default="installed")
    parser.add_argument("--ijava-zip", default=os.environ.get("IJAVA_ZIP"))
    parser.add_argument("--list", action="store_true")
    parser.add_argument("cases", nargs="*")
    args = parser.parse_args()
    unknown = set(args.cases) - {name for name, *_ in CASES}
    if unknown:
        parser.error(f"no such case: {', '.join(sorted(unknown))}")
    chosen = [entry for entry in CASES if not args.cases or entry[0] in args.cases]
    if args.list:
        print("\n".join(name for name, *_ in chosen))
        return 0
    spec = Spec(args.kernel, args.ijava_zip)
    try:
        return 1 if run(chosen, spec) else 0
    finally:
        spec.close()


if __name__ == "__main__":
    sys.exit(main())
