"""Opens the course in JupyterLab: builds what is missing, makes a Python environment, installs the
Java kernel there. Started by binder/lab; needs nothing but Python's standard library."""

import argparse
import contextlib
import errno
import fcntl
import hashlib
import json
import os
import pathlib
import re
import secrets
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
import zipfile

BINDER = pathlib.Path(__file__).resolve().parent
ROOT = BINDER.parent
COURSE = ROOT / "notebooks" / "target" / "course"
KERNEL = BINDER / "kernel" / "target" / "kernel"
BUILT = ROOT / "notebooks" / "target" / "built.json"
LOGS = ROOT / "target" / "lab"
FIRST = "notebooks/00-welcome.ipynb"
OLDEST_JAVA = 17

IJAVA_URL = "https://github.com/SpencerPark/IJava/releases/download/v1.3.0/ijava-1.3.0.zip"
IJAVA_JAR = "ijava-1.3.0.jar"
IJAVA_SHA256 = "6aaa4b8cb4c2527ff9d6655e8b79c200ed9599c4515657ca19b33db9d6831f45"
IJAVA_PATIENCE = 5  # seconds until GitHub's first byte

OFFLINE = re.compile(
    r"Unknown host|Name or service not known|name resolution|nodename nor servname|No route to host"
    r"|Network is unreachable|Connection refused|[Cc]onnect(ion)? timed out|NewConnectionError"
    r"|ConnectTimeoutError|Could not transfer artifact|Cannot access \S+ \(https?://\S+\) in offline mode")


class Stop(Exception):
    """A failure, said in one sentence that tells what to do."""


# ---------------------------------------------------------------- what is said while it works

