"""A signed session for reading: its three clocks, every answer, what it brought forward, and its addenda.

What was signed cannot be changed here or anywhere; a correction is an addendum beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.contacts import is_late
from app.domain.days import day_words, moment_words
from app.domain.problems import Problem
from app.domain.reviews import Event
from app.domain.sessions import Addendum, Session
from app.services import sessions
from app.services.desk import Desk
from app.services.sessions import SessionPage as Signed
from ui.sessions.answers import answers
from ui.sessions.direction import direction_words
from ui.widgets.answer_card import AnswerCard
from ui.widgets.background import Background
from ui.widgets.banner import Banner
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.gradual import Gradual
from ui.widgets.label import Text
from ui.widgets.naming import identify
from ui.widgets.page import Page
from ui.widgets.question_box import leave_page
from ui.widgets.tag import Tone
from ui.widgets.text_box import TextBox


class SessionPage(Page):
    """Read from the store by ``refresh``. ``export_requested`` carries the id of the session."""

    export_requested = Signal(object)

    def __init__(self, desk: Desk, background: Background, session_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        identify(self, "signed-session", _("Signed session"))
        self._desk = desk
        self._background = background
        self._session_id = session_id
        self._banner = Banner()
        self.set_banner(self._banner)
        export = PrimaryButton(_("Export as PDF…"), "download")
        export.clicked.connect(self._on_export_clicked)
        self.set_action(export)
        self._answers = QWidget()
        self.add(self._answers)
        self._text = TextBox(_("Correction or addition"), _("Dated and named as yours when it is added."))
        self._add_button = SecondaryButton(_("Add the addendum"))
        self._build_addendum_form()
        self.refresh()

    def refresh(self) -> None:
        """Read the session again and show it."""
        self._background.run(partial(sessions.read, self._desk, self._session_id), self._show)

    @property
    def settled(self) -> bool:
        """Whether no addendum is half written: it is kept nowhere before it is added."""
        return not self._text.value.strip()

    def leave(self, go: Callable[[], object]) -> None:
        """Call ``go``; asks before, once, while an addendum is half written."""
        leave_page(self, go, settled=self.settled)

    def _build_addendum_form(self) -> None:
        card = Card(_("Add to this session"))
        card.add(self._text)
        card.add(self._add_button)
        self._add_button.clicked.connect(self._on_add_clicked)
        self.add(card)

    def _show(self, signed: Signed) -> None:
        session, entry, details = signed.session, signed.session.entry, signed.person.details
        place, on = entry.place, entry.held_at
        held = entry.outcome is not None and entry.outcome.held
        title = _("{place} session, {day}") if held else _("{place} session not held, {day}")
        self.set_heading(
            title.format(place=place.label if place else "", day=day_words(on.astimezone().date()) if on else ""),
            entry.outcome.label if entry.outcome else "",
        )
        tags = [(_("Signed"), Tone.SUCCESS)]
        if is_late(entry.held_at, session.signed_at):
            tags.append((_("Late entry"), Tone.ATTENTION))
        self._banner.set_person(details.name, [_("CRN {crn}").format(crn=details.crn)], tags)
        self._fill(signed)

    def _fill(self, signed: Signed) -> None:
        content = Gradual(_parts(signed), self.body.spacing())
        self.body.replaceWidget(self._answers, content)
        self._answers.deleteLater()
        self._answers = content

    def _on_export_clicked(self) -> None:
        self.export_requested.emit(self._session_id)

    def _on_add_clicked(self) -> None:
        text = self._text.value
        if not text.strip():
            self._text.set_problem(_("Enter what to add"))
            self._text.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._text.set_problem(None)
        work = partial(sessions.add_addendum, self._desk, self._session_id, text)
        self._background.run(work, self._on_added, self._on_not_added)

    def _on_added(self, _addendum: Addendum) -> None:
        self._text.set_value("")
        self.refresh()

    def _on_not_added(self, problem: Problem) -> None:
        self._text.set_problem(problem.sentence)


def _parts(signed: Signed) -> Iterator[QWidget]:
    if signed.events:
        yield _forward_card(signed.events)
    yield _clock_card(signed.session)
    directions = {factor: direction_words(comparison, None, None) for factor, comparison in signed.comparisons.items()}
    for page in answers(signed.session.entry, signed.task_texts, directions):
        if any(words.strip() for _question, words in page.lines):
            yield AnswerCard(page.title, page.lines)
    yield from map(_addendum_card, signed.session.addenda)


def _forward_card(events: Sequence[Event]) -> Card:
    card = Card(_("Brought forward to today: risk review"))
    for event in events:
        card.add(Text(event.reason))
    return card


def _clock_card(session: Session) -> Card:
    card = Card()
    held = session.entry.held_at
    clocks = (
        (_("Took place: {moment}"), held),
        (_("Written: {moment}"), session.written_at),
        (_("Signed: {moment}"), session.signed_at),
    )
    for words, at in clocks:
        if at:
            card.add(Text(words.format(moment=moment_words(at))))
    officer = session.officer
    by = _("By {name}, {role}, {office}").format(name=officer.name, role=officer.role, office=officer.office)
    card.add(Text(by, muted=True))
    return card


def _addendum_card(addendum: Addendum) -> Card:
    card = Card(_("Addendum"))
    card.add(Text(_("{name}, {moment}").format(name=addendum.by, moment=moment_words(addendum.added_at)), muted=True))
    card.add(Text(addendum.text))
    return card
