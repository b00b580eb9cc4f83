"""Replacing this process by a fresh one: what is left in the memory of the old one goes with it."""

from __future__ import annotations

import os
import sys


def restart(*more: str) -> None:
    """Start again with the same arguments and ``more``; does not return. The store must be closed by then.

    POSIX replaces the process, so that no copy of it stays; Windows cannot, so a new one starts and this one ends.
    """
    given = sys.orig_argv[1:]
    command = [sys.executable, *given, *(one for one in more if one not in given)]
    if sys.platform == "win32":
        import subprocess  # noqa: PLC0415  # costs 4 ms of a start, and only Windows needs it

        subprocess.Popen(command, close_fds=True)  # noqa: S603  # our own program with our own arguments
        os._exit(0)
    os.execv(sys.executable, command)  # noqa: S606  # as above
