"""At 200 % in a small window nothing is cut off at the side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.domain.records import Room
from app.services import records
from app.services.desk import Desk
from tests.builders import a_full_case
from tests.desks import Clock, seeded
from tests.ui.windows import fill
from ui.audit.audit_page import AuditPage
from ui.backups.backups_page import BackupsPage
from ui.backups.restore_page import RestorePage
from ui.health.ended_page import EndedPage
from ui.health.erase_page import ErasePage
from ui.health.health_page import HealthPage
from ui.people.people_page import PeoplePage
from ui.people.person_page import PersonPage
from ui.records.compare_page import ComparePage
from ui.records.record_form_page import RecordFormPage
from ui.records.record_page import RecordPage
from ui.records.room_page import RoomPage
from ui.reviews.keeping import open_review
from ui.reviews.review_page import ReviewPage
from ui.rules.overdue_page import OverduePage
from ui.rules.rules_page import RulesPage
from ui.shell.settings import Settings
from ui.shell.settings_page import SettingsPage
from ui.today.absences_page import AbsencesPage
from ui.today.deferrals_page import DeferralsPage
from ui.today.page import TodayPage
from ui.vault.first_run import FirstRun
from ui.vault.lock_page import LockPage
from ui.vault.recovery_page import RecoveryPage
from ui.vault.security_page import SecurityPage
from ui.widgets.background import Background
from ui.widgets.page import Page
from ui.widgets.tokens import Theme, apply_theme

WIDTH = 656
"""What the rail leaves of 800 pixels, with its icons only, less the scroll bar."""


@pytest.fixture(autouse=True)
def _large(qapp: QApplication, _dressed: None) -> Iterator[None]:
    apply_theme(qapp, Theme.LIGHT, 2.0)
    yield
    apply_theme(qapp, Theme.LIGHT, 1.0)


def erase(desk: Desk, background: Background) -> QWidget:
    person, *_ = a_full_case(desk)
    return ErasePage(desk, background, person.id)


def recovery(_desk: Desk, _background: Background) -> QWidget:
    return RecoveryPage("ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789-ABCD", "The way in.", way_back="Keep the old key")


def lock(desk: Desk, background: Background) -> QWidget:
    return LockPage(desk.vault.folder.path, background, desk.clock, desk.random)


def restore(desk: Desk, background: Background) -> QWidget:
    return RestorePage(desk.vault.folder.path, background, desk.clock, desk.random, desk)


def person(desk: Desk, background: Background) -> QWidget:
    one, *_ = a_full_case(desk)
    return PersonPage(desk, background, one.id)


def review(desk: Desk, background: Background) -> QWidget:
    one, *_ = a_full_case(desk)
    return ReviewPage(desk, background, open_review(desk, one.id, "risk_review"))


def room(desk: Desk, background: Background) -> QWidget:
    one, *_ = a_full_case(desk)
    return RoomPage(desk, background, one.id, Room.ORDERS)


def record(desk: Desk, background: Background) -> QWidget:
    one, *_ = a_full_case(desk)
    (order, *_) = records.room(desk, one.id, Room.ORDERS).records
    return RecordPage(desk, background, one.id, order.id)


def record_form(desk: Desk, background: Background) -> QWidget:
    one, *_ = a_full_case(desk)
    return RecordFormPage(desk, background, one.id, "condition")


def versions(desk: Desk, background: Background) -> QWidget:
    one, *_ = a_full_case(desk)
    (order, *_) = records.room(desk, one.id, Room.ORDERS).records
    return ComparePage(desk, background, one.id, order.id, 1)


def absences(desk: Desk, background: Background) -> QWidget:
    one, *_ = a_full_case(desk)
    return AbsencesPage(desk, background, one.id)


@pytest.mark.parametrize(
    "make", [TodayPage, PeoplePage, DeferralsPage, OverduePage, RulesPage, absences, person, review]
)
def test_no_page_about_what_is_due_is(
    desk: Desk, background: Background, qtbot: QtBot, make: Callable[[Desk, Background], QWidget]
) -> None:
    page = make(desk, background)
    check(page, background, qtbot)
    for head in page.findChildren(Page):
        assert head.heading.width() >= min(head.heading.fontMetrics().horizontalAdvance(head.heading.text()), 400)


@pytest.mark.parametrize("make", [room, record, record_form, versions])
def test_no_page_about_records_is(
    desk: Desk, background: Background, qtbot: QtBot, make: Callable[[Desk, Background], QWidget]
) -> None:
    check(make(desk, background), background, qtbot)


@pytest.mark.parametrize(
    "make", [AuditPage, BackupsPage, EndedPage, HealthPage, SecurityPage, erase, lock, recovery, restore]
)
def test_no_page_about_the_store_is_wider_than_its_window(
    desk: Desk, background: Background, qtbot: QtBot, make: Callable[[Desk, Background], QWidget]
) -> None:
    check(make(desk, background), background, qtbot)


def test_the_settings_are_not(background: Background, qtbot: QtBot, tmp_path: Path) -> None:
    check(SettingsPage(Settings(tmp_path / "settings.json")), background, qtbot)


def test_the_first_run_is_not(background: Background, qtbot: QtBot, tmp_path: Path, clock: Clock) -> None:
    check(FirstRun(tmp_path / "vault", background, clock, seeded().randbytes), background, qtbot)


def check(page: QWidget, background: Background, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    page.resize(WIDTH, 500)
    page.show()
    background.wait_until_idle()
    fill(page)
    QApplication.processEvents()
    for area in page.findChildren(QScrollArea):
        if area.widgetResizable() and area.widget():
            assert area.widget().minimumSizeHint().width() <= WIDTH, page
