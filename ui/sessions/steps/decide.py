"""Decide: what follows from *Act today* and from a failure to comply, and whether the assessment or plan changes."""

from __future__ import annotations

from dataclasses import replace
from gettext import gettext as _

from app.domain.contacts import asks_for_rar
from app.domain.places import Action, Outcome
from app.domain.ratings import Factor, Level
from app.domain.sessions import ActDecision, Entry, Step
from app.services.guide import Guide
from ui.sessions.question import QuestionPage
from ui.sessions.route import Stop
from ui.widgets.card import Card
from ui.widgets.choice import ChoiceList
from ui.widgets.combo_box import Select
from ui.widgets.label import Text
from ui.widgets.naming import identify
from ui.widgets.text_box import TextBox

_YES, _NO, _RAR = "yes", "no", "rar"


class DecidePage(QuestionPage):
    def __init__(self, guide: Guide, entry: Entry) -> None:
        super().__init__(guide, Stop(Step.DECIDE), _("What do you decide?"))
        self._cards = {factor: self._add_decision(entry, factor) for factor in Factor if _acted(entry, factor)}
        self._action: Select | None = None
        if entry.outcome is Outcome.FAILED_TO_COMPLY:
            label = _("What did you do about the failure to comply?")
            self._action = self.ask("action", Select(label, [(one.value, one.label) for one in Action]))
            self._action.set_value(entry.action)
        self._changes = self.ask("changes_assessment", _changes_choice())
        self._note = self.ask("decision_note", TextBox(_("In a sentence")))
        self._rar: ChoiceList | None = None
        if asks_for_rar(guide.person.details, entry):
            option = (_RAR, _("This session was a RAR day"), "")
            label = _("Rehabilitation activity requirement")
            self._rar = self.ask("rar_day", ChoiceList(label, [option], several=True, optional=True))
            self._rar.set_values([_RAR] if entry.rar_day else [])
        if entry.changes_assessment is not None:
            self._changes.set_value(_YES if entry.changes_assessment else _NO)
        self._note.set_value(entry.decision_note)
        self._changes.changed.connect(self._adapt)
        self._changes.picked.connect(self._note.setFocus)
        self._adapt()
        self.show_beside()

    def write(self, entry: Entry) -> Entry:
        changes = self._changes.value
        others = tuple(one for one in entry.decisions if one.factor not in self._cards)
        written = replace(
            entry,
            decisions=tuple(card.value() for card in self._cards.values()) + others,
            changes_assessment=None if changes is None else changes == _YES,
            decision_note=self._note.value,
        )
        if self._action:
            written = replace(written, action=Action(self._action.value) if self._action.value else None)
        return replace(written, rar_day=bool(self._rar.values)) if self._rar else written

    def _add_decision(self, entry: Entry, factor: Factor) -> DecisionCard:
        card = DecisionCard(entry.decision(factor))
        self.take_in(f"decision.{factor}", card.told)
        for box in card.boxes[1:]:
            box.changed.connect(self.changed)
        self.fields.addWidget(card)
        return card

    def _adapt(self) -> None:
        changes = self._changes.value
        hint = _("What changes, and why.") if changes == _YES else _("Why nothing changes.")
        self._note.set_hint(hint if changes else "")


class DecisionCard(Card):
    """Who was told, what was decided and why; or why nothing was done."""

    def __init__(self, decision: ActDecision) -> None:
        super().__init__(_("Act today: {factor}").format(factor=decision.factor.label))
        self._factor = decision.factor
        self.told = TextBox(_("Who was told"))
        self._decided = TextBox(_("What was decided"))
        self._why = TextBox(_("Why"))
        self._why_nothing = TextBox(_("Why nothing was done"))
        self.boxes = (self.told, self._decided, self._why, self._why_nothing)
        texts = (decision.told, decision.decided, decision.why, decision.why_nothing)
        for box, text in zip(self.boxes, texts, strict=True):
            if box is self._why_nothing:
                self.add(Text(_("Or, when nothing was done:"), muted=True))
            name = _("{factor}: {field}").format(factor=decision.factor.label, field=box.label)
            identify(box.control, f"decision-{decision.factor}-{box.control.objectName()}", name)
            box.set_value(text)
            self.add(box)

    def value(self) -> ActDecision:
        return ActDecision(
            factor=self._factor,
            told=self.told.value,
            decided=self._decided.value,
            why=self._why.value,
            why_nothing=self._why_nothing.value,
        )


def _acted(entry: Entry, factor: Factor) -> bool:
    return entry.rating(factor).level is Level.ACT_TODAY


def _changes_choice() -> ChoiceList:
    options = [
        (_YES, _("Yes"), _("Brings a risk review forward to today")),
        (_NO, _("No"), _("One sentence on why")),
    ]
    return ChoiceList(_("Does today change the risk assessment or plan?"), options)
