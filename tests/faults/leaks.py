"""Texts typed through the real program are looked for in all files and writes, and after a lock in its memory."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from random import Random

from app.services import vault
from tests.faults.children import made
from tests.faults.recording import CALLS, record
from tests.faults.tally import Impossible, Run, Tally
from tests.faults.typed_work import FIELDS
from tests.faults.work import a_worked_store, unlocked
from tests.markers import spellings

PATIENCE = 60.0  # seconds
LIMIT = 1.0


def run(run: Run) -> Iterator[Tally]:
    if not sys.platform.startswith("linux"):
        raise Impossible("reading a process's memory needs Linux")
    count = run.number(20, 100)
    work, key = _prepared(run, "memory")
    canaries, keys = _canaries(run.random, count), made(partial(_keys, work / "vault", key))
    before, after, seconds = _lock_and_look(work, canaries, keys)
    tally = Tally("after a lock: canaries in memory", count)
    _count(tally, canaries, after, "not in the fresh process")
    if not before.issuperset(canaries):
        tally.fail(f"the search is blind: before the lock it saw {len(before & set(canaries))} of {count}")
    yield tally
    tally = Tally("after a lock: keys in memory", len(keys))
    _count(tally, keys, after, "not in the fresh process")
    if not before & set(keys):
        tally.fail("the search is blind: before the lock it saw no key")
    yield tally
    tally = Tally(f"lock screen within {LIMIT:.0f} s", 1)
    (tally.note if seconds <= LIMIT else tally.fail)(f"{seconds:.2f} s")
    yield tally
    tally = Tally("files: canaries", count)
    _count(tally, canaries, _in_files(canaries, work), "in no file")
    yield tally
    yield _in_writes(run, count)


def _count(tally: Tally, words: Iterable[str], found: set[str], outcome: str) -> None:
    for word in words:
        if word in found:
            tally.fail(f"{word[:4]}… was found")
        else:
            tally.note(outcome)


def _in_writes(run: Run, count: int) -> Tally:
    work, _key = _prepared(run, "writes")
    canaries = _canaries(run.random, count)
    _give(work, canaries)
    for signal in ("go", "end"):
        (work / signal).touch()
    calls = record(_command(work), run.folder / "strace.txt", f"{CALLS},sendto,sendmsg,sendmmsg", _settings(work))
    (run.folder / "strace.txt").unlink()
    written = b"\n".join(text for call in calls for text in call.texts if len(text) > 3)
    tally = Tally("traced writes: canaries", count)
    if not any(text.startswith(b'{"body"') for call in calls for text in call.texts):
        tally.fail("the search is blind: it saw no header or head being written")
    if not (work / "shown").exists():
        tally.fail("the program under strace did not come to its lock screen")
    _count(tally, canaries, _seen(canaries, written), f"in none of {len(calls):,} calls")
    return tally


def _prepared(run: Run, name: str) -> tuple[Path, str]:
    work = run.folder / name
    (work / "temporary").mkdir(parents=True)
    key, _ledger = a_worked_store(work / "vault", acts=0)
    return work, key


def _canaries(random: Random, count: int) -> list[str]:
    return ["".join(random.choices("bcdfghjklmnpqrstvwxz", k=14)) for _canary in range(count)]


def _give(work: Path, canaries: list[str]) -> None:
    texts = [" ".join(canaries[number :: len(FIELDS)]) for number in range(len(FIELDS))]
    (work / "canaries").write_text("\n".join(texts), "utf-8")


def _keys(folder: Path, recovery_key: str) -> list[str]:
    """Every key of the store, in hexadecimal."""
    desk = unlocked(folder, recovery_key, Random(1))
    keys = desk.vault.keys
    found = [keys.database, *(one.hex() for one in (keys.audit, keys.head, keys.header, keys.backup))]
    found.append(desk.vault._master.hex())
    vault.lock(desk)
    return found


def _command(work: Path) -> list[str]:
    return [sys.executable, "-m", "tests.faults.typed_work", str(work)]


def _settings(work: Path) -> dict[str, str]:
    """An environment in which all that the program could write to is under ``work``."""
    places = {"HOME": work, "TMPDIR": work / "temporary"}
    places |= {f"XDG_{name}_HOME": work / name.lower() for name in ("CONFIG", "DATA", "CACHE", "STATE")}
    return {**os.environ, **{name: str(place) for name, place in places.items()}, "QT_QPA_PLATFORM": "offscreen"}


def _lock_and_look(work: Path, canaries: list[str], keys: list[str]) -> tuple[set[str], set[str], float]:
    """What is in the memory before the lock and after it, and how long the lock screen took."""
    _give(work, canaries)
    program = subprocess.Popen(
        _command(work), env=_settings(work), stdout=subprocess.DEVNULL, stderr=(work / "stderr.txt").open("wb")
    )
    try:
        _wait(program, work / "typed")
        before = _in_memory(program.pid, canaries, keys)
        waited = _kept_off(program.pid)
        (work / "go").touch()
        _wait(program, work / "shown")
        waited = _kept_off(program.pid) - waited
        time.sleep(0.5)  # what the fresh process loads after its first paint is looked at, too
        after = _in_memory(program.pid, canaries, keys)
    finally:
        program.kill()
        program.wait()
    began, shown = (float((work / name).read_text("ascii")) for name in ("began", "shown"))
    return before, after, shown - began - waited


def _kept_off(pid: int) -> float:
    """For how many seconds the process's first thread was kept off the processors by other programs."""
    return int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[1]) / 1e9


def _wait(program: subprocess.Popen[bytes], file: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not file.exists():
        if program.poll() is not None or time.monotonic() > end:
            words = (file.parent / "stderr.txt").read_text("utf-8", "replace")[-1500:]
            raise RuntimeError(f"the program never came to {file.name!r}: {words}")
        time.sleep(0.02)
    time.sleep(0.05)


def _in_memory(pid: int, canaries: list[str], keys: list[str]) -> set[str]:
    needles = {word: {word.encode(), word.encode("utf-16-le")} for word in canaries}
    needles |= {key: {key.encode(), key.encode("utf-16-le"), bytes.fromhex(key)} for key in keys}
    found = set()
    for content in _memory(pid):
        for word, forms in needles.items():
            if word not in found and any(form in content for form in forms):
                found.add(word)
    return found


def _memory(pid: int) -> Iterator[bytes]:
    """Every part of the process's memory that can be written to."""
    maps = Path(f"/proc/{pid}/maps").read_text("ascii", "replace")
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:  # noqa: PTH123  # it is no file that Path knows
        for start, end in re.findall(r"^([0-9a-f]+)-([0-9a-f]+) .w", maps, re.MULTILINE):
            memory.seek(int(start, 16))
            try:
                yield memory.read(int(end, 16) - int(start, 16))
            except OSError:  # a guard page
                continue


def _in_files(canaries: list[str], folder: Path) -> set[str]:
    found: set[str] = set()
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        found |= _seen(canaries, str(path).encode() + b"\n" + content)
    return found


def _seen(words: list[str], content: bytes) -> set[str]:
    return {word for word in words if any(form in content for form in spellings(word))}
