"""What can be done with a flag, by key, by its button and by its menu: the same wherever flags are listed on Today."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.absences import DECIDE, JUDGE
from app.domain.deadlines import FAULT, Due, Flag
from app.domain.problems import Problem
from app.domain.rules import Settle
from app.services import deadlines
from app.services.desk import Desk
from app.services.today import FlagRow
from ui.today.dialogs import DeferDialog, OfficialDateDialog, is_official
from ui.widgets.background import Background
from ui.widgets.flag_row import action_words
from ui.widgets.naming import identify
from ui.widgets.row_list import RowList
from ui.widgets.saved_note import announce

LETTERS = "RSPOW"
"""Record, session, put off, official date, which rule. D is taken: on this page it ticks a task off as done."""


def keys_words() -> str:
    return _(
        "Enter opens the person, R records what was done, S starts a session, P puts off, O enters an official date, "
        "W shows the rule, Space does what the button says; the menu key lists them."
    )


class FlagActions(QObject):
    """``changed`` when a due day was moved, ``failed`` carries the problem; the other signals go somewhere.

    ``review_started`` carries the person, the kind of review and what it is about, if it is about one absence;
    ``form_opened`` the person and the form of the record that settles the flag.
    """

    person_opened = Signal(object, str)
    session_started = Signal(object)
    draft_opened = Signal(object)
    review_started = Signal(object, str, object)
    meeting_started = Signal(object)
    form_opened = Signal(object, object)
    absences_opened = Signal(object)
    deferrals_opened = Signal(object)
    rule_opened = Signal(str)
    changed = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, background: Background, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._background, self._page = desk, background, page
        self._letters: dict[str, Callable[[FlagRow], object]] = {
            "R": self.record,
            "S": self.start_session,
            "P": self.put_off,
            "O": self.set_official_date,
            "W": self.show_rule,
        }

    def watch(self, rows: RowList) -> None:
        """Answer what is done in a list whose keys are FlagRows."""
        rows.row_opened.connect(self._on_opened)
        rows.row_acted.connect(self.act)
        rows.letter_pressed.connect(self._on_letter)
        rows.more_wanted.connect(self._on_more_wanted)

    def act(self, row: FlagRow) -> None:
        """What its button says."""
        if _group(row, self._desk.today()) is Due.DEFERRED:
            self.take_back(row)
        else:
            self._settle(row.flag)

    def record(self, row: FlagRow) -> None:
        """Record that it was done."""
        if row.flag.settle in (Settle.SESSION, Settle.PERSON):
            announce(self._page, _("No record settles this: use its button."))
        else:
            self._settle(row.flag)

    def start_session(self, row: FlagRow) -> None:
        self.session_started.emit(row.flag.person_id)

    def put_off(self, row: FlagRow) -> None:
        """Ask until when and why, unless it cannot be put off."""
        flag = row.flag
        work = partial(deadlines.deferrable_until, self._desk, flag.person_id, flag.kind, flag.subject)
        self._background.run(work, partial(self._ask_until, row), self.failed.emit)

    def take_back(self, row: FlagRow) -> None:
        """What was put off is due on its own day again."""
        flag = row.flag
        work = partial(deadlines.take_back, self._desk, flag.person_id, flag.kind, flag.subject)
        self._background.run(work, self._on_taken_back, self.failed.emit)

    def set_official_date(self, row: FlagRow) -> None:
        if not is_official(row.flag):
            announce(self._page, _("No official system keeps a date for this."))
            return
        self._open(OfficialDateDialog(self._desk, self._background, row, self._page))

    def withdraw_official_date(self, row: FlagRow) -> None:
        work = partial(deadlines.withdraw_official_date, self._desk, row.flag.person_id, row.flag.kind)
        self._background.run(work, self._on_changed, self.failed.emit)

    def show_rule(self, row: FlagRow) -> None:
        if row.flag.rule_key == FAULT:
            announce(self._page, _("No rule asks for this: something is wrong with the record."))
        else:
            self.rule_opened.emit(row.flag.rule_key)

    def menu(self, row: FlagRow) -> QMenu:
        """Everything that can be done with one flag, each with its key."""
        menu = QMenu(self._page)
        identify(menu, "flag-menu", _("What to do with {title}").format(title=row.flag.title))
        for words, key, slot in self._entries(row):
            action = menu.addAction(_("{command}\t{key}").format(command=words, key=key))
            action.triggered.connect(partial(_act, slot, row))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _entries(self, row: FlagRow) -> Iterator[tuple[str, str, Callable[[FlagRow], object]]]:
        flag, group = row.flag, _group(row, self._desk.today())
        yield action_words(flag, group), _("Space"), self.act
        if group is Due.DEFERRED and flag.settle in (Settle.REVIEW, Settle.RECORD):
            yield _("Record it"), "R", self.record
        if flag.settle is not Settle.SESSION:
            yield _("Start a session"), "S", self.start_session
        if flag.settle is not Settle.PERSON:
            yield _("Put it off again…") if flag.deferred_until else _("Put it off…"), "P", self.put_off
        if is_official(flag):
            yield _("The official system says another date…"), "O", self.set_official_date
        if flag.official:
            yield _("Let the rule count again"), "", self.withdraw_official_date
        if flag.rule_key != FAULT:
            yield _("Show the rule"), "W", self.show_rule
        yield _("Deferrals of this person"), "", self._on_deferrals_wanted
        yield _("Open the person"), _("Enter"), self._on_opened

    def _settle(self, flag: Flag) -> None:
        if flag.kind in (JUDGE, DECIDE):
            self.absences_opened.emit(flag.person_id)
        elif flag.settle is Settle.REVIEW:
            self.review_started.emit(flag.person_id, flag.kind, flag.subject)
        elif flag.settle is Settle.SESSION:
            self.session_started.emit(flag.person_id)
        elif flag.settle is Settle.DRAFT:
            self.draft_opened.emit(flag.subject)
        elif flag.settle is Settle.MEETING:
            self.meeting_started.emit(flag.person_id)
        elif flag.form:
            self.form_opened.emit(flag.person_id, flag.form)
        else:
            self.person_opened.emit(flag.person_id, "due")

    def _ask_until(self, row: FlagRow, latest: date | None) -> None:
        if latest is None:
            self.failed.emit(CannotBePutOff(_("This cannot be put off any more: do it, or mend the record.")))
        else:
            self._open(DeferDialog(self._desk, self._background, row, latest, self._page))

    def _open(self, dialog: DeferDialog | OfficialDateDialog) -> None:
        dialog.saved.connect(self.changed)
        dialog.open()

    def _on_letter(self, row: FlagRow, letter: str) -> None:
        self._letters[letter](row)

    def _on_more_wanted(self, row: FlagRow, place: QPoint) -> None:
        self.menu(row).popup(place)

    def _on_opened(self, row: FlagRow) -> None:
        self.person_opened.emit(row.flag.person_id, "due")

    def _on_deferrals_wanted(self, row: FlagRow) -> None:
        self.deferrals_opened.emit(row.flag.person_id)

    def _on_taken_back(self, _result: object) -> None:
        announce(self._page, _("No longer put off: it is due on its own day again"))
        self.changed.emit()

    def _on_changed(self, _result: object) -> None:
        self.changed.emit()


class CannotBePutOff(Problem):
    """The duty has reached the limit of deferrals."""


def _act(slot: Callable[[FlagRow], object], row: FlagRow, _checked: object = None) -> None:
    slot(row)


def _group(row: FlagRow, today: date) -> Due:
    return row.flag.group(today)
