"""Today in a real window on a real store: groups, keys, calm when there is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.deadlines import Due
from app.domain.notifications import Notification, NotificationType
from app.domain.places import Place
from app.domain.sessions import Step
from app.domain.started import Form
from app.domain.tasks import NewTask
from app.services import deadlines, people, records, reviews, sessions, vault
from app.services.desk import Desk
from tests.builders import a_missed_entry, add_person, an_action, an_entry, sign_session
from tests.damaged_rules import damaged_rule
from tests.desks import Clock
from tests.ui.windows import active, fill
from ui.today.dialogs import DeferDialog, OfficialDateDialog
from ui.today.page import TodayPage
from ui.today.person_picker import PersonPicker
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton
from ui.widgets.choice import ChoiceList
from ui.widgets.date_box import DateBox
from ui.widgets.line_box import LineBox
from ui.widgets.row_list import RowList
from ui.widgets.text_box import TextBox


@pytest.fixture
def open_today(desk: Desk, background: Background, qtbot: QtBot):
    def open_it() -> TodayPage:
        page = TodayPage(desk, background)
        page.resize(1070, 700)
        active(qtbot, page)
        background.wait_until_idle()
        fill(page)
        return page

    return open_it


def listed(page: TodayPage, name: str) -> RowList:
    return next(one for one in page.findChildren(RowList) if one.accessibleName() == name)


def words_on(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def heard(signal: Any) -> list[Any]:
    said: list[Any] = []
    signal.connect(lambda *what: said.append(what if len(what) > 1 else what[0]))
    return said


def place_of(rows: RowList, words: str) -> int:
    return next(place for place, row in enumerate(rows.rows) if words in row.spoken)


def test_an_empty_caseload_leads_to_adding_a_person(open_today, qtbot):
    page = open_today()
    assert "Nobody is on your caseload yet." in words_on(page)
    with qtbot.waitSignal(page.adding_started):
        next(one for one in page.findChildren(QPushButton) if one.text() == "Add a person").click()
    assert "No appointments today." in words_on(page)
    assert not any(one.isVisible() for one in page.findChildren(RowList))


def test_a_damaged_rule_is_said_and_the_rest_still_shows(open_today, desk):
    add_person(desk, release_date=date(2026, 1, 5))
    with damaged_rule("oversight"):
        page = open_today()
    assert "Sightline’s own rule oversight (line " in words_on(page)
    assert listed(page, "Overdue").rows


def test_an_overdue_review_stands_under_overdue_with_its_count_rule_and_reason(open_today, desk):
    add_person(desk, release_date=date(2025, 1, 6))
    page = open_today()
    overdue = listed(page, "Overdue")
    assert f"Overdue: {len(overdue.rows)}" in words_on(page)
    row = overdue.rows[place_of(overdue, "Review the risk of serious harm")]
    assert row.title == "Pŷrson One"
    assert row.lines[0].startswith("Was due ")
    assert "every 12 months" in row.lines[0]
    assert "6 January 2025" in row.lines[1]
    assert row.notes[0].startswith("Source: ")
    assert row.tag
    assert row.action == "Record review"


def test_each_key_of_a_flag_leads_to_its_own_place(open_today, desk):
    person = add_person(desk, release_date=date(2025, 1, 6))
    page = open_today()
    overdue = listed(page, "Overdue")
    overdue.setFocus()
    overdue.choose(place_of(overdue, "Review the risk of serious harm"))
    opened, started, reviewed = heard(page.person_opened), heard(page.session_started), heard(page.review_started)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_S, Qt.Key.Key_R, Qt.Key.Key_Space):
        QTest.keyClick(overdue, key)
    assert opened == [(person.id, "due")]
    assert started == [person.id]
    assert reviewed == [(person.id, "risk_review", None)] * 2


def test_r_records_nothing_where_a_session_settles_the_flag(open_today, desk, clock: Clock):
    person = add_person(desk)
    clock.move(days=60)
    page = open_today()
    overdue = listed(page, "Overdue")
    overdue.setFocus()
    overdue.choose(place_of(overdue, "Rate the acute factors"))
    reviewed, started = heard(page.review_started), heard(page.session_started)
    QTest.keyClick(overdue, Qt.Key.Key_R)
    QTest.keyClick(overdue, Qt.Key.Key_Space)
    assert (reviewed, started) == ([], [person.id])


def test_a_mappa_review_asks_for_a_meeting(open_today, desk, clock: Clock):
    person = add_person(desk, mappa_category=2, mappa_level=3)
    clock.move(days=90)
    page = open_today()
    overdue = listed(page, "Overdue")
    overdue.setFocus()
    overdue.choose(place_of(overdue, "MAPPA level 3"))
    meeting = heard(page.meeting_started)
    QTest.keyClick(overdue, Qt.Key.Key_Space)
    assert meeting == [person.id]


def test_a_draft_can_be_carried_on_where_it_was_left(open_today, desk):
    person = add_person(desk)
    draft = sessions.start(desk, person.id).draft
    page = open_today()
    drafts = listed(page, "Unsigned sessions")
    assert drafts.rows[0].lines == (f"You stopped at {Step.START.label}. Nothing was lost.",)
    opened = heard(page.draft_opened)
    drafts.setFocus()
    QTest.keyClick(drafts, Qt.Key.Key_Space)
    assert opened == [draft.id]


def test_a_task_is_ticked_off_with_one_key_and_goes(open_today, desk, background, clock: Clock):
    person = add_person(desk)
    task = NewTask(what="Ring the <b>housing</b> office", who="Pŷrson", due_on=desk.today() + timedelta(days=3))
    sign_session(desk, person.id, an_entry(tasks=(task,)))
    clock.move(days=10)
    page = open_today()
    tasks = listed(page, "Unfinished tasks")
    assert tasks.rows[0].lines == ("Ring the <b>housing</b> office",)
    assert tasks.rows[0].tag == "7 days late"
    tasks.setFocus()
    QTest.keyClick(tasks, Qt.Key.Key_D)
    background.wait_until_idle()
    assert tasks.rows == []
    assert people.page(desk, person.id).tasks == ()


def test_a_late_action_is_closed_with_one_key_and_opens_its_form(open_today, desk, background, clock: Clock):
    person = add_person(desk)
    action = records.add(desk, person.id, an_action(due=desk.today()))
    clock.move(days=3)
    page = open_today()
    opened = []
    page.form_opened.connect(lambda person_id, form: opened.append((person_id, form)))
    late = listed(page, "Late actions")
    assert (late.rows[0].lines, late.rows[0].tag) == (("Check devices",), "3 days late")
    late.setFocus()
    QTest.keyClick(late, Qt.Key.Key_Return)
    assert opened == [(person.id, Form(kind="action", record=action.id))]
    QTest.keyClick(late, Qt.Key.Key_D)
    background.wait_until_idle()
    assert late.rows == []
    assert records.read(desk, person.id, action.id).record.body.done_on == desk.today()


def test_what_a_record_settles_opens_its_form_as_far_as_it_is_known(open_today, desk, clock: Clock):
    person = add_person(desk, registered=True, release_date=desk.today())
    page = open_today()
    opened = []
    page.form_opened.connect(lambda person_id, form: opened.append((person_id, form)))
    due = listed(page, "This week")
    (row,) = (row for row in due.rows if row.beside.startswith("Ask: first notification"))
    assert row.action == "Record it"
    due.row_acted.emit(row.key)
    begun = Notification(type=NotificationType.INITIAL, day=desk.today())
    assert opened == [(person.id, Form(kind="notification", body=begun))]


def test_appointments_say_whether_they_are_next_or_not_recorded(open_today, desk, clock: Clock):
    early, late = add_person(desk), add_person(desk, name="Later Person", crn="X9")
    people.set_appointment(desk, early.id, desk.now() + timedelta(minutes=30), Place.OFFICE)
    people.set_appointment(desk, late.id, desk.now() + timedelta(hours=3), Place.PHONE)
    clock.move(hours=1)
    page = open_today()
    rows = listed(page, "Appointments today").rows
    assert [(row.title, row.tag, row.action) for row in rows] == [
        ("Pŷrson One", "Not recorded", "Start session"),
        ("Later Person", "Next", "Start session"),
    ]


def test_reading_that_fails_says_so_and_what_was_shown_stays(open_today, desk, background):
    add_person(desk, release_date=date(2025, 1, 6))
    page = open_today()
    before = len(listed(page, "Overdue").rows)
    vault.lock(desk)
    page.refresh()
    background.wait_until_idle()
    assert "There is a problem" in words_on(page)
    assert len(listed(page, "Overdue").rows) == before


def test_the_row_in_focus_is_scrolled_into_sight(open_today, desk, qtbot: QtBot):
    for number in range(12):
        add_person(desk, name=f"Person {number}", crn=f"X{number}", release_date=date(2025, 1, 6))
    page = open_today()
    overdue = listed(page, "Overdue")
    overdue.setFocus()
    qtbot.waitUntil(lambda: overdue.height() > page.height())
    qtbot.wait(50)
    QTest.keyClick(overdue, Qt.Key.Key_End)

    def in_sight() -> bool:
        where = overdue.visualRect(overdue.currentIndex()).center()
        return page.rect().contains(overdue.viewport().mapTo(page, where))

    qtbot.waitUntil(in_sight)


def test_in_a_narrow_window_what_waits_today_comes_before_the_flags(open_today, desk, qtbot: QtBot):
    person = add_person(desk, release_date=date(2025, 1, 6))
    sessions.start(desk, person.id)
    page = open_today()
    drafts, overdue = listed(page, "Unsigned sessions"), listed(page, "Overdue")

    def top(rows: RowList) -> int:
        return rows.mapTo(page, rows.rect().topLeft()).y()

    assert drafts.mapTo(page, drafts.rect().topLeft()).x() > overdue.width()
    page.resize(700, 700)
    qtbot.waitUntil(lambda: top(drafts) < top(overdue))
    page.resize(1200, 700)
    qtbot.waitUntil(lambda: drafts.mapTo(page, drafts.rect().topLeft()).x() > overdue.width())


def test_a_session_starts_for_whom_the_search_finds(open_today, desk, background, qtbot: QtBot):
    add_person(desk, name="Ann Four", crn="X1")
    pyrson = add_person(desk, name="Pŷrson Two", crn="X2")
    page = open_today()
    started = heard(page.session_started)
    page.start_session()
    picker = page.findChild(PersonPicker)
    background.wait_until_idle()
    qtbot.waitUntil(picker.isActiveWindow)
    assert (picker.accessibleName(), picker.accessibleIdentifier()) == ("Who is the session with?", "person-picker")
    search = picker.focusWidget()
    QTest.keyClicks(search, "nobody")
    assert "Nobody on the caseload matches." in [label.text() for label in picker.findChildren(QLabel)]
    assert picker.findChild(RowList).rows == []
    search.clear()
    QTest.keyClicks(search, "pyrson")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert started == [pyrson.id]
    assert not picker.isVisible()


@pytest.mark.parametrize(
    ("typed", "chosen"), [("py", "Pŷrson One"), ("pyrson two", "Pŷrson Two"), ("x12", "Pŷrson Two"), ("", "Ann Four")]
)
def test_enter_before_the_list_has_come_takes_whom_it_marks_then(
    open_today, desk, background, qtbot: QtBot, typed: str, chosen: str
):
    for name, crn in (("Ann Four", "X1"), ("Pŷrson One", "X123"), ("Pŷrson Two", "X12")):
        add_person(desk, name=name, crn=crn)
    page = open_today()
    started = heard(page.session_started)
    with asked_for_whom(page, background, qtbot) as search:
        QTest.keyClicks(search, typed)
        QTest.keyClick(search, Qt.Key.Key_Return)
        assert started == []
    assert [people.page(desk, one).person.details.name for one in started] == [chosen]
    assert not search.isVisible()


def test_an_early_enter_that_finds_nobody_starts_nothing_later(open_today, desk, background, qtbot: QtBot):
    add_person(desk, name="Ann Four", crn="X1")
    page = open_today()
    started = heard(page.session_started)
    with asked_for_whom(page, background, qtbot) as search:
        QTest.keyClicks(search, "nobody")
        QTest.keyClick(search, Qt.Key.Key_Return)
        said = [label.text() for label in page.findChild(PersonPicker).findChildren(QLabel) if label.isVisible()]
        assert not any(words.startswith("Nobody") for words in said), "it cannot know yet"
    assert "Nobody on the caseload matches." in words_on(page.findChild(PersonPicker))
    search.clear()
    QTest.keyClicks(search, "ann")
    assert started == []


def test_escape_takes_an_early_enter_back(open_today, desk, background):
    add_person(desk, name="Ann Four", crn="X1")
    page = open_today()
    started = heard(page.session_started)
    page.start_session()
    fetched = Event()
    background.run(fetched.set, bool)
    fetched.wait()  # the list is on its way, and the event loop has not told it
    search = page.findChild(PersonPicker).findChild(LineBox).control
    QTest.keyClick(search, Qt.Key.Key_Return)
    QTest.keyClick(search, Qt.Key.Key_Escape)
    background.wait_until_idle()
    assert started == []


@contextmanager
def asked_for_whom(page: TodayPage, background: Background, qtbot: QtBot) -> Iterator[QWidget]:
    """The search box of the picker, whose list comes at the end."""
    shut = Event()
    background.run(shut.wait, bool)
    page.start_session()
    try:
        picker = page.findChildren(PersonPicker)[-1]
        qtbot.waitUntil(picker.isActiveWindow)
        yield picker.findChild(LineBox).control
    finally:
        shut.set()
        background.wait_until_idle()


def sign_a_missed_one(desk, person) -> None:
    sign_session(desk, person.id, a_missed_entry(held_at=desk.now() - timedelta(hours=1)))


def put_off(desk, person, days: int = 40) -> None:
    deadlines.defer(desk, person.id, "risk_review", desk.today() + timedelta(days=days), "Waiting for the report")


def fill_date(dialog: QWidget, on: date) -> None:
    dialog.findChild(DateBox).set_value(on)
    dialog.findChild(DateBox).changed.emit()


def save(dialog: QWidget, background: Background) -> None:
    dialog.findChild(PrimaryButton).click()
    background.wait_until_idle()


def at_the_review(page: TodayPage, group: str = "Overdue") -> RowList:
    """The list with the focus on the risk review."""
    rows = listed(page, group)
    rows.setFocus()
    rows.choose(place_of(rows, "Review the risk of serious harm"))
    return rows


def test_p_puts_a_duty_off_within_the_limit_and_it_says_so(open_today, desk, background):
    person = add_person(desk, release_date=date(2025, 1, 6), licence_end=date(2026, 5, 1))
    page = open_today()
    QTest.keyClick(at_the_review(page), Qt.Key.Key_P)
    background.wait_until_idle()
    dialog = page.findChild(DeferDialog)
    assert "At the latest 1 May 2026" in words_on(dialog)
    assert "Pŷrson One: Review the risk of serious harm" in words_on(dialog)
    save(dialog, background)
    assert "Enter the day until which it is put off" in words_on(dialog)
    assert "Enter why it is put off" in words_on(dialog)
    fill_date(dialog, date(2026, 5, 2))
    dialog.findChild(TextBox).set_value("Waiting for the <b>report</b>")
    save(dialog, background)
    assert any("at the latest 1 May 2026" in words for words in words_on(dialog).splitlines())
    fill_date(dialog, date(2026, 4, 10))
    save(dialog, background)
    deferred = listed(page, "Deferred")
    (row,) = deferred.rows
    assert row.lines[0].startswith("Put off until 10 April 2026 · every 12 months")
    assert row.lines[1].endswith("First due 6 January 2026; put off on 2 March 2026: Waiting for the <b>report</b>.")
    assert row.action == "Do it now"
    assert not any("Review the risk" in one.spoken for one in listed(page, "Overdue").rows)
    assert [one.deferral.reason for one in deadlines.deferrals(desk, person.id)] == ["Waiting for the <b>report</b>"]


def test_do_it_now_takes_the_deferral_back_and_keeps_both_in_the_history(open_today, desk, background, clock: Clock):
    person = add_person(desk, release_date=date(2025, 1, 6))
    put_off(desk, person)
    clock.move(minutes=1)
    page = open_today()
    deferred = at_the_review(page, "Deferred")
    QTest.keyClick(deferred, Qt.Key.Key_Space)
    background.wait_until_idle()
    assert deferred.rows == []
    assert place_of(listed(page, "Overdue"), "Review the risk of serious harm") >= 0
    history = deadlines.deferrals(desk, person.id)
    assert [(row.deferral.taken_back, row.times, row.stands) for row in history] == [
        (True, 1, False),
        (False, 1, False),
    ]


def test_a_deferred_duty_can_be_recorded_at_once(open_today, desk):
    person = add_person(desk, release_date=date(2025, 1, 6))
    put_off(desk, person)
    page = open_today()
    reviewed = heard(page.review_started)
    QTest.keyClick(at_the_review(page, "Deferred"), Qt.Key.Key_R)
    assert reviewed == [(person.id, "risk_review", None)]


def test_what_cannot_be_put_off_any_more_says_so(open_today, desk, background, clock: Clock):
    person = add_person(desk, release_date=date(2025, 1, 6))
    put_off(desk, person, days=85)
    clock.move(days=95)
    page = open_today()
    QTest.keyClick(at_the_review(page), Qt.Key.Key_P)
    background.wait_until_idle()
    assert page.findChild(DeferDialog) is None
    assert "This cannot be put off any more: do it, or mend the record." in words_on(page)


def test_o_enters_the_official_date_which_then_counts(open_today, desk, background):
    add_person(desk, release_date=date(2025, 1, 6))
    page = open_today()
    QTest.keyClick(at_the_review(page), Qt.Key.Key_O)
    dialog = page.findChild(OfficialDateDialog)
    assert dialog.findChild(ChoiceList).value is None
    save(dialog, background)
    assert "Enter which system the date is from, such as OASys" in words_on(dialog)
    fill_date(dialog, date(2026, 3, 6))
    dialog.findChild(ChoiceList).set_value("OASys")
    save(dialog, background)
    week = listed(page, "This week")
    row = week.rows[place_of(week, "Review the risk of serious harm")]
    assert row.tag == "Official date"
    assert "date from OASys" in row.lines[0]
    assert row.notes[0].endswith("(Check local policy)")


def entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]


def test_the_menu_key_lists_all_that_can_be_done_with_a_flag(open_today, desk, background, clock: Clock):
    person = add_person(desk, release_date=date(2025, 1, 6))
    deadlines.set_official_date(desk, person.id, "risk_review", date(2026, 3, 6), "OASys")
    clock.move(minutes=1)
    page = open_today()
    week = at_the_review(page, "This week")
    pressed = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), week.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(week.viewport(), pressed)
    menu = page.findChild(QMenu, "flag-menu")
    assert entries(menu) == [
        "Record review\tSpace",
        "Start a session\tS",
        "Put it off…\tP",
        "The official system says another date…\tO",
        "Let the rule count again\t",
        "Show the rule\tW",
        "Deferrals of this person\t",
        "Open the person\tEnter",
    ]
    next(action for action in menu.actions() if action.text().startswith("Let the rule")).trigger()
    background.wait_until_idle()
    menu.close()
    assert place_of(listed(page, "Overdue"), "Review the risk of serious harm") >= 0


def test_a_click_on_the_three_dots_shows_the_same_menu(open_today, desk, qtbot: QtBot):
    add_person(desk, release_date=date(2025, 1, 6))
    page = open_today()
    overdue = listed(page, "Overdue")
    shape, corner = overdue.shape(0), overdue.visualRect(overdue.model().index(0, 0)).topLeft()
    reviewed = heard(page.review_started)
    QTest.mouseClick(overdue.viewport(), Qt.MouseButton.LeftButton, pos=corner + shape.dots.center())
    menu = page.findChild(QMenu, "flag-menu")
    assert menu.isVisible()
    assert not shape.dots.intersects(shape.button)
    assert reviewed == []
    menu.close()


def test_w_leads_to_the_rule(open_today, desk):
    add_person(desk, release_date=date(2025, 1, 6))
    page = open_today()
    shown = heard(page.rule_opened)
    QTest.keyClick(at_the_review(page), Qt.Key.Key_W)
    assert shown == ["risk_review_other"]


def test_a_second_absence_leads_to_the_absences_and_not_to_a_review(open_today, desk, clock: Clock):
    person = add_person(desk)
    for _number in range(2):
        clock.move(days=5)
        sign_a_missed_one(desk, person)
    clock.move(days=30)
    page = open_today()
    overdue = listed(page, "Overdue")
    overdue.setFocus()
    overdue.choose(place_of(overdue, "Decide about breach or recall"))
    assert overdue.current_row.action == "See the absences"
    opened, reviewed = heard(page.absences_opened), heard(page.review_started)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_R):
        QTest.keyClick(overdue, key)
    assert (opened, reviewed) == ([person.id] * 2, [])


def test_suspended_contact_is_listed_with_its_reason_also_while_nothing_waits(open_today, desk):
    person = add_person(desk)
    deadlines.suspend_contact(desk, person.id, desk.today(), desk.today() + timedelta(days=30), "In <i>hospital</i>")
    page = open_today()
    rows = listed(page, "Contact suspended")
    (row,) = rows.rows
    assert row.lines == ("Contact is suspended from 2 March 2026 until 1 April 2026", "In <i>hospital</i>")
    opened = heard(page.person_opened)
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert opened == [(person.id, "contact")]


def test_an_unsigned_review_waits_and_is_carried_on(open_today, desk):
    person = add_person(desk)
    reviews.start(desk, person.id, "risk_review")
    page = open_today()
    rows = listed(page, "Unsigned reviews")
    assert (rows.rows[0].title, rows.rows[0].beside) == ("Pŷrson One", "Review the risk of serious harm")
    carried = heard(page.review_started)
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert carried == [(person.id, "risk_review", None)]


def test_the_morning_summary_says_what_is_new_until_it_is_put_away(open_today, desk, background, clock: Clock):
    person = add_person(desk)
    clock.move(days=31)
    page = open_today()
    new = listed(page, "New: Newly overdue")
    assert "Rate the acute factors" in new.rows[0].spoken or "Rate the acute factors" in new.rows[-1].spoken
    assert "Since Monday 2 March 2026" in words_on(page)
    opened, read = heard(page.person_opened), heard(page.news_read)
    lists, widget = [], page.nextInFocusChain()
    while widget is not page:
        lists += [widget] if isinstance(widget, RowList) else []
        widget = widget.nextInFocusChain()
    assert lists[0] is new
    new.setFocus()
    QTest.keyClick(new, Qt.Key.Key_Return)
    assert opened == [(person.id, "due")]
    press(page, "Put the summary away")
    assert read == [desk.today()]
    page.refresh()
    background.wait_until_idle()
    assert "Since " not in words_on(page)


def test_a_summary_put_away_today_comes_again_only_tomorrow(desk, background, qtbot: QtBot, clock: Clock):
    add_person(desk)
    clock.move(days=31)
    page = TodayPage(desk, background, news_read_on=desk.today())
    active(qtbot, page)
    background.wait_until_idle()
    assert "Since " not in words_on(page)
    add_person(desk, name="Another One", crn="X2", release_date=date(2025, 4, 3))  # due on the day after
    clock.move(days=1)
    page.refresh()
    background.wait_until_idle()
    assert "Since Monday 2 March 2026" in words_on(page)


def press(page: QWidget, words: str) -> None:
    next(one for one in page.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()


@pytest.mark.parametrize("due", Due)
def test_every_group_has_a_heading_of_its_own(open_today, due):
    assert listed(open_today(), due.label) is not None
