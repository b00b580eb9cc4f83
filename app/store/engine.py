"""The encrypted database: opening it, transactions on it, and copying and checking whole files.

Every connection of the program is made here, with the same settings in the same order. Must not know the
vault: keys come in as 64 hexadecimal digits and paths as paths.
"""

import errno
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as driver  # type: ignore[import-untyped]  # it ships no types

from app.domain.problems import (
    Cancelled,
    DiskFull,
    DiskRefused,
    OpenElsewhere,
    Problem,
    ReadOnlyFolder,
    StoreDamaged,
    StoreLocked,
    StoreVanished,
    StoreVanishedWhileSaving,
    UpgradeFailed,
)
from app.store import logs
from app.store.pages import Pages, Progress

__all__ = ["Connection", "Store", "create", "open_store", "saved_in_log", "verify"]

PLAIN_FILE = b"SQLite format 3\x00"
COPIED_AT_ONCE = 1000
"""Pages of a copy, between two reports of how far it is."""
STEPS = 2000
"""Of a check, between two questions whether to go on: a few milliseconds."""

FAULTS: dict[int, type[Problem]] = {
    driver.SQLITE_BUSY: OpenElsewhere,
    driver.SQLITE_CANTOPEN: StoreDamaged,
    driver.SQLITE_CORRUPT: StoreDamaged,
    driver.SQLITE_FULL: DiskFull,
    driver.SQLITE_INTERRUPT: Cancelled,
    driver.SQLITE_IOERR: DiskRefused,
    driver.SQLITE_NOTADB: StoreDamaged,
    driver.SQLITE_PERM: ReadOnlyFolder,
    driver.SQLITE_READONLY: ReadOnlyFolder,
}

_NOT_MADE: dict[int, type[Problem]] = {
    errno.EACCES: ReadOnlyFolder,
    errno.EDQUOT: DiskFull,
    errno.ENOSPC: DiskFull,
    errno.EPERM: ReadOnlyFolder,
    errno.EROFS: ReadOnlyFolder,
}

# The order matters: the key first, the lock before the first read, WAL before its synchronous level.
# recursive_triggers stops INSERT OR REPLACE from walking through the append-only triggers; temp_store FILE
# would write plain text; auto_vacuum would let a zeroed page read as zeros.
SETTINGS = (
    "cipher_log_level = NONE",
    "cipher_memory_security = ON",
    "locking_mode = EXCLUSIVE",
    "{journal_mode}",
    "synchronous = FULL",
    "temp_store = MEMORY",
    "secure_delete = ON",
    "auto_vacuum = NONE",
    "mmap_size = 0",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "trusted_schema = OFF",
)


def untold(_done: int, _total: int) -> None:
    """Progress that nobody is shown."""


