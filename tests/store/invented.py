"""A row of every shape in every table, whatever the tables are: for what must hold for those to come, too."""

from __future__ import annotations

from collections import defaultdict
from random import Random
from typing import Any

from sqlalchemy import Boolean, Column, Date, Integer, Table

from app.store.audit import audit
from app.store.columns import Id
from app.store.engine import Connection
from app.store.rows import add
from app.store.schema import Moment, metadata

Rows = list[list[Any]]


def fill(db: Connection, each: int, seed: int = 1) -> None:
    """So many rows in each table but the audit; columns that may be empty are so now and then, texts of any length."""
    random = Random(seed)
    made: dict[str, Rows] = defaultdict(list)
    for table in metadata.sorted_tables:
        if table is not audit:
            made[table.name] = [_row(random, table, made, number) for number in range(each)]
            add(db, table, made[table.name], or_ignore=True)


def _row(random: Random, table: Table, made: dict[str, Rows], number: int) -> list[Any]:
    known: dict[str, Any] = {}
    for constraint in table.foreign_key_constraints:
        parents = made[constraint.referred_table.name]
        parent = parents[number % len(parents)]
        names = [column.name for column in constraint.referred_table.columns]
        for element in constraint.elements:
            known[element.parent.name] = parent[names.index(element.column.name)]
    return [_cell(random, column, known, number) for column in table.columns]


def _cell(random: Random, column: Column[Any], known: dict[str, Any], number: int) -> Any:
    if column.nullable and random.random() < 0.3:
        return None
    if column.name in known:
        return known[column.name]
    if isinstance(column.type, Id):
        return random.randbytes(16)
    if isinstance(column.type, Boolean):
        return random.randrange(2)
    if isinstance(column.type, Integer):
        return number
    if isinstance(column.type, Moment):
        return f"2026-0{random.randrange(1, 10)}-{random.randrange(10, 29)}T09:00:00.{random.randrange(10**6):06}Z"
    if isinstance(column.type, Date):
        return f"2026-0{random.randrange(1, 10)}-{random.randrange(10, 29)}"
    return "ŵord " * random.choice((0, 1, 3, 60, 2000 if number % 50 == 0 else 5))
