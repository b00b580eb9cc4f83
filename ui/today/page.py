"""The page Today: a list of what is due, or a calendar of eight weeks. Sends the officer on by signals."""

from __future__ import annotations

from datetime import date
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.days import weekday_words
from app.domain.problems import Problem
from app.services import calendar, today
from app.services.calendar import Calendar
from app.services.desk import Desk
from app.services.today import NewsPage
from app.services.today import TodayPage as Content
from ui.today.calendar_view import CalendarView
from ui.today.flag_actions import FlagActions
from ui.today.news_card import NewsCard
from ui.today.person_picker import PersonPicker
from ui.today.today_list import TodayList
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.gradual import tab_after
from ui.widgets.page import Page
from ui.widgets.view_switch import ViewSwitch

LIST, CALENDAR = "list", "calendar"


class TodayPage(Page):
    """``news_read`` carries the day whose summary the officer put away: it is not shown again on that day.

    ``person_opened`` carries the person and the part of their page: ``due``, ``tasks``, ``blind spots``, ``contact``.
    ``deferrals_opened`` carries the person, or None for everybody; ``rule_opened`` the key of a rule; ``form_opened``
    the person and the form of a record; ``copying_started`` a session that is to be copied to NDelius.
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
    copying_started = Signal(object)
    people_counted = Signal(int)
    adding_started = Signal()
    news_read = Signal(object)

    def __init__(
        self, desk: Desk, background: Background, news_read_on: date | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Today"), weekday_words(desk.today()), wide=True, parent=parent)
        self._desk = desk
        self._background = background
        self._news_on = news_read_on
        self._build_parts()
        self._connect_signals()
        self.refresh()

    def refresh(self) -> None:
        """Fetch everything anew; what is shown stays until then."""
        self._background.run(partial(today.today, self._desk), self._on_loaded, self._on_failed)
        if self._views.value == CALENDAR:
            self._background.run(partial(calendar.eight_weeks, self._desk), self._on_calendar_loaded, self._on_failed)
        if self._news_on != self._desk.today():
            self._news_on = self._desk.today()
            self._background.run(partial(today.news_since, self._desk), self._on_news_loaded, self._on_failed)

    def start_session(self) -> None:
        """Ask for whom, then start."""
        picker = PersonPicker(self._desk, self._background, self)
        picker.person_chosen.connect(self.session_started)
        picker.open()

    def show_calendar(self) -> None:
        """The coming eight weeks in place of the list."""
        self._views.show_chosen(CALENDAR)
        self._on_view_chosen(CALENDAR)

    def go_back(self) -> bool:
        """From the calendar to the list; False when the list is in view."""
        if self._views.value == LIST:
            return False
        self._views.show_chosen(LIST)
        self._on_view_chosen(LIST)
        return True

    def _build_parts(self) -> None:
        button = PrimaryButton(_("Start a session"), "plus")
        button.clicked.connect(self.start_session)
        self.set_action(button)
        self._views = ViewSwitch(_("View"), ((LIST, _("List")), (CALENDAR, _("Calendar"))))
        self._problem = ErrorSummary()
        self._news: NewsCard | None = None  # made when there is some
        self._deeds = FlagActions(self._desk, self._background, self)
        self._list = TodayList(self._desk, self._background, self._deeds)
        self._calendar: CalendarView | None = None  # made when it is first asked for: the list is to come up at once
        for part in (self._views, self._problem, self._list):
            self.add(part)

    def _connect_signals(self) -> None:
        actions = self._deeds
        for ours, theirs in (
            (self.person_opened, actions.person_opened),
            (self.session_started, actions.session_started),
            (self.draft_opened, actions.draft_opened),
            (self.review_started, actions.review_started),
            (self.meeting_started, actions.meeting_started),
            (self.form_opened, actions.form_opened),
            (self.absences_opened, actions.absences_opened),
            (self.deferrals_opened, actions.deferrals_opened),
            (self.rule_opened, actions.rule_opened),
            (self.adding_started, self._list.adding_started),
            (self.copying_started, self._list.copying_started),
        ):
            theirs.connect(ours)
        for changed in (actions.changed, self._list.changed):
            changed.connect(self.refresh)
        for failed in (actions.failed, self._list.failed):
            failed.connect(self._on_failed)
        self._views.chosen.connect(self._on_view_chosen)

    def _on_failed(self, problem: Problem) -> None:
        self._problem.show_problems([(None, problem.sentence)])

    def _on_loaded(self, content: Content) -> None:
        self._problem.show_problems([(None, fault) for fault in content.damaged_rules])
        self.people_counted.emit(content.people)
        self.set_heading(_("Today"), weekday_words(content.today))
        self._list.show_content(content)

    def _on_calendar_loaded(self, found: Calendar) -> None:
        """Shown only now, so that no empty grid flashes up."""
        if self._calendar is None:
            self._calendar = CalendarView(self._deeds)
            self._calendar.hide()
            self.add(self._calendar)
        self._calendar.show_calendar(found)
        self._show_view()

    def _on_news_loaded(self, news: NewsPage) -> None:
        self._drop_news()
        if news.quiet:
            return
        self._news = NewsCard(news)
        self._news.person_opened.connect(self.person_opened)
        self._news.put_away.connect(self._on_news_put_away)
        self.body.insertWidget(self.body.indexOf(self._list), self._news)
        tab_after(self._views, self._news)
        self._news.setVisible(self._views.value == LIST)

    def _drop_news(self) -> None:
        if self._news:
            self._news.hide()
            self._news.deleteLater()
            self._news = None

    def _on_news_put_away(self) -> None:
        self._drop_news()
        self._list.setFocus()
        self.news_read.emit(self._desk.today())

    def _on_view_chosen(self, view: str) -> None:
        if view == CALENDAR:
            self._background.run(partial(calendar.eight_weeks, self._desk), self._on_calendar_loaded, self._on_failed)
        else:
            self._show_view()

    def _show_view(self) -> None:
        wanted = self._views.value == CALENDAR
        self._list.setVisible(not wanted)
        if self._news:
            self._news.setVisible(not wanted)
        if self._calendar:
            fresh = wanted and self._calendar.isHidden()
            self._calendar.setVisible(wanted)
            if fresh:
                self._calendar.setFocus(Qt.FocusReason.OtherFocusReason)
