"""How entries of reference lists and edits of them read as rows: words only, no widget and no service call."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from app.domain.days import day_words, moment_words
from app.domain.reference_lists import Entry, ListEdit, Programme, Tool
from ui.widgets.row_shape import Row


def entry_row(entry: Entry) -> Row:
    """What an entry says, then its source, how sure that is and when it was last checked."""
    source = _("Source: {source}; {confidence}. As at {day}.").format(
        source=_(entry.source), confidence=entry.confidence.label, day=day_words(entry.as_at)
    )
    said = _of_tool(entry) if isinstance(entry, Tool) else _of_programme(entry) if isinstance(entry, Programme) else ()
    return Row(key=entry.key, title=entry.name, lines=(" · ".join(said),), notes=(source,), opens=True)


def edit_row(number: int, edit: ListEdit) -> Row:
    """One edit in the history of a list."""
    return Row(
        key=number,
        title=_("Edited") if edit.body else _("Reset to the list as it came"),
        lines=(edit.reason,),
        notes=(_("{name}, {moment}").format(name=edit.by, moment=moment_words(edit.at)),),
    )


def _of_tool(tool: Tool) -> Iterator[str]:
    if tool.former:
        yield _("Earlier names: {names}").format(names=", ".join(tool.former))
    bands = ", ".join(band.label for band in tool.bands)
    yield _("Bands: {bands}").format(bands=bands) if bands else _("No bands: its result is entered in words")
    if tool.men_only:
        yield _("For men only")
    if tool.stale_after:
        yield _("Stale after {interval}").format(interval=tool.stale_after.words)


def _of_programme(programme: Programme) -> Iterator[str]:
    yield programme.type.label
    if not programme.current:
        yield _("No longer offered: kept for what was done earlier")
