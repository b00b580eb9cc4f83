from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.domain.case_problems import NotFound
from app.domain.people import Person
from app.domain.places import Outcome, Place
from app.domain.ratings import Basis, Factor, Level
from app.domain.sessions import ActDecision, Draft, Entry, Information, LifeChange, Step
from app.domain.tasks import NewTask
from app.services import people, sessions
from app.services.desk import Desk
from tests.builders import a_missed_entry, add_person, an_entry, sign_session
from tests.desks import Clock
from tests.ui.sessions.conftest import OpenGuide
from tests.ui.windows import fill
from ui.sessions.guide import GuidePage
from ui.sessions.prompt_list import PromptList
from ui.sessions.question import QuestionPage
from ui.sessions.route import Stop, stops
from ui.sessions.steps.tasks import TaskRow
from ui.shell.places import Places
from ui.widgets.background import Background
from ui.widgets.naming import slug
from ui.widgets.step_list import StepList
from ui.widgets.tokens import Theme, apply_theme, look

ENTER = Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifiers)


def type_text(text: str) -> None:
    QTest.keyClicks(focus(), text)


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def step(page: GuidePage) -> Step:
    return page.page.stop.step


def go(page: GuidePage, to: Step) -> None:
    page.findChild(StepList).step_chosen.emit(to.value)


def saved_note(page: GuidePage) -> str:
    return page.findChild(QLabel, "saved-note").text()


def problems(page: GuidePage) -> list[str]:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    lines = page.page.summary.findChildren(QPushButton) if page.page.summary.isVisible() else []
    return [line.accessibleName() for line in lines]


def words_on(page: GuidePage) -> str:
    return "\n".join(label.text() for label in page.page.findChildren(QLabel) if label.isVisible())


def stored(desk: Desk, page_or_draft: GuidePage | Draft, person: Person) -> Draft:
    draft = people.page(desk, person.id).draft
    assert draft is not None
    return draft


@contextmanager
def no_room_on_the_disk() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


# ── The way through ──────────────────────────────────────────────────────────────────────────────────


def test_a_new_guide_waits_for_the_day_of_the_session(open_guide: OpenGuide) -> None:
    open_guide()
    assert focus().accessibleName() == "Date: Day"


def test_a_resumed_guide_is_at_its_step_with_what_was_typed(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry(summary="Half a summ"), step=Step.SUMMARY)
    assert step(page) is Step.SUMMARY
    assert focus().toPlainText() == "Half a summ"


def test_continuing_with_something_missing_says_so_on_top_and_at_the_field(open_guide: OpenGuide) -> None:
    page = open_guide()
    press(ENTER, CTRL)
    assert step(page) is Step.START
    assert focus().objectName() == "error-summary"
    assert "Choose how the session ended" in problems(page)
    assert "Choose how the session ended" in words_on(page)


def test_the_summary_leads_to_the_field(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry(outcome=None))
    press(ENTER, CTRL)
    page.page.findChild(QPushButton, "problem-1").click()
    assert focus().accessibleName() == "Attended, complied"


def test_mending_what_was_missing_lets_the_officer_go_on(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry(outcome=None))
    press(ENTER, CTRL)
    page.page.findChild(QPushButton, "problem-1").click()
    press(Qt.Key.Key_1)
    press(ENTER, CTRL)
    assert step(page) is Step.CHECK_IN


def test_the_step_list_goes_anywhere_whatever_is_missing(open_guide: OpenGuide) -> None:
    page = open_guide()
    go(page, Step.SUMMARY)
    assert step(page) is Step.SUMMARY


def test_a_missed_session_is_asked_for_in_three_steps(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry(outcome=Outcome.FAILED_TO_ATTEND))
    press(ENTER, CTRL)
    assert step(page) is Step.ABSENCE


def in_places(desk: Desk, background: Background, person: Person, qtbot: QtBot, at: Step) -> tuple[Places, GuidePage]:
    """A guide on top of one of two rooms; it goes when it is left."""
    places = Places()
    qtbot.addWidget(places)
    for key in ("today", "people"):
        places.add_room(key, QWidget)
    places.show_room("today")
    sessions.save_draft(desk, replace(sessions.start(desk, person.id).draft, entry=an_entry(), step=at))
    page = GuidePage(desk, background, sessions.start(desk, person.id))
    page.guide_left.connect(partial(places.close_page, page))
    places.open_page(page)
    return places, page


