"""The pages of the guide as they come up: in the window, at their heading, with true words beside the fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QScrollArea, QWidget

from app.domain.handover import NDELIUS_LIMIT, note_text
from app.domain.people import Person
from app.domain.ratings import Basis, Factor, Level
from app.domain.sessions import Step
from app.domain.tasks import NewTask
from app.services.desk import Desk
from tests.builders import MOMENT, a_missed_entry, a_rating, an_entry, sign_session
from tests.desks import Clock
from tests.ui.sessions.conftest import OpenGuide
from ui.sessions.guide import GuidePage
from ui.sessions.route import Stop, stops
from ui.widgets.buttons import LinkButton
from ui.widgets.character_counter import CharacterCounter
from ui.widgets.combo_box import Select
from ui.widgets.heading import Heading
from ui.widgets.moment_box import MomentBox
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
    page = open_guide(an_entry(held_at=MOMENT), step=Step.PROGRESS)
    about = {one.control.accessibleName(): one.control.accessibleDescription() for one in page.findChildren(Select)}
    assert about["Task 1: How does it stand?"] == "Send the plan"
    assert about["Claim 1: Verified?"] == "Moved in with an aunt"


def shown(page: GuidePage) -> str:
    return "\n".join(label.text() for label in page.page.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize("step", [Step.CHECK_IN, Step.PROGRESS, Step.FACTORS, Step.SUMMARY])
def test_beside_a_late_entry_stands_the_session_before_it_and_not_a_later_one(
    open_guide: OpenGuide, desk: Desk, person: Person, clock: Clock, step: Step
) -> None:
    for name in ("earlier", "later"):
        said = a_rating(Factor.MOOD, Level.PRESENT, evidence=f"An {name} sign")
        entry = an_entry(
            held_at=clock(), check_in=f"An {name} word", summary=f"An {name} word",
            tasks=(NewTask(what=f"An {name} task", who="He"),),
        )  # fmt: skip
        sign_session(desk, person.id, replace(entry, ratings=(said, *entry.ratings[1:])))
        clock.move(days=7)
    page = open_guide(an_entry(held_at=MOMENT + timedelta(days=3), check_in=""), step=step)
    assert "2 March 2026" in shown(page)
    assert "An earlier " in shown(page)
    assert "later" not in shown(page)


def test_the_problems_of_the_first_page_follow_it_from_top_to_bottom(open_guide: OpenGuide) -> None:
    page = open_guide()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    lines = page.page.summary.findChildren(QPushButton)
    assert [line.accessibleName() for line in lines] == [
        "Enter the day and time of the session",
        "Choose where the session took place",
        "Choose how the session ended",
    ]
    fields = [page.page.field(name) for name in ("held_at", "place", "outcome")]
    places = [field.mapTo(page.page, QPoint()) for field in fields if field]
    assert places == sorted(places, key=lambda at: (at.y(), at.x()))


def test_the_check_page_names_the_steps_whose_text_is_too_long_to_copy(open_guide: OpenGuide) -> None:
    entry = an_entry(check_in="x" * NDELIUS_LIMIT, summary="Short")
    told = shown(open_guide(entry, step=Step.CHECK))
    assert f"The text has {len(note_text(entry)):,} characters and one NDelius contact takes 12,000: " in told
    assert "shorten Check in, Acute factors, Summarise, or split it when you copy it." in told
    assert "NDelius" not in shown(open_guide(an_entry(), step=Step.CHECK))


def test_a_page_made_before_the_day_was_entered_shows_the_session_before_that_day(
    open_guide: OpenGuide, desk: Desk, person: Person, clock: Clock
) -> None:
    for name in ("earlier", "later"):
        sign_session(desk, person.id, an_entry(held_at=clock(), check_in=f"An {name} word"))
        clock.move(days=7)
    page = open_guide(an_entry(held_at=None, check_in=""), step=Step.CHECK_IN)
    assert "An later word" in shown(page)
    page._go(Stop(Step.START))
    page.page._held.set_value(MOMENT + timedelta(days=3))
    page.page.changed.emit()
    page._go(Stop(Step.CHECK_IN))
    assert "An earlier word" in shown(page)


def test_problems_follow_the_page_even_where_half_a_date_was_typed(open_guide: OpenGuide) -> None:
    page = open_guide(a_missed_entry(action=None, absence_note=""), step=Step.ABSENCE)
    page.page.findChild(MomentBox).day.setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "27")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    said = [line.accessibleName() for line in page.page.summary.findChildren(QPushButton)]
    assert [words.split(":")[0] for words in said] == [
        "Enter the reason, as far as it is known",
        "Choose what you did about it",
        "Next date",
    ]
