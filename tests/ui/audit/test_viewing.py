"""Looking at a person is in the audit trail: once for each time the page is opened."""

from __future__ import annotations

from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from app.services import audit
from app.services.desk import Desk
from tests.builders import add_person
from ui.people.person_page import PersonPage
from ui.widgets.background import Background


@pytest.fixture
def person_id(desk: Desk) -> UUID:
    return add_person(desk).id


def views(desk: Desk) -> list[str]:
    return [line.about for line in audit.lines(desk) if line.words == "A person’s page looked at"]


def open_page(desk: Desk, background: Background, qtbot: QtBot, person_id: UUID) -> PersonPage:
    page = PersonPage(desk, background, person_id)
    qtbot.addWidget(page)
    background.wait_until_idle()
    return page


def test_opening_a_page_is_one_entry_however_often_it_is_fetched_anew(
    desk: Desk, background: Background, qtbot: QtBot, person_id: UUID
) -> None:
    page = open_page(desk, background, qtbot, person_id)
    page.refresh()
    background.wait_until_idle()
    assert views(desk) == ["Pŷrson One"]
    open_page(desk, background, qtbot, person_id)
    assert len(views(desk)) == 2


def test_a_page_of_nobody_is_no_entry(desk: Desk, background: Background, qtbot: QtBot) -> None:
    open_page(desk, background, qtbot, desk.new_id())
    assert views(desk) == []