class Store:
    """An open encrypted database: one connection, whose transactions start with BEGIN IMMEDIATE."""

    def __init__(self, path: Path, key_hex: str) -> None:
        self._path = path
        self._names = (str(path), f"{path}-wal")  # looked at twice a commit
        self._key_hex = key_hex
        self._closed = False
        self._engine = create_engine(
            "sqlite://",
            module=driver,  # without it constraint errors escape SQLAlchemy's classes
            creator=self._connect,  # a key in the address would stay readable in engine.url
            poolclass=QueuePool,
            pool_size=1,  # a second connection would be refused by the exclusive lock
            max_overflow=0,
            hide_parameters=True,  # case text never gets into an exception
        )
        event.listen(self._engine, "begin", _begin_immediate)
        try:
            with self.read() as db:  # reads the first page, where a wrong key or damage shows
                self.is_empty = not db.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
                self._watched = self._files()
        except BaseException:
            self._engine.dispose()
            raise

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A writing transaction: committed at the end of the block, rolled back when the block raises.

        Raises StoreVanished, or after the commit StoreVanishedWhileSaving, unless the files are still the ones
        opened, because a commit into a deleted file succeeds silently. Disk faults come out as Problems.
        """
        with _faults_told(), self._engine.connect() as db:
            yield db
            self._check_still_ours()
            db.commit()
            self._check_saved_in_ours()

    def write_alone(self, statement: str, values: Mapping[str, object]) -> int:
        """One statement in a transaction of its own, past SQLAlchemy; gives the number of rows that it changed.

        As safe as `begin`. For the autosave, where SQLAlchemy would take longer than the write itself.
        """
        with _faults_told(), self._outside_transactions() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                changed: int = connection.execute(statement, values).rowcount
                self._check_still_ours()
                connection.commit()
            except BaseException:
                connection.rollback()
                raise
            self._check_saved_in_ours()
        return changed

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction for reading: whatever it writes is rolled back."""
        with _faults_told(), self._engine.connect() as db:
            yield db
            db.rollback()

    @contextmanager
    def rebuild(self) -> Iterator[Connection]:
        """As `begin`, but foreign keys are checked once, before the commit; for migrations.

        SQLite switches them only outside a transaction. Raises UpgradeFailed when a row is left orphaned.
        """
        self._execute("PRAGMA foreign_keys = OFF")
        try:
            with self.begin() as db:
                yield db
                if db.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise UpgradeFailed
        finally:
            self._execute("PRAGMA foreign_keys = ON")

    def checkpoint(self) -> None:
        """Empty the write-ahead log into the database: one flipped bit in a long log drops commits."""
        self._execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy(self, path: Path, key_hex: str, progress: Progress = untold) -> None:
        """Write the whole database to the new file `path`, encrypted with `key_hex`, with no log beside it.

        `progress` hears now and then how many pages of how many are written; what it raises stops the copy.
        """
        _new_file(path)
        with _faults_told(), closing(_connect(path, key_hex, "journal_mode = DELETE")) as target:
            with self._outside_transactions() as source:
                try:
                    source.backup(target, pages=COPIED_AT_ONCE, progress=_heard_by(progress))
                except driver.OperationalError as error:  # the one that comes without SQLite's code
                    raise (DiskFull() if "full" in str(error) else DiskRefused()) from error
            target.execute("PRAGMA journal_mode = DELETE").fetchall()  # the pages copied say WAL

    @contextmanager
    def closed(self) -> Iterator[Path]:
        """Nobody has the file open meanwhile, so that it can be checked; nothing else may use the store until then.

        Raises StoreVanished when another file has come in its place, and the Problems of opening it again.
        """
        self.checkpoint()
        self._check_still_ours()
        database = self._watched[0]
        self._engine.dispose()
        try:
            yield self._path
        finally:
            self._watched = []  # until it is open again
            with self.read():
                found = self._files()
            if found[0] != database:
                raise StoreVanished
            self._watched = found

    def close(self) -> None:
        """Checkpoint and close: from now on every use raises StoreLocked. Twice is harmless."""
        if self._closed:
            return
        try:
            self.checkpoint()
        finally:
            self._closed = True
            self._engine.dispose()

    def _connect(self) -> driver.Connection:
        if self._closed:
            raise StoreLocked
        return _connect(self._path, self._key_hex, "journal_mode = WAL")

    def _execute(self, statement: str) -> None:
        with _faults_told(), self._outside_transactions() as connection:
            connection.execute(statement).fetchall()

    @contextmanager
    def _outside_transactions(self) -> Iterator[driver.Connection]:
        """The driver's own connection, with no BEGIN: where SQLite wants settings, checkpoints and backups."""
        with closing(self._engine.raw_connection()) as pooled:
            yield pooled.driver_connection

    def _check_still_ours(self) -> None:
        if self._files() != self._watched:
            raise StoreVanished

    def _check_saved_in_ours(self) -> None:
        """After a commit. If it went elsewhere, no more may follow: head.json must not fall two changes behind."""
        try:
            self._check_still_ours()
        except StoreVanished as problem:
            self._watched = []  # no files: none will ever be ours again
            raise StoreVanishedWhileSaving from problem

    def _files(self) -> list[tuple[int, int]]:
        """Which files the names stand for now. Never opened here: closing one would drop SQLite's locks."""
        try:
            found = [os.stat(name) for name in self._names]  # noqa: PTH116  # half the time of Path's
        except OSError as error:
            raise StoreVanished from error
        return [(file.st_dev, file.st_ino) for file in found]


def open_store(path: Path, key_hex: str) -> Store:
    """Open an existing database. Raises StoreDamaged when it is missing, empty, plain or unreadable."""
    _check_encrypted(path)
    saved_in_log(path, key_hex)
    store = Store(path, key_hex)
    if store.is_empty:
        store.close()
        raise StoreDamaged
    return store


def create(path: Path, key_hex: str) -> Store:
    """Make a new, empty database readable by this user alone; the migrations fill it."""
    _new_file(path)
    return Store(path, key_hex)


