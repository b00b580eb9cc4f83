"""Two versions of a record side by side, for reading: what differs first, then what is the same in both."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.domain.days import short_day_words
from app.domain.facts import local_day
from app.domain.problems import Problem
from app.domain.records import Record, answers, differences
from app.domain.unreadable import any_unreadable
from app.services import records
from app.services.desk import Desk
from app.services.records import RecordPage
from ui.records.words import LONGEST_TITLE, short, version_name
from ui.widgets.answer_card import AnswerCard
from ui.widgets.background import Background
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.combo_box import Select
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.label import Text
from ui.widgets.long_text import long_text
from ui.widgets.naming import identify
from ui.widgets.page import Page
from ui.widgets.tag import Tag, Tone
from ui.widgets.tokens import look

_NARROWEST = 560  # pixels at 100 % in which two versions stand side by side


class ComparePage(Page):
    """At first the version ``revision`` beside the newest; beside the one before it, where it is the newest itself."""

    def __init__(
        self,
        desk: Desk,
        background: Background,
        person_id: UUID,
        record_id: UUID,
        revision: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Two versions compared"), wide=True, parent=parent)
        identify(self, "compare-versions", _("Two versions compared"))
        self._revision = revision
        self._page: RecordPage | None = None
        self._build()
        self._one.changed.connect(self._show)
        self._other.changed.connect(self._show)
        work = partial(records.read, desk, person_id, record_id)
        background.run(work, self._on_loaded, self._on_failed)

    def focus_first(self) -> None:
        """On the choice of the versions."""
        self._one.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._banner = Banner()
        self.set_banner(self._banner)
        self._problem = ErrorSummary()
        self.add(self._problem)
        self.add(Tag(_("For reading only"), Tone.INFO))
        self._one, self._other = Select(_("One version"), ()), Select(_("The other version"), ())
        choice = Columns(narrowest=_NARROWEST)
        for field in (self._one, self._other):
            field.control.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            choice.add(field)
        self.add(choice)
        self._parts = QWidget()
        self.add(self._parts)

    def _on_loaded(self, page: RecordPage) -> None:
        self._page = page
        details = page.person.details
        self._banner.set_person(details.name, [_("CRN {crn}").format(crn=details.crn)], [])
        self.set_heading(self.heading.text(), short(page.record.body.title, LONGEST_TITLE))
        options = [(str(one.revision), _dated(one)) for one in page.versions]
        newest = page.record.revision
        pair = (self._revision, newest) if self._revision < newest else (newest - 1, newest)
        for field, chosen in zip((self._one, self._other), pair, strict=True):
            field.set_options(options)
            field.set_value(str(chosen))
        self._show()

    def _on_failed(self, problem: Problem) -> None:
        self._problem.show_problems([(None, problem.sentence)])

    def _show(self) -> None:
        fresh = QWidget()
        layout = QVBoxLayout(fresh)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.body.spacing())
        for card in self._cards():
            layout.addWidget(card)
        self.body.replaceWidget(self._parts, fresh)
        self._parts.hide()
        self._parts.deleteLater()
        self._parts = fresh

    def _cards(self) -> list[QWidget]:
        if self._page is None or self._one.value is None or self._other.value is None:
            return [Text(_("Choose two versions."), muted=True)]
        versions = {str(one.revision): one for one in self._page.versions}
        pair = versions[self._one.value], versions[self._other.value]
        found = differences(pair[0].body, pair[1].body, self._page.titles)
        differ = {ask.key for ask, _old, _new in found}
        same = [
            (ask.label, words)
            for ask, words in answers(pair[0].body, self._page.titles)
            if words and ask.key not in differ
        ]
        names = [version_name(one, self._page.versions) for one in pair]
        if any_unreadable(pair):
            return [Text(_("One of these versions cannot be read, so they cannot be compared."), muted=True)]
        cards: list[QWidget] = [_differing([(ask.label, old, new) for ask, old, new in found], names)]
        if same:
            cards.append(AnswerCard(_("The same in both"), same))
        return cards


def _differing(found: Sequence[tuple[str, str, str]], names: Sequence[str]) -> Card:
    """Each question with both answers beside each other, or below each other where there is little room."""
    card = Card(_("What differs: {count}").format(count=len(found)))
    for label, *both in found:
        columns = Columns(narrowest=_NARROWEST)
        for name, words in zip(names, both, strict=True):
            columns.add(_answer(label, name, words))
        card.add(Text(label, strong=True))
        card.add(columns)
    if not found:
        card.add(Text(_("Every answer is the same in both."), muted=True))
    return card


def _answer(label: str, name: str, words: str) -> QWidget:
    """The answer of one version, below the name of the version."""
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, look().space(2))
    layout.setSpacing(look().space(1))
    layout.addWidget(Text(name, muted=True))
    layout.addWidget(long_text(words or _("Nothing entered"), label, muted=not words))
    layout.addStretch(1)
    return column


def _dated(version: Record) -> str:
    day = short_day_words(local_day(version.recorded_at))
    return _("Version {number} · {day}").format(number=version.revision, day=day)