def test_the_windows_back_goes_back_within_the_guide_first(
    desk: Desk, background: Background, person: Person, qtbot: QtBot
) -> None:
    places, page = in_places(desk, background, person, qtbot, Step.CHECK_IN)
    places.go_back()
    assert (places.currentWidget(), step(page)) == (page, Step.START)
    places.go_back()
    background.wait_until_idle()
    assert places.currentWidget() is not page


def test_going_back_loses_nothing_not_even_half_a_date(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry(), step=Step.APPOINTMENT)
    type_text("27")
    page.page.findChild(QPushButton, "back").click()
    assert step(page) is Step.TASKS
    press(ENTER, CTRL)
    assert step(page) is Step.APPOINTMENT
    assert focus().text() == "27"


def test_half_a_date_is_refused_in_words_and_not_left_out(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry(), step=Step.APPOINTMENT)
    type_text("27")
    press(ENTER, CTRL)
    assert problems(page) == ["Date: a date needs a day, a month and a year; missing: month, year"]
    go(page, Step.CHECK)
    assert problems(page) == ["Date: a date needs a day, a month and a year; missing: month, year"]
    press(ENTER, CTRL | SHIFT)
    assert step(page) is Step.CHECK


def test_narrow_windows_show_the_step_in_one_line(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry(), step=Step.SUMMARY)
    page.resize(800, 700)
    QApplication.processEvents()
    steps = page.findChild(StepList)
    assert [label.text() for label in steps.findChildren(QLabel) if label.isVisible()] == ["Step 7 of 11: Summarise"]


def test_prompts_folded_once_stay_folded_on_the_next_page(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry(), step=Step.FACTORS)
    text = page.page.prompts.findChildren(QLabel)[0]
    assert text.isVisible()
    page.page.findChild(QPushButton, "prompts").click()
    press(ENTER, CTRL)
    assert page.page.stop.factor is Factor.SUBSTANCES
    assert not page.page.prompts.findChildren(QLabel)[0].isVisible()


def test_tab_comes_to_the_steps_and_back_to_the_page(open_guide: OpenGuide) -> None:
    open_guide(an_entry(), step=Step.SUMMARY)
    walked = []
    for _stop in range(12):
        press(Qt.Key.Key_Tab)
        walked.append(focus().objectName())
    assert {"prompts", "continue", "back", "finish-later", "step-summary", "summary"} <= set(walked)


def test_another_text_size_keeps_what_was_typed(open_guide: OpenGuide, qapp: QApplication) -> None:
    page = open_guide(an_entry(), step=Step.APPOINTMENT)
    go(page, Step.SUMMARY)
    type_text("kept")
    go(page, Step.APPOINTMENT)
    type_text("27")
    apply_theme(qapp, Theme.LIGHT, 2.0)
    assert focus().text() == "27"
    go(page, Step.SUMMARY)
    assert focus().toPlainText() == "kept"
    assert page.page.fields.spacing() == look().space(4.5)


# ── Saving ───────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_typed_is_in_the_store_within_a_second_of_quiet(
    open_guide: OpenGuide, desk: Desk, person: Person, clock: Clock, qtbot: QtBot
) -> None:
    page = open_guide(an_entry(), step=Step.CHECK_IN)
    clock.move(minutes=7)
    type_text("x")
    assert saved_note(page) == "Saving…"
    qtbot.waitUntil(lambda: saved_note(page).startswith("Saved"), timeout=1000)
    assert saved_note(page) == f"Saved {clock().astimezone():%H:%M}"
    assert stored(desk, page, person).entry.check_in.endswith("x")


def test_what_is_typed_and_taken_back_is_not_saved(
    open_guide: OpenGuide, desk: Desk, person: Person, clock: Clock, qtbot: QtBot
) -> None:
    page = open_guide(an_entry(), step=Step.CHECK_IN)
    before = stored(desk, page, person)
    clock.move(minutes=7)
    type_text("x")
    press(Qt.Key.Key_Backspace)
    saves: list[object] = []
    page._keeping.saved.connect(saves.append)
    qtbot.wait(900)
    assert page.settled
    assert saves == []
    assert stored(desk, page, person) == before