def never() -> bool:
    """Work that nobody can cancel."""
    return False


def verify(path: Path, key_hex: str, progress: Progress = untold, cancelled: Callable[[], bool] = never) -> None:
    """Check every page of a database that nobody has open. Takes time with its size.

    Raises StoreDamaged, or Cancelled. Each check has a connection of its own: one bad page poisons a connection.
    What can be told without SQLite is told first, because a connection that closes writes the log into the file.
    """
    _check_encrypted(path)
    frames = saved_in_log(path, key_hex)

    def report(done: int, total: int) -> None:
        progress(done, 2 * total)
        if cancelled():
            raise Cancelled

    with Pages(path, key_hex, frames) as pages:
        if pages.damaged(report):
            raise StoreDamaged
    with _faults_told():
        with closing(_connect(path, key_hex, "journal_mode")) as connection:
            # cipher_integrity_check leaves out the log: a page torn by a power cut stands whole in there.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        for check, sound in (("cipher_integrity_check", []), ("integrity_check", [("ok",)])):
            with closing(_connect(path, key_hex, "journal_mode")) as connection:
                connection.set_progress_handler(cancelled, STEPS)
                if connection.execute(f"PRAGMA {check}").fetchall() != sound:
                    raise StoreDamaged
    progress(2 * pages.count, 2 * pages.count)


def saved_in_log(path: Path, key_hex: str) -> int:
    """Of how many pages in the log SQLite will make use; of a change cut short before its end, of none.

    Raises StoreDamaged for a log that SQLite would take although it is foreign, or leave out though it was saved.
    """
    log = path.with_name(f"{path.name}-wal")
    if not log.exists():
        return 0
    try:
        with Pages(path, key_hex) as pages:
            frames = logs.sound_frames(log, pages.is_genuine)
    except OSError as error:  # a bad sector
        raise StoreDamaged from error
    if frames is None:
        raise StoreDamaged
    return frames


def _connect(path: Path, key_hex: str, journal_mode: str) -> driver.Connection:
    if not re.fullmatch("[0-9a-f]{64}", key_hex):
        # SQLCipher would silently take any other length as a passphrase, and an empty one as no encryption.
        raise ValueError("a database key is 64 hexadecimal digits")
    connection = driver.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=1,
        isolation_level=None,  # transactions are begun by SQLAlchemy's event alone
        check_same_thread=False,  # the pool hands it to one thread at a time
    )
    try:
        connection.execute(f"PRAGMA key = \"x'{key_hex}'\"")
        for setting in SETTINGS:
            connection.execute(f"PRAGMA {setting.format(journal_mode=journal_mode)}").fetchall()
        if not connection.execute("PRAGMA cipher_version").fetchall():
            raise RuntimeError("this SQLite cannot encrypt")  # a wrong driver was installed
    except BaseException:
        connection.close()
        raise
    return connection


def _heard_by(progress: Progress) -> Callable[[int, int, int], None]:
    def hear(_status: int, remaining: int, total: int) -> None:
        progress(total - remaining, total)

    return hear


def _begin_immediate(db: Connection) -> None:
    db.exec_driver_sql("BEGIN IMMEDIATE")


def _new_file(path: Path) -> None:
    try:
        path.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise _NOT_MADE.get(error.errno or 0, DiskRefused) from error


def _check_encrypted(path: Path) -> None:
    """Only ever before connecting: closing a file that SQLite has open in this process drops its locks."""
    try:
        with path.open("r+b") as file:  # open to writing as well: SQLite's own word for that is vague
            start = file.read(len(PLAIN_FILE))
    except OSError as error:
        closed = error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}
        raise (ReadOnlyFolder() if closed else StoreDamaged()) from error
    if start == PLAIN_FILE or len(start) < len(PLAIN_FILE):
        raise StoreDamaged


@contextmanager
def _faults_told() -> Iterator[None]:
    """Turn what the disk did to SQLite into Problems; anything else (a constraint, say) goes on as it is."""
    try:
        yield
    except (DBAPIError, driver.Error) as error:
        code = getattr(error.orig if isinstance(error, DBAPIError) else error, "sqlite_errorcode", 0)
        if code & 0xFF not in FAULTS:
            raise
        raise FAULTS[code & 0xFF] from error
    except MemoryError as error:  # SQLCipher's answer to a second look at a page that it could not decrypt
        raise StoreDamaged from error
