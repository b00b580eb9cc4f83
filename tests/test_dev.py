"""The project's own set-up: dev.py, the locks and the CI script."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import dev

LOCKED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)
WITHOUT_DISPLAY = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def run_dev(*words: str, **changes: str) -> subprocess.CompletedProcess[str]:
    settings = {name: value for name, value in os.environ.items() if name not in WITHOUT_DISPLAY} | changes
    command = [sys.executable, str(dev.ROOT / "dev.py"), *words]
    return subprocess.run(command, env=settings, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def _already_set_up() -> None:
    """Leave alone an environment that dev.py would now make anew: it is the one these tests run in."""
    sources = [dev.LOCK, dev.ROOT / "pyproject.toml"]
    if not dev.STAMP.exists() or dev.STAMP.stat().st_mtime < max(path.stat().st_mtime for path in sources):
        pytest.skip("this environment is not what dev.py last made")


@pytest.mark.parametrize("lock", [dev.LOCK, dev.UV_LOCK], ids=lambda path: path.name)
def test_each_locked_package_has_its_hashes_and_no_index_is_named(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert "://" not in text
    entries = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]
    assert entries
    for entry in entries:
        assert re.match(r"[\w.-]+==\S+ (; .+)?\\\n( +--hash=sha256:[0-9a-f]{64}( \\)?\n)+$", entry), entry[:80]


def test_the_lock_holds_a_version_that_each_requirement_admits() -> None:
    project = tomllib.loads((dev.ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    locked = {canonicalize_name(name): version for name, version in LOCKED.findall(dev.LOCK.read_text("utf-8"))}
    for requirement in map(Requirement, wanted):
        assert locked[canonicalize_name(requirement.name)] in requirement.specifier, requirement


def test_dev_needs_only_the_standard_library() -> None:
    imported = set()
    for node in ast.walk(ast.parse((dev.ROOT / "dev.py").read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    assert imported <= sys.stdlib_module_names


def test_the_ci_script_can_be_run_and_uses_the_test_command() -> None:
    script = dev.ROOT / ".ci" / "run"
    assert "python3 dev.py test" in script.read_text("utf-8")
    assert os.name == "nt" or os.access(script, os.X_OK)


@pytest.mark.usefixtures("_already_set_up")
def test_a_second_setup_says_and_does_nothing() -> None:
    before = dev.STAMP.stat().st_mtime_ns
    done = run_dev("setup", UV_OFFLINE="1", PIP_NO_INDEX="1")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert dev.STAMP.stat().st_mtime_ns == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux may lack a display")
@pytest.mark.usefixtures("_already_set_up")
def test_run_without_a_display_says_so_and_names_what_works_without_one() -> None:
    done = run_dev("run")
    assert done.returncode == 1
    assert "no display" in done.stderr
    assert "dev.py run --demo" in done.stderr
    assert "dev.py tour FOLDER" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells both in this way")
@pytest.mark.parametrize(("cores", "gibibytes", "workers"), [(2, 16, 2), (16, 3, 3), (1, 8, 1), (4, 0.5, 1)])
def test_the_tests_use_the_cores_that_the_memory_allows_for(
    monkeypatch: pytest.MonkeyPatch, cores: int, gibibytes: float, workers: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: set(range(cores)))
    monkeypatch.setattr(os, "sysconf", {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": int(gibibytes * 2**18)}.__getitem__)
    assert dev.workers() == workers


def test_an_unknown_command_is_refused_in_words() -> None:
    done = run_dev("biuld")
    assert done.returncode == 1
    assert "no command 'biuld'" in done.stderr


def test_help_names_every_command() -> None:
    words = run_dev("--help").stdout
    for command in ("run", "test", "check", "faults", "bench", "tour", "setup", "lock"):
        assert re.search(rf"^  {command}\b", words, re.MULTILINE), command


def test_the_index_that_pip_is_told_to_use_is_passed_on_to_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://packages.example/simple")
    assert dev.index_settings()["UV_DEFAULT_INDEX"] == "https://packages.example/simple"


def test_children_may_keep_their_compiled_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert "PYTHONDONTWRITEBYTECODE" not in dev.environment()
