"""The writes of a real program as strace saw them, and the disk as a power cut could leave it at any moment of them.

What was not synced may be there, be missing or be torn between two sectors of 512 bytes; names made, changed or
removed last only once their folder was synced. Must not know what the files are.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.faults.tally import Impossible

SECTOR = 512
CALLS = (
    "open,openat,creat,close,dup,dup2,dup3,write,pwrite64,writev,pwritev,pwritev2,lseek,ftruncate,truncate,fallocate,"
    "fsync,fdatasync,sync,syncfs,sync_file_range,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,link,"
    "linkat,symlink,symlinkat,copy_file_range,sendfile"
)
LINE = re.compile(r"^(\d+) +(\w+)\((.*)\)\s+= (-?\d+|\?)")
UNFINISHED = re.compile(r"^(\d+) +(\w+)\((.*?) ?<unfinished \.\.\.>$")
RESUMED = re.compile(r"^(\d+) +<\.\.\. (\w+) resumed>,? ?(.*)$")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
NUMBER = re.compile(r"-?\d+")


@dataclass(frozen=True)
class Call:
    """A system call that succeeded: the strings and the numbers among its arguments, in order, and its result."""

    name: str
    texts: tuple[bytes, ...]
    words: tuple[str, ...]
    result: int

    def number(self, at: int) -> int:
        found = NUMBER.match(self.words[at])
        return int(found[0]) if found else -1


def record(command: list[str], log: Path, calls: str = CALLS, environment: dict[str, str] | None = None) -> list[Call]:
    """Run a command under strace and give its calls in order. Raises Impossible where strace may not look."""
    strace = shutil.which("strace")
    if not sys.platform.startswith("linux") or strace is None:
        raise Impossible("recording writes needs Linux and strace")
    options = ["-f", "-xx", "-s", "50000000", "-e", f"trace={calls}", "-e", "signal=none", "-o", str(log)]
    done = subprocess.run([strace, *options, *command], check=False, capture_output=True, text=True, env=environment)
    if done.returncode != 0 and "ptrace" in done.stderr:
        raise Impossible("strace may not look at programs here")
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    found = list(_calls(log))
    if not found:
        raise RuntimeError("strace wrote down nothing that can be read")
    return found


def _calls(log: Path) -> Iterator[Call]:
    begun: dict[str, str] = {}
    with log.open(encoding="ascii") as lines:
        for line in lines:
            whole = line.rstrip("\n")
            if started := UNFINISHED.match(whole):
                begun[started[1]] = started[3]
                continue
            if resumed := RESUMED.match(whole):
                before = begun.pop(resumed[1], "")
                joined = f"{before}, {resumed[3]}" if resumed[3][:1] not in (")", "") else before + resumed[3]
                whole = f"{resumed[1]} {resumed[2]}({joined}"
            found = LINE.match(whole)
            if found is None or found[4] in ("?", "-1"):
                continue
            texts = tuple(bytes.fromhex(text.replace("\\x", "")) for text in TEXT.findall(found[3]))
            words = tuple(part.strip() for part in TEXT.sub('""', found[3]).split(","))
            yield Call(found[2], texts, words, int(found[4]))


@dataclass
class _File:
    durable: bytes = b""
    now: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Where and what was written since the last sync; no bytes: cut to that length."""

    def write(self, at: int, data: bytes) -> None:
        self.pending.append((at, data))
        _put(self.now, at, data)

    def cut(self, length: int) -> None:
        self.pending.append((length, None))
        _resize(self.now, length)

    def sync(self) -> None:
        self.durable, self.pending = bytes(self.now), []

    def after_a_cut(self, random: Random) -> bytes:
        content = bytearray(self.durable)
        how = random.choice(("nothing", "everything", "the first", "any"))
        kept = random.randrange(len(self.pending) + 1)
        for number, (at, data) in enumerate(self.pending):
            if how == "nothing" or (how == "the first" and number > kept):
                break
            torn = how == "any" or (how == "the first" and number == kept)
            if data is None:
                if not torn or random.random() < 0.5:
                    _resize(content, at)
                continue
            for start in range(0, len(data), SECTOR):
                if not torn or random.random() < 0.5:
                    _put(content, at + start, data[start : start + SECTOR])
        return bytes(content)


