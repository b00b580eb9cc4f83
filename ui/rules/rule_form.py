"""The fields of a review rule, in cards. Knows the domain, and no service."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from gettext import gettext as _
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from app.domain.audiences import Audience, audience_words
from app.domain.case_problems import FieldProblem
from app.domain.problems import Problem
from app.domain.reference import Confidence
from app.domain.rule_drafts import OWN_KIND, Counting, RuleDraft
from app.domain.rules import Duty, Interval, Rule, Start
from ui.rules.audience_card import AudienceCard
from ui.rules.interval_box import IntervalBox
from ui.rules.rows import capitalised
from ui.rules.words import duty_words, kind_options, start_words
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.choice import ChoiceList
from ui.widgets.combo_box import Select
from ui.widgets.field import Field
from ui.widgets.label import Text
from ui.widgets.line_box import LineBox
from ui.widgets.text_box import TextBox
from ui.widgets.tokens import look

_MOST_GROUPS = 4
_FEWEST = 10
"""Characters of an option that can always be read."""


class RuleForm(QWidget):
    """``read`` gives the rule as typed and what could not be read; ``fields`` leads from a problem to its place.

    ``known`` are the rules there are: they say which kinds of duty to choose from. What a rule counts from and what
    settles it are chosen for a new one alone. One card is built at a time, then ``built`` is sent.
    """

    built = Signal()

    def __init__(self, known: Iterable[Rule], before: RuleDraft, *, new: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self._known = list(known)
        self._before = before
        self._groups: list[AudienceCard] = []
        self._made = 0
        self._cards = QVBoxLayout(self)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(look().space(4.5))
        self._steps: list[Callable[[], object]] = [
            self._build_duty,
            self._build_clock if new else self._build_fixed,
            self._build_lengths,
            *(partial(self._add_group, audience) for audience in before.audiences),
            self._build_more,
            self._build_grounds,
        ]
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._build_next)
        self._turn.start()
        self._build_next()

    def read(self) -> tuple[RuleDraft, list[FieldProblem]]:
        """What cannot be read as numbers is left empty and said as a problem."""
        values: dict[str, Any] = {}
        problems: list[FieldProblem] = []
        for name, field in self.fields.items():
            try:
                values[name] = _read(field)
            except Problem as problem:
                problems.append(FieldProblem(field=name, sentence=problem.sentence))
                values[name] = Interval()
        for name, kind in (("duty", Duty), ("confidence", Confidence), ("start", Start), ("counting", Counting)):
            if values.get(name):
                values[name] = kind(values[name])
        fixed = {name: getattr(self._before, name) for name in ("kind", "start", "counting")}
        audiences = tuple(group.value for group in self._groups)
        return RuleDraft(**(fixed | values), audiences=audiences), problems

    def _build_next(self) -> None:
        self._steps.pop(0)()
        if not self._steps:
            self._turn.stop()
            self.built.emit()

    def _build_duty(self) -> None:
        card = self._card(_("The duty"))
        title = LineBox(_("What is to be done"), _("The heading of the flag"))
        title.set_value(self._before.title)
        why = TextBox(_("What it is for"), _("In a sentence or two"))
        why.set_value(self._before.why)
        self._bind(card, title=title, why=why)

    def _build_fixed(self) -> None:
        """What makes the rule what it is."""
        start = self._before.start
        card = self._card(_("What stays"))
        words = _("Counts from: {start}").format(start=start_words(start) if start else "")
        card.add(Text(words))
        more = _("To count from something else, switch this rule off and add one of your own.")
        card.add(Text(more, muted=True))

    def _build_clock(self) -> None:
        card = self._card(_("The clock"))
        kinds = [*kind_options(self._known), (OWN_KIND, _("A review of its own, recorded under this title"))]
        kind = Select(_("Settled by"), kinds, _("Recording this settles the flag"))
        starts = [(one.value, start_words(one)) for one in Start]
        start = Select(_("Counts from"), starts)
        for select in (kind, start):
            _let_narrow(select)
        counting = ChoiceList(
            _("How it counts"),
            [
                (Counting.REPEATS, _("Again each time it was done"), _("Such as every 6 months")),
                (Counting.ONCE, _("Once"), _("Such as within 15 working days")),
                (Counting.BEFORE, _("Once, back from that day"), _("Such as 3 months before")),
            ],
        )
        self._bind(card, kind=kind, start=start, counting=counting)

    def _build_lengths(self) -> None:
        card = self._card(_("How long"))
        interval = IntervalBox(_("Interval"), _("Leave all empty for the day itself. Parts are added together."))
        interval.set_value(self._before.interval)
        warning = IntervalBox(_("Warning"), _("How long before the due day the flag shows. Empty: from that day on."))
        warning.set_value(self._before.warning)
        self._bind(card, interval=interval, warning=warning)

    def _build_more(self) -> None:
        self._more = SecondaryButton(_("Also for other people"), "plus")
        self._more.clicked.connect(self._on_more)
        self._whom = Text(muted=True)
        self._cards.addWidget(self._more)
        self._cards.addWidget(self._whom)
        self._show_whom()

    def _build_grounds(self) -> None:
        card = self._card(_("Whose duty, and on what grounds"))
        duty = Select(_("Whose duty"), [(one.value, duty_words(one)) for one in Duty])
        duty.set_value(self._before.duty)
        _let_narrow(duty)
        source = TextBox(_("Source"), _("Where the interval comes from, such as your local policy and its date"))
        source.set_value(self._before.source)
        sure = [(one.value, capitalised(one.label), "") for one in Confidence]
        confidence = ChoiceList(_("How sure is the source?"), sure)
        confidence.set_value(self._before.confidence)
        self._bind(card, duty=duty, source=source, confidence=confidence)

    # ── For whom ─────────────────────────────────────────────────────────────────────────────────────

    def _add_group(self, audience: Audience) -> AudienceCard:
        self._made += 1
        group = AudienceCard(self._made)
        group.set_value(audience)
        group.changed.connect(self._show_whom)
        group.removed.connect(partial(self._on_removed, group))
        place = self._cards.indexOf(self._groups[-1]) + 1 if self._groups else self._cards.count()
        self._cards.insertWidget(place, group)
        self._groups.append(group)
        return group

    def _on_more(self) -> None:
        before = tab_stops(self._groups[-1])[-1]
        group = self._add_group(Audience())
        self._show_whom()
        group.show()
        stops = tab_stops(group)
        for one, following in pairwise((before, *stops, self._more)):
            self.setTabOrder(one, following)
        stops[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_removed(self, group: AudienceCard) -> None:
        self._groups.remove(group)
        self._cards.removeWidget(group)
        group.hide()
        group.deleteLater()
        self._show_whom()
        self._more.setFocus()

    def _show_whom(self) -> None:
        words = audience_words([group.value for group in self._groups])
        self._whom.setText(_("So it is for {who}.").format(who=words))
        self._more.setEnabled(len(self._groups) < _MOST_GROUPS)

    def _card(self, title: str) -> Card:
        card = Card(title)
        card.body.setSpacing(look().space(5))
        self._cards.addWidget(card)
        return card

    def _bind(self, card: Card, **fields: Field) -> None:
        for field in fields.values():
            card.add(field)
        self.fields |= fields


def first_problems(form: RuleForm, problems: Sequence[FieldProblem]) -> list[tuple[Field | None, str]]:
    """Each field once, in the order of the form; what belongs to none comes first."""
    order = list(form.fields)
    found: dict[str, str] = {}
    for problem in problems:
        found.setdefault(problem.field, problem.sentence)
    places = sorted(found, key=lambda name: order.index(name) if name in order else -1)
    return [(form.fields.get(name), found[name]) for name in places]


def tab_stops(part: QWidget) -> list[QWidget]:
    """The widgets of ``part`` at which Tab stops, in the order in which they were made."""
    found = [one for one in part.findChildren(QWidget) if one.window() is part.window()]  # without the lists that drop
    return [one for one in found if one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.focusProxy()]


def _let_narrow(select: Select) -> None:
    """Long options must not make a page wider than its window: the box takes the width of the page instead."""
    select.control.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    select.control.setMinimumContentsLength(_FEWEST)
    select.control.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


def _read(field: Field) -> object:
    """Raises a Problem for what is no number."""
    if isinstance(field, IntervalBox):
        return field.value()
    return field.value if isinstance(field, LineBox | TextBox | Select | ChoiceList) else None
