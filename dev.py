#!/usr/bin/env python3
"""Set up, run and check Sightline, with nothing but Python 3.11 or newer and pip.

python3 dev.py COMMAND (on Windows: py dev.py COMMAND)

  run [--demo]      open the program; --demo opens invented people in a store of their own
  test [ARGS]       run the tests on every core (ARGS go to pytest; -n0: on one, with --pdb or -s)
  check             ruff, mypy, import-linter and the tests; --no-tests leaves the tests out
  faults [ARGS]     break the store on purpose and count what came of it; --long for the full numbers
  bench [ARGS]      print the program's speed against floors measured in the same run
  tour FOLDER       drive the real windows with no display and leave pictures of them in FOLDER
  setup             only set up, which each command above does first where it is needed
  lock              choose the dependencies' versions anew and write them with their hashes

The set-up makes .venv from requirements.lock. Standard library only; knows nothing of the program's insides.
"""

from __future__ import annotations

import ast
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
UV_LOCK = ROOT / "requirements-uv.lock"
VENV = ROOT / ".venv"
STAMP = VENV / "made-by-dev.txt"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
ASKED = VENV / "test-programs-asked-for.txt"
PACKAGES = ["app", "ui", "resources", "migrations"]

# What Qt loads on Linux, and the Debian package that holds it; the second half only for a window.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}


# What some tests and faults start, and the Debian package that holds it: a keyring, and a look at writes.
TEST_PROGRAMS = {
    "dbus-run-session": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "strace": "strace",
}
TESTING = ("test", "check", "faults")


class Stopped(Exception):
    """The set-up cannot go on; the message says why and what to do."""


