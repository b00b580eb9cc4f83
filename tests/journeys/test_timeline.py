"""From the timeline and the open questions into sessions and back, and a session over to NDelius, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from app.domain.people import Person
from app.domain.ratings import Basis, Factor, Level
from app.domain.reviews import NewReview
from app.services import claims, handover, officers, people, reviews
from app.services.desk import Desk
from tests.builders import add_person, an_entry, an_officer, sign_session
from tests.journeys.case_window import open_case
from tests.journeys.driving import Driver
from ui.people.person_page import PersonPage
from ui.records.room_page import RoomPage
from ui.records.timeline_page import TimelinePage
from ui.reviews.signed_review_page import SignedReviewPage
from ui.sessions.guide import GuidePage
from ui.sessions.session_page import SessionPage
from ui.shell.places import Places
from ui.shell.rooms import _Ways
from ui.today.page import TodayPage
from ui.widgets.heading import Heading
from ui.widgets.row_list import RowList

_MOST_TABS = 80


@pytest.fixture
def person(desk: Desk) -> Person:
    officers.record(desk, an_officer())
    person = add_person(desk)
    for back in (9, 2):
        entry = an_entry(
            {Factor.MOOD: Level.EMERGING}, held_at=desk.now() - timedelta(days=back), check_in=f"{back} days ago"
        )
        said = replace(entry.ratings[0], basis=Basis.SAID, evidence=f"Sleeps well, said {back} days ago")
        sign_session(desk, person.id, replace(entry, ratings=(said, *entry.ratings[1:])))
    return person


@pytest.fixture
def driver(qapp, desk: Desk, person: Person, tmp_path: Path) -> Iterator[Driver]:
    with open_case(qapp, desk, tmp_path) as driving:
        yield driving


def places(driver: Driver) -> Places:
    return driver.window.findChild(Places)


def in_view(driver: Driver) -> QWidget:
    return places(driver).currentWidget()


def open_person(driver: Driver, person: Person) -> None:
    driver.do("the person", lambda: driver.window.findChild(_Ways)._open_person(person.id))
    driver.find(Heading, "Overview")


def tab_to(driver: Driver, words: str) -> None:
    for _press in range(_MOST_TABS):
        focus = QApplication.focusWidget()
        if focus and words in (focus.accessibleName(), getattr(focus, "text", str)()):
            return
        driver.key("Tab")
    raise AssertionError(words)


def command(driver: Driver, words: str):
    return next(one for one in driver.window.menus.person.actions() if one.text() == words)


def test_a_word_in_the_timeline_leads_to_its_session_and_back_to_what_was_found(driver: Driver, person: Person) -> None:
    assert not command(driver, "Timeline").isEnabled(), "nobody is in view"
    open_person(driver, person)
    driver.key("Ctrl+T")
    driver.wait(lambda: isinstance(in_view(driver), TimelinePage), "the timeline")
    driver.wait(lambda: len(driver.find(RowList, "Entries, newest first").rows) == 3, "everything")
    driver.type("Search", "9 days")
    driver.wait(lambda: len(driver.find(RowList, "Entries, newest first").rows) == 1, "the match")
    driver.key("Return")
    driver.key("Return")
    driver.wait(lambda: isinstance(in_view(driver), SessionPage), "the session")
    driver.key("Alt+Left")
    driver.wait(lambda: isinstance(in_view(driver), TimelinePage), "the timeline again")
    assert len(driver.find(RowList, "Entries, newest first").rows) == 1
    driver.key("Alt+Left")
    assert isinstance(in_view(driver), TodayPage), "the timeline took the overview’s place"


def test_tab_goes_round_the_timeline_and_is_caught_nowhere(driver: Driver, person: Person) -> None:
    open_person(driver, person)
    driver.key("Ctrl+T")
    driver.wait(lambda: driver.find(RowList, "Entries, newest first").rows, "the list")
    tab_to(driver, "Search")
    seen: list[str] = []
    while "Search" not in seen:
        driver.key("Tab")
        name = QApplication.focusWidget().accessibleName()
        assert name not in seen, f"caught after {seen}"
        seen.append(name)
    assert seen.index("From: Day") < seen.index("Sessions") < seen.index("Entries, newest first") < seen.index("Lock")


def test_the_menu_of_the_person_leads_through_their_rooms(driver: Driver, person: Person) -> None:
    open_person(driver, person)
    for words, kind in (("Tool results", RoomPage), ("Timeline", TimelinePage), ("Overview", PersonPage)):
        driver.do(words, command(driver, words).trigger)
        driver.wait(lambda kind=kind: isinstance(in_view(driver), kind), words)
        driver.find(Heading, words)
    kinds = [type(page) for page in places(driver).pages()]
    assert (kinds.count(RoomPage), kinds.count(TimelinePage), kinds.count(PersonPage)) == (0, 0, 1)


def test_the_menu_of_the_person_works_from_a_signed_session_and_a_signed_review(
    driver: Driver, desk: Desk, person: Person
) -> None:
    day = desk.today() - timedelta(days=1)
    new = NewReview(person_id=person.id, kind="risk_review", done_on=day, changed=False, note="As it was")
    review = reviews.record(desk, new)
    session = people.page(desk, person.id).sessions[0]
    ways = driver.window.findChild(_Ways)
    for kind, go in (
        (SessionPage, lambda: ways._sessions.open_signed(session.id)),
        (SignedReviewPage, lambda: ways._reviews.open_signed(person.id, review.id)),
    ):
        driver.do("open", go)
        driver.wait(lambda kind=kind: isinstance(in_view(driver), kind), "the page")
        driver.wait(lambda: command(driver, "Tool results").isEnabled(), "the person is known")
        driver.do("a room", command(driver, "Tool results").trigger)
        driver.wait(lambda: isinstance(in_view(driver), RoomPage), "the room")
        driver.key("Alt+Left")
        driver.wait(lambda kind=kind: isinstance(in_view(driver), kind), "the page again")
        driver.key("Ctrl+T")
        driver.wait(lambda: isinstance(in_view(driver), TimelinePage), "the timeline")
        driver.key("Alt+Left")
        driver.key("Alt+Left")


def test_a_lock_returns_to_the_timeline(qapp, driver: Driver, desk: Desk, person: Person, tmp_path: Path) -> None:
    open_person(driver, person)
    driver.key("Ctrl+T")
    driver.wait(lambda: isinstance(in_view(driver), TimelinePage), "the timeline")
    driver.do("lock", driver.window.findChild(_Ways).remember_place)
    with open_case(qapp, desk, tmp_path) as again:
        again.wait(lambda: isinstance(in_view(again), TimelinePage), "the timeline again")


def test_a_session_is_copied_from_today_and_ticked_off(driver: Driver, desk: Desk) -> None:
    first = handover.not_copied(desk).listed[0]
    tab_to(driver, "Signed here, not yet copied to NDelius")
    driver.key("Return")
    driver.wait(lambda: isinstance(in_view(driver), SessionPage), "the session")
    driver.wait(lambda: QApplication.focusWidget().accessibleName() == "Copy: Ordinary contact note", "the first text")
    driver.key("Space")
    assert QApplication.clipboard().text() == handover.read(desk, first.session_id).ordinary
    tab_to(driver, "Copied today: tick off")
    driver.key("Space")
    driver.wait(lambda: handover.read(desk, first.session_id).copied, "the tick")
    driver.key("Alt+Left")
    driver.find(QLabel, "Signed here, not yet copied to NDelius: 1")


def test_the_guide_leads_to_the_open_questions_and_back(driver: Driver, desk: Desk, person: Person) -> None:
    driver.do("start", lambda: driver.window.findChild(_Ways)._sessions.start(person.id))
    driver.wait(lambda: isinstance(in_view(driver), GuidePage), "the guide")
    guide = in_view(driver)
    progress = next(stop for stop in guide._route.stops if stop.step.value == "progress")
    driver.do("progress", lambda: guide._go(progress))
    driver.press("All open questions about Pŷrson One")
    driver.wait(lambda: isinstance(in_view(driver), RoomPage), "the room")
    driver.find(QLabel, "Said by the person, not verified yet: 2")
    tab_to(driver, "Said by the person, not verified yet")
    driver.key("U")
    driver.wait(QApplication.activeModalWidget, "the form")
    driver.type("Why it is unimportant", "Old")
    driver.key("Ctrl+Return")
    driver.wait(lambda: len(claims.unverified(desk, person.id)) == 1, "it to be kept")
    driver.wait(lambda: not QApplication.activeModalWidget(), "the form to close")
    driver.do("back to the window", driver.window.activateWindow)
    driver.key("Alt+Left")
    assert in_view(driver) is guide
    assert driver.has(QAbstractButton, "All open questions about Pŷrson One")
