"""Work in a child process made by fork, so that it may be killed, crash or hang; importing was done before.

The parent of such children must never have a store open: SQLite's locks do not survive a fork.
"""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from tests.faults.tally import Impossible

if sys.platform != "win32":
    import resource

Report = Callable[[object], None]
LONGEST = 60.0  # seconds


@dataclass(frozen=True)
class Broken:
    """In place of a result: the child crashed, hung or raised what nobody expects."""

    how: str


class Child:
    """A running child: what it reports can be read while it lives and after it was killed."""

    def __init__(self, act: Callable[[Report], None]) -> None:
        if sys.platform == "win32":
            raise Impossible("there is no fork on Windows")
        self._reader, writer = Pipe(duplex=False)
        sys.stdout.flush()
        self.pid = os.fork()
        if self.pid == 0:
            self._reader.close()
            _be_the_child(act, writer)
        writer.close()

    def reports(self, until: float) -> Iterator[Any]:
        """What it reports, until it ends or ``until`` (of time.monotonic) has come."""
        try:
            while (left := until - time.monotonic()) > 0 and self._reader.poll(left):
                yield self._reader.recv()
        except EOFError:
            pass

    def kill(self) -> Iterator[Any]:
        """End it at once, and give what it had still reported."""
        os.kill(self.pid, signal.SIGKILL)
        self.ended()
        yield from self.reports(time.monotonic() + LONGEST)
        self._reader.close()

    def ended(self) -> int:
        """Wait for its end and give its exit code; a signal's number is negative."""
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def result_of(work: Callable[[], Any], seconds: float = LONGEST, memory: int | None = None) -> Any:
    """What ``work`` returns, done in a child with so much time and so many bytes of address space; or Broken."""

    def act(report: Report) -> None:
        if memory is not None:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        report(work())

    child = Child(act)
    got = list(child.reports(time.monotonic() + seconds))
    if not got:
        os.kill(child.pid, signal.SIGKILL)
    code = child.ended()
    if not got:
        return Broken(f"hung for {seconds} s" if code == -signal.SIGKILL else f"ended with {code}")
    return got[0]


def made(work: Callable[[], Any]) -> Any:
    """What ``work`` makes for the harness, in a child; raises RuntimeError when it could not."""
    result = result_of(work)
    if isinstance(result, Broken):
        raise RuntimeError(result.how)  # noqa: TRY004  # nobody gave a wrong type
    return result


def _be_the_child(act: Callable[[Report], None], writer: Connection) -> None:
    """Ends without Python's own end, which would run the parent's."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # its libraries' words would tear the table
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        act(writer.send)
    except BaseException as error:  # noqa: BLE001  # whatever it is, the parent is told
        told = traceback.format_exception_only(error)[-1].strip()
        place = traceback.extract_tb(error.__traceback__)[-1]
        writer.send(Broken(f"{told[:200]} in {os.path.basename(place.filename)}:{place.lineno}"))  # noqa: PTH119
    finally:
        os._exit(0)