def test_a_failure_to_save_says_so_and_the_next_change_tries_again(
    open_guide: OpenGuide, desk: Desk, person: Person, qtbot: QtBot
) -> None:
    page = open_guide(an_entry(), step=Step.CHECK_IN)
    with no_room_on_the_disk():
        type_text("y")
        qtbot.waitUntil(lambda: saved_note(page).startswith("Not saved: "), timeout=3000)
        assert not page.settled
    type_text("z")
    qtbot.waitUntil(lambda: saved_note(page).startswith("Saved "), timeout=3000)
    assert stored(desk, page, person).entry.check_in.endswith("yz")


def test_escape_saves_and_leaves_without_asking(
    open_guide: OpenGuide, desk: Desk, person: Person, qtbot: QtBot
) -> None:
    page = open_guide(an_entry(), step=Step.SUMMARY)
    type_text("left at once")
    with qtbot.waitSignal(page.guide_left):
        press(Qt.Key.Key_Escape)
    draft = stored(desk, page, person)
    assert (draft.entry.summary, draft.step) == ("left at once", Step.SUMMARY)


def test_leaving_is_held_back_while_it_cannot_be_saved(open_guide: OpenGuide, qtbot: QtBot) -> None:
    page = open_guide(an_entry(), step=Step.SUMMARY)
    left: list[None] = []
    page.guide_left.connect(lambda: left.append(None))
    with no_room_on_the_disk():
        type_text("y")
        press(Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: saved_note(page).startswith("Not saved: "), timeout=3000)
    assert left == []


def test_showing_another_place_saves_first(
    open_guide: OpenGuide, desk: Desk, person: Person, background: Background
) -> None:
    page = open_guide(an_entry(), step=Step.SUMMARY)
    type_text("unsaved so far")
    left: list[bool] = []
    page.leave(lambda: left.append(True))
    background.wait_until_idle()
    assert left == [True]
    assert stored(desk, page, person).entry.summary == "unsaved so far"


def test_another_place_is_not_shown_without_asking_while_saving_fails(
    open_guide: OpenGuide, background: Background
) -> None:
    page = open_guide(an_entry(), step=Step.SUMMARY)
    left: list[bool] = []
    with no_room_on_the_disk():
        type_text("y")
        page.leave(lambda: left.append(True))
        background.wait_until_idle()
    assert left == []
    box = page.findChild(QMessageBox)
    next(button for button in box.buttons() if button.text() == "Leave without saving").click()
    assert left == [True]


def test_leaving_twice_while_saving_leaves_once_to_where_was_asked_last(
    desk: Desk, background: Background, person: Person, qtbot: QtBot
) -> None:
    places, page = in_places(desk, background, person, qtbot, Step.SUMMARY)
    page.go_back()
    page.finish_later()
    places.show_room("people")
    background.wait_until_idle()
    assert (places.room, len(list(places.pages()))) == ("people", 2)


def test_another_place_asked_for_while_the_draft_is_being_discarded_is_shown_without_asking(
    open_guide: OpenGuide, background: Background
) -> None:
    page = open_guide(an_entry(), step=Step.SUMMARY)
    type_text("unsaved")
    left: list[bool] = []
    page._discard()
    page.leave(lambda: left.append(True))
    background.wait_until_idle()
    assert left == [True]
    assert page.findChild(QMessageBox) is None


def test_locking_saves_what_was_typed_last(
    open_guide: OpenGuide, desk: Desk, person: Person, background: Background
) -> None:
    page = open_guide(an_entry(), step=Step.SUMMARY)
    type_text("typed just before the lock")
    page.save_now()
    background.wait_until_idle()
    assert page.settled
    assert stored(desk, page, person).entry.summary == "typed just before the lock"


def test_a_draft_is_discarded_only_after_asking(open_guide: OpenGuide, desk: Desk, qtbot: QtBot) -> None:
    page = open_guide()
    draft = page._draft
    page.page.findChild(QPushButton, "discard-this-draft").click()
    box = page.findChild(QMessageBox)
    with qtbot.waitSignal(page.guide_left):
        next(button for button in box.buttons() if button.text() == "Discard the draft").click()
    with pytest.raises(NotFound):
        sessions.open_draft(desk, draft.id)


