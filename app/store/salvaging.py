"""Putting together a database from the pages of a damaged one that are still whole.

Which table a record is of is told by its form alone, because the trees and the list of tables may be what is damaged.
No sealed row is left out because a row it refers to is lost: in that one's place comes a stand-in that says so, with
whatever an index still knows of it. Must not know the vault, nor keys other than the audit's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Connection, Date, ForeignKeyConstraint, Integer, Table, UniqueConstraint

from app.store import audit, rows
from app.store.columns import Id
from app.store.pages import Pages, Progress, Record, Value
from app.store.schema import Moment, metadata

Known = dict[str, Value]
_AT_ONCE = 500
_NEVER = "1970-01-01"
_NOBODY = bytes(16)

# What a stand-in holds where nothing is known: the text that says so, and words that settle no deadline.
_SAYS_SO = {
    "officers": "name",
    "people": "name",
    "ratings": "reason",
    "sessions": "summary",
    "task_checks": "note",
    "tasks": "what",
}
_INSTEAD: dict[str, Known] = {
    "ratings": {"level": "not_explored"},
    "sessions": {"place": "office", "outcome": "rescheduled", "changes": "[]"},
    "task_checks": {"outcome": "not_done"},
}


@dataclass
class Salvaged:
    """How many rows of each table are whole and of how many only a part is known; whom those are about."""

    damaged_pages: int = 0
    whole: Counter[str] = field(default_factory=Counter)
    in_part: Counter[str] = field(default_factory=Counter)
    people: set[UUID] = field(default_factory=set)
    audit_lost: int = 0


@dataclass(frozen=True)
class _Form:
    """How the records of a table, or of an index that names its rows, lie in the file: the columns in their order."""

    table: Table
    columns: tuple[Column[Any], ...]
    is_index: bool

    @property
    def has_rowid(self) -> bool:
        return bool(self.table.dialect_options["sqlite"]["with_rowid"])

    def read(self, record: Record) -> Known | None:
        """The record's values by column, or None when it is not of this form."""
        values = record.values
        if self.is_index and self.has_rowid:
            values = values[:-1]  # the row's number
        known = {column.name: value for column, value in zip(self.columns, values, strict=True)}
        if record.rowid is not None:
            known |= {column.name: record.rowid for column in self.columns if _is_rowid(column)}
        return known if all(_fits(column, known[column.name]) for column in self.columns) else None


def salvage(
    pages: Pages,
    target: Connection,
    found: Salvaged,
    key: bytes,
    at: datetime,
    counted: int,
    lost: str,
    progress: Progress,
) -> None:
    """Fill the empty tables of `target`, where foreign keys are not enforced meanwhile, with all that can be read.

    What comes of it is told in `found`. `counted` is how many audit rows there should be, `key` signs them, `lost` is
    the text of the stand-ins, and `progress` hears of each of the three times that the file is gone through.
    """
    looking, carrying, filling = (_third(progress, number) for number in range(3))
    found.damaged_pages = len(pages.damaged(looking))
    acts = _carry_whole(pages, target, carrying)
    _stand_in_for_indexed(pages, target, lost, found, filling)
    for table in reversed(metadata.sorted_tables):
        _stand_in_for_parents(target, table, lost, found)
    found.audit_lost = _chain(target, key, at, acts, counted)
    found.whole = rows.counts(target) - found.in_part
    found.whole["audit"] = len(acts)


def _third(progress: Progress, number: int) -> Progress:
    def report(done: int, total: int) -> None:
        progress(number * total + done, 3 * total)

    return report


def _carry_whole(pages: Pages, target: Connection, progress: Progress) -> list[Known]:
    """Insert every row that is whole, but those of the audit, which come back: they must be in order."""
    acts: list[Known] = []
    waiting: defaultdict[str, list[list[Value]]] = defaultdict(list)
    for form, known in _recognised(pages, progress):
        if form.is_index:
            continue
        if form.table is audit.audit:
            acts.append(known)
            continue
        batch = waiting[form.table.name]
        batch.append([known[column.name] for column in form.table.columns])
        if len(batch) == _AT_ONCE:
            rows.add(target, form.table, waiting.pop(form.table.name), or_ignore=True)
    for name, batch in waiting.items():
        rows.add(target, metadata.tables[name], batch, or_ignore=True)
    return sorted(acts, key=_seq)


