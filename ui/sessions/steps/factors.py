"""One acute factor: the rating, how the officer knows, what helped and what was done. Never a total of several."""

from __future__ import annotations

from dataclasses import replace
from gettext import gettext as _
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.domain.ratings import Basis, Factor, Level, PastRating, Rating, compare, latest
from app.domain.sessions import Entry, Step
from app.domain.signing import missing_rating
from app.services.guide import Guide
from ui.sessions.direction import DirectionLine
from ui.sessions.question import QuestionPage
from ui.sessions.route import Stop
from ui.widgets.choice import ChoiceList
from ui.widgets.field import Field
from ui.widgets.last_time import LastTime
from ui.widgets.line_box import LineBox
from ui.widgets.saved_note import announce
from ui.widgets.text_box import TextBox

F = TypeVar("F", bound=Field)

_DIGITS = tuple(str(number) for number in range(1, len(Level) + 1))


class FactorPage(QuestionPage):
    """Fields appear as the rating needs them; one that holds text stays, because it is part of the entry.

    One digit rates, from anywhere but a text box, and the keyboard moves on to what is asked next.
    """

    def __init__(self, guide: Guide, entry: Entry, factor: Factor) -> None:
        number = list(Factor).index(factor) + 1
        place = _("{step} · {number} of {count}").format(step=Step.FACTORS.label, number=number, count=len(Factor))
        super().__init__(guide, Stop(Step.FACTORS, factor), _questions()[factor], place)
        self._factor = factor
        levels = [(one.value, one.label, one.hint) for one in Level]
        keys = _("Keys 1 to 6 rate, and move on to what is asked next.")
        self._level = self._ask("level", ChoiceList(factor.label, levels, keys, show_question=False))
        self._direction = DirectionLine()
        self.fields.addWidget(self._direction)
        self._evidence = self._ask("evidence", TextBox(_("What was seen or said")))
        self._reason = self._ask("reason", LineBox(_("Why not"), _("A few words are enough.")))
        bases = [(one.value, one.label, "") for one in Basis]
        keys = _("Keys 1 to 3 answer, and move on when nothing else is needed.")
        self._basis = self._ask("basis", ChoiceList(_("How do you know?"), bases, keys))
        self._confirmed_by = self._ask("confirmed_by", LineBox(_("Confirmed by"), _("An agency or a role.")))
        self._helped = self._ask("helped", TextBox(_("What helped"), optional=True))
        self._done = self._ask("done", TextBox(_("What was done"), optional=True))
        self.count_characters()
        self._fill(entry.rating(factor))
        self._level.changed.connect(self._adapt)
        self._basis.changed.connect(self._adapt)
        self._level.picked.connect(self._on_level_picked)
        self._basis.picked.connect(self._on_basis_picked)
        self._adapt()
        self._build_beside()

    def write(self, entry: Entry) -> Entry:
        ours = self._rating()
        return replace(entry, ratings=tuple(ours if one.factor is self._factor else one for one in entry.ratings))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit that nothing in the page took for itself, as a text box does, rates."""
        digit = event.text()
        if digit in _DIGITS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._level.pick(int(digit))
        else:
            super().keyPressEvent(event)

    def _on_level_picked(self) -> None:
        level = self._rating().level
        self._move_on(level.label if level else "")

    def _on_basis_picked(self) -> None:
        basis = self._rating().basis
        self._move_on(basis.label if basis else "")

    def _move_on(self, chosen: str) -> None:
        """To what this rating still needs; without that, to what helped with a concern, or to the next page.

        What was ``chosen`` is spoken, because the focus leaves it.
        """
        announce(self.window(), chosen)
        rating = self._rating()
        needed = missing_rating(rating)
        if needed:
            self._focus_field(needed[0].field)
        elif rating.level and rating.level.is_concern:
            self._helped.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._on_continue()

    def _ask(self, name: str, field: F) -> F:
        return self.ask(f"{self._factor.value}.{name}", field)

    def _rating(self) -> Rating:
        level, basis = self._level.value, self._basis.value
        return Rating(
            factor=self._factor,
            level=Level(level) if level else None,
            evidence=self._evidence.value,
            basis=Basis(basis) if basis else None,
            confirmed_by=self._confirmed_by.value,
            reason=self._reason.value,
            helped=self._helped.value,
            done=self._done.value,
        )

    def _fill(self, rating: Rating) -> None:
        self._level.set_value(rating.level)
        self._evidence.set_value(rating.evidence)
        self._basis.set_value(rating.basis)
        self._confirmed_by.set_value(rating.confirmed_by)
        self._reason.set_value(rating.reason)
        self._helped.set_value(rating.helped)
        self._done.set_value(rating.done)

    def _adapt(self) -> None:
        """Show what this rating asks for, and which way the factor moved."""
        rating = self._rating()
        level = rating.level
        rated = level is not None and not level.is_gap
        self._evidence.setVisible(rated or bool(rating.evidence))
        self._reason.setVisible((level is not None and level.is_gap) or bool(rating.reason))
        self._basis.setVisible(rated)
        self._confirmed_by.setVisible((rated and rating.basis is Basis.CONFIRMED) or bool(rating.confirmed_by))
        self._helped.setVisible(rated or bool(rating.helped))
        self._done.setVisible((level is not None and level.is_concern) or bool(rating.done))
        before = latest(self.guide.history, self._factor)
        comparison = compare(level, self.guide.history, self._factor) if level else None
        self._direction.show_direction(comparison, before.rating.level if before else None, level)

    def _build_beside(self) -> None:
        """The last entry of this factor; and when that was a gap, the last one that was rated."""
        ours = sorted((past for past in self.guide.history if past.rating.factor is self._factor), key=_when)
        newest = ours[-1] if ours else None
        rated = latest(self.guide.history, self._factor)
        shown = [past for past in (newest, rated if rated is not newest else None) if past]
        self.show_beside(*(_last_time(past) for past in shown))


def _when(past: PastRating) -> float:
    return past.held_at.timestamp()


def _last_time(past: PastRating) -> LastTime:
    rating = past.rating
    lines = [rating.evidence, rating.reason]
    if rating.basis is Basis.CONFIRMED and rating.confirmed_by:
        lines.append(_("Confirmed by {who}").format(who=rating.confirmed_by))
    elif rating.basis:
        lines.append(rating.basis.label)
    if rating.helped:
        lines.append(_("What helped: {text}").format(text=rating.helped))
    if rating.done:
        lines.append(_("What was done: {text}").format(text=rating.done))
    return LastTime(past.on, [line for line in lines if line.strip()], rating.level.label if rating.level else "")


def _questions() -> dict[Factor, str]:
    return {
        Factor.MOOD: _("Is there negative mood, especially anger?"),
        Factor.SUBSTANCES: _("Is there drug or alcohol misuse?"),
        Factor.PREOCCUPATION: _("Is there sexual preoccupation?"),
        Factor.ACCESS: _("Is there access to potential victims?"),
        Factor.COMPLIANCE: _("Is compliance or engagement poor?"),
    }