# ── The questions ────────────────────────────────────────────────────────────────────────────────────


def test_no_rating_is_chosen_beforehand(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry(ratings=Entry().ratings), step=Step.FACTORS)
    assert page.page.field("mood.level").value is None


@pytest.mark.parametrize(
    ("digit", "shown"),
    [
        (Qt.Key.Key_1, {"evidence", "basis", "helped"}),
        (Qt.Key.Key_2, {"evidence", "basis", "helped", "done"}),
        (Qt.Key.Key_4, {"evidence", "basis", "helped", "done"}),
        (Qt.Key.Key_5, {"reason"}),
        (Qt.Key.Key_6, {"reason"}),
    ],
)
def test_a_rating_brings_up_the_fields_it_needs(open_guide: OpenGuide, digit: Qt.Key, shown: set[str]) -> None:
    page = open_guide(an_entry(ratings=Entry().ratings), step=Step.FACTORS)
    press(digit)
    names = {"evidence", "basis", "confirmed_by", "reason", "helped", "done"}
    assert {name for name in names if page.page.field(f"mood.{name}").isVisible()} == shown


def test_one_key_rates_and_the_last_answer_goes_on_to_the_next_factor(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry(ratings=Entry().ratings), step=Step.FACTORS)
    press(Qt.Key.Key_1)
    assert focus().accessibleName() == "Said by the person"
    press(Qt.Key.Key_2)
    assert page.page.stop == Stop(Step.FACTORS, Factor.SUBSTANCES)
    assert page._draft.entry.rating(Factor.MOOD).basis is Basis.OBSERVED


@pytest.mark.parametrize(
    ("digit", "next_asked"),
    [(Qt.Key.Key_3, "What was seen or said"), (Qt.Key.Key_5, "Why not"), (Qt.Key.Key_6, "Why not")],
)
def test_a_rating_key_goes_on_to_what_that_rating_asks_for(
    open_guide: OpenGuide, digit: Qt.Key, next_asked: str
) -> None:
    open_guide(an_entry(ratings=Entry().ratings), step=Step.FACTORS)
    press(digit)
    assert focus().accessibleName() == next_asked


def test_after_the_last_answer_about_a_concern_comes_what_helped_and_not_the_next_factor(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry({Factor.MOOD: Level.PRESENT}), step=Step.FACTORS)
    page.page.field("mood.basis").setFocus()
    press(Qt.Key.Key_2)
    assert focus().accessibleName() == "What helped"


def test_a_digit_rates_from_anywhere_but_a_text_box(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry({Factor.MOOD: Level.PRESENT}), step=Step.FACTORS)
    page.page.field("mood.evidence").setFocus()
    type_text("4")
    assert page.page.field("mood.level").value == Level.PRESENT
    assert page._draft.entry.rating(Factor.MOOD).evidence.endswith("4")
    page.page.findChild(PromptList).findChild(QPushButton).setFocus()
    press(Qt.Key.Key_4)
    assert page.page.field("mood.level").value == Level.ACT_TODAY


def test_arrows_and_the_mouse_rate_without_moving_on(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry(ratings=Entry().ratings), step=Step.FACTORS)
    press(Qt.Key.Key_Down)
    assert focus().accessibleName() == "Emerging"
    page.page.findChild(QRadioButton, f"{slug(Factor.MOOD.label)}-{Level.PRESENT}").click()
    assert page.page.field("mood.level").value == Level.PRESENT
    assert focus().accessibleName() != "What was seen or said"


def test_a_confirmed_rating_asks_by_whom(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry({Factor.MOOD: Level.PRESENT}), step=Step.FACTORS)
    assert not page.page.field("mood.confirmed_by").isVisible()
    page.page.field("mood.basis").setFocus()
    press(Qt.Key.Key_3)
    assert page.page.field("mood.confirmed_by").isVisible()
    press(ENTER, CTRL)
    assert problems(page) == ["Negative mood, especially anger: enter who confirmed it"]


def test_the_direction_and_last_time_stand_beside_a_rating(
    open_guide: OpenGuide, desk: Desk, person: Person, clock: Clock
) -> None:
    sign_session(desk, person.id, an_entry({Factor.MOOD: Level.EMERGING}))
    clock.move(days=14)
    page = open_guide(an_entry(ratings=Entry().ratings, held_at=clock()), step=Step.FACTORS)
    press(Qt.Key.Key_3)
    assert "Rising since 2 March 2026: Emerging, now Present" in words_on(page)
    assert "Slept badly" in words_on(page)