@dataclass
class _Folder:
    durable: dict[str, int] = field(default_factory=dict)
    now: dict[str, int] = field(default_factory=dict)
    pending: list[dict[str, int | None]] = field(default_factory=list)
    """Names set or removed since the last sync, those of one call together."""

    def change(self, names: dict[str, int | None]) -> None:
        self.pending.append(names)
        _rename(self.now, names)

    def sync(self) -> None:
        self.durable, self.pending = dict(self.now), []

    def after_a_cut(self, random: Random) -> dict[str, int]:
        names = dict(self.durable)
        how = random.choice(("nothing", "everything", "the first", "any"))
        kept = random.randrange(len(self.pending) + 1)
        for number, change in enumerate(self.pending):
            if how == "nothing" or (how == "the first" and number >= kept):
                break
            if how != "any" or random.random() < 0.5:
                _rename(names, change)
        return names


class Disk:
    """What begins as ``start`` and is called ``root`` in the calls; what is written to ``reports`` is told on."""

    def __init__(self, start: Path, root: Path, reports: Path, told: Callable[[bytes], object]) -> None:
        self._root = str(root)
        self._reports = str(reports)
        self._told = told
        self._things: list[_File | _Folder] = []
        self._open: dict[int, tuple[int, int, bool]] = {}  # handle: thing, position, appending; -1 is the reports
        self._load(start)

    def do(self, call: Call) -> str:
        """Follow one call. Gives the name of the file that it touched in the root, or nothing."""
        act = getattr(self, f"_do_{call.name}", None)
        if act is None:
            return self._refuse(call)
        return act(call) or ""

    def leave(self, folder: Path, random: Random) -> None:
        """Write to ``folder`` what a power cut now could leave."""
        self._leave(0, folder, random)

    # ── the calls ──

    def _do_openat(self, call: Call) -> str:
        path = os.fsdecode(call.texts[0])
        flags = call.words[2]
        self._open.pop(call.result, None)
        if path == self._reports:
            self._open[call.result] = (-1, 0, True)
            return ""
        place = self._find(path)
        if place is None:
            return ""
        folder, name = place
        thing = 0 if not name else folder.now.get(name)
        if thing is None:
            self._things.append(_File())
            thing = len(self._things) - 1
            folder.change({name: thing})
        file = self._things[thing]
        if "O_TRUNC" in flags and isinstance(file, _File) and file.now:
            file.cut(0)
        self._open[call.result] = (thing, 0, "O_APPEND" in flags)
        return name

    def _do_close(self, call: Call) -> None:
        self._open.pop(call.number(0), None)

    def _do_dup(self, call: Call) -> None:
        if call.number(0) in self._open:
            self._open[call.result] = self._open[call.number(0)]

    _do_dup2 = _do_dup3 = _do_dup

    def _do_lseek(self, call: Call) -> None:
        if call.number(0) in self._open:
            thing, _position, appending = self._open[call.number(0)]
            self._open[call.number(0)] = (thing, call.result, appending)

    def _do_write(self, call: Call) -> str:
        return self._write(call, None)

    def _do_pwrite64(self, call: Call) -> str:
        return self._write(call, call.number(3))

    def _write(self, call: Call, at: int | None) -> str:
        handle = call.number(0)
        if handle not in self._open:
            return ""
        thing, position, appending = self._open[handle]
        data = call.texts[0][: call.result]
        if thing == -1:
            self._told(data)
            return ""
        file = self._file(thing)
        if at is None:
            at = len(file.now) if appending else position
            self._open[handle] = (thing, at + len(data), appending)
        file.write(at, data)
        return self._name(thing)

    def _do_ftruncate(self, call: Call) -> str:
        if call.number(0) not in self._open:
            return ""
        thing = self._open[call.number(0)][0]
        self._file(thing).cut(call.number(1))
        return self._name(thing)

    def _do_fsync(self, call: Call) -> str:
        if call.number(0) not in self._open:
            return ""
        thing = self._open[call.number(0)][0]
        if thing >= 0:
            self._things[thing].sync()
        return self._name(thing)

    _do_fdatasync = _do_fsync

    def _do_rename(self, call: Call) -> str:
        before, after = (self._find(os.fsdecode(text)) for text in call.texts)
        if before is None and after is None:
            return ""
        if before is None or after is None or before[0] is not after[0]:
            return self._refuse(call)
        before[0].change({before[1]: None, after[1]: before[0].now[before[1]]})
        return after[1]

    _do_renameat = _do_renameat2 = _do_rename

    def _do_unlink(self, call: Call) -> str:
        place = self._find(os.fsdecode(call.texts[0]))
        if place is None:
            return ""
        place[0].change({place[1]: None})
        return place[1]

    _do_unlinkat = _do_rmdir = _do_unlink

    def _do_mkdir(self, call: Call) -> str:
        place = self._find(os.fsdecode(call.texts[0]))
        if place is None:
            return ""
        self._things.append(_Folder())
        place[0].change({place[1]: len(self._things) - 1})
        return place[1]

    def _do_fallocate(self, call: Call) -> str:
        return self._refuse(call) if call.number(0) in self._open else ""

    _do_sendfile = _do_writev = _do_fallocate

    def _do_copy_file_range(self, call: Call) -> str:
        return self._refuse(call) if call.number(2) in self._open else ""

    def _refuse(self, call: Call) -> str:
        raise NotImplementedError(f"this disk does not know {call.name}({', '.join(call.words)})")

    # ── names and things ──

    def _load(self, path: Path) -> int:
        number = len(self._things)
        if path.is_dir():
            folder = _Folder()
            self._things.append(folder)
            folder.now = {one.name: self._load(one) for one in sorted(path.iterdir())}
            folder.sync()
        else:
            self._things.append(_File(now=bytearray(path.read_bytes())))
            self._file(number).sync()
        return number

    def _leave(self, number: int, path: Path, random: Random) -> None:
        thing = self._things[number]
        if isinstance(thing, _File):
            path.write_bytes(thing.after_a_cut(random))
            return
        path.mkdir(mode=0o700)
        for name, one in thing.after_a_cut(random).items():
            self._leave(one, path / name, random)

    def _find(self, path: str) -> tuple[_Folder, str] | None:
        """The folder and the name in it; the root itself has no name; None outside the root."""
        if path != self._root and not path.startswith(self._root + os.sep):
            return None
        *folders, name = Path(path).relative_to(self._root).parts or [""]
        folder = self._things[0]
        for one in folders:
            if not isinstance(folder, _Folder):
                raise TypeError(path)
            folder = self._things[folder.now[one]]
        if not isinstance(folder, _Folder):
            raise TypeError(path)
        return folder, name

    def _file(self, number: int) -> _File:
        thing = self._things[number]
        if not isinstance(thing, _File):
            raise TypeError("a folder is written to")
        return thing

    def _name(self, number: int) -> str:
        for thing in self._things:
            if isinstance(thing, _Folder):
                for name, one in thing.now.items():
                    if one == number:
                        return name
        return ""


def _put(content: bytearray, at: int, data: bytes) -> None:
    if len(content) < at:
        _resize(content, at)
    content[at : at + len(data)] = data


def _resize(content: bytearray, length: int) -> None:
    if length < len(content):
        del content[length:]
    else:
        content.extend(bytes(length - len(content)))


def _rename(names: dict[str, int], change: dict[str, int | None]) -> None:
    for name, number in change.items():
        if number is None:
            names.pop(name, None)
        else:
            names[name] = number
