"""Files that leave the store: written whole or not at all, for this user alone, never among the store's own.

Must not know what is in them; what has to be secret comes here encrypted.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from gettext import gettext as _
from pathlib import Path
from uuid import UUID

from app.domain.problems import Problem
from app.services.desk import Desk
from app.vault import files


class ExportIntoStore(Problem):
    """The file would lie among the store's own, or in the place of one."""

    def __init__(self) -> None:
        super().__init__(_("That folder holds the store itself, so nothing was exported. Choose another folder."))


class ExportNotAllowed(Problem):
    """No permission to write there."""

    def __init__(self) -> None:
        super().__init__(_("Nothing may be written there, so nothing was exported. Choose another folder."))


class ExportDiskFull(Problem):
    """No room for the file."""

    def __init__(self) -> None:
        super().__init__(
            _("That disk is full, so nothing was exported. Free some space or choose another disk, then export again.")
        )


class ExportNotWritten(Problem):
    """The folder is gone, the name is that of a folder, or the disk fails."""

    def __init__(self) -> None:
        super().__init__(
            _("The file could not be written there, so nothing was exported. Check the folder and the file’s name.")
        )


def write(
    desk: Desk,
    path: Path,
    content: bytes,
    kind: str,
    subject: UUID | None = None,
    count: int = 1,
    *,
    restricted_of: UUID | None = None,
) -> None:
    """Write ``content`` to ``path`` for this user alone, all of it or nothing, over a file that is there.

    Logged as an export of ``kind`` before the file takes its name: one may be logged too often, never too little.
    ``restricted_of`` is the person whose restricted appendix is in it, which is logged as well.
    Raises the Problems above.
    """
    with _disk_faults_told():
        if _lies_in_store(desk, path):
            raise ExportIntoStore
        part = _part_beside(path, content)
        try:
            if restricted_of is not None:
                with desk.change("export", "restricted", restricted_of):
                    pass
            with desk.change("export", kind, subject, count):
                pass
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        with suppress(Problem):  # it is there, and said to be
            files.sync_folder(path.parent)


def _lies_in_store(desk: Desk, path: Path) -> bool:
    """Whether the file or what it is a link to lies in the store's folder, however either of them is written."""
    store = desk.vault.folder.path
    around = {one for place in (path.parent.resolve(), path.resolve()) for one in (place, *place.parents)}
    return any(one.samefile(store) for one in around if one.exists())


def _part_beside(path: Path, content: bytes) -> Path:
    """A new file of this user alone beside ``path``, on the disk for good; nothing is left of it after a fault."""
    handle, name = tempfile.mkstemp(prefix=".export-", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


@contextmanager
def _disk_faults_told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise ExportNotAllowed from error
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise ExportDiskFull from error
        raise ExportNotWritten from error