def test_after_a_gap_both_the_gap_and_the_last_rating_are_shown(
    open_guide: OpenGuide, desk: Desk, person: Person, clock: Clock
) -> None:
    sign_session(desk, person.id, an_entry({Factor.MOOD: Level.EMERGING}))
    clock.move(days=7)
    gap = an_entry({Factor.MOOD: Level.NOT_EXPLORED}, held_at=clock())
    clock.move(hours=1)
    sign_session(desk, person.id, gap)
    clock.move(days=7)
    page = open_guide(an_entry(ratings=Entry().ratings, held_at=clock()), step=Step.FACTORS)
    assert "There was no time for it" in words_on(page)
    assert "Slept badly" in words_on(page)


def test_the_staff_safety_alert_is_shown_before_a_home_visit_only(
    desk: Desk, open_guide: OpenGuide, person: Person
) -> None:
    people.edit(desk, person.id, replace(person.details, staff_alerts="Dog in the yard"))
    page = open_guide(an_entry(place=Place.OFFICE))
    assert "Dog in the yard" not in words_on(page)
    page.page.field("place").setFocus()
    press(Qt.Key.Key_2)
    assert "Dog in the yard" in words_on(page)


def test_an_appointment_later_than_contact_is_due_is_warned_about(
    desk: Desk, open_guide: OpenGuide, person: Person
) -> None:
    people.edit(desk, person.id, replace(person.details, contact_days=14))
    page = open_guide(an_entry(), step=Step.APPOINTMENT)
    for text in ("17", "3", "2026"):
        type_text(text)
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    type_text("10:00")
    assert "This is later than contact is due: see Pŷrson One by 16 March 2026" in words_on(page)


def test_a_blank_task_row_is_no_task(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry(), step=Step.TASKS)
    press(ENTER, CTRL)
    assert step(page) is Step.APPOINTMENT
    assert page._draft.entry.tasks == ()


def test_tab_walks_through_an_added_task_before_the_footer(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry(tasks=(NewTask(what="a", who="b"),)), step=Step.TASKS)
    page.page.findChild(QPushButton, "add-a-task").click()
    walked = []
    for _stop in range(8):
        walked.append(focus().accessibleName())
        press(Qt.Key.Key_Tab)
    assert walked == [
        "Task 2: What",
        "Task 2: Who",
        "Task 2: By when: Day",
        "Task 2: By when: Month",
        "Task 2: By when: Year",
        "Task 2: By when: choose from a calendar",
        "Task 2: Remove",
        "Add a task",
    ]


def test_removing_a_task_renumbers_the_others_and_keeps_their_words(open_guide: OpenGuide) -> None:
    tasks = (NewTask(what="first", who="b"), NewTask(what="second", who="b"))
    page = open_guide(an_entry(tasks=tasks), step=Step.TASKS)
    page.page.findChildren(TaskRow)[0].remove.click()
    assert [task.what for task in page._draft.entry.tasks] == ["second"]
    assert page.page._rows.rows[0].fields["what"].control.accessibleName() == "Task 1: What"


def test_the_shared_counter_counts_the_text_as_it_is_copied(open_guide: OpenGuide, qtbot: QtBot) -> None:
    page = open_guide(Entry(place=Place.OFFICE, outcome=Outcome.COMPLIED), step=Step.CHECK_IN)
    type_text("abc")
    counted = "12 of 12,000 characters"  # "Check in", a line end, "abc"
    qtbot.waitUntil(lambda: counted in words_on(page))


def test_news_ticked_at_check_in_is_part_of_the_entry(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry(), step=Step.CHECK_IN)
    page.page.field("changes").setFocus()
    press(Qt.Key.Key_2)
    assert page._draft.entry.changes == (LifeChange.ADDRESS,)


# ── Checking and signing ─────────────────────────────────────────────────────────────────────────────


