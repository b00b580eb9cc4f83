"""Carrying every row of a store into a new database, leaving out those that belong to somebody.

Every table counts, whichever noun it is of, so that none can be forgotten: what belongs to a person is found by the
ids alone, which no two things share. Both databases are of the newest revision. Must not know what the rows mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Table

from app.domain.problems import StoreDamaged
from app.store import (  # noqa: F401  # each declares its tables
    appointments,
    audit,
    claims,
    deferrals,
    drafts,
    entries,
    people,
    ratings,
    records,
    reference_lists,
    review_drafts,
    reviews,
    rule_edits,
    sessions,
    tasks,
    whereabouts,
)
from app.store.columns import Id
from app.store.engine import untold
from app.store.pages import Progress
from app.store.schema import metadata

Gone = set[bytes]
_AT_ONCE = 500


def carry(
    source: Connection, target: Connection, gone: Collection[UUID] = (), progress: Progress = untold
) -> Counter[str]:
    """Copy all rows into the empty tables of `target`, but none that belongs to one of `gone`; the audit as it is.

    Gives how many rows of each table were left out. The foreign keys of `target` are not to be enforced meanwhile.
    `progress` hears how many rows of how many were looked at; what it raises stops the work. Raises StoreDamaged for a
    table that is not known here, before anything is copied: nothing is ever left behind without a word.
    """
    if not _tables_in(source) <= metadata.tables.keys():
        raise StoreDamaged
    left_out: Counter[str] = Counter()
    ids = {one.bytes for one in gone}
    total, done = counts(source).total(), 0
    for table in metadata.sorted_tables:
        for kept, dropped in _sorted(source, table, ids):
            add(target, table, kept)
            left_out[table.name] += dropped
            done += len(kept) + dropped
            progress(done, total)
    return +left_out


def counts(db: Connection) -> Counter[str]:
    """How many rows each table has."""
    return Counter(
        {
            table.name: db.exec_driver_sql(f'SELECT count(*) FROM "{table.name}"').scalar_one()  # noqa: S608
            for table in metadata.sorted_tables
        }
    )


def belonging(source: Connection, gone: UUID, words: Collection[str]) -> tuple[Counter[str], Counter[str]]:
    """How many rows of each table `carry` would leave out, and in how many of the others a text holds one of `words`.

    Upper and lower case do not matter. The audit, which has no texts of anybody, stays whole.
    """
    out: Counter[str] = Counter()
    elsewhere: Counter[str] = Counter()
    ids = {gone.bytes}
    wanted = [word.casefold() for word in words if word]
    for table in metadata.sorted_tables:
        for kept, dropped in _sorted(source, table, ids):
            out[table.name] += dropped
            elsewhere[table.name] += sum(_mentions(row, wanted) for row in kept)
    return +out, +elsewhere


def holding_id(db: Connection, one: UUID) -> Counter[str]:
    """How many rows of each table, whoever made it, hold this id in any form; the audit aside."""
    wanted = [str(one), one.hex]
    found: Counter[str] = Counter()
    for name in _tables_in(db) - {audit.audit.name}:
        for row in db.exec_driver_sql(f'SELECT * FROM "{name}"'):  # noqa: S608  # a name from the file's own list
            found[name] += _mentions(row, wanted) or any(isinstance(cell, bytes) and one.bytes in cell for cell in row)
    return +found


def add(target: Connection, table: Table, rows: Sequence[Sequence[Any]], *, or_ignore: bool = False) -> None:
    """Insert whole rows, as the driver has them, in the order of the table's columns; or not those already there."""
    if rows:
        verb = "INSERT OR IGNORE" if or_ignore else "INSERT"
        places = ", ".join("?" * len(table.columns))
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        target.exec_driver_sql(
            f'{verb} INTO "{table.name}" ({names}) VALUES ({places})',  # names from our own tables
            [tuple(row) for row in rows],
        )


def id_places(table: Table) -> list[int]:
    """Where in its rows a table has ids; those of the audit do not count, since it survives an erasure."""
    if table is audit.audit:
        return []
    return [at for at, column in enumerate(table.columns) if isinstance(column.type, Id)]


def _sorted(source: Connection, table: Table, gone: Gone) -> Iterator[tuple[list[Row[Any]], int]]:
    """The rows to keep, some at a time, and how many were not; the ids of those join `gone`, for the tables below."""
    places = id_places(table)
    own = next((at for at, column in enumerate(table.columns) if column.name == "id"), None)
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    for rows in source.exec_driver_sql(f'SELECT {names} FROM "{table.name}"').partitions(_AT_ONCE):  # noqa: S608
        kept = []
        for row in rows:
            if any(row[at] in gone for at in places):
                if own is not None:
                    gone.add(row[own])
            else:
                kept.append(row)
        yield kept, len(rows) - len(kept)


def _tables_in(db: Connection) -> set[str]:
    """The tables in the file, whoever made them; Alembic's own aside."""
    names = db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
    return set(names) - {"alembic_version"}


def _mentions(row: Sequence[object], wanted: Sequence[str]) -> bool:
    texts = [value.casefold() for value in row if isinstance(value, str)]
    return any(word in text for word in wanted for text in texts)
