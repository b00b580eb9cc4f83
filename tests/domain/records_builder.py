"""Records of a person outside a store, and what refuses to be kept among them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from app.domain.records import Around, Body, Record, check
from app.domain.reference_lists import Lists, ReferenceList
from app.services import reference_lists
from tests.builders import AN_ID, MOMENT, details

TODAY = date(2026, 3, 2)
SHIPPED = Lists(
    tools=reference_lists.shipped(ReferenceList.TOOLS),  # type: ignore[arg-type]
    programmes=reference_lists.shipped(ReferenceList.PROGRAMMES),  # type: ignore[arg-type]
)


def a_record(body: Body, id: UUID | None = None, **given: Any) -> Record:  # noqa: A002
    """A record in its first version, recorded at the moment of the tests."""
    usual: dict[str, Any] = {
        "person_id": AN_ID,
        "revision": 1,
        "removed": "",
        "by": "An Officer",
        "recorded_at": MOMENT,
    }
    return Record(id=id or uuid4(), kind=body.KIND, body=body, **(usual | given))


def around(*others: Body | Record, before: Body | None = None, today: date = TODAY, **given: Any) -> Around:
    """What a record is checked against; ``given`` are details of the person."""
    found = [one if isinstance(one, Record) else a_record(one) for one in others]
    return Around(details=details(**given), others=found, today=today, before=before, lists=SHIPPED)


def refused(body: Body, *others: Body | Record, **given: Any) -> dict[str, str]:
    """The sentences at the fields, by field; nothing when the record can be kept."""
    return {one.field: one.sentence for one in check(body, around(*others, **given))}