def test_what_is_missing_is_said_on_the_last_page_and_leads_to_page_and_field(open_guide: OpenGuide) -> None:
    ratings = an_entry().ratings[:4] + Entry().ratings[4:]
    page = open_guide(an_entry(ratings=ratings), step=Step.CHECK)
    assert problems(page) == ["Poor compliance and engagement: choose a rating, or Not explored with a reason"]
    page.page.findChild(QPushButton, "problem-1").click()
    assert page.page.stop == Stop(Step.FACTORS, Factor.COMPLIANCE)
    assert focus().accessibleName() == "None seen"


def test_a_changed_answer_leads_back_to_checking(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry(), step=Step.CHECK)
    page.page.findChild(QPushButton, "change-summarise").click()
    assert step(page) is Step.SUMMARY
    type_text("now there is one")
    press(ENTER, CTRL)
    assert step(page) is Step.CHECK
    fill(page)
    assert "now there is one" in words_on(page)


def test_act_today_without_a_decision_is_refused_in_words(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry({Factor.ACCESS: Level.ACT_TODAY}), step=Step.CHECK)
    press(ENTER, CTRL | SHIFT)
    sentence = (
        "Access to potential victims is rated Act today: enter who was told, what was decided and why, "
        "or only why nothing was done"
    )
    assert problems(page) == [sentence]
    page.page.findChild(QPushButton, "problem-1").click()
    assert step(page) is Step.DECIDE
    assert focus().accessibleName() == "Access to potential victims: Who was told"


def test_a_decision_is_kept_while_the_rating_is_changed_and_changed_back(open_guide: OpenGuide) -> None:
    decision = ActDecision(factor=Factor.MOOD, told="MOSOVO", decided="a call", why="a threat")
    page = open_guide(an_entry(decisions=(decision,)), step=Step.DECIDE)
    page.page.field("decision_note").setFocus()
    type_text(".")
    assert page._draft.entry.decisions == (decision,)


def test_continuing_once_too_often_does_not_sign(open_guide: OpenGuide, background: Background, desk: Desk) -> None:
    page = open_guide(an_entry(), step=Step.CHECK)
    press(ENTER, CTRL)
    background.wait_until_idle()
    assert sessions.open_draft(desk, page._draft.id).draft.entry.outcome is Outcome.COMPLIED


def test_signing_seals_what_was_typed_last(
    open_guide: OpenGuide, desk: Desk, qtbot: QtBot, background: Background
) -> None:
    page = open_guide(an_entry(), step=Step.DECIDE)
    page.page.field("decision_note").setFocus()
    type_text(" at all")
    press(ENTER, CTRL)
    with qtbot.waitSignal(page.draft_signed) as signed:
        press(ENTER, CTRL | SHIFT)
    page.save_now()
    background.wait_until_idle()
    assert sessions.read(desk, signed.args[0]).session.entry.decision_note == "Nothing new at all"
    assert not saved_note(page).startswith("Not saved")


NAMED = "Spoke to Gwendolyn Ashcroft’s mother"


def test_a_text_that_looks_like_a_name_is_asked_about_once_before_it_is_sealed(
    open_guide: OpenGuide, qtbot: QtBot, background: Background, desk: Desk, person: Person
) -> None:
    page = open_guide(an_entry(safeguarding=NAMED), step=Step.CHECK)
    press(ENTER, CTRL | SHIFT)
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    box = page.findChild(QMessageBox)
    assert "This looks like a full name" in box.informativeText()
    assert stored(desk, page, person)
    with qtbot.waitSignal(page.draft_signed) as signed:
        next(button for button in box.buttons() if button.text() == "Keep it and sign").click()
    assert sessions.read(desk, signed.args[0]).session.entry.safeguarding == NAMED
    assert page.page.stop == Stop(Step.CHECK)


def test_going_back_to_what_looks_like_a_name_leads_to_its_field_and_is_asked_only_once(
    open_guide: OpenGuide, qtbot: QtBot
) -> None:
    information = Information(agency="Police", what=NAMED, reason="Safeguarding")
    page = open_guide(an_entry(information=(information,)), step=Step.CHECK)
    press(ENTER, CTRL | SHIFT)
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    QTest.keyClick(page.findChild(QMessageBox), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: step(page) is Step.SAFEGUARDING)
    page.activateWindow()  # offscreen there is no window manager to do it
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    assert focus().accessibleName() == "Information 1: What was shared"
    assert problems(page) == ["This looks like a full name: initials or a role are enough here"]
    press(ENTER, CTRL)
    with qtbot.waitSignal(page.draft_signed):
        press(ENTER, CTRL | SHIFT)


