"""The timeline of a person: everything recorded in the order of its days, narrowed down by group, days and words.

Reads no more than it shows, on the worker; restricted records stay closed until they are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from gettext import gettext as _
from gettext import ngettext
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from app.domain.problems import Problem
from app.domain.records import Room
from app.domain.timeline import Group, Item, Wanted
from app.services import audit, marks, people, timeline
from app.services.desk import Desk
from app.services.people import PersonPage
from app.services.timeline import Timeline
from ui.records.rows import item_row
from ui.widgets.background import Background
from ui.widgets.banner import Banner
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns, stack
from ui.widgets.date_box import DateBox, NotADate
from ui.widgets.empty_state import EmptyState
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.label import Text
from ui.widgets.line_box import LineBox
from ui.widgets.naming import identify
from ui.widgets.page import Page
from ui.widgets.person_banner import banner_facts, banner_tags
from ui.widgets.room_bar import TIMELINE, RoomBar
from ui.widgets.row_list import RowList
from ui.widgets.saved_note import announce
from ui.widgets.toggle_row import ToggleRow

PAGE = 50
"""Items shown at first, and by which "Show more" goes on."""
PAUSE = 250
"""Milliseconds without a key after which a search begins."""


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What was asked of the worker; ``open`` where restricted records are to be named."""

    wanted: Wanted
    number: int
    open: bool