def main(words: list[str]) -> int:
    """Do one command and return its exit code."""
    commands = {"run": run, "test": test, "check": check, "faults": faults, "bench": bench, "tour": tour, "lock": lock}
    name, *arguments = words or ["--help"]
    if name in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    try:
        if name not in commands and name != "setup":
            raise Stopped(f"There is no command {name!r}: python3 dev.py --help lists them.")
        if sys.version_info < (3, 11):  # noqa: UP036 (an older one is told in words)
            raise Stopped(f"Sightline needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        if name != "lock":
            setup()
        if name in TESTING:
            install_test_programs()
        return commands[name](arguments) if name != "setup" else 0
    except Stopped as stopped:
        print(stopped, file=sys.stderr)
    except subprocess.CalledProcessError as failed:
        print(f"This step failed, and its own words are above: {failed.cmd}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


def run(arguments: list[str]) -> int:
    """Open the program; with no display, take the tour of the demonstration, or say what can be done."""
    if has_display() or "--help" in arguments:
        return python("-m", "ui.shell.application", *arguments)
    if "--demo" not in arguments:
        raise Stopped(
            "There is no display here to open a window on. Without one, `python3 dev.py run --demo` shows\n"
            "the demonstration in pictures, and `python3 dev.py tour FOLDER` leaves them in a folder you name."
        )
    folder = ROOT / "tour-output"
    print("There is no display here to open a window on: this is the tour instead.", flush=True)
    code = tour([str(folder)])
    print(f"What the tour left, a picture of each page among it, is in {folder}")
    return code


def test(arguments: list[str]) -> int:
    """Run pytest with no display needed."""
    return python(*pytest(), *arguments, offscreen=True)


def pytest() -> list[str]:
    """The words that run the tests on every core, a worker that is done taking over tests of one that is not."""
    return ["-m", "pytest", f"--numprocesses={workers()}", "--dist=worksteal"]


def workers() -> int:
    """One for each core that we may use, while there is a gibibyte for each: Argon2 and the caseloads need it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else cores * 2**30
    return max(1, min(cores, memory // 2**30))


def check(arguments: list[str]) -> int:
    """Run every check, also after one has failed, and close with a line for each."""
    checks = {
        "ruff check": ["-m", "ruff", "check"],
        "ruff format": ["-m", "ruff", "format", "--check"],
        "mypy": ["-m", "mypy", "--strict", "app", "ui"],
        "import-linter": ["-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-logo"],
        "pytest": pytest(),
    }
    if "--no-tests" in arguments:
        del checks["pytest"]
    codes = {}
    for name, words in checks.items():
        print(f"=== {name}", flush=True)
        codes[name] = python(*words, offscreen=True)
    for name, code in codes.items():
        print(f"{name:14} {'failed' if code else 'good'}", flush=True)
    return int(any(codes.values()))


def faults(arguments: list[str]) -> int:
    """Break the store on purpose, and print how often and what came of it."""
    return python("-m", "tests.faults", *arguments, offscreen=True)


def bench(arguments: list[str]) -> int:
    """Measure the program against its floors."""
    return python("-m", "tests.bench", *arguments, offscreen=True)


def tour(arguments: list[str]) -> int:
    """Drive the real windows; the first argument is the folder for what it leaves."""
    if not arguments or arguments[0].startswith("-"):
        raise Stopped("Name a folder for the pictures: python3 dev.py tour FOLDER")
    return python("-m", "tests.journeys.tour", str(Path(arguments[0]).absolute()), *arguments[1:], offscreen=True)


def lock(_arguments: list[str]) -> int:
    """Choose the newest versions that pyproject.toml admits, for every system; the locks name no index."""
    how = ["--upgrade", "--universal", "--python-version=3.11", "--generate-hashes", "--no-header"]
    how += ["--no-annotate", "--quiet", "--output-file"]
    uv("pip", "compile", "pyproject.toml", "--group=dev", *how, str(LOCK))
    uv("pip", "compile", "-", *how, str(UV_LOCK), typed="uv\n")
    return 0


def has_display() -> bool:
    """Whether a window can be opened; only Linux and its like may lack a display."""
    if os.name == "nt" or sys.platform == "darwin":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def python(*words: str, offscreen: bool = False) -> int:
    """Run the environment's Python in the project's folder and return its exit code."""
    settings = environment()
    if offscreen:
        settings.setdefault("QT_QPA_PLATFORM", "offscreen")
    return subprocess.run([str(PYTHON), *words], cwd=ROOT, env=settings, check=False).returncode


def environment() -> dict[str, str]:
    """Our own, but one in which Python keeps compiled files: without them the program starts slowly."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def setup() -> None:
    """Bring .venv up to date; when it is, which a stamp in it says, only read three small files."""
    wanted = [
        fingerprint(str(sys.version_info[:2]), str(ROOT), LOCK.read_text("utf-8")),
        fingerprint((ROOT / "pyproject.toml").read_text("utf-8")),
    ]
    made = STAMP.read_text("utf-8").split() if STAMP.exists() and PYTHON.exists() else []
    if made == wanted:
        return
    if made[:1] != wanted[:1]:
        install_qt_libraries()
        print("Making .venv from requirements.lock; what this machine lacks is downloaded.", flush=True)
        uv("venv", "--quiet", "--clear", "--force", f"--python={base_python()}", str(VENV))
        uv("pip", "install", "--require-hashes", "--compile-bytecode", f"--requirement={LOCK}")
    uv("pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    python("-m", "compileall", "-q", *PACKAGES)
    STAMP.write_text("\n".join(wanted), "utf-8")


def fingerprint(*texts: str) -> str:
    """Name some texts by their SHA-256."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def base_python() -> str:
    """Name the Python that this one's virtual environment, if it is in one, was made from."""
    return getattr(sys, "_base_executable", None) or sys.executable


def uv(*words: str, typed: str | None = None) -> None:
    """Run uv, fetched by pip on first need; into a folder, for a system-managed Python would refuse else."""
    folder = ROOT / ".tools" / f"uv-{fingerprint(UV_LOCK.read_text('utf-8'))[:12]}"
    places = os.pathsep.join(str(folder / name) for name in ("bin", "Scripts"))
    if not shutil.which("uv", path=places):
        fetch = ["install", "--quiet", "--target", str(folder), "--require-hashes", "--no-deps", "--upgrade"]
        pip(*fetch, "--requirement", str(UV_LOCK))
    program = shutil.which("uv", path=places)
    if not program:
        raise Stopped(f"pip left no uv in {folder}: remove that folder and try again.")
    settings = {**index_settings(), **environment(), "VIRTUAL_ENV": str(VENV)}
    subprocess.run([program, *words], cwd=ROOT, env=settings, check=True, input=typed, text=True)


def pip(*words: str) -> str:
    """Run the pip of the Python this runs on and return what it printed."""
    command = [base_python(), "-m", "pip", *words]
    settings = {**os.environ, "PIP_REQUIRE_VIRTUALENV": "0", "PIP_USER": "0", "PIP_ROOT_USER_ACTION": "ignore"}
    done = subprocess.run(command, env=settings, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise Stopped(f"pip failed, and its own words are above: {' '.join(command)}")
    return done.stdout


def index_settings() -> dict[str, str]:
    """What pip's settings here say of index and certificates, in uv's terms: uv does not read pip's."""
    found = dict(line.split("=", 1) for line in pip("config", "list").splitlines() if "=" in line)
    settings = {"UV_HTTP_TIMEOUT": "180", "UV_SYSTEM_CERTS": "1"}
    for theirs, ours in (("index-url", "UV_DEFAULT_INDEX"), ("cert", "SSL_CERT_FILE")):
        value = found.get(f":env:.{theirs}") or found.get(f"global.{theirs}")
        if value:
            settings[ours] = ast.literal_eval(value)
    return settings


def install_qt_libraries() -> None:
    """See on Linux that Qt's system libraries load; install what is missing where we may, or say how.

    Raises Stopped with the packages' names where that is left to the reader.
    """
    if not sys.platform.startswith("linux") or not missing_libraries():
        return
    packages = [QT_LIBRARIES[name] for name in missing_libraries()]
    apt_install("the system libraries that Qt needs", packages)
    if missing_libraries():
        names = ", ".join(missing_libraries())
        raise Stopped(
            f"Qt needs system libraries that are not here: {names}. On Debian or Ubuntu install them with\n"
            f"  sudo apt-get install {' '.join(packages)}\nand elsewhere what holds them; then try again."
        )


def install_test_programs() -> None:
    """On Linux, install once what only tests need where we may; without it those tests say why they skip."""
    missing = [name for name in TEST_PROGRAMS if not shutil.which(name)]
    if not sys.platform.startswith("linux") or not missing or ASKED.exists():
        return
    ASKED.write_text(" ".join(missing), "utf-8")
    if not apt_install("what some tests need", [TEST_PROGRAMS[name] for name in missing]):
        print(f"Some tests will be skipped: there is no {', '.join(missing)} here.", flush=True)


def apt_install(what: str, packages: list[str]) -> bool:
    """Install Debian packages where there is apt and the right to use it; gives whether all went well."""
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (as_root and not may_sudo()):
        return False
    print(f"Installing {what}:", *packages, flush=True)
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run([*apt, "update"], check=False)
    install = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    return not subprocess.run(install, check=False).returncode


def missing_libraries() -> list[str]:
    """Name those of Qt's system libraries that do not load."""
    missing = []
    for name in QT_LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.append(name)
    return missing


def may_sudo() -> bool:
    """Whether sudo works without asking for a password."""
    return bool(shutil.which("sudo")) and not subprocess.run(["sudo", "-n", "true"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
