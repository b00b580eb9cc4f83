"""The pages of the guide as they come up: in the window, at their heading, with true words beside the fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QScrollArea, QWidget

from app.domain.people import Person
from app.domain.ratings import Basis, Factor, Level
from app.domain.sessions import Step
from app.domain.tasks import NewTask
from app.services.desk import Desk
from tests.builders import a_rating, an_entry, sign_session
from tests.ui.sessions.conftest import OpenGuide
from ui.sessions.guide import GuidePage
from ui.sessions.route import stops
from ui.widgets.buttons import LinkButton
from ui.widgets.character_counter import CharacterCounter
from ui.widgets.combo_box import Select
from ui.widgets.heading import Heading
from ui.widgets.tokens import Theme, apply_theme


class Windows(QObject):
    """Hears of every window that comes up, but for dialogs and what drops down."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.Show or not isinstance(watched, QWidget):
            return False
        if watched.isWindow() and not isinstance(watched, QDialog | GuidePage):
            self.shown.append(type(watched).__name__)
        return False


@pytest.fixture
def windows(qapp: QApplication) -> Iterator[Windows]:
    heard = Windows()
    qapp.installEventFilter(heard)
    yield heard
    qapp.removeEventFilter(heard)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_page_comes_up_within_the_guide_and_at_its_heading(
    open_guide: OpenGuide, qapp: QApplication, windows: Windows, scale: float
) -> None:
    page = open_guide(an_entry({Factor.ACCESS: Level.ACT_TODAY}))
    apply_theme(qapp, Theme.LIGHT, scale)
    for stop in stops(page._draft.entry):
        page._go(stop)
        QTest.qWait(20)
        heading = page.page.findChild(Heading)
        assert page.page.findChild(QScrollArea).verticalScrollBar().value() == 0, stop
        assert not heading.visibleRegion().isEmpty(), stop
    assert windows.shown == []


def test_the_check_page_has_its_focus_on_the_first_way_back(open_guide: OpenGuide) -> None:
    open_guide(an_entry(), step=Step.CHECK)
    focus = QApplication.focusWidget()
    assert isinstance(focus, LinkButton)
    assert focus.accessibleName() == "Change Place and outcome"


def test_the_counter_is_true_at_every_letter(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry(), step=Step.CHECK_IN)
    counter = page.page.findChild(CharacterCounter)
    before = int(counter.text().split()[0].replace(",", ""))
    assert before > 0
    QTest.keyClicks(QApplication.focusWidget(), "x" * 7)
    assert int(counter.text().split()[0].replace(",", "")) == before + 7


def test_now_is_called_by_its_visible_word(open_guide: OpenGuide) -> None:
    assert open_guide().findChild(QPushButton, "now").accessibleName() == "Now"


def test_what_a_task_or_a_claim_is_about_is_spoken_with_its_fields(
    open_guide: OpenGuide, desk: Desk, person: Person
) -> None:
    said = a_rating(Factor.MOOD, Level.PRESENT, basis=Basis.SAID, evidence="Moved in with an aunt")
    entry = an_entry(tasks=(NewTask(what="Send the plan", who="The person"),))
    ratings = tuple(said if one.factor is Factor.MOOD else one for one in entry.ratings)
    sign_session(desk, person.id, replace(entry, ratings=ratings))
    page = open_guide(an_entry(), step=Step.PROGRESS)
    about = {one.control.accessibleName(): one.control.accessibleDescription() for one in page.findChildren(Select)}
    assert about["Task 1: How does it stand?"] == "Send the plan"
    assert about["Claim 1: Verified?"] == "Moved in with an aunt"
