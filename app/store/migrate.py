"""Which form a database has, and bringing it to the newest, with Alembic inside one open transaction.

Revisions are numbered 0001, 0002 …, so that the newest is known from the file names alone: the everyday
unlock needs no Alembic. Must not know generations or the vault: a service gives it a copy to work on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2 as driver  # type: ignore[import-untyped]  # it ships no types

from app.domain.problems import NewerStore, StoreDamaged, UpgradeFailed
from app.store.engine import Store

Thing = tuple[str, str, str]
"""Kind, name and SQL of a table, index or trigger; the indexes that SQLite makes itself have no SQL."""

SCRIPTS = Path(str(files("migrations")))


def newest() -> str:
    """The number of the program's newest revision."""
    return max(file.name[:4] for file in (SCRIPTS / "versions").glob("[0-9][0-9][0-9][0-9]*.py*"))


def revision(db: Connection) -> str:
    """The number of the database's own revision. Raises StoreDamaged when it has none."""
    found = None
    if ("table", "alembic_version") in {(kind, name) for kind, name, _sql in _things(db)}:
        found = db.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if found is None:
        raise StoreDamaged
    return str(found)


def is_outdated(db: Connection) -> bool:
    """Whether the database needs `upgraded`. Raises NewerStore, or StoreDamaged when it has no revision."""
    found = revision(db)
    if found > newest():
        raise NewerStore
    return found < newest()


@contextmanager
def upgraded(store: Store) -> Iterator[Connection]:
    """Bring a database to the newest revision in one transaction; the block may add to it before the commit.

    Raises UpgradeFailed, leaving nothing behind, when a revision fails, a row is lost or orphaned, or a
    table, index or trigger is not what a new database has.
    """
    try:
        with store.rebuild() as db:
            before = _row_counts(db)
            _run_revisions(db)
            after = _row_counts(db)
            if any(after.get(table, count) < count for table, count in before.items()):
                raise UpgradeFailed
            if before and _guards(_things(db)) != _guards(_things_when_new()):
                raise UpgradeFailed
            yield db
    except SQLAlchemyError as error:
        raise UpgradeFailed from error


def _run_revisions(db: Connection) -> None:
    from alembic import command  # noqa: PLC0415  # costs more than a window to import; few starts need it
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = db
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise UpgradeFailed from error


def _row_counts(db: Connection) -> dict[str, int]:
    tables = [name for kind, name, _sql in _things(db) if kind == "table"]
    return {name: db.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one() for name in tables}  # noqa: S608


def _things(db: Connection) -> set[Thing]:
    found = db.exec_driver_sql("SELECT type, name, coalesce(sql, '') FROM sqlite_master")
    return {(kind, name, sql) for kind, name, sql in found}


def _guards(things: set[Thing]) -> set[Thing]:
    """Triggers and indexes with what they do; tables by name alone, since a changed one says it in other words."""
    return {(kind, name, "" if kind == "table" else sql) for kind, name, sql in things}


def _things_when_new() -> set[Thing]:
    engine = create_engine("sqlite://", module=driver, poolclass=StaticPool)
    with engine.connect() as db:
        _run_revisions(db)
        things = _things(db)
    engine.dispose()
    return things
