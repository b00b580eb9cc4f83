"""The pages about the store, and the place that a lock leaves: the real rooms, twice on one store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.ratings import Factor
from app.domain.sessions import Step
from app.services import officers, people, sessions, vault
from app.services.desk import Desk
from tests.builders import add_person, an_entry, an_officer, sign_session
from tests.desks import PASSPHRASE, Clock, seeded
from tests.journeys.case_window import open_case
from tests.journeys.driving import Driver
from ui.people.people_page import PeoplePage
from ui.sessions.guide import GuidePage
from ui.shell.lock_guard import LockGuard
from ui.shell.main_window import MainWindow
from ui.shell.places import Places
from ui.shell.rooms import _Ways, open_rooms
from ui.shell.settings import Settings
from ui.widgets.background import Background
from ui.widgets.heading import Heading
from ui.widgets.row_list import RowList


@pytest.fixture
def case(qapp, desk: Desk, tmp_path: Path) -> Callable[[], AbstractContextManager[Driver]]:
    """Opens the window on the store; again and again."""
    officers.record(desk, an_officer())
    return partial(open_case, qapp, desk, tmp_path)


def ways(driver: Driver) -> _Ways:
    return driver.window.findChild(_Ways)


def pages(driver: Driver) -> list[str]:
    return [type(page).__name__ for page in driver.window.findChild(Places).pages()]


def commands(driver: Driver) -> dict[str, QAction]:
    return {action.text(): action for action in driver.window.menus.go.actions()}


def leave_and_return(
    case: Callable[[], AbstractContextManager[Driver]], go: Callable[[Driver], object]
) -> tuple[list[str], list[str]]:
    """What was in view when a lock came, and what was after the unlock."""
    with case() as driver:
        go(driver)
        before = pages(driver)
        driver.do("lock", ways(driver).remember_place)
        driver.wait(lambda: True)
    with case() as driver:
        driver.wait(lambda: len(pages(driver)) >= len(before), f"{before}")
        return before, pages(driver)


def test_the_factor_in_view_is_in_view_again(case, desk: Desk) -> None:
    person = add_person(desk)
    draft = sessions.start(desk, person.id).draft
    sessions.save_draft(desk, replace(draft, entry=an_entry(held_at=desk.now()), step=Step.FACTORS))
    with case() as driver:
        ways(driver)._sessions.open_draft(draft.id)
        driver.wait(lambda: pages(driver)[-1] == "GuidePage", "the guide")
        guide = driver.window.findChild(GuidePage)
        driver.do("a factor", partial(guide.return_to, list(Factor)[3]))
        driver.do("lock", ways(driver).remember_place)
    with case() as driver:
        driver.wait(lambda: driver.window.findChild(GuidePage), "the guide again")
        stop = driver.window.findChild(GuidePage).page.stop
        assert (stop.step, stop.factor) == (Step.FACTORS, list(Factor)[3])
    with case() as driver:
        assert pages(driver) == ["TodayPage"], "a place is returned to once"


@pytest.mark.parametrize("key", ["Backups", "Passphrase and recovery key", "The store’s health", "Audit trail"])
def test_each_page_about_the_store_opens_and_is_returned_to(case, key: str) -> None:
    def go(driver: Driver) -> None:
        driver.do("the room", lambda: driver.window.findChild(Places).show_room("store"))
        driver.do(key, commands(driver)[key].trigger)

    before, after = leave_and_return(case, go)
    assert before[-1] != "StorePage"
    assert after[-2:] == before[-2:]


def test_pages_of_a_person_come_back_on_top_of_their_room(case, desk: Desk) -> None:
    person = add_person(desk)
    signed = sign_session(desk, person.id)

    def go(driver: Driver) -> None:
        driver.do("people", lambda: driver.window.findChild(Places).show_room("people"))
        for opening in (
            partial(ways(driver)._open_person, person.id),
            partial(ways(driver)._reviews.open, person.id, ""),
            partial(ways(driver)._open_form, person.id),
            partial(ways(driver)._sessions.open_signed, signed.id),
            partial(ways(driver)._open_export, signed.id),
            ways(driver)._open_officer,
        ):
            driver.do("open", opening)

    before, after = leave_and_return(case, go)
    assert after[-7:] == before[-7:]
    assert after[-7] == PeoplePage.__name__


def test_what_is_gone_by_then_is_left_out(case, desk: Desk) -> None:
    person = add_person(desk)
    draft = sessions.start(desk, person.id).draft
    with case() as driver:
        ways(driver)._open_person(person.id)
        ways(driver)._sessions.open_draft(draft.id)
        driver.wait(lambda: pages(driver)[-1] == "GuidePage", "the guide")
        driver.do("lock", ways(driver).remember_place)
    sessions.discard_draft(desk, draft.id)
    with case() as driver:
        driver.wait(lambda: len(pages(driver)) == 2, "the person's page")
        assert pages(driver) == ["TodayPage", "PersonPage"]


def test_the_status_line_says_how_old_the_newest_backup_is(case) -> None:
    with case() as driver:
        driver.wait(lambda: driver.window._backup_age.text() == "No backup yet", "the age")
        driver.do("the room", lambda: driver.window.findChild(Places).show_room("store"))
        listed = driver.find(RowList, "Keeping it safe")
        driver.wait(lambda: listed.rows[0].lines == ("No backup yet",), "the age in the list")
        driver.do("backups", lambda: ways(driver)._store.open("backups"))
        driver.press("Back up now")
        driver.wait(lambda: driver.window._backup_age.text().startswith("Backed up today"), "the new age")


@pytest.fixture
def guarded(
    qtbot: QtBot, qapp, vault_folder: Path, recovery_key: str, clock: Clock, tmp_path: Path
) -> Iterator[tuple[Driver, LockGuard, list[str]]]:
    """A window, its guard and the real rooms on an open store."""
    background = Background()
    restarts: list[str] = []
    window = MainWindow(Settings(tmp_path / "settings.json"))
    guard = LockGuard(
        window, background, vault_folder, clock, seeded().randbytes, open_rooms, lambda *_more: restarts.append("once")
    )
    opened = vault.unlock(vault_folder, recovery_key, clock, seeded().randbytes)
    officers.record(opened, an_officer())
    guard.open(opened)
    driver = Driver()
    driver.window = window
    window.show()
    window.activateWindow()
    background.wait_until_idle()
    yield driver, guard, restarts
    background.wait_until_idle()
    if guard.desk:
        vault.lock(guard.desk)
    background.close()
    window.allow_closing()
    window.close()
    window.deleteLater()


def test_a_person_is_erased_from_their_page_the_certificate_is_read_and_the_program_starts_anew(
    guarded: tuple[Driver, LockGuard, list[str]], vault_folder: Path, clock: Clock
) -> None:
    driver, guard, restarts = guarded
    added = add_person(guard.desk, name="Erased Marker", crn="X123456")
    person_id = added.id
    driver.do("the person", lambda: ways(driver)._open_person(person_id))
    driver.press("Erase this person…")
    driver.find(QLineEdit, "Type the CRN to confirm")
    page = driver.window.findChild(Places).currentWidget()
    page._reason.set_values([page._reason._cards[0].key])
    driver.type("Type the CRN to confirm", "X123456")
    driver.press("Erase for good")
    driver.find(Heading, "Erased")
    assert driver.window.workspace is None
    driver.press("Go on")
    driver.press("Go on without it")
    driver.wait(lambda: restarts, "the fresh process")
    again = vault.unlock(vault_folder, PASSPHRASE, clock, seeded().randbytes)
    assert people.list_people(again) == []
    vault.lock(again)