class TimelinePage(Page):
    """``room_chosen`` with the key of a room; ``session_opened`` with its id, ``review_opened`` and ``record_opened``
    with person and id, and the last with whether restricted records are shown.
    """

    room_chosen = Signal(str)
    session_opened = Signal(object)
    review_opened = Signal(object, object)
    record_opened = Signal(object, object, bool)

    def __init__(self, desk: Desk, background: Background, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(_("Timeline"), _everything(), wide=True, parent=parent)
        identify(self, "timeline", _("Timeline"))
        self._desk, self._background, self._person_id = desk, background, person_id
        self._wanted, self._number, self._open = Wanted(), PAGE, False
        self._reading = False
        self._within = False  # whether an item lies on top
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._build_head()
        self._build_filters()
        self._build_list()
        self._connect_signals()
        background.run(partial(people.page, desk, person_id), self._on_person_loaded, self._on_failed)
        self.refresh()

    @property
    def subject(self) -> UUID:
        """The id of the person."""
        return self._person_id

    def refresh(self) -> None:
        """Fetch the timeline anew; filters, search and what is shown stay until then."""
        self._within = False
        self._load()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is restricted is closed again when the page is left for anything but one of its items."""
        super().hideEvent(event)
        if self._open and not self._within:
            self._open = False
            self._list.set_rows([])

    def _build_head(self) -> None:
        self._banner = Banner()
        self.set_banner(self._banner)
        self._bar = RoomBar(TIMELINE)
        self.body.insertWidget(0, self._bar)
        self._problem = ErrorSummary()
        self.add(self._problem)

    def _build_filters(self) -> None:
        self._search = LineBox(_("Search"), _("Words of sessions, reviews and records, in any order."))
        self._since = DateBox(_("From"), _("The first day to show."))
        self._until = DateBox(_("To"), _("The last day to show."))
        days = Columns(narrowest=860)
        for field, share in ((self._search, 3), (self._since, 2), (self._until, 2)):
            days.add(stack(field), share)
        self._groups = ToggleRow(_("Show only"), [(one.value, one.label) for one in Group])
        self._open_all = SecondaryButton(_("Show restricted records too"), "eye")
        for part in (days, stack(Text(_("Show only"), strong=True), self._groups)):
            self.add(part)

    def _build_list(self) -> None:
        card = Card()
        self._list = RowList(_("Entries, newest first"), hint=_("Enter opens the session, review or record."))
        self._empty = EmptyState(_("Nothing is recorded yet."))
        self._no_match = EmptyState(_("Nothing matches."), _("Look for other words or days, or take a filter away."))
        self._more = SecondaryButton(_("Show {count} more").format(count=PAGE))
        for part in (self._list, self._empty, self._no_match, self._more):
            card.add(part)
            part.hide()
        self.add(card)
        self.add(self._open_all)
        self._open_all.hide()

    def _connect_signals(self) -> None:
        self._bar.room_chosen.connect(self.room_chosen)
        for changed in (self._search.changed, self._since.changed, self._until.changed, self._groups.changed):
            changed.connect(self._pause.start)
        self._pause.timeout.connect(self._on_filter_changed)
        self._search.control.returnPressed.connect(self._on_search_entered)
        self._list.row_opened.connect(self._on_opened)
        self._more.clicked.connect(self._on_more_clicked)
        self._open_all.clicked.connect(self._on_show_wanted)

    # ── Reading ──────────────────────────────────────────────────────────────────────────────────────

    def _load(self) -> None:
        """One question at a time: what was typed meanwhile is asked when the answer is there."""
        if not self._reading:
            self._reading = True
            self._background.run(partial(self._read, self._asking()), self._on_loaded, self._on_failed)

    def _asking(self) -> _Asked:
        return _Asked(wanted=self._wanted, number=self._number, open=self._open)

    def _read(self, asked: _Asked) -> tuple[_Asked, Timeline]:
        """On the worker thread."""
        try:
            found = timeline.read(self._desk, self._person_id, asked.wanted, asked.number, restricted_shown=asked.open)
        finally:
            self._reading = False  # here, so that the next question is asked even after a fault that nobody expects
        return asked, found

    def _on_person_loaded(self, page: PersonPage) -> None:
        details = page.person.details
        self._banner.set_person(details.name, banner_facts(details, page.next), banner_tags(details, len(page.flags)))
        self._background.run(partial(audit.note_viewed, self._desk, self._person_id), _nothing, self._on_failed)

    def _on_loaded(self, answer: tuple[_Asked, Timeline]) -> None:
        asked, found = answer
        if asked != self._asking():
            self._load()
            return
        self._problem.clear()
        before = len(self._list.rows)
        self._list.set_rows([item_row(one) for one in found.items])
        some, all_of_it = bool(found.items), self._wanted == Wanted()
        self._list.setVisible(some)
        self._empty.setVisible(not some and all_of_it)
        self._no_match.setVisible(not some and not all_of_it)
        further = self._more.hasFocus()
        self._more.setVisible(found.more)
        if further:
            self._list.choose(min(before, len(self._list.rows) - 1))
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        closed = any(_is_restricted(one) for one in found.items)
        self._open_all.setVisible(closed and not self._open)
        self._tell(len(found.items), more=found.more)

    def _tell(self, count: int, *, more: bool) -> None:
        """How many are shown; spoken, since the focus stays where something is typed."""
        words = ngettext("{count} entry, newest first", "{count} entries, newest first", count).format(count=count)
        if more:
            words = _("The newest {count} entries").format(count=count)
        if words != self.below.text():
            self.set_heading(_("Timeline"), words)
            announce(self, words)

    def _on_failed(self, problem: Problem) -> None:
        self._problem.show_problems([(None, problem.sentence)])

    # ── What the officer asks for ────────────────────────────────────────────────────────────────────

    def _on_filter_changed(self) -> None:
        days = [_day(box) for box in (self._since, self._until)]
        if None in days:
            return  # half typed, or no date: what is shown stays
        (since,), (until,) = (day or (None,) for day in days)
        if since and until and since > until:
            self._until.set_problem(_("To: the last day lies before the first; change one of the two"))
            return
        groups = frozenset(map(Group, self._groups.values))
        wanted = Wanted(groups=groups, words=self._search.value.strip(), since=since, until=until)
        if wanted != self._wanted:
            self._wanted, self._number = wanted, PAGE
            self._load()

    def _on_search_entered(self) -> None:
        """Into what was found."""
        if self._list.rows:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_more_clicked(self) -> None:
        self._number += PAGE
        self._load()

    def _on_show_wanted(self) -> None:
        work = partial(marks.show_restricted, self._desk, self._person_id)
        self._background.run(work, self._on_noted, self._on_failed)

    def _on_noted(self, _result: object) -> None:
        """Shown only once the audit says so."""
        self._open = True
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._load()

    def _on_opened(self, item: Item) -> None:
        if item.subject is None:
            return
        self._within = True
        if item.group is Group.REVIEWS:
            self.review_opened.emit(self._person_id, item.subject)
        elif item.group in (Group.SESSIONS, Group.DUTIES):
            self.session_opened.emit(item.subject)
        else:
            self.record_opened.emit(self._person_id, item.subject, self._open)


def _everything() -> str:
    return _("Sessions, reviews, records and changes, by their days.")


def _is_restricted(item: Item) -> bool:
    return item.group.value in list(Room) and Room(item.group.value).restricted


def _day(box: DateBox) -> tuple[date | None] | None:
    """The day typed, or that there is none; nothing while it cannot be told. Says so once all of it is typed."""
    try:
        day = box.value()
    except NotADate as problem:
        whole = box.day.text() and box.month.text() and len(box.year.text()) >= 4
        box.set_problem(problem.sentence if whole else None)
        return None
    box.set_problem(None)
    return (day,)


def _nothing(_result: object) -> None:
    """Nobody waits for it."""
