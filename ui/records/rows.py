"""How records, versions and marks read as rows of a list: words only, no widget and no service call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import gettext as _
from uuid import UUID

from app.domain.days import moment_words
from app.domain.records import Mark, Marking, Record
from app.services.records import RecordPage, RoomPage
from ui.records.words import LONGEST_TITLE, changed, short, telling, version_name
from ui.widgets.row_shape import Row


def record_row(record: Record, room: RoomPage) -> Row:
    """One record in the list of its kind."""
    return Row(
        key=record.id,
        title=short(record.body.title, LONGEST_TITLE) or record.body.name(),
        lines=(telling(record, room.titles),),
        marks=tuple(mark.label for mark in room.marks.get(record.id, {})),
        tag=room.standings[record.id],
        opens=True,
    )


def version_rows(versions: Sequence[Record], titles: Mapping[UUID, str]) -> list[Row]:
    """All versions, newest first, each with who recorded it and what it changed; one alone has nothing to compare."""
    rows = []
    for place, version in enumerate(versions):
        before = versions[place - 1] if place else None
        if version.removed:
            lines: tuple[str, ...] = (_("Entered in error: {reason}").format(reason=version.removed),)
        else:
            lines = changed(before.body, version.body, titles) if before else (_("First recorded"),)
        rows.append(
            Row(
                key=version.revision,
                title=version_name(version, versions),
                lines=lines,
                notes=(_("{name}, {moment}").format(name=version.by, moment=moment_words(version.recorded_at)),),
                opens=len(versions) > 1,
            )
        )
    return rows[::-1]


def marking_rows(page: RecordPage) -> list[Row]:
    """Every mark put on or taken off, newest first; one that stands can be taken off, unless it stays."""
    return [_marking_row(one, page) for one in reversed(page.markings)]


def _marking_row(one: Marking, page: RecordPage) -> Row:
    stands = page.marks.get(one.mark) is one
    taken_off = "" if one.put else _("{mark}: taken off").format(mark=one.mark.label)
    return Row(
        key=one,
        title=taken_off or one.mark.label,
        lines=(one.reason,) if one.reason else (),
        notes=(_("{name}, {moment}").format(name=one.by, moment=moment_words(one.recorded_at)),),
        action=_("Take off…") if stands and one.mark is not Mark.SENSITIVE and not page.record.removed else "",
    )
