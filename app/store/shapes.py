"""How rows become frozen values: a shape names the columns of a value, and msgspec builds it from the driver's own.

Values are read as the driver has them (ids as bytes, days and moments as text), which is several times quicker than
building them column by column; JSON made by SQLite is no way, since each of its small allocations is locked in memory.
Must not know any table's meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Executable,
    Select,
    literal_column,
    null,
    type_coerce,
    union_all,
)
from sqlalchemy.types import NULLTYPE

from app.domain.case_problems import NotFound

T = TypeVar("T")
Fields = dict[str, Any]


class Shape:
    """The columns of one value: ``columns`` under their own names, ``fields`` under those given, nested if a Shape."""

    def __init__(self, *columns: Column[Any], **fields: ColumnElement[Any] | Shape) -> None:
        own: dict[str, ColumnElement[Any]] = {_plain(column.name): column for column in columns}
        own |= {name: field for name, field in fields.items() if not isinstance(field, Shape)}
        self._names = tuple(own)
        self._nested: list[tuple[str, Shape, slice]] = []
        self.columns: list[ColumnElement[Any]] = [type_coerce(column, NULLTYPE) for column in own.values()]
        for name, field in fields.items():
            if isinstance(field, Shape):
                start = len(self.columns)
                self.columns += field.columns
                self._nested.append((name, field, slice(start, len(self.columns))))

    def fields(self, row: Sequence[Any]) -> Fields:
        """The value's fields from a row that begins with its columns."""
        made: Fields = dict(zip(self._names, row, strict=False))
        for name, shape, columns in self._nested:
            made[name] = shape.fields(row[columns])
        return made


@dataclass(frozen=True)
class Part:
    """One kind of record in a `Bundle`; ``chosen`` selects the shape's columns, in their order."""

    shape: Shape
    chosen: Select[Any]

    def where(self, *also: ColumnElement[bool]) -> Part:
        """The same records, as far as they meet this too."""
        return Part(self.shape, self.chosen.where(*also))


class Bundle:
    """Records of several kinds in one statement, so that a page takes a handful of statements."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        self._names = tuple(parts)
        self._shapes = [part.shape for part in parts.values()]
        width = max(len(shape.columns) for shape in self._shapes)
        self._statement = union_all(
            *(
                part.chosen.add_columns(*[null()] * (width - len(part.shape.columns)), literal_column(str(place)))
                for place, part in enumerate(parts.values())
            )
        )

    def read(self, db: Connection, **values: object) -> dict[str, list[Fields]]:
        """The fields of every record, by the name of its part."""
        found: dict[str, list[Fields]] = {name: [] for name in self._names}
        for row in db.execute(self._statement, values).all():  # one by one would take twice as long
            place = row[-1]
            found[self._names[place]].append(self._shapes[place].fields(row))
        return found


def many(db: Connection, statement: Executable, shape: Shape, kind: type[T], **values: object) -> tuple[T, ...]:
    """All values that ``statement``, a select of the shape's columns, finds; in its order."""
    rows = db.execute(statement, values).all()
    found = [shape.fields(row) for row in rows]
    return tuple(msgspec.convert(found, list[kind], strict=False))  # type: ignore[valid-type]  # a type made at run time


def one(db: Connection, statement: Executable, shape: Shape, kind: type[T], **values: object) -> T | None:
    """The first value found, or ``None``."""
    row = db.execute(statement, values).first()
    return None if row is None else value(shape.fields(row), kind)


def get_one(db: Connection, statement: Executable, shape: Shape, kind: type[T], **values: object) -> T:
    """The first value found. Raises NotFound."""
    found = one(db, statement, shape, kind, **values)
    if found is None:
        raise NotFound
    return found


def first(statement: Select[Any], number: int = 1, *, skip: int = 0) -> Select[Any]:
    """The first rows only. Written out, because SQLite compiles a statement anew at each use if its limit is bound."""
    return statement.limit(literal_column(str(number))).offset(literal_column(str(skip)))


def written_out(words: Iterable[str]) -> list[ColumnElement[str]]:
    """Words of ours for an IN, written out: binding them one by one costs more than the search."""
    return [literal_column(f"'{word}'") for word in words]


def value(fields: Mapping[str, Any], kind: type[T]) -> T:
    """The frozen value that these fields make up; 0 and 1 stand for no and yes."""
    return msgspec.convert(fields, kind, strict=False)


def _plain(name: str) -> str:
    """The name as a plain text: SQLAlchemy's are of a class of their own, which msgspec refuses as a key."""
    return "".join(name)
