"""The column type for ids. Must not know any table's meaning."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import Dialect
from sqlalchemy.types import UserDefinedType


class Id(UserDefinedType[UUID]):
    """A UUID in 16 bytes."""

    cache_ok = True

    def get_col_spec(self, **_options: object) -> str:
        return "BLOB"

    def bind_processor(self, dialect: Dialect) -> Callable[[UUID | None], bytes | None]:
        return _as_bytes

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[bytes | None], UUID | None]:
        return _as_id


def _as_bytes(value: UUID | None) -> bytes | None:
    return None if value is None else value.bytes


def _as_id(value: bytes | None) -> UUID | None:
    return None if value is None else UUID(bytes=value)
