"""Today's list of what was signed here and is not in NDelius yet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.sessions import Session
from app.services import handover
from app.services.desk import Desk
from tests.builders import add_person, sign_session
from tests.ui.windows import active, fill
from ui.today.page import TodayPage
from ui.today.uncopied_card import UncopiedCard
from ui.widgets.background import Background
from ui.widgets.heading import Heading


@pytest.fixture
def session(desk: Desk) -> Session:
    return sign_session(desk, add_person(desk).id)


@pytest.fixture
def open_today(desk: Desk, background: Background, qtbot: QtBot) -> Callable[[], TodayPage]:
    def open_it() -> TodayPage:
        page = TodayPage(desk, background)
        page.resize(1070, 700)
        active(qtbot, page)
        background.wait_until_idle()
        fill(page)
        background.wait_until_idle()
        return page

    return open_it


def card(page: TodayPage) -> UncopiedCard:
    return page.findChild(UncopiedCard)


def test_it_counts_what_is_not_copied_and_enter_opens_the_texts(open_today, session, qtbot) -> None:
    page = open_today()
    assert card(page).findChild(Heading).text() == "Signed here, not yet copied to NDelius: 1"
    (row,) = card(page).list.rows
    assert (row.title, row.beside) == ("Pŷrson One", "Session of 2 March 2026")
    card(page).list.setFocus()
    with qtbot.waitSignal(page.copying_started) as opened:
        QTest.keyClick(card(page).list, Qt.Key.Key_Return)
    assert opened.args == [session.id]


def test_c_ticks_it_off_for_today_and_the_card_goes(open_today, desk, session) -> None:
    page = open_today()
    card(page).list.setFocus()
    QTest.keyClick(card(page).list, Qt.Key.Key_C)
    page._background.wait_until_idle()
    assert not card(page).isVisible()
    copied = handover.read(desk, session.id).copied
    assert copied
    assert copied.on == desk.today()


def test_nothing_to_copy_shows_no_card(open_today, desk, session) -> None:
    handover.tick_off(desk, session.id, desk.today())
    assert not card(open_today()).isVisible()


def test_older_ones_are_counted_though_they_are_not_listed(open_today, desk, clock, session) -> None:
    clock.move(days=91)
    page = open_today()
    older = "Older ones that are not ticked off: 1. They are not listed here: each person’s page has them."
    assert card(page).isVisible()
    assert [label.text() for label in card(page).findChildren(QLabel) if label.isVisible()][1:] == [older]
    handover.tick_off(desk, session.id, desk.today())
    assert not card(open_today()).isVisible()
