"""What the marks of an entry say on screen: words and rows only, no widget of its own and no service call."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from app.domain.days import moment_words
from app.domain.marks import Mark, Marking, standing_marks
from ui.widgets.row_shape import Row
from ui.widgets.tag import Tone

SAID = (Mark.DISPUTED, Mark.RESTRICTED, Mark.SENSITIVE)
"""The marks that an officer puts on an entry; that one was copied is ticked off elsewhere."""


def mark_tags(markings: Sequence[Marking]) -> list[tuple[str, Tone | str]]:
    """A tag for each mark that stands."""
    return [(mark.label, Tone.INFO) for mark in standing_marks(markings) if mark in SAID]


def marking_rows(markings: Sequence[Marking]) -> list[Row]:
    """Every mark put on or taken off, newest first; one that stands can be taken off, unless it stays."""
    standing = standing_marks(markings)
    return [
        _marking_row(one, changeable=standing.get(one.mark) is one) for one in reversed(markings) if one.mark in SAID
    ]


def put_words(mark: Mark) -> str:
    """The button that puts the mark on."""
    return {
        Mark.DISPUTED: _("Mark as disputed…"),
        Mark.RESTRICTED: _("Mark as restricted…"),
        Mark.SENSITIVE: _("Mark as sensitive…"),
    }[mark]


def put_heading(mark: Mark) -> str:
    """The form in which the mark is put on."""
    return {
        Mark.DISPUTED: _("Mark as disputed"),
        Mark.RESTRICTED: _("Mark as restricted"),
        Mark.SENSITIVE: _("Mark as sensitive"),
    }[mark]


def meaning(mark: Mark) -> str:
    """What the mark means, said before it is put on."""
    return {
        Mark.DISPUTED: _("The entry stays as it is. Whoever reads it sees that it is disputed, and why."),
        Mark.RESTRICTED: _("The entry is kept, with its days and levels; its words are shown only when asked for."),
        Mark.SENSITIVE: _("A sensitive marking, once set, stays."),
    }[mark]


def _marking_row(one: Marking, *, changeable: bool) -> Row:
    taken_off = "" if one.put else _("{mark}: taken off").format(mark=one.mark.label)
    return Row(
        key=one,
        title=taken_off or one.mark.label,
        lines=(one.reason,) if one.reason else (),
        notes=(_("{name}, {moment}").format(name=one.by, moment=moment_words(one.recorded_at)),),
        action=_("Take off…") if changeable and one.mark is not Mark.SENSITIVE else "",
    )