def _stand_in_for_indexed(pages: Pages, target: Connection, lost: str, found: Salvaged, progress: Progress) -> None:
    """An index names rows that are lost themselves."""
    waiting: defaultdict[str, list[Known]] = defaultdict(list)
    for form, known in _recognised(pages, progress):
        if form.is_index:
            waiting[form.table.name].append(known)
            if len(waiting[form.table.name]) == _AT_ONCE:
                _stand_in_for_missing(target, form.table, waiting.pop(form.table.name), lost, found)
    for name, batch in waiting.items():
        _stand_in_for_missing(target, metadata.tables[name], batch, lost, found)


def _stand_in_for_missing(target: Connection, table: Table, batch: Sequence[Known], lost: str, found: Salvaged) -> None:
    names = [column.name for column in table.primary_key]
    named = {tuple(known[name] for name in names): known for known in batch}
    columns = ", ".join(f'"{name}"' for name in names)
    places = ", ".join([f"({', '.join('?' * len(names))})"] * len(named))
    there = target.exec_driver_sql(
        f'SELECT {columns} FROM "{table.name}" WHERE ({columns}) IN (VALUES {places})',  # noqa: S608  # our own names
        tuple(value for key in named for value in key),
    )
    for key in named.keys() - {tuple(row) for row in there}:
        _stand_in(target, table, named[key], lost, found)


def _stand_in_for_parents(target: Connection, table: Table, lost: str, found: Salvaged) -> None:
    for constraint in table.foreign_key_constraints:
        parent = constraint.referred_table
        for known in _without_parent(target, table, constraint, parent):
            _stand_in(target, parent, known, lost, found)


def _without_parent(
    target: Connection, table: Table, constraint: ForeignKeyConstraint, parent: Table
) -> Iterator[Known]:
    """What the rows of `table` know of the rows of `parent` that they refer to in vain, each of those once."""
    pairs = [(element.parent.name, element.column.name) for element in constraint.elements]
    told = {refers_to: own for own, refers_to in pairs}
    for name in ("person_id", "held_at"):  # what a row below a session has of the session's own
        if name in table.columns and name in parent.columns:
            told.setdefault(name, name)
    kept = ", ".join(f'c."{own}"' for own in told.values())
    same = " AND ".join(f'p."{refers_to}" = c."{own}"' for own, refers_to in pairs)
    given = " AND ".join(f'c."{own}" IS NOT NULL' for own, _ in pairs)
    grouped = ", ".join(f'c."{own}"' for own, _ in pairs)
    orphans = target.exec_driver_sql(
        f'SELECT {kept} FROM "{table.name}" c WHERE {given}'  # noqa: S608  # names from our own tables
        f' AND NOT EXISTS (SELECT 1 FROM "{parent.name}" p WHERE {same}) GROUP BY {grouped}'
    )
    for row in orphans.all():
        yield dict(zip(told, row, strict=True))


def _stand_in(target: Connection, table: Table, known: Known, lost: str, found: Salvaged) -> None:
    instead = {_SAYS_SO[table.name]: lost} | _INSTEAD.get(table.name, {}) | known
    rows.add(target, table, [[instead.get(column.name, _nothing(column)) for column in table.columns]])
    found.in_part[table.name] += 1
    person = known.get("id" if table.name == "people" else "person_id")
    if isinstance(person, bytes):
        found.people.add(UUID(bytes=person))


def _nothing(column: Column[Any]) -> Value:
    if column.nullable:
        return None
    if isinstance(column.type, Id):
        return _NOBODY  # for whom, or which, there will be a stand-in as well
    if isinstance(column.type, Moment):
        return f"{_NEVER}T00:00:00.000000Z"
    if isinstance(column.type, Date):
        return _NEVER
    return 0 if isinstance(column.type, Boolean | Integer) else ""


