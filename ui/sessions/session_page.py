"""A signed session for reading: its three clocks, what is copied to NDelius, every answer, its marks and addenda.

What was signed cannot be changed here or anywhere; a correction is an addendum beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from app.domain.case_problems import LooksLikeThirdParty
from app.domain.contacts import is_late
from app.domain.days import day_words, moment_words
from app.domain.marks import Mark, standing_marks
from app.domain.problems import Problem
from app.domain.reviews import Event
from app.domain.sessions import Addendum, Session
from app.services import handover, marks, sessions
from app.services.desk import Desk
from app.services.handover import Handover
from app.services.sessions import SessionPage as Signed
from ui.sessions.answers import answers
from ui.sessions.direction import direction_words
from ui.sessions.handover_card import HandoverCard
from ui.widgets.answer_card import AnswerCard
from ui.widgets.audited_card import AuditedCard
from ui.widgets.background import Background
from ui.widgets.banner import Banner
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.gradual import Gradual, tab_after
from ui.widgets.label import Text
from ui.widgets.mark_words import mark_tags
from ui.widgets.marks_card import MarksCard
from ui.widgets.naming import identify
from ui.widgets.page import Page
from ui.widgets.question_box import ask_to_keep, leave_page
from ui.widgets.tag import Tone
from ui.widgets.text_box import TextBox


@dataclass(frozen=True, kw_only=True)
class _Content:
    signed: Signed
    handover: Handover


class SessionPage(Page):
    """Read from the store by ``refresh``. ``export_requested`` carries the id of the session, ``person_known`` that of
    the person, once it is read.

    With ``copying`` the focus goes to what is copied to NDelius. The words of a session that is marked as restricted
    are shown once the officer asked for them, and hidden again when the page goes out of view.
    """

    export_requested = Signal(object)
    person_known = Signal(object)

    def __init__(
        self,
        desk: Desk,
        background: Background,
        session_id: UUID,
        *,
        copying: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        identify(self, "signed-session", _("Signed session"))
        self._desk = desk
        self._background = background
        self._session_id = session_id
        self._sought: type[HandoverCard | MarksCard] | None = HandoverCard if copying else None
        self._content_shown: _Content | None = None
        self._open = False  # whether a restricted one was asked for
        self._banner = Banner()
        self.set_banner(self._banner)
        self._export = PrimaryButton(_("Export as PDF…"), "download")
        self._export.clicked.connect(self._on_export_clicked)
        self.set_action(self._export)
        self._problem = ErrorSummary()
        self._answers = QWidget()
        for part in (self._problem, self._answers):
            self.add(part)
        self._text = TextBox(_("Correction or addition"), _("Dated and named as yours when it is added."))
        self._add_button = SecondaryButton(_("Add the addendum"))
        self._build_addendum_form()
        self.refresh()

    def refresh(self) -> None:
        """Read the session again and show it."""
        self._background.run(self._read, self._show)

    @property
    def settled(self) -> bool:
        """Whether no addendum is half written: it is kept nowhere before it is added."""
        return not self._text.value.strip()

    def leave(self, go: Callable[[], object]) -> None:
        """Call ``go``; asks before, once, while an addendum is half written."""
        leave_page(self, go, settled=self.settled)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._open and self._content_shown:
            self._open = False
            self._fill(self._content_shown)

    def _read(self) -> _Content:
        """On the worker thread."""
        signed = sessions.read(self._desk, self._session_id)
        return _Content(signed=signed, handover=handover.read(self._desk, self._session_id))

    def _build_addendum_form(self) -> None:
        card = self._addendum_card = Card(_("Add to this session"))
        card.add(self._text)
        card.add(self._add_button)
        self._add_button.clicked.connect(self._on_add_clicked)
        self.add(card)

    def _show(self, content: _Content) -> None:
        signed = content.signed
        session, entry, details = signed.session, signed.session.entry, signed.person.details
        place, on = entry.place, entry.held_at
        held = entry.outcome is not None and entry.outcome.held
        title = _("{place} session, {day}") if held else _("{place} session not held, {day}")
        self.set_heading(
            title.format(place=place.label if place else "", day=day_words(on.astimezone().date()) if on else ""),
            entry.outcome.label if entry.outcome else "",
        )
        tags: list[tuple[str, Tone | str]] = [(_("Signed"), Tone.SUCCESS)]
        if is_late(entry.held_at, session.signed_at):
            tags.append((_("Late entry"), Tone.ATTENTION))
        tags += mark_tags(signed.markings)
        self._banner.set_person(details.name, [_("CRN {crn}").format(crn=details.crn)], tags)
        self.person_known.emit(session.person_id)
        self._fill(content)

    def _fill(self, content: _Content) -> None:
        self._content_shown = content
        self._problem.clear()
        self._export.setVisible(not self._hides(content))
        fresh = Gradual((), self.body.spacing())
        self.body.replaceWidget(self._answers, fresh)
        self._answers.hide()
        self._answers.deleteLater()
        self._answers = fresh
        fresh.begin(self._parts(content), self._on_placed)
        tab_after(fresh, self._addendum_card)

    def _hides(self, content: _Content) -> bool:
        return Mark.RESTRICTED in standing_marks(content.signed.markings) and not self._open

    def _parts(self, content: _Content) -> Iterator[QWidget]:
        signed, hides = content.signed, self._hides(content)
        if hides:
            note = partial(marks.show_restricted, self._desk, signed.session.person_id)
            hidden = AuditedCard(_("This session is marked as restricted."), self._background, note)
            hidden.noted.connect(self._on_noted)
            hidden.failed.connect(self._on_failed)
            yield hidden
        elif signed.events:
            yield _forward_card(signed.events)
        yield _clock_card(signed.session)
        if not hides:
            copying = HandoverCard(self._desk, self._background, content.handover)
            copying.changed.connect(partial(self._refresh_at, HandoverCard))
            copying.failed.connect(self._on_failed)
            yield copying
            yield from _answer_cards(signed)
        person_id = signed.session.person_id
        put = partial(marks.put, self._desk, person_id, self._session_id)
        take_off = partial(marks.take_off, self._desk, person_id, self._session_id)
        card = MarksCard(self._background, put, take_off)
        card.changed.connect(partial(self._refresh_at, MarksCard))
        yield card

    def _on_placed(self, part: QWidget) -> None:
        """Filled in its place; then to what the officer came for, or has just changed there."""
        if isinstance(part, MarksCard) and self._content_shown:
            part.show_marks(self._content_shown.signed.markings)
        if self._sought and isinstance(part, HandoverCard | MarksCard) and isinstance(part, self._sought):
            self._sought = None
            part.first_control.setFocus(Qt.FocusReason.TabFocusReason)

    def _refresh_at(self, card: type[HandoverCard | MarksCard]) -> None:
        self._sought = card
        self.refresh()

    def _on_noted(self) -> None:
        """Shown only once the audit says so."""
        self._open = True
        self.refresh()

    def _on_failed(self, problem: Problem) -> None:
        self._problem.show_problems([(None, problem.sentence)])
        self.scroll_to_top()

    def _on_export_clicked(self) -> None:
        self.export_requested.emit(self._session_id)

    def _on_add_clicked(self) -> None:
        self._add(sure=False)

    def _add(self, *, sure: bool) -> None:
        text = self._text.value
        if not text.strip():
            self._text.set_problem(_("Enter what to add"))
            self._text.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._text.set_problem(None)
        work = partial(sessions.add_addendum, self._desk, self._session_id, text, sure=sure)
        self._background.run(work, self._on_added, self._on_not_added)

    def _on_added(self, _addendum: Addendum) -> None:
        self._text.set_value("")
        self.refresh()

    def _on_not_added(self, problem: Problem) -> None:
        if isinstance(problem, LooksLikeThirdParty):
            self._text.set_problem(problem.problems[0].sentence)
            ask_to_keep(self, problem.sentence, partial(self._add, sure=True))
        else:
            self._text.set_problem(problem.sentence)


def _answer_cards(signed: Signed) -> Iterator[QWidget]:
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
