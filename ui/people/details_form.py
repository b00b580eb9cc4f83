"""The fields for everything that is recorded about a person, in cards. Knows the domain, and no service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from gettext import gettext as _
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.case_problems import FieldProblem
from app.domain.detail_words import labels
from app.domain.editing import TIERS
from app.domain.people import AddressType, Details, Sex, Status
from app.domain.problems import Problem
from ui.people.rosh_grid import RoshGrid
from ui.widgets.card import Card
from ui.widgets.choice import ChoiceList
from ui.widgets.columns import Columns, stack
from ui.widgets.combo_box import Select
from ui.widgets.date_box import DateBox
from ui.widgets.field import Field
from ui.widgets.gradual import Gradual
from ui.widgets.line_box import LineBox
from ui.widgets.text_box import TextBox
from ui.widgets.tokens import look

_YES = "yes"


class NotANumber(Problem):
    """What was typed is no whole number."""


class DetailsForm(Gradual):
    """``read`` gives the details as typed and what could not be read; ``fields`` leads from a problem to its place.

    The cards are made from the first `show_details` on; ``built`` is sent when all are there.
    """

    built = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((), look().space(4.5), parent)
        self.fields: dict[str, Field] = {}
        self._kinds: dict[str, type] = {}
        self._labels = labels()
        self._details = Details()

    def read(self) -> tuple[Details, list[FieldProblem]]:
        """What cannot be read as a date or a number is left out of the details and said as a problem."""
        values: dict[str, Any] = {}
        problems: list[FieldProblem] = []
        for key, field in self.fields.items():
            try:
                values[key] = _read(field, self._kinds[key])
            except Problem as problem:
                problems.append(FieldProblem(field=key, sentence=problem.sentence))
        return Details(**values, rosh=self._rosh.value), problems

    def show_details(self, details: Details) -> None:
        """For editing; again only once it is built."""
        self._details = details
        if not self.fields:
            self.begin(self._make_cards())
            return
        for key, field in self.fields.items():
            _show(field, getattr(details, key))
        self._rosh.set_value(details.rosh)

    def _make_cards(self) -> Iterator[QWidget]:
        yield self._make_person()
        yield self._make_safety()
        yield self._make_address()
        yield self._make_sentence()
        yield self._make_risk()
        yield self._make_mappa()
        yield self._make_contact()
        self.built.emit()

    def _make_person(self) -> Card:
        card = _card(_("Who they are"))
        self._line(card, "name", optional=False)
        self._line(card, "preferred_name")
        self._line(card, "crn", width=12, optional=False)
        self._date(card, "date_of_birth")
        self._select(card, "sex", Sex, _named(Sex))
        self._line(card, "language", _("The language they speak best"), width=30)
        self._tick(card, "interpreter")
        self._text(card, "adjustments", _("What the person needs so that supervision works for them"))
        self._text(card, "index_offence", _("In a sentence"))
        return card

    def _make_safety(self) -> Card:
        card = _card(_("Safety"))
        self._text(card, "staff_alerts", _("Shown on the person’s page and before a home visit"))
        self._text(card, "risk_to_self")
        return card

    def _make_address(self) -> Card:
        card = _card(_("Address and others involved"))
        self._text(card, "address")
        self._select(card, "address_type", AddressType, _named(AddressType))
        self._text(card, "household", _("Initials or role, and ages of children"))
        self._text(card, "practitioners", _("Role, name and how to reach them"))
        return card

    def _make_sentence(self) -> Card:
        card = _card(_("Sentence and status"))
        options = [(key, words, "") for key, words in _named(Status)]
        self._bind(card, "status", Status, ChoiceList(self._labels["status"], options))
        for key in ("sentence_start", "release_date", "licence_end", "sentence_end"):
            self._date(card, key)
        self._pair(card, "sentence_start", "release_date")
        self._pair(card, "licence_end", "sentence_end")
        self._number(card, "rar_days_allowed", _("Days done are recorded in the sessions"))
        self._select(card, "tier", str, [(tier, tier) for tier in TIERS])
        self._pair(card, "rar_days_allowed", "tier")
        self._tick(card, "registered")
        return card

    def _make_risk(self) -> Card:
        card = _card(_("Risk of serious harm"))
        self._rosh = RoshGrid()
        self._rosh.set_value(self._details.rosh)
        self._rosh.changed.connect(self.changed)
        card.add(self._rosh)
        return card

    def _make_mappa(self) -> Card:
        card = _card(_("MAPPA"))
        categories = [(str(n), _("Category {number}").format(number=n)) for n in (1, 2, 3, 4)]
        levels = [(str(n), _("Level {number}").format(number=n)) for n in (1, 2, 3)]
        self._select(card, "mappa_category", int, categories)
        self._select(card, "mappa_level", int, levels)
        self._pair(card, "mappa_category", "mappa_level")
        return card

    def _make_contact(self) -> Card:
        card = _card(_("Contact"))
        self._number(card, "contact_days", _("Leave it empty for the usual: at least monthly"))
        return card

    def _pair(self, card: Card, *keys: str) -> None:
        """Set fields side by side where there is room."""
        pair = Columns(narrowest=420)
        for key in keys:
            pair.add(stack(self.fields[key]))
        card.add(pair)

    def _line(self, card: Card, key: str, hint: str = "", *, optional: bool = True, width: int = 0) -> None:
        self._bind(card, key, str, LineBox(self._labels[key], hint, optional=optional, width=width))

    def _text(self, card: Card, key: str, hint: str = "") -> None:
        self._bind(card, key, str, TextBox(self._labels[key], hint, optional=True))

    def _date(self, card: Card, key: str) -> None:
        self._bind(card, key, object, DateBox(self._labels[key], optional=True, calendar=False))

    def _number(self, card: Card, key: str, hint: str) -> None:
        self._bind(card, key, int, LineBox(self._labels[key], hint, optional=True, width=6))

    def _select(self, card: Card, key: str, kind: type, options: Sequence[tuple[str, str]]) -> None:
        self._bind(card, key, kind, Select(self._labels[key], options, optional=True, unchosen=_("Not recorded")))

    def _tick(self, card: Card, key: str) -> None:
        label = self._labels[key]
        self._bind(card, key, bool, ChoiceList(label, [(_YES, label, "")], several=True, show_question=False))

    def _bind(self, card: Card, key: str, kind: type, field: Field) -> None:
        card.add(field)
        _show(field, getattr(self._details, key))
        field.changed.connect(self.changed)
        self.fields[key], self._kinds[key] = field, kind


def _card(title: str) -> Card:
    card = Card(title)
    card.body.setSpacing(look().space(5))
    return card


def _named(choices: type[Sex | AddressType | Status]) -> list[tuple[str, str]]:
    return [(choice.value, choice.label) for choice in choices]


def _read(field: Field, kind: type) -> Any:
    """The value as the domain keeps it. Raises a Problem for what is no date or number."""
    if isinstance(field, DateBox):
        return field.value()
    if isinstance(field, LineBox | TextBox):
        typed = field.value.strip()
        return _whole_number(field, typed) if kind is int else typed
    if isinstance(field, ChoiceList) and kind is bool:
        return bool(field.values)
    chosen = field.value if isinstance(field, Select | ChoiceList) else None
    return kind(chosen) if chosen else kind() if kind is str else None


def _whole_number(field: Field, typed: str) -> int | None:
    if not typed:
        return None
    if not (typed.isdecimal() and len(typed) < 7):
        raise NotANumber(_("{label}: type a whole number, such as 14").format(label=field.label))
    return int(typed)


def _show(field: Field, value: Any) -> None:
    if isinstance(field, DateBox):
        field.set_value(value)
    elif isinstance(field, LineBox | TextBox):
        field.set_value("" if value is None else str(value))
    elif isinstance(field, ChoiceList) and isinstance(value, bool):
        field.set_values([_YES] if value else [])
    elif isinstance(field, Select | ChoiceList):
        field.set_value(str(value.value if isinstance(value, Enum) else value) if value else None)