def _chain(target: Connection, key: bytes, at: datetime, acts: Sequence[Known], counted: int) -> int:
    """The audit as far as its chain holds; behind each gap, a row that says how many are lost, and the rest anew.

    What follows a gap gets new numbers, because the chain has none left out. Gives how many rows are lost.
    """
    number, mac, lost = 0, audit.START, 0
    for act in acts:
        values: list[Any] = [act[name] for name in ("at", "action", "kind", "subject_id", "count")]
        missing = _seq(act) - number - 1
        altered = not missing and audit.mac_of(key, mac, number + 1, *values) != act["mac"]
        if missing or altered:
            lost += _tell_lost(target, key, at, missing or 1)
        if not lost:
            rows.add(target, audit.audit, [[_seq(act), *values, act["mac"]]])
        elif not altered:
            _append(target, key, values)
        number, mac = _seq(act), str(act["mac"])
    return lost + (_tell_lost(target, key, at, counted - number) if counted > number else 0)


def _tell_lost(target: Connection, key: bytes, at: datetime, count: int) -> int:
    audit.append(target, key, at, "salvage", "audit", None, count)
    return count


def _append(target: Connection, key: bytes, values: Sequence[Any]) -> None:
    moment, action, kind, subject, count = values
    subject_id = UUID(bytes=subject) if subject else None
    audit.append(target, key, datetime.fromisoformat(moment), action, kind, subject_id, count)


def _recognised(pages: Pages, progress: Progress) -> Iterator[tuple[_Form, Known]]:
    forms = _forms()
    for record in pages.records(progress):
        for form in forms.get((record.rowid is not None, len(record.values)), ()):
            known = form.read(record)
            if known is not None:
                yield form, known
                break


@cache
def _forms() -> dict[tuple[bool, int], list[_Form]]:
    """By whether the records have a row number of their own, and how many values; tables before indexes."""
    found: defaultdict[tuple[bool, int], list[_Form]] = defaultdict(list)
    for table in metadata.sorted_tables:
        key = tuple(table.primary_key.columns)
        rest = tuple(column for column in table.columns if column not in set(key))
        form = _Form(table, tuple(table.columns), is_index=False)
        if not form.has_rowid:
            form = _Form(table, key + rest, is_index=False)
        found[form.has_rowid, len(form.columns)].append(form)
    for form in _indexes():
        found[False, len(form.columns) + form.has_rowid].append(form)
    return dict(found)


def _indexes() -> Iterator[_Form]:
    """The indexes of all rows that name each row by its key."""
    for table in metadata.sorted_tables:
        key = tuple(table.primary_key.columns)
        unique = (tuple(each.columns) for each in table.constraints if isinstance(each, UniqueConstraint))
        full = (tuple(each.columns) for each in table.indexes if each.dialect_options["sqlite"]["where"] is None)
        for columns in (*full, *unique):
            form = _Form(table, columns, is_index=True)
            if not form.has_rowid:
                form = _Form(table, columns + tuple(one for one in key if one not in set(columns)), is_index=True)
            if set(key) <= set(form.columns) and table.name in _SAYS_SO:
                yield form


def _fits(column: Column[Any], value: Value) -> bool:
    if value is None:
        return bool(column.nullable)
    kind = column.type
    if isinstance(kind, Id):
        return isinstance(value, bytes) and len(value) == len(_NOBODY)
    if isinstance(kind, Boolean):
        return value in {0, 1} and isinstance(value, int)
    if isinstance(kind, Integer):
        return isinstance(value, int)
    if not isinstance(value, str):
        return False
    if isinstance(kind, Moment):
        return len(value) == 27 and value[10] == "T"
    return not isinstance(kind, Date) or (len(value) == len(_NEVER) and value[4] == value[7] == "-")


def _is_rowid(column: Column[Any]) -> bool:
    return bool(column.primary_key) and isinstance(column.type, Integer)


def _seq(act: Known) -> int:
    return int(act["seq"] or 0)
