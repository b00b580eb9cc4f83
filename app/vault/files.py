"""Writing the vault's small files so that a power cut leaves the old one or the new one, never half of one.

Must not know what is in them.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.domain.problems import DiskFull, DiskRefused, Problem, ReadOnlyFolder

LARGEST = 65_536
"""Bytes: no small file of ours is larger, and nothing larger is read."""


def replace(path: Path, content: bytes) -> None:
    """Put `content` at `path` for good: temporary file, fsync, rename, fsync of the folder."""
    publish(prepare(path, content), path)


def prepare(path: Path, content: bytes) -> Path:
    """Write `content` beside `path` and onto the disk, without replacing `path` yet. Returns where it is."""
    part = path.with_name(f"{path.name}.part")
    with faults_told():
        try:
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            with suppress(OSError):
                part.unlink()
            raise
    return part


def publish(part: Path, path: Path) -> None:
    """Rename a prepared file (or a folder, to a free name) into place and make the rename itself last."""
    with faults_told():
        _rename_for_good(part, path)


def read(path: Path) -> bytes | None:
    """The file's content, or None when there is none, it is larger than any of ours, or the disk cannot read it."""
    with faults_told():
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
        except (FileNotFoundError, IsADirectoryError):
            return None
        except OSError as error:
            if error.errno == errno.EIO:  # a bad sector is damage: the other copy, or none, stands in for it
                return None
            raise
    return content if len(content) <= LARGEST else None


def sync_folder(folder: Path) -> None:
    """Make what was renamed in it or removed from it last, where the system can: some shared folders cannot."""
    if sys.platform == "win32":
        return
    with faults_told():
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
                raise
        finally:
            os.close(handle)


@contextmanager
def faults_told() -> Iterator[None]:
    """Turn what the operating system says about the disk into Problems."""
    try:
        yield
    except OSError as error:
        raise _problem(error) from error


def _problem(error: OSError) -> Problem:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return DiskFull()
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return ReadOnlyFolder()
    return DiskRefused()


if sys.platform == "win32":
    import ctypes

    REPLACE_EXISTING, WRITE_THROUGH = 0x1, 0x8

    def _rename_for_good(part: Path, path: Path) -> None:
        how = WRITE_THROUGH if part.is_dir() else WRITE_THROUGH | REPLACE_EXISTING
        if not ctypes.windll.kernel32.MoveFileExW(str(part), str(path), how):
            raise ctypes.WinError()

else:

    def _rename_for_good(part: Path, path: Path) -> None:
        part.replace(path)
        sync_folder(path.parent)
