"""The reference lists: what they say, and adding, changing, taking out and resetting, each with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.domain.reference_lists import Band, ReferenceList
from app.domain.rules import Interval
from app.services import audit, officers, reference_lists
from app.services.desk import Desk
from tests.builders import an_officer
from tests.desks import Clock
from tests.ui.windows import active
from ui.lists.dialogs import ResetDialog, TakeOutDialog
from ui.lists.entry_form_page import EntryFormPage
from ui.lists.lists_page import ListsPage
from ui.widgets.background import Background

TOOLS, PROGRAMMES = ReferenceList.TOOLS, ReferenceList.PROGRAMMES


@pytest.fixture
def page(desk: Desk, background: Background, qtbot: QtBot) -> ListsPage:
    officers.record(desk, an_officer())
    made = ListsPage(desk, background)
    made.resize(1070, 700)
    active(qtbot, made)
    background.wait_until_idle()
    return made


@pytest.fixture
def open_form(desk: Desk, clock: Clock, background: Background, qtbot: QtBot) -> Callable[..., EntryFormPage]:
    """On a day after those as at which the lists were checked when they came."""
    officers.record(desk, an_officer())
    clock.move(days=365)

    def open_it(which: ReferenceList, key: str | None = None) -> EntryFormPage:
        made = EntryFormPage(desk, background, which, key)
        made.resize(1070, 700)
        active(qtbot, made)
        background.wait_until_idle()
        return made

    return open_it


def save(form: EntryFormPage, reason: str = "Our region says so") -> None:
    form._reason.set_value(reason)
    form._save.click()
    form._background.wait_until_idle()


def entry(desk: Desk, which: ReferenceList, key: str):
    return next(one for one in reference_lists.page(desk, which).entries if one.key == key)


def problems(form: EntryFormPage) -> dict[str, str]:
    return {key: field.problem for key, field in form._form.fields.items() if field.problem}


def test_every_entry_says_what_it_is_its_source_how_sure_and_as_at_when(page: ListsPage) -> None:
    (row,) = (one for one in page._cards[TOOLS].entries.list.rows if one.key == "direct_contact")
    assert row.lines == (
        "Earlier names: OSP/C, OSP/DC · Bands: Low, Medium, High, Very high · For men only · Stale after 60 months",
    )
    assert row.notes[0].endswith("read in an official or primary text. As at 22 November 2026.")
    (horizon,) = (one for one in page._cards[PROGRAMMES].entries.list.rows if one.key == "horizon")
    assert "No longer offered" in horizon.lines[0]


def test_enter_opens_an_entry_and_a_adds_one(page: ListsPage) -> None:
    asked: list[object] = []
    page.entry_opened.connect(lambda *what: asked.append(what))
    page.adding_started.connect(lambda *what: asked.append(what))
    tools = page._cards[TOOLS].entries.list
    tools.setFocus()
    QTest.keyClick(tools, Qt.Key.Key_Return)
    QTest.keyClick(tools, Qt.Key.Key_A)
    assert asked == [(TOOLS, "direct_contact"), (TOOLS,)]


def test_a_list_as_it_came_offers_no_reset_and_shows_no_history(page: ListsPage) -> None:
    assert not page._cards[TOOLS].reset.isVisible()
    assert not page._cards[TOOLS].edits.isVisible()


def test_a_tool_is_changed_and_keeps_what_was_not_touched(open_form, desk: Desk) -> None:
    form = open_form(TOOLS, "indirect_contact")
    before = entry(desk, TOOLS, "indirect_contact")
    form._form._name.set_value("A new name")
    form._form._former.set_value("OSP/I\nOSP/IIC\nThe old name\n")
    form._form._as_at.set_value(date(2026, 3, 1))
    save(form)
    after = entry(desk, TOOLS, "indirect_contact")
    assert (after.name, after.former, after.as_at) == (
        "A new name", ("OSP/I", "OSP/IIC", "The old name"), date(2026, 3, 1)
    )  # fmt: skip
    assert (after.bands, after.stale_after, after.source) == (before.bands, before.stale_after, before.source)


def test_a_tool_is_added_with_bands_and_months(open_form, desk: Desk, qtbot: QtBot) -> None:
    form = open_form(TOOLS)
    form._form._name.set_value("Our tool")
    form._form._bands.set_values([Band.LOW, Band.HIGH])
    form._form._stale.set_value("18")
    form._form._source.set_value("Our region’s directory")
    form._form._confidence.set_value("medium")
    with qtbot.waitSignal(form.left):
        save(form)
    made = reference_lists.page(desk, TOOLS).entries[-1]
    assert (made.name, made.bands, made.stale_after) == ("Our tool", (Band.LOW, Band.HIGH), Interval(months=18))
    assert "Entry added to a reference list" in [one.words for one in audit.lines(desk)]


@pytest.mark.parametrize("typed", ["0", "twelve", "-3", "1201", "9" * 40])
def test_months_that_are_none_are_said_at_the_field_and_kept(open_form, desk: Desk, typed: str) -> None:
    form = open_form(TOOLS, "oasys")
    form._form._stale.set_value(typed)
    save(form)
    assert problems(form) == {"stale_after": "Type the months as a whole number, such as 12"}
    assert form._form._stale.value == typed
    assert entry(desk, TOOLS, "oasys").stale_after == Interval(months=12)


def test_an_empty_form_says_at_once_what_is_missing(open_form) -> None:
    form = open_form(PROGRAMMES)
    save(form, "")
    assert list(problems(form)) == ["name", "type", "source", "confidence"]


def test_a_reason_is_needed(open_form, desk: Desk) -> None:
    form = open_form(PROGRAMMES, "horizon")
    form._form._current.set_value("yes")
    save(form, "")
    assert form._reason.problem == "Enter why, in a sentence"
    assert not entry(desk, PROGRAMMES, "horizon").current
    save(form)
    assert entry(desk, PROGRAMMES, "horizon").current


def test_leaving_what_was_typed_asks(open_form) -> None:
    form = open_form(PROGRAMMES, "horizon")
    QTest.keyClicks(form._form._name.control, "x")
    left: list[bool] = []
    form.leave(lambda: left.append(True))
    assert left == []
    assert form.findChild(QMessageBox)


def test_an_entry_is_taken_out_with_a_reason(open_form, desk: Desk, qtbot: QtBot) -> None:
    form = open_form(PROGRAMMES, "horizon")
    form._take_out.click()
    dialog = form.findChild(TakeOutDialog)
    dialog._save.click()
    form._background.wait_until_idle()
    assert dialog._reason.problem == "Enter why, in a sentence"
    dialog._reason.set_value("It ended here")
    with qtbot.waitSignal(form.left):
        dialog._save.click()
    assert "horizon" not in [one.key for one in reference_lists.page(desk, PROGRAMMES).entries]


def test_a_list_is_reset_and_its_history_says_why(page: ListsPage, desk: Desk, background: Background) -> None:
    reference_lists.take_out(desk, PROGRAMMES, "horizon", "It ended here")
    page.refresh()
    background.wait_until_idle()
    cards = page._cards[PROGRAMMES]
    cards.reset.click()
    dialog = page.findChild(ResetDialog)
    dialog._reason.set_value("By mistake")
    dialog._save.click()
    background.wait_until_idle()
    background.wait_until_idle()
    assert "horizon" in [row.key for row in cards.entries.list.rows]
    assert [(row.title, row.lines) for row in cards.edits.list.rows] == [
        ("Reset to the list as it came", ("By mistake",)), ("Edited", ("It ended here",))
    ]  # fmt: skip
    assert not cards.reset.isVisible()
