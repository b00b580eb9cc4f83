"""One record: its answers, marks and versions, with the ways to change it. Knows no kind by name."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.days import moment_words
from app.domain.kinds import KINDS
from app.domain.problems import Problem
from app.domain.records import Mark, Marking, Record, answers
from app.services import records
from app.services.desk import Desk
from ui.records.dialogs import ErrorDialog, MarkDialog, UnmarkDialog
from ui.records.restricted_card import RestrictedCard
from ui.records.rows import marking_rows, version_rows
from ui.records.words import LONGEST_TITLE, put_words, short
from ui.widgets.answer_card import AnswerCard
from ui.widgets.background import Background
from ui.widgets.banner import Banner
from ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.flow import FlowLayout
from ui.widgets.form_dialog import FormDialog
from ui.widgets.list_card import ListCard
from ui.widgets.naming import identify
from ui.widgets.page import Page
from ui.widgets.saved_note import announce
from ui.widgets.tag import Tag, Tone

_MARKS = (Mark.DISPUTED, Mark.RESTRICTED, Mark.SENSITIVE)


class RecordPage(Page):
    """``change_started`` with the record, ``version_opened`` with it and the number of a version, ``record_left`` once
    it was taken out.

    ``shown``: it was opened where restricted records are shown already; else such a one is hidden until asked for.
    """

    change_started = Signal(object)
    version_opened = Signal(object, int)
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

    def _build_head(self) -> None:
        self._banner = Banner()
        self.set_banner(self._banner)
        self._change = PrimaryButton(_("Change…"), "pencil")
        self.set_action(self._change)
        self._problem = ErrorSummary()
        self._hidden = RestrictedCard()
        self._tags = QWidget()
        self._answers = QWidget()
        for part in (self._problem, self._hidden, self._tags, self._answers):
            self.add(part)
        for part in (self._change, self._hidden):
            part.hide()

    def _build_cards(self) -> None:
        empty = _("Not marked. A mark says something about the entry without changing it.")
        self._marks = ListCard(_("Marks"), hint=_("Space takes a mark off."), empty=empty, counted=False)
        self._buttons = {mark: SecondaryButton(put_words(mark)) for mark in _MARKS}
        row = FlowLayout()
        for button in self._buttons.values():
            row.addWidget(button)
        self._marks.add(row)
        self._versions = ListCard(_("Versions"), hint=_("Enter compares it with the newest, side by side."))
        self._error = LinkButton(_("Entered in error…"))
        for part in (self._marks, self._versions, self._error):
            self.add(part)
        self._error.hide()

    def _connect_signals(self) -> None:
        self._change.clicked.connect(self._on_change_wanted)
        self._hidden.show_wanted.connect(self._on_show_wanted)
        for mark, button in self._buttons.items():
            button.clicked.connect(partial(self._on_mark_wanted, mark))
        self._marks.list.row_acted.connect(self._on_unmark_wanted)
        self._versions.list.row_opened.connect(self._on_version_opened)
        self._error.clicked.connect(self._on_error_wanted)

    def _on_loaded(self, page: records.RecordPage) -> None:
        self._problem.clear()
        record, details = page.record, page.person.details
        kind = KINDS[record.kind]
        self._banner.set_person(details.name, [_("CRN {crn}").format(crn=details.crn)], [])
        if kind.ROOM.restricted and not self._shown:
            self.set_heading(kind.ROOM.label)
            self._hidden.show()
            return
        self._hidden.hide()
        self._record = record
        by = _("{kind} · {name}, {moment}")
        below = by.format(kind=kind.name(), name=record.by, moment=moment_words(record.recorded_at))
        self.set_heading(short(record.body.title, LONGEST_TITLE) or kind.name(), below)
        self._show_tags(page)
        lines = [(ask.label, words) for ask, words in answers(record.body, page.titles)]
        self._answers = self._in_place_of(self._answers, AnswerCard(_("What is recorded"), lines))
        self._marks.set_rows(marking_rows(page))
        for mark, button in self._buttons.items():
            button.setVisible(mark not in page.marks and not record.removed)
        self._versions.set_rows(version_rows(page.versions, page.titles))
        for part in (self._change, self._error):
            part.setVisible(not record.removed)

    def _show_tags(self, page: records.RecordPage) -> None:
        """How it stands, and its marks."""
        fresh = QWidget()
        row = FlowLayout(fresh)
        removed = page.record.removed
        standing = _("Entered in error") if removed else page.standing
        tags = [(standing, Tone.ATTENTION if removed else Tone.NEUTRAL)] if standing else []
        for words, tone in [*tags, *((mark.label, Tone.INFO) for mark in page.marks)]:
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

    def _on_show_wanted(self) -> None:
        work = partial(records.show_restricted, self._desk, self._person_id)
        self._background.run(work, self._on_noted, self._on_failed)

    def _on_noted(self, _result: object) -> None:
        """Shown only once the audit says so."""
        self._shown = True
        self.refresh()

    def _on_change_wanted(self) -> None:
        self.change_started.emit(self._record)

    def _on_version_opened(self, revision: int) -> None:
        self.version_opened.emit(self._record, revision)

    def _on_mark_wanted(self, mark: Mark) -> None:
        if self._record:
            self._ask(MarkDialog(self._desk, self._background, self._record, mark, self))

    def _on_unmark_wanted(self, one: Marking) -> None:
        if self._record:
            self._ask(UnmarkDialog(self._desk, self._background, self._record, one.mark, self))

    def _on_error_wanted(self) -> None:
        if self._record:
            dialog = ErrorDialog(self._desk, self._background, self._record, self)
            dialog.saved.connect(self.record_left)
            dialog.open()

    def _ask(self, dialog: FormDialog) -> None:
        dialog.saved.connect(self._on_marked)
        dialog.open()

    def _on_marked(self) -> None:
        announce(self, _("Saved"))
        self.refresh()
