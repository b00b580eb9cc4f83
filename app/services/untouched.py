"""A database to look into without a trace: by closing a connection SQLite writes the log into the file for good.

Must not know what is looked for.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.vault import files


def has_log(database: Path) -> bool:
    """Whether anything was saved since the database was last closed well; or a log was put beside it."""
    log = _log_of(database)
    return log.exists() and log.stat().st_size > 0


@contextmanager
def untouched(database: Path) -> Iterator[Path]:
    """The database, or a copy of it when a log lies beside it."""
    if not has_log(database):
        yield database
        return
    copy = database.with_name("checked.part")
    with files.faults_told():
        try:
            shutil.copyfile(database, copy)
            shutil.copyfile(_log_of(database), _log_of(copy))
            yield copy
        finally:
            for path in (copy, _log_of(copy)):
                path.unlink(missing_ok=True)


def _log_of(database: Path) -> Path:
    return database.with_name(f"{database.name}-wal")
