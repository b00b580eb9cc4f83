"""The one list of tables, their naming, the column type for moments, and the triggers that seal a table.

Each noun's file declares its tables on `metadata`. Must not know any table's meaning.
"""

from datetime import UTC, datetime

from sqlalchemy import Dialect, MetaData, String, Table
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

append_only: set[str] = set()
"""Names of the tables whose rows can be added but never changed, replaced or deleted."""


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC text of one width, so that text order is time order."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else as_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


def as_text(moment: datetime) -> str:
    """A moment as it is kept. Raises ValueError when it does not know its time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def seal(table: Table) -> Table:
    """Register `table` as append-only; its migration makes the triggers with `trigger_statements`."""
    append_only.add(table.name)
    return table


def trigger_statements(table_name: str) -> list[str]:
    """SQL that makes a table append-only: the one maker, for migrations and tests.

    INSERT OR REPLACE is refused by the delete trigger, because the connection sets recursive_triggers.
    """
    return [
        f'CREATE TRIGGER "{table_name}_refuses_{deed}" BEFORE {deed.upper()} ON "{table_name}" '
        f"BEGIN SELECT RAISE(ABORT, '{table_name} is append-only'); END"
        for deed in ("update", "delete")
    ]
