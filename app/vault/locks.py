"""vault.lock: held while a vault is open, so that a second instance is refused.

Must never be the database file itself, whose locks are SQLite's own.
"""

import os
import sys
from pathlib import Path

from app.domain.problems import OpenElsewhere
from app.vault import files

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """The lock on `path`, held from making this object until `release`. Raises OpenElsewhere."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with files.faults_told():
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._handle)
        except OSError as error:
            os.close(self._handle)
            raise OpenElsewhere from error
        if not self.is_held():  # removed by somebody between opening and locking it
            self.release()
            raise OpenElsewhere

    def is_held(self) -> bool:
        """Whether it was not released, and the file's name still stands for the file that is locked."""
        try:
            return self._handle >= 0 and os.path.samestat(os.fstat(self._handle), self._path.stat())
        except OSError:
            return False

    def release(self) -> None:
        """Let others open the vault. Twice is harmless."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