class Progress:
    """One line a step. On a terminal the line is rewritten while the step runs."""

    def __init__(self):
        self.live = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        self.open = False

    def say(self, text):
        self.wipe()
        print(text, flush=True)

    def step(self, text, detail="", keep=True):
        """Shows where a step is. A line that isn't worth keeping is shown on a terminal only."""
        line = f"  {text}{': ' + detail if detail else ''}"
        if self.live:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r\033[K{line[:width]}", end="", flush=True)
            self.open = True
        elif keep:
            print(line, flush=True)

    def wipe(self):
        if self.open:
            print("\r\033[K", end="", flush=True)
            self.open = False


progress = Progress()


def run(title, command, log_name, on_line, **options):
    """Runs a long command: its output goes to a log file, and line by line to on_line."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / log_name
    with open(log, "w", encoding="utf-8") as out:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   stdin=subprocess.DEVNULL, text=True, errors="replace", **options)
        try:
            for line in process.stdout:
                out.write(line)
                on_line(line.rstrip())
            code = process.wait()
        except BaseException:
            process.terminate()
            process.wait()
            raise
    progress.wipe()
    return code, log.read_text(encoding="utf-8", errors="replace"), log


# ---------------------------------------------------------------- Java and Maven

class Jdk:
    def __init__(self, home, version):
        self.home, self.version = pathlib.Path(home), version
        self.java = self.home / "bin" / "java"

    @property
    def feature(self):
        parts = self.version.split(".")
        return int(re.match(r"\d+", parts[1] if parts[0] == "1" else parts[0]).group())

    def problem(self):
        if self.feature < OLDEST_JAVA:
            return f"Java {self.version} in {self.home} is too old"
        if not (self.home / "bin" / "javac").exists():
            return f"Java {self.version} in {self.home} is only a runtime (JRE), without a compiler"
        if not (self.home / "bin" / "jshell").exists():
            return f"the JDK in {self.home} comes without JShell, which notebooks need"
        return None


def ask_java(java):
    """The JDK behind a java command, or None where it doesn't run."""
    try:
        text = subprocess.run([java, "-XshowSettings:properties", "-version"], capture_output=True, text=True,
                              errors="replace", timeout=60).stderr
    except (OSError, subprocess.TimeoutExpired):
        return None
    home = re.search(r"^\s*java\.home = (.+)$", text, re.M)
    version = re.search(r"^\s*java\.version = (\S+)", text, re.M)
    return Jdk(home.group(1).strip(), version.group(1)) if home and version else None


def other_jdks():
    """JDKs in the usual places, best guess first, for a machine whose java command won't do."""
    places = [("/usr/lib/jvm", "*"), ("/Library/Java/JavaVirtualMachines", "*/Contents/Home"),
              (os.path.expanduser("~/.sdkman/candidates/java"), "*"), (os.path.expanduser("~/.jdks"), "*")]
    for folder, pattern in places:
        for home in sorted(pathlib.Path(folder).glob(pattern)):
            if not home.is_symlink() and (home / "bin" / "javac").exists():
                jdk = ask_java(home / "bin" / "java")
                if jdk and not jdk.problem():
                    yield jdk


def find_jdk():
    install = (f"install a JDK {OLDEST_JAVA} or newer (Debian, Ubuntu: sudo apt install openjdk-17-jdk-headless; "
               "elsewhere: https://adoptium.net)")
    home = os.environ.get("JAVA_HOME")
    if home:
        if not os.access(os.path.join(home, "bin", "java"), os.X_OK):
            raise Stop(f"JAVA_HOME is {home}, where there is no bin/java: point it at a JDK {OLDEST_JAVA} or newer, or unset it.")
        jdk = ask_java(os.path.join(home, "bin", "java"))
        if not jdk:
            raise Stop(f"JAVA_HOME is {home}, but the java in it doesn't run: point it at a JDK {OLDEST_JAVA} or newer, or unset it.")
        if jdk.problem():
            raise Stop(f"{sentence(jdk.problem())} and JAVA_HOME names it: {install}, and point JAVA_HOME there.")
        return jdk
    java = shutil.which("java")
    jdk = ask_java(java) if java else None
    if jdk and not jdk.problem():
        return jdk
    for other in other_jdks():
        return other
    if not java:
        raise Stop(f"There is no Java on the PATH: {install} and start again.")
    if not jdk:
        raise Stop(f"{java} doesn't run: {install} and start again.")
    raise Stop(f"{sentence(jdk.problem())}: {install} and start again.")


def sentence(text):
    return text[0].upper() + text[1:]


def fingerprint():
    """A sum over every file that the build reads."""
    digest = hashlib.sha256()
    poms = [ROOT / "pom.xml", ROOT / "notebooks" / "pom.xml"]
    for folder in (ROOT / "lib", ROOT / "exercises", ROOT / "solutions", BINDER / "kernel"):
        for path, folders, files in os.walk(folder):
            folders[:] = [f for f in folders if f != "target" and not f.startswith(".")]
            poms += [pathlib.Path(path, f) for f in files if f == "pom.xml" or f"{os.sep}src{os.sep}" in path + os.sep]
    for file in sorted(poms):
        digest.update(f"{file.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def jars():
    return {str(j.relative_to(ROOT)): [j.stat().st_size, j.stat().st_mtime_ns]
            for folder in (COURSE, KERNEL) for j in sorted(folder.glob("*.jar"))}


def build(jdk):
    """Runs Maven, unless what it would build is there."""
    title = "library, exercises, kernel"
    sources = fingerprint()
    state = read_json(BUILT)
    if state.get("sources") == sources and state.get("jars") == jars() and jars():
        progress.say(f"  {title}: up to date")
        return
    mvn = ROOT / "mvnw"
    mvn = str(mvn) if os.access(mvn, os.X_OK) else shutil.which("mvn")
    if not mvn:
        raise Stop("There is no Maven on the PATH: install it (Debian, Ubuntu: sudo apt install maven; macOS: brew install "
                   "maven; elsewhere: https://maven.apache.org) and start again.")
    started, downloads, module = time.monotonic(), 0, "starting Maven"

    def follow(line):
        nonlocal downloads, module
        building = re.search(r"Building (?:Lockstep :: )?(.+?)\s+\S+\s+\[(\d+)/(\d+)\]", line)
        if building:
            name, number, of = building.groups()
            module = f"[{number}/{of}] {name}"
            progress.step(title, module)
        elif "Downloaded from" in line:
            downloads += 1
        progress.step(title, f"{module}{f', {downloads} files downloaded' if downloads else ''}, "
                             f"{time.monotonic() - started:.0f} s", keep=False)

    progress.step(title, "building with Maven")
    environment = dict(os.environ, JAVA_HOME=str(jdk.home))
    code, text, log = run(title, [mvn, "-B", "-Dstyle.color=never", "-f", str(ROOT / "pom.xml"), "-DskipTests", "package"],
                          "maven.log", follow, env=environment, cwd=ROOT)
    if code != 0:
        raise Stop(explain_maven(text, log))
    if not jars():
        raise Stop(f"Maven built no jars into {COURSE}: look into {log}.")
    write_json(BUILT, {"sources": sources, "jars": jars()})
    progress.say(f"  {title}: built in {time.monotonic() - started:.0f} s")


def explain_maven(text, log):
    explain_disk(text)
    errors = [line[8:].strip() for line in text.splitlines() if line.startswith("[ERROR] ")]
    compile_error = next((e for e in errors if re.search(r"\.java:\[\d+", e)), None)
    if compile_error:
        return f"A Java file doesn't compile: {compile_error.replace(str(ROOT) + os.sep, '')} (put it right and start again; the whole log is {log})."
    if OFFLINE.search(text):
        return ("Maven can't reach its repository, which a first build needs: connect to the network (behind a proxy or a "
                f"mirror: tell Maven in ~/.m2/settings.xml) and start again; the log is {log}.")
    return f"The build failed: {errors[0] if errors else 'Maven gave no reason'} (the log is {log})."


def explain_disk(text):
    if "No space left on device" in text:
        raise OSError(errno.ENOSPC, "No space left on device")


# ---------------------------------------------------------------- the Python environment

def clean_environment(**more):
    """The environment without what would let a user's own Python set-up leak in."""
    env = {k: v for k, v in os.environ.items()
           if k not in ("PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIREMENT", "VIRTUAL_ENV")}
    env.update(PYTHONNOUSERSITE="1", PIP_USER="0", **more)
    return env


SERVED_BY_OTHERS = {
    "ServerApp": {"default_url": f"/lab/tree/{FIRST}"},
    "LabApp": {"default_url": f"/lab/tree/{FIRST}", "news_url": None, "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
               "extension_manager": "readonly"},
    "KernelSpecManager": {"allowed_kernelspecs": ["java"], "ensure_native_kernel": False},
}


class Environment:
    """binder/.venv, or a Python environment that somebody else has filled from requirements.txt (Binder)."""

    def __init__(self, folder=None):
        self.own = folder is None
        self.folder = BINDER / ".venv" if self.own else pathlib.Path(folder).resolve()
        self.python = self.folder / "bin" / "python"
        self.share = self.folder / "share" / "jupyter"
        self.keep = self.folder / "share" / "lockstep"
        self.state_file = self.keep / "state.json"

    def state(self):
        return read_json(self.state_file)

    def remember(self, **facts):
        self.keep.mkdir(parents=True, exist_ok=True)
        write_json(self.state_file, {**self.state(), **facts})

    def wanted(self):
        requirements = hashlib.sha256((BINDER / "requirements.txt").read_bytes()).hexdigest()
        return {"requirements": requirements, "folder": str(self.folder)}

    def ready(self):
        state = self.state()
        if any(state.get(k) != v for k, v in self.wanted().items()):
            return False
        try:
            test = subprocess.run([self.python, "-I", "-c", "import sys; print(sys.version_info[:2])"],
                                  capture_output=True, text=True, timeout=60)
        except (OSError, subprocess.TimeoutExpired):
            return False
        return test.returncode == 0 and test.stdout.strip() == state.get("python")

    def make(self):
        title = "Python environment"
        if not self.own:
            if not os.access(self.python, os.X_OK):
                raise Stop(f"There is no bin/python in {self.folder}: --python-env needs a Python environment.")
            self.settle()
            return
        if self.ready():
            progress.say(f"  {title}: up to date")
            self.settle()
            return
        started = time.monotonic()
        progress.step(title, "making binder/.venv")
        # A half-made environment can't be told from a sound one file by file: begin again. What pip has
        # downloaded is in its cache, so that this costs seconds.
        if self.folder.is_symlink() or self.folder.is_file():
            self.folder.unlink()
        elif self.folder.exists():
            shutil.rmtree(self.folder)
        made = subprocess.run([sys.executable, "-m", "venv", str(self.folder)], capture_output=True, text=True,
                              env=clean_environment())
        if made.returncode != 0:
            explain_disk(made.stdout + made.stderr)
            reason = (made.stderr or made.stdout).strip().splitlines() or ["no reason given"]
            raise Stop(f"Python's venv module failed: {reason[-1]} (Debian, Ubuntu: sudo apt install python3-venv may help).")
        self.install(title, started)
        version = subprocess.run([self.python, "-I", "-c", "import sys; print(sys.version_info[:2])"],
                                 capture_output=True, text=True).stdout.strip()
        self.settle()
        self.remember(python=version, **self.wanted())
        progress.say(f"  {title}: made in {time.monotonic() - started:.0f} s")

    def can_be_made(self):
        """Fails before the build, not after it."""
        if not self.own or self.ready():
            return
        test = subprocess.run([sys.executable, "-s", "-c", "import venv, ensurepip"], capture_output=True, text=True)
        if test.returncode != 0:
            version = f"{sys.version_info[0]}.{sys.version_info[1]}"
            raise Stop(f"Python {version} ({sys.executable}) has no venv module: install it (Debian, Ubuntu: sudo apt install "
                       "python3-venv) and start again.")

    def install(self, title, started):
        requirements = BINDER / "requirements.txt"
        total = sum(1 for line in requirements.read_text().splitlines() if line and line[0] != "#")
        packages = 0

        def follow(line):
            nonlocal packages
            if re.match(r"Collecting |Processing |Requirement already", line):
                packages += 1
                doing = f"package {min(packages, total)} of {total}"
            elif line.startswith("Installing collected"):
                progress.step(title, "installing the packages")
                return
            else:
                return
            progress.step(title, f"{doing}, {time.monotonic() - started:.0f} s", keep=packages % 30 == 0)

        progress.step(title, "fetching JupyterLab and what it needs")
        # --retries 0: an index out of reach is said at once, not after minutes.
        code, text, log = run(title, [str(self.python), "-m", "pip", "install", "--retries", "0", "--no-input",
                                      "--disable-pip-version-check", "--progress-bar", "off", "--prefer-binary",
                                      "-r", str(requirements)],
                              "pip.log", follow, env=clean_environment())
        if code == 0:
            return
        explain_disk(text)
        if OFFLINE.search(text) or "(from versions: none)" in text:
            raise Stop("pip can't reach its package index, which a first start needs: connect to the network (behind a proxy "
                       f"or a mirror: tell pip by 'pip config set global.index-url …') and start again; the log is {log}.")
        errors = [line for line in text.splitlines() if line.startswith("ERROR: ")]
        raise Stop(f"pip could not install the packages: {errors[-1][7:] if errors else 'it gave no reason'} (the log is {log}).")

    def settle(self):
        """JupyterLab's settings: quiet, and with line numbers, for verdicts speak of lines."""
        settings = self.share / "lab" / "settings"
        settings.mkdir(parents=True, exist_ok=True)
        write_json(settings / "overrides.json", {
            "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
            "@jupyterlab/notebook-extension:tracker": {"codeCellConfig": {"lineNumbers": True}, "kernelShutdown": True},
        })
        if not self.own:  # JupyterLab is started by others then, without open_lab's options
            config = self.folder / "etc" / "jupyter" / "jupyter_server_config.json"
            config.parent.mkdir(parents=True, exist_ok=True)
            write_json(config, {**read_json(config), **SERVED_BY_OTHERS})


# ---------------------------------------------------------------- the kernel

def sha256(data):
    return hashlib.sha256(data).hexdigest()


def jar_in_zip(data, name):
    """IJava's jar out of its release zip; Refused where it isn't the one we know."""
    try:
        with zipfile.ZipFile(data) as release:
            entry = next((n for n in release.namelist() if n.split("/")[-1] == IJAVA_JAR), None)
            if entry is None:
                raise Refused(f"{name} holds no {IJAVA_JAR}")
            jar = release.read(entry)
    except (zipfile.BadZipFile, EOFError, OSError) as e:
        if isinstance(e, OSError) and e.errno:
            raise Stop(f"Can't read {name}: {e.strerror}; --ijava-zip (or IJAVA_ZIP) wants IJava's release, ijava-1.3.0.zip.") from e
        raise Refused(f"{name} is no zip file") from e
    if sha256(jar) != IJAVA_SHA256:
        raise Refused(f"the {IJAVA_JAR} in {name} has an unknown checksum ({sha256(jar)[:12]}…) and is not used")
    return jar


class Refused(Exception):
    """Why IJava could not be had."""


def download_ijava():
    """The release zip from GitHub. Gives up after five seconds without an answer."""
    box, answered = {}, threading.Event()

    def fetch():
        try:
            with urllib.request.urlopen(IJAVA_URL, timeout=IJAVA_PATIENCE) as reply:
                answered.set()
                box["zip"] = reply.read()
        except Exception as e:  # whatever it is, the course has a kernel of its own
            box["error"] = getattr(e, "reason", None) or e
        answered.set()

    worker = threading.Thread(target=fetch, daemon=True)
    worker.start()
    if not answered.wait(IJAVA_PATIENCE):
        raise Refused("github.com does not answer")
    worker.join(60)
    if "zip" not in box:
        raise Refused(f"its release page can't be reached ({str(box.get('error', 'too slow'))[:80]})")
    LOGS.mkdir(parents=True, exist_ok=True)
    file = LOGS / "ijava-1.3.0.zip"
    file.write_bytes(box["zip"])
    return file


def have_ijava(environment, zip_file):
    """Puts IJava's jar into the environment, or says by Refused why not."""
    jar = environment.keep / IJAVA_JAR
    if not zip_file and jar.exists() and sha256(jar.read_bytes()) == IJAVA_SHA256:
        return jar
    if not zip_file:
        progress.step("Java kernel", "fetching IJava 1.3.0 from GitHub")
        zip_file = download_ijava()
        name = "the downloaded release"
    else:
        name = zip_file
    data = jar_in_zip(zip_file, name)
    environment.keep.mkdir(parents=True, exist_ok=True)
    replace(jar, data)
    return jar


def install_kernel(environment, jdk, wanted, zip_file, kernels):
    """Writes the kernelspec `java`. wanted: ijava, lockstep, auto, or None for what was chosen before."""
    remembered = environment.state().get("kernel")
    if wanted is None:
        wanted = "lockstep" if remembered == "lockstep" and not zip_file else "auto"
    jar, why = None, None
    if wanted != "lockstep":
        try:
            jar = have_ijava(environment, zip_file)
        except Refused as e:
            if wanted == "ijava":
                raise Stop(f"IJava 1.3.0 can't be installed: {e}; name its release by --ijava-zip FILE, or use --kernel lockstep.") from e
            why = str(e)
    progress.wipe()
    quiet = environment.keep / "logging.properties"
    environment.keep.mkdir(parents=True, exist_ok=True)
    replace(quiet, b"# The kernels' base library logs each step of its own.\n.level=SEVERE\n")
    flags = ["-XX:+UseSerialGC", "-XX:-UsePerfData", f"-Djava.util.logging.config.file={quiet}"]
    if jar:
        command = [str(jdk.java), "-Xmx384m", *flags, "-jar", str(jar), "{connection_file}"]
        said = "IJava 1.3.0"
    else:
        if not list(KERNEL.glob("*.jar")):
            raise Stop(f"The course's own kernel is not in {KERNEL}: run 'mvn -DskipTests package' and start again.")
        command = [str(jdk.java), "-Xmx128m", "-XX:TieredStopAtLevel=1", *flags,
                   "-cp", str(KERNEL / "*"), "lockstep.kernel.Main", "{connection_file}"]
        said = "the course's own"
    write_kernelspec(kernels, command, "Java")
    if why:
        progress.say(f"  Java kernel: the course's own, since IJava can't be had: {why} (try again with --kernel ijava)")
    else:
        progress.say(f"  Java kernel: {said}")
    return "ijava" if jar else "lockstep"


def write_kernelspec(kernels, command, display_name):
    folder = kernels / "java"
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / "kernel.json", {
        "argv": command,
        "display_name": display_name,
        "language": "java",
        "interrupt_mode": "message",
        "env": {
            "IJAVA_CLASSPATH": str(COURSE / "*"),
            "IJAVA_STARTUP_SCRIPTS_PATH": str(BINDER / "startup.jsh"),
        },
        "metadata": {"debugger": False},
    })


# ---------------------------------------------------------------- files

def read_json(file):
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def write_json(file, value):
    replace(file, (json.dumps(value, indent=1) + "\n").encode())


def replace(file, data):
    """Writes a file whole or not at all."""
    part = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        part.write_bytes(data)
        os.replace(part, file)
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


@contextlib.contextmanager
def only_one():
    """Keeps two set-ups in one folder apart: the second waits."""
    handle = os.open(BINDER, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress.say("  Another binder/lab is setting up here; waiting for it.")
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            pass  # a file system without locks (some network drives): go on without
        yield
    finally:
        os.close(handle)


# ---------------------------------------------------------------- JupyterLab

def free_port(wanted):
    for port in [wanted] if wanted else range(8888, 8988):
        with socket.socket() as s:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                s.bind(("127.0.0.1", port))
                return port
            except PermissionError:
                raise Stop(f"Port {port} is not for ordinary users: choose one above 1023.") from None
            except OSError as e:
                if e.errno != errno.EADDRINUSE:
                    raise
    if wanted:
        raise Stop(f"Port {wanted} is taken: choose another by --port, or leave --port out and a free one is found.")
    raise Stop("The ports 8888 to 8987 are all taken: name a free one by --port.")


def jupyter_environment(environment):
    """Where Jupyter looks and writes: in the environment, not in the user's own set-up."""
    share = environment.share
    return clean_environment(JUPYTER_PATH=str(share), JUPYTER_DATA_DIR=str(share), JUPYTER_NO_CONFIG="1",
                             JUPYTER_CONFIG_DIR=str(environment.folder / "etc" / "jupyter"),
                             JUPYTER_RUNTIME_DIR=str(share / "runtime"), JUPYTER_PLATFORM_DIRS="0")


def open_lab(environment, port, browser, more):
    token = secrets.token_hex(16)
    env = jupyter_environment(environment)
    env["JUPYTER_TOKEN"] = token
    command = [str(environment.python), "-m", "jupyterlab", f"--ServerApp.root_dir={ROOT}", "--ServerApp.ip=127.0.0.1",
               f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--ServerApp.open_browser={browser}",
               f"--ServerApp.allow_root={os.geteuid() == 0}", "--ServerApp.answer_yes=True", "--ServerApp.log_level=ERROR", "--LabApp.log_level=ERROR",
               f"--LabApp.default_url=/lab/tree/{FIRST}", "--LabApp.news_url=",
               "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.extension_manager=readonly",
               "--KernelSpecManager.allowed_kernelspecs=java", "--KernelSpecManager.ensure_native_kernel=False", *more]
    progress.say(f"Lockstep opens at http://127.0.0.1:{port}/lab/tree/{FIRST}?token={token}\nStop it with Ctrl-C.")
    os.chdir(ROOT)
    os.execve(command[0], command, env)


def print_book(environment, folder):
    done = subprocess.run([str(environment.python), "-s", str(BINDER / "book.py"), str(folder)],
                          env=jupyter_environment(environment), cwd=ROOT)
    if done.returncode != 0:
        raise Stop("The book could not be made; the lines above say where it stopped.")


# ---------------------------------------------------------------- the command

def arguments():
    parser = argparse.ArgumentParser(prog="binder/lab", formatter_class=argparse.RawDescriptionHelpFormatter, description=(
        "Opens the course in JupyterLab, at chapter 00.\n"
        "The first start builds the library, makes a Python environment in binder/.venv and installs\n"
        "the Java kernel there; a later start takes seconds. Needs a JDK 17 or newer, Maven, Python 3.10 or newer."))
    parser.add_argument("--no-browser", action="store_true", help="start JupyterLab, but don't open a browser")
    parser.add_argument("--port", type=int, metavar="N", help="JupyterLab's port (default: the first free one from 8888)")
    parser.add_argument("--kernel", choices=["auto", "ijava", "lockstep"],
                        help="which Java kernel: IJava 1.3.0, the course's own (lockstep), or IJava where it can be had "
                             "(auto). What was chosen is kept for later starts")
    parser.add_argument("--ijava-zip", metavar="FILE",
                        help="take IJava from its release zip, ijava-1.3.0.zip, not from the network (also: IJAVA_ZIP)")
    parser.add_argument("--prepare", action="store_true", help="set everything up, but don't start JupyterLab")
    parser.add_argument("--book", action="store_true",
                        help="run every chapter with the solutions and print them as linked HTML pages to target/book")
    parser.add_argument("--fresh", action="store_true", help="throw the Python environment away and make it anew")
    builders = parser.add_argument_group("for builds and images")
    builders.add_argument("--no-build", action="store_true", help="don't run Maven: the caller has")
    builders.add_argument("--python-env", metavar="DIR", help="install into this Python environment, which has the packages already")
    builders.add_argument("--for-tests", metavar="DIR",
                          help="--prepare for the notebook tests: the kernelspec goes to DIR/kernels; the course's own kernel, or IJava if IJAVA_ZIP is set")
    parser.epilog = "What follows a -- is handed to JupyterLab."
    own, dashes, more = sys.argv[1:], "--", []
    if dashes in own:
        own, more = own[:own.index(dashes)], own[own.index(dashes) + 1:]
    args = parser.parse_args(own)
    args.more = more
    if args.port is not None and not 1 <= args.port <= 65535:
        parser.error("--port wants a number from 1 to 65535")
    return args


def set_up(args, environment, jdk):
    zip_file = args.ijava_zip or os.environ.get("IJAVA_ZIP")
    if args.ijava_zip and args.kernel == "lockstep":
        raise Stop("--ijava-zip and --kernel lockstep contradict each other: leave one out.")
    if zip_file:
        zip_file = os.path.abspath(os.path.expanduser(zip_file))
        if not os.path.isfile(zip_file):
            raise Stop(f"There is no file {zip_file}: --ijava-zip (or IJAVA_ZIP) wants IJava's release, ijava-1.3.0.zip.")
    with only_one():
        if args.fresh and environment.own:
            shutil.rmtree(environment.folder, ignore_errors=True)
        environment.can_be_made()
        if not args.no_build and not args.for_tests:
            build(jdk)
        environment.make()
        if args.for_tests:
            kernels = pathlib.Path(args.for_tests).resolve() / "kernels"
            install_kernel(environment, jdk, "ijava" if zip_file else "lockstep", zip_file, kernels)
        else:
            kind = install_kernel(environment, jdk, args.kernel, zip_file, environment.share / "kernels")
            environment.remember(kernel=kind)


def main():
    args = arguments()
    if os.pathsep in str(ROOT):
        raise Stop(f"The course lies in {ROOT}, and a class path can't hold a folder whose name has a '{os.pathsep}': move it elsewhere.")
    environment = Environment(args.python_env)
    starting = not (args.prepare or args.book or args.for_tests)
    port = free_port(args.port) if starting else None
    jdk = find_jdk()
    progress.say(f"Lockstep, with JDK {jdk.version} and Python {sys.version.split()[0]}")
    set_up(args, environment, jdk)
    if args.book:
        print_book(environment, ROOT / "target" / "book")
    elif starting:
        open_lab(environment, port, not args.no_browser, args.more)
    elif args.prepare:
        progress.say("Ready: binder/lab opens the course.")


def command():
    """Runs main, and turns every failure into one sentence."""
    try:
        main()
    except Stop as e:
        progress.wipe()
        sys.exit(f"binder/lab: {e}")
    except KeyboardInterrupt:
        progress.wipe()
        print("binder/lab: stopped; start it again and it goes on from here.", file=sys.stderr)
        sys.exit(130)
    except OSError as e:
        progress.wipe()
        where = f" ({e.filename})" if e.filename else ""
        if e.errno in (errno.ENOSPC, errno.EDQUOT):
            sys.exit(f"binder/lab: The disk is full{where}: the set-up needs about 600 MB under {ROOT} and in your home; "
                     "make room and start again.")
        if e.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            sys.exit(f"binder/lab: No right to write here{where}: work in a copy of the course that is yours, or have its "
                     "owner run binder/lab.")
        sys.exit(f"binder/lab: {e.strerror or e}{where}: put that right and start again.")


if __name__ == "__main__":
    command()
