"""A guide in a real window, on a real encrypted store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.domain.people import Person
from app.domain.sessions import Entry
from app.services import sessions
from app.services.desk import Desk
from tests.builders import add_person
from tests.ui.windows import fill, shown
from ui.sessions.guide import GuidePage
from ui.widgets.background import Background
from ui.widgets.tokens import Theme, apply_theme

OpenGuide = Callable[..., GuidePage]


@pytest.fixture
def background(qapp) -> Iterator[Background]:
    apply_theme(qapp, Theme.LIGHT, 1.0)
    worker = Background()
    yield worker
    worker.close()


@pytest.fixture
def person(desk: Desk) -> Person:
    return add_person(desk)


@pytest.fixture
def open_guide(desk: Desk, background: Background, person: Person, qtbot: QtBot) -> Iterator[OpenGuide]:
    """Opens the person's draft, filled with an entry and at a step if they are given, and waits for the keyboard."""

    def open_it(entry: Entry | None = None, **given: object) -> GuidePage:
        guide = sessions.start(desk, person.id)
        if entry is not None or given:
            draft = replace(guide.draft, entry=entry or guide.draft.entry, **given)
            sessions.save_draft(desk, draft)
            guide = sessions.open_draft(desk, draft.id)
        page = GuidePage(desk, background, guide)
        pages.append(page)
        page.resize(1070, 730)
        shown(qtbot, page)
        page.focus_first()
        fill(page)
        return page

    pages: list[GuidePage] = []
    yield open_it
    for page in filter(isValid, pages):
        page.close()
        page.deleteLater()
