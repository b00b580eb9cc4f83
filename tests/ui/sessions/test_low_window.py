"""At 200 % in a small window: the question has the room, and nothing is cut off at the side or lost on the way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.sessions import Step
from tests.builders import an_entry
from tests.ui.sessions.conftest import OpenGuide
from tests.ui.sessions.test_guide import no_room_on_the_disk, saved_note
from ui.sessions.guide import GuidePage
from ui.sessions.route import Stop, stops
from ui.widgets.step_list import StepList
from ui.widgets.tokens import Theme, apply_theme

WIDTH, HEIGHT = 656, 485
"""What rail, menus and status line leave of 800 × 600 pixels, less a scroll bar."""


@pytest.fixture
def page(open_guide: OpenGuide, qapp: QApplication, qtbot: QtBot) -> GuidePage:
    apply_theme(qapp, Theme.LIGHT, 2.0)
    shown = open_guide(an_entry())

    def small() -> bool:
        """What stands above the page makes room in several turns."""
        shown.resize(WIDTH, HEIGHT)
        return (shown.width(), shown.height()) == (WIDTH, HEIGHT)

    qtbot.waitUntil(small)
    settle()
    return shown


def settle() -> None:
    QTest.qWait(30)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def in_sight(page: GuidePage) -> set[str]:
    """What is seen of header and steps."""
    parts = page.findChild(QLabel, "saved-note"), page.findChild(StepList)
    return {part.objectName() for part in parts if part.isVisible() and not part.visibleRegion().isEmpty()}


def test_every_page_comes_up_at_its_question_and_header_and_steps_are_above_it(page: GuidePage) -> None:
    for stop in stops(page._draft.entry):
        page._go(stop)
        settle()
        assert not page.page.heading.visibleRegion().isEmpty(), stop
        assert page.page.heading.mapTo(page, page.page.heading.rect().topLeft()).y() < 100, stop
        assert in_sight(page) == set(), stop
        page.page.show_lead()
        assert "saved-note" in in_sight(page), stop


def test_no_page_is_wider_than_the_window(page: GuidePage) -> None:
    for stop in stops(page._draft.entry):
        page._go(stop)
        settle()
        assert page.page._content.minimumSizeHint().width() <= WIDTH, stop


def test_header_and_steps_come_back_above_the_page_when_there_is_room(page: GuidePage, qapp: QApplication) -> None:
    page._go(Stop(Step.CHECK))
    page._go(Stop(Step.SUMMARY))
    settle()
    apply_theme(qapp, Theme.LIGHT, 1.0)
    settle()
    page.resize(1070, 730)
    settle()
    assert in_sight(page) == {"saved-note", "steps"}
    assert not page.page.isAncestorOf(page.findChild(StepList))
    assert page.page._scroll.verticalScrollBar().value() == 0


def test_why_something_is_not_saved_is_brought_into_sight(page: GuidePage, qtbot: QtBot) -> None:
    page._go(Stop(Step.SUMMARY))
    settle()
    assert in_sight(page) == set()
    with no_room_on_the_disk():
        QTest.keyClicks(QApplication.focusWidget(), "y")
        qtbot.waitUntil(lambda: saved_note(page).startswith("Not saved: "), timeout=3000)
    settle()
    assert "saved-note" in in_sight(page)


def test_the_footer_is_one_row_with_the_other_ways_in_a_menu(page: GuidePage, qtbot: QtBot) -> None:
    page._go(Stop(Step.SUMMARY))
    settle()
    shown = [one for one in page.page._footer.findChildren(QPushButton) if one.isVisible()]
    assert [one.accessibleName() for one in shown] == ["Continue", "More"]
    assert len({one.geometry().center().y() for one in shown}) == 1
    QTest.mouseClick(shown[1], Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert [one.text() for one in menu.actions()] == ["Back", "Finish later"]
    before = page.page.stop
    menu.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: page.page.stop != before)
    page._go(Stop(Step.CHECK))
    settle()
    shown = [one for one in page.page._footer.findChildren(QPushButton) if one.isVisible()]
    assert [one.accessibleName() for one in shown] == ["Sign the session", "More"]
    assert len({one.geometry().center().y() for one in shown}) == 1


def test_with_room_every_way_stands_in_the_footer(page: GuidePage, qapp: QApplication) -> None:
    apply_theme(qapp, Theme.LIGHT, 1.0)
    page.resize(1070, 730)
    settle()
    page._go(Stop(Step.SUMMARY))
    settle()
    shown = [one.accessibleName() for one in page.page._footer.findChildren(QPushButton) if one.isVisible()]
    assert shown == ["Continue", "Back", "Finish later"]
