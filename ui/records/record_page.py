"""One record: its answers, what refers to it, its marks and versions, with the ways to change it.

Knows no kind by name.
"""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from app.domain.days import moment_words
from app.domain.kinds import kind_of
from app.domain.marks import Mark
from app.domain.problems import Problem
from app.domain.records import Body, Record, answers
from app.domain.unreadable import Unreadable
from app.services import marks, records
from app.services.desk import Desk
from ui.records.dialogs import ErrorDialog
from ui.records.rows import referring_row, version_rows
from ui.records.words import LONGEST_TITLE, restricted_words, short
from ui.widgets.answer_card import AnswerCard
from ui.widgets.audited_card import AuditedCard
from ui.widgets.background import Background
from ui.widgets.banner import Banner
from ui.widgets.buttons import LinkButton, PrimaryButton
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.flow import FlowLayout
from ui.widgets.list_card import ListCard
from ui.widgets.mark_words import mark_tags
from ui.widgets.marks_card import MarksCard
from ui.widgets.naming import identify
from ui.widgets.page import Page
from ui.widgets.tag import Tag, Tone


class RecordPage(Page):
    """``change_started`` with the record, ``version_opened`` with it and the number of a version, ``record_left`` once
    it was taken out; ``record_opened`` with the person and another record.

    ``shown``: it was opened where the records of a restricted room are shown already; else such a one is hidden until
    asked for. One that is marked as restricted always is, and again once the page goes out of view.
    """

    change_started = Signal(object)
    version_opened = Signal(object, int)
    record_opened = Signal(object, object)
    record_left = Signal()

    def __init__(
        self,
        desk: Desk,
        background: Background,
        person_id: UUID,
        record_id: UUID,
        *,
        shown: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        identify(self, "record", _("Record"))
        self._desk, self._background = desk, background
        self._person_id, self._record_id = person_id, record_id
        self._shown = shown
        self._asked = False  # whether one that is marked as restricted was asked for
        self._page: records.RecordPage | None = None
        self._record: Record | None = None
        self._build_head()
        self._build_cards()
        self._connect_signals()
        self.refresh()

    @property
    def subject(self) -> UUID:
        """The id of the record."""
        return self._record_id

    def refresh(self) -> None:
        """Fetch the record anew; what is shown stays until then."""
        work = partial(records.read, self._desk, self._person_id, self._record_id)
        self._background.run(work, self._on_loaded, self._on_failed)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._asked and self._page:
            self._asked = False
            self._on_loaded(self._page)

    def _build_head(self) -> None:
        self._banner = Banner()
        self.set_banner(self._banner)
        self._change = PrimaryButton(_("Change…"), "pencil")
        self.set_action(self._change)
        self._problem = ErrorSummary()
        self._hidden = AuditedCard(
            restricted_words(), self._background, partial(marks.show_restricted, self._desk, self._person_id)
        )
        self._tags = QWidget()
        self._answers = QWidget()
        for part in (self._problem, self._hidden, self._tags, self._answers):
            self.add(part)
        for part in (self._change, self._hidden):
            part.hide()

    def _build_cards(self) -> None:
        self._referring = ListCard(_("Recorded about it"), hint=_("Enter opens one."))
        put = partial(marks.put, self._desk, self._person_id, self._record_id)
        take_off = partial(marks.take_off, self._desk, self._person_id, self._record_id)
        self._marks = MarksCard(self._background, put, take_off)
        self._versions = ListCard(_("Versions"), hint=_("Enter compares it with the newest, side by side."))
        self._error = LinkButton(_("Entered in error…"))
        for part in (self._referring, self._marks, self._versions, self._error):
            self.add(part)
        self._error.hide()

    def _connect_signals(self) -> None:
        self._change.clicked.connect(self._on_change_wanted)
        self._hidden.noted.connect(self._on_noted)
        self._hidden.failed.connect(self._on_failed)
        self._referring.list.row_opened.connect(self._on_other_opened)
        self._marks.changed.connect(self.refresh)
        self._versions.list.row_opened.connect(self._on_version_opened)
        self._error.clicked.connect(self._on_error_wanted)

    def _on_loaded(self, page: records.RecordPage) -> None:
        self._problem.clear()
        self._page = page
        record, details = page.record, page.person.details
        kind = kind_of(record)
        self._banner.set_person(details.name, [_("CRN {crn}").format(crn=details.crn)], [])
        if record.body.ROOM.restricted and not self._shown:
            self.set_heading(record.body.ROOM.label)
            self._hidden.show()
            return
        self._show_tags(page)
        self._marks.show_marks(page.markings)
        if Mark.RESTRICTED in page.marks and not self._asked:
            self._show_closed(kind)
        else:
            self._show_words(page)

    def _show_closed(self, kind: type[Body]) -> None:
        """That it is there and marked as restricted, and none of its words."""
        self.set_heading(kind.name())
        self._hidden.set_why(_("This record is marked as restricted."))
        self._hidden.show()
        self._answers = self._in_place_of(self._answers, QWidget())
        for card in (self._referring, self._versions):
            card.set_rows([])
        for part in (self._change, self._error):
            part.hide()

    def _show_words(self, page: records.RecordPage) -> None:
        self._hidden.hide()
        self._record = record = page.record
        kind = kind_of(record)
        by = _("{kind} · {name}, {moment}")
        below = by.format(kind=kind.name(), name=record.by, moment=moment_words(record.recorded_at))
        self.set_heading(short(record.body.title, LONGEST_TITLE) or kind.name(), below)
        lines = [(ask.label, words) for ask, words in answers(record.body, page.titles)]
        self._answers = self._in_place_of(self._answers, AnswerCard(_("What is recorded"), lines))
        others = [one for one in page.referring if record.body.ROOM.restricted or not one.body.ROOM.restricted]
        self._referring.set_rows([referring_row(one, page) for one in others])
        self._versions.set_rows(version_rows(page.versions, page.titles))
        for part in (self._change, self._error):
            part.setVisible(not record.removed and not isinstance(record.body, Unreadable))

    def _show_tags(self, page: records.RecordPage) -> None:
        """How it stands, and its marks."""
        fresh = QWidget()
        row = FlowLayout(fresh)
        removed = page.record.removed
        standing = _("Entered in error") if removed else page.standing
        tags = [(standing, Tone.ATTENTION if removed else Tone.NEUTRAL)] if standing else []
        for words, tone in [*tags, *mark_tags(page.markings)]:
            row.addWidget(Tag(words, tone))
        self._tags = self._in_place_of(self._tags, fresh)
        fresh.setVisible(bool(row.count()))

    def _in_place_of(self, before: QWidget, fresh: QWidget) -> QWidget:
        self.body.replaceWidget(before, fresh)
        before.hide()
        before.deleteLater()
        return fresh

    def _on_failed(self, problem: Problem) -> None:
        self._problem.show_problems([(None, problem.sentence)])

    def _on_noted(self) -> None:
        """Shown only once the audit says so."""
        self._shown = self._asked = True
        self.refresh()

    def _on_change_wanted(self) -> None:
        self.change_started.emit(self._record)

    def _on_version_opened(self, revision: int) -> None:
        self.version_opened.emit(self._record, revision)

    def _on_other_opened(self, record_id: UUID) -> None:
        self.record_opened.emit(self._person_id, record_id)

    def _on_error_wanted(self) -> None:
        if self._record:
            dialog = ErrorDialog(self._desk, self._background, self._record, self)
            dialog.saved.connect(self.record_left)
            dialog.open()
