"""kill -9 at one step of a write: before or after a file is prepared, published or synced."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from typing import Any

from app.vault import files
from tests.faults.children import LONGEST, Child, Report


def killed_at(step: int, act: Callable[[], object]) -> bool:
    """Do ``act`` in a child that dies at its ``step``-th step, or by ``act`` itself; False when it came to the end.

    Nothing is closed in either case. Raises RuntimeError when the child ended in any other way.
    """

    def work(report: Report) -> None:
        _die_at(step)
        act()
        report("done")

    child = Child(work)
    until = time.monotonic() + LONGEST
    told = list(child.reports(until))
    hung = time.monotonic() >= until
    if hung:
        os.kill(child.pid, signal.SIGKILL)
    code = child.ended()
    if hung or told not in ([], ["done"]) or code not in (0, -signal.SIGKILL):
        raise RuntimeError(f"hung: {hung}, ended with {code}: {told}")
    return not told


def _die_at(last: int) -> None:
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def killable(real: Callable[..., Any]) -> Callable[..., Any]:
        def killed_before_or_after(*arguments: Any) -> Any:
            step()
            result = real(*arguments)
            step()
            return result

        return killed_before_or_after

    files.publish, files.prepare, os.fsync = killable(files.publish), killable(files.prepare), killable(os.fsync)
