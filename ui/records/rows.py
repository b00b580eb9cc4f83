"""How records and versions read as rows of a list: words only, no widget and no service call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import gettext as _
from uuid import UUID

from app.domain.days import moment_words, short_day_words
from app.domain.records import Record
from app.domain.timeline import Item
from app.services.records import RecordPage, RoomPage
from ui.records.words import LONGEST_TITLE, changed, short, telling, version_name
from ui.widgets.row_shape import Row

_LONGEST_LINE, _LINES = 300, 6
"""Of one item of the timeline: what it says whole is read where it opens."""


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


def referring_row(record: Record, page: RecordPage) -> Row:
    """A record that refers to the one in view."""
    return Row(
        key=record.id,
        title=short(record.body.title, LONGEST_TITLE) or record.body.name(),
        lines=(telling(record, page.titles),),
        notes=(record.body.name(),),
        tag=page.standings[record.id],
        opens=True,
    )


def item_row(item: Item) -> Row:
    """One line of the timeline."""
    return Row(
        key=item,
        lead=short_day_words(item.on),
        title=short(item.title, LONGEST_TITLE),
        lines=tuple(short(line, _LONGEST_LINE) for line in item.words.splitlines()[:_LINES] if line.strip()),
        notes=(_("By {name}").format(name=item.by),) if item.by else (),
        marks=tuple(mark.label for mark in item.marks),
        tag=item.group.label,
        opens=item.subject is not None,
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
