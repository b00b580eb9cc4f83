"""One field of a form for one question: made after how it is answered, read and shown as the domain keeps the answer.

Knows no kind of record and no service.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from gettext import gettext as _
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy

from app.domain.problems import Problem
from app.domain.records import Ask, How
from ui.widgets.choice import ChoiceList
from ui.widgets.combo_box import Select
from ui.widgets.date_box import DateBox
from ui.widgets.field import Field
from ui.widgets.line_box import LineBox
from ui.widgets.text_box import TextBox

_MOST_RADIOS = 6
_YES, _NO, _NEITHER = "yes", "no", ""
_FEWEST_LETTERS = 16  # seen of an entry to choose, however narrow the page
_LONGEST_NUMBER = 6  # digits


class NotANumber(Problem):
    """What was typed is no whole number."""


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What one question offers: entries to choose from, or words to take over; and ``tick``: a yes without a no."""

    entries: Sequence[tuple[UUID, str]] = ()
    words: Sequence[str] = ()
    tick: bool = False


@dataclass(frozen=True)
class Answer:
    """The field, and how its answer is read and shown; ``read`` raises a Problem for what is no date or number."""

    field: Field
    read: Callable[[], Any]
    show: Callable[[Any], object]


def answer_field(ask: Ask, offered: Offered) -> Answer:
    """The field for this question; "(optional)" where a blank answer will do."""
    if ask.how is How.LINE:
        return _line(ask, offered)
    if ask.how is How.TEXT:
        box = TextBox(ask.label, ask.hint, optional=not ask.needed)
        return Answer(box, partial(_typed, box), box.set_value)
    if ask.how is How.DAY:
        day = DateBox(ask.label, ask.hint, optional=not ask.needed)
        return Answer(day, day.value, day.set_value)
    if ask.how is How.NUMBER:
        number = LineBox(ask.label, ask.hint, optional=not ask.needed, width=_LONGEST_NUMBER)
        return Answer(number, partial(_whole_number, number), partial(_show_number, number))
    if ask.how is How.YES_NO:
        return _tick(ask) if offered.tick else _yes_or_no(ask)
    if ask.how is How.CHOICE and ask.choices:
        return _choice(ask, ask.choices)
    return _entry(ask, offered)


def _line(ask: Ask, offered: Offered) -> Answer:
    box = LineBox(ask.label, ask.hint, optional=not ask.needed)
    if offered.words:
        completer = QCompleter(list(offered.words), box)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        box.control.setCompleter(completer)
    return Answer(box, partial(_typed, box), box.set_value)


def _tick(ask: Ask) -> Answer:
    box = ChoiceList(ask.label, [(_YES, ask.label, ask.hint)], several=True, show_question=False)
    return Answer(box, partial(_ticked, box), partial(_show_ticked, box))


def _yes_or_no(ask: Ask) -> Answer:
    options = [(_YES, _("Yes")), (_NO, _("No"))]
    field = _radios(ask, options)
    return Answer(field, partial(_yes, field), partial(_show_yes, field))


def _choice(ask: Ask, choices: type[StrEnum]) -> Answer:
    options = [(one.value, str(getattr(one, "label", one.value))) for one in choices]
    if len(options) <= _MOST_RADIOS:
        field: ChoiceList | Select = _radios(ask, options)
    else:
        unchosen = "" if ask.needed else _("Not recorded")
        field = Select(ask.label, options, ask.hint, optional=not ask.needed, unchosen=unchosen)
    return Answer(field, partial(_chosen, field, choices), field.set_value)


def _entry(ask: Ask, offered: Offered) -> Answer:
    """Titles are as long as they are: the box takes the width of the page, not theirs."""
    nothing = _("Nothing is recorded yet that could be chosen here.")
    hint = ask.hint if offered.entries else " ".join(filter(None, (ask.hint, nothing)))
    options = [(str(one), words) for one, words in offered.entries]
    unchosen = "" if ask.needed else _("None")
    field = Select(ask.label, options, hint, optional=not ask.needed, unchosen=unchosen)
    field.control.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.control.setMinimumContentsLength(_FEWEST_LETTERS)
    field.control.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return Answer(field, partial(_chosen, field, UUID), partial(_show_entry, field))


def _radios(ask: Ask, options: Sequence[tuple[str, str]]) -> ChoiceList:
    """A radio once chosen cannot be unchosen: where blank will do, it is an answer of its own."""
    offered = [(key, words, "") for key, words in options]
    if not ask.needed:
        offered.append((_NEITHER, _("Not recorded"), ""))
    return ChoiceList(ask.label, offered, ask.hint, optional=not ask.needed)


def _typed(box: LineBox | TextBox) -> str:
    return box.value.strip()


def _whole_number(box: LineBox) -> int | None:
    typed = box.value.strip()
    if not typed:
        return None
    if not (typed.isdecimal() and len(typed) <= _LONGEST_NUMBER):
        raise NotANumber(_("{label}: type a whole number, such as 14").format(label=box.label))
    return int(typed)


def _show_number(box: LineBox, number: int | None) -> None:
    box.set_value("" if number is None else str(number))


def _ticked(box: ChoiceList) -> bool:
    return bool(box.values)


def _show_ticked(box: ChoiceList, ticked: bool) -> None:  # noqa: FBT001  # the value itself
    box.set_values([_YES] if ticked else [])


def _yes(field: ChoiceList) -> bool | None:
    return {_YES: True, _NO: False}.get(field.value or "")


def _show_yes(field: ChoiceList, answer: bool | None) -> None:  # noqa: FBT001  # the value itself
    field.set_value(None if answer is None else _YES if answer else _NO)


def _chosen(field: ChoiceList | Select, make: Callable[[str], Any]) -> Any:
    return make(field.value) if field.value else None


def _show_entry(field: Select, chosen: UUID | None) -> None:
    field.set_value(None if chosen is None else str(chosen))
