"""The page in the room: large, whole at every text size, and in the person's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QScrollArea
from pytestqt.qtbot import QtBot

from app.domain.people import Person
from app.domain.tasks import NewTask
from app.services import sessions
from app.services.desk import Desk
from tests.builders import AN_ID, MOMENT, add_person
from tests.ui.windows import shown
from ui.room.in_the_room_page import InTheRoomPage
from ui.widgets.background import Background
from ui.widgets.tokens import Theme, apply_theme, look

NAME = "Llŷr Gwynfor ap Siôn Llwyd-Ŵyn o Lanfairpwllgwyngyll"
TASK = "Ring the surgery in Llanfairpwllgwyngyll, and write the day down. "

OpenPage = Callable[..., InTheRoomPage]


@pytest.fixture
def person(desk: Desk) -> Person:
    """With two open tasks, one very long."""
    found = add_person(desk, name=NAME)
    draft = sessions.start(desk, found.id).draft
    tasks = (NewTask(what=TASK * 12, who="Llŷr"), NewTask(what="Bring the letter", who="Llŷr", due_on=MOMENT.date()))
    sessions.save_draft(desk, replace(draft, entry=replace(draft.entry, tasks=tasks)))
    return found


@pytest.fixture
def open_page(qapp: QApplication, qtbot: QtBot, desk: Desk, background: Background) -> Iterator[OpenPage]:
    pages: list[InTheRoomPage] = []

    def open_it(person: Person, width: int = 1280, height: int = 720) -> InTheRoomPage:
        page = InTheRoomPage(desk, background, person.id)
        pages.append(page)
        page.resize(width, height)
        shown(qtbot, page)
        background.wait_until_idle()
        qapp.processEvents()
        return page

    yield open_it
    for page in pages:
        page.close()
        page.deleteLater()
    apply_theme(qapp, Theme.LIGHT, 1.0)


def words(page: InTheRoomPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]


def cut_off(page: InTheRoomPage) -> list[str]:
    labels = [label for label in page.findChildren(QLabel) if label.isVisible() and label.text()]
    return [label.text()[:40] for label in labels if label.height() < label.heightForWidth(label.width())]


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize(
    ("scale", "width", "height"), [(1.0, 1280, 720), (1.0, 640, 480), (2.0, 1280, 720), (2.0, 800, 600)]
)
def test_long_names_and_tasks_are_whole_at_every_size(
    qapp: QApplication,
    qtbot: QtBot,
    open_page: OpenPage,
    person: Person,
    theme: Theme,
    scale: float,
    width: int,
    height: int,
) -> None:
    apply_theme(qapp, theme, scale)
    page = open_page(person, width, height)
    (area,) = page.findChildren(QScrollArea)
    qtbot.waitUntil(lambda: cut_off(page) == [])
    assert area.widget().width() <= area.viewport().width(), "nothing is cut off at the side"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_is_larger_than_any_other_page(
    qapp: QApplication, open_page: OpenPage, person: Person, scale: float
) -> None:
    apply_theme(qapp, Theme.LIGHT, scale)
    page = open_page(person)
    (line,) = (one for one in page.findChildren(QLabel) if one.text() == "Bring the letter")
    assert line.fontInfo().pixelSize() > look().size("lead")
    assert page.findChild(QPlainTextEdit).fontInfo().pixelSize() > look().size("lead")


def test_with_nothing_to_tell_it_says_so(open_page: OpenPage, desk: Desk) -> None:
    told = words(open_page(add_person(desk, crn="X555555")))
    assert "There is nothing for you to do at the moment." in told
    assert "No day is fixed yet." in told


def test_somebody_who_is_not_there_leaves_the_ways_out(open_page: OpenPage, person: Person) -> None:
    page = open_page(replace(person, id=AN_ID))
    assert any("There is a problem" in line for line in words(page))
    assert page.settled
    page.save_now()
    page.focus_first()
    assert page._leave.isVisible()


def test_the_keyboard_waits_where_the_person_types(qtbot: QtBot, open_page: OpenPage, person: Person) -> None:
    page = open_page(person)
    qtbot.waitUntil(page.findChild(QPlainTextEdit).hasFocus)