def test_a_text_typed_before_somebody_turned_out_to_be_absent_is_asked_about_without_leading_away(
    open_guide: OpenGuide, qtbot: QtBot
) -> None:
    page = open_guide(a_missed_entry(safeguarding=NAMED), step=Step.CHECK)
    press(ENTER, CTRL | SHIFT)
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    QTest.keyClick(page.findChild(QMessageBox), Qt.Key.Key_Escape)
    assert step(page) is Step.CHECK


def test_signing_that_fails_says_why_and_can_be_tried_again(open_guide: OpenGuide, qtbot: QtBot) -> None:
    page = open_guide(an_entry(), step=Step.CHECK)
    with no_room_on_the_disk():
        press(ENTER, CTRL | SHIFT)
        qtbot.waitUntil(lambda: "not saved" in words_on(page), timeout=3000)
    with qtbot.waitSignal(page.draft_signed):
        press(ENTER, CTRL | SHIFT)


def test_every_control_of_every_page_has_a_name_and_an_identifier(desk: Desk, open_guide: OpenGuide) -> None:
    person = add_person(desk, crn="X654321")
    sign_session(desk, person.id, an_entry({Factor.MOOD: Level.PRESENT}, tasks=(NewTask(what="a", who="b"),)))
    entry = an_entry({Factor.MOOD: Level.ACT_TODAY}, outcome=Outcome.FAILED_TO_COMPLY)
    entry = replace(entry, ratings=tuple(replace(one, basis=Basis.CONFIRMED) for one in entry.ratings))
    page = open_guide(entry)
    nameless = []
    for to in (Step.START, Step.CHECK_IN, Step.PROGRESS, Step.FACTORS, Step.SAFEGUARDING, Step.DECIDE, Step.CHECK):
        go(page, to)
        stops = [w for w in page.findChildren(QWidget) if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        nameless += [(to, w) for w in stops if not (w.accessibleName() and w.objectName()) and not w.focusProxy()]
    assert nameless == []


def test_news_ticked_today_brings_up_the_prompts_that_fit_it(open_guide: OpenGuide, qtbot: QtBot) -> None:
    page = open_guide(an_entry(), step=Step.CHECK_IN)
    go(page, Step.SAFEGUARDING)
    before = words_on(page)
    go(page, Step.CHECK_IN)
    page.page.field("changes").setFocus()
    press(Qt.Key.Key_1)
    go(page, Step.SAFEGUARDING)
    qtbot.waitUntil(lambda: words_on(page) != before)
    assert "new relationship" in words_on(page).lower()


def test_a_problem_that_was_mended_elsewhere_is_not_said_again_on_coming_back(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry(outcome=None))
    press(ENTER, CTRL)
    page.page.field("outcome").setFocus()
    press(Qt.Key.Key_1)
    go(page, Step.SUMMARY)
    go(page, Step.START)
    assert problems(page) == []
    assert page.page.field("outcome").problem is None


def test_now_is_the_moment_of_pressing_it(open_guide: OpenGuide, clock: Clock) -> None:
    page = open_guide()
    clock.move(minutes=50)
    page.page.findChild(QPushButton, "now").click()
    assert page._draft.entry.held_at == clock()


def test_the_draft_can_be_printed_from_the_last_page(
    qtbot: QtBot, open_guide: OpenGuide, desk: Desk, person: Person
) -> None:
    page = open_guide(an_entry())
    go(page, Step.CHECK)
    link = next(one for one in page.page.findChildren(QPushButton) if one.text() == "Export the draft as PDF…")
    with qtbot.waitSignal(page.draft_export_requested) as asked:
        link.click()
    assert asked.args == [stored(desk, page, person).id]


def test_a_guide_is_deleted_page_by_page_the_one_in_view_last(open_guide: OpenGuide, qtbot: QtBot) -> None:
    page = open_guide(an_entry())
    for stop in stops(page._draft.entry)[:4]:
        page._go(stop)
    others = set(page.findChildren(QuestionPage)) - {page.page}
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert isValid(page.page)
    assert any(map(isValid, others)), "not all at once"
    qtbot.waitUntil(lambda: not isValid(page))
