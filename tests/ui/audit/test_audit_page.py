"""The audit trail as a page: reading on, narrowing down, checking, taking out; quick however long it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.services import audit
from app.services.desk import Desk
from tests.builders import add_person
from tests.store import audit_mutations
from tests.ui.windows import active
from ui.audit.audit_page import AuditPage
from ui.widgets.background import Background
from ui.widgets.combo_box import Select
from ui.widgets.table import Table
from ui.widgets.tag import Tag

Open = Callable[[], AuditPage]


@pytest.fixture
def open_page(desk: Desk, background: Background, qtbot: QtBot) -> Open:
    def open_it() -> AuditPage:
        page = AuditPage(desk, background)
        page.resize(1070, 700)
        active(qtbot, page)
        background.wait_until_idle()
        return page

    return open_it


def column(page: AuditPage, number: int) -> list[str]:
    model = table(page).model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def table(page: AuditPage) -> Table:
    found = page.findChild(Table)
    assert isinstance(found, Table)
    return found


def choose(page: AuditPage, label: str, option: str) -> None:
    box = next(one for one in page.findChildren(Select) if one.label == label).control
    box.setCurrentIndex(box.findText(option))
    box.activated.emit(box.currentIndex())


def words_on(page: AuditPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def press(page: AuditPage, identifier: str) -> None:
    button = page.findChild(QPushButton, identifier)
    assert isinstance(button, QPushButton)
    button.click()


def many(desk: Desk, count: int) -> None:
    """So many rows, quickly: the chain holds, head.json learns of them as of one act."""
    with desk.vault.next_head() as note_head, desk.write() as db:
        head = audit_mutations.lengthen(db, desk.vault.keys.audit, count)
        note_head(head.seq, head.mac)


def test_the_newest_entry_stands_first_in_words(open_page: Open, desk: Desk) -> None:
    audit.note_viewed(desk, add_person(desk).id)
    page = open_page()
    model = table(page).model()
    first = [model.index(0, place).data() for place in range(model.columnCount())]
    assert first[1:] == ["2 Mar 2026, 09:00", "A person’s page looked at", "Pŷrson One", "1"]


def test_scrolling_to_the_end_reads_on_until_the_first_entry(
    open_page: Open, desk: Desk, background: Background
) -> None:
    many(desk, 2 * audit.PAGE + 50)
    page = open_page()
    shown = table(page)
    assert shown.model().rowCount() == audit.PAGE
    for _ in range(4):
        shown.setFocus()
        QTest.keyClick(shown, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        background.wait_until_idle()
    numbers = [int(number.replace(",", "")) for number in column(page, 0)]
    assert numbers == list(range(numbers[0], 0, -1))


def test_fifty_thousand_entries_open_at_once_and_are_checked(
    open_page: Open, desk: Desk, background: Background
) -> None:
    many(desk, 50_000)
    begin = time.monotonic()
    page = open_page()
    assert time.monotonic() - begin < 2  # generous: only a page that reads them all takes longer
    assert table(page).model().rowCount() == audit.PAGE
    press(page, "check-the-audit-trail")
    begin = time.monotonic()
    background.wait_until_idle()
    assert time.monotonic() - begin < 2
    assert "The audit trail is whole: 50,0" in words_on(page)


def test_filters_narrow_it_and_say_when_nothing_matches(open_page: Open, desk: Desk, background: Background) -> None:
    one, other = add_person(desk, crn="X1", name="One"), add_person(desk, crn="X2", name="Other")
    audit.note_viewed(desk, one.id)
    audit.note_viewed(desk, other.id)
    page = open_page()
    choose(page, "What was done", "Looking at a person")
    background.wait_until_idle()
    assert column(page, 3) == ["Other", "One"]
    choose(page, "Person", "One")
    background.wait_until_idle()
    assert column(page, 3) == ["One"]
    choose(page, "What was done", "Erasing")
    background.wait_until_idle()
    assert "No entry matches." in words_on(page)
    assert not table(page).isVisible()


def test_a_day_counts_once_it_is_typed_out(open_page: Open, background: Background) -> None:
    page = open_page()
    before = column(page, 0)
    QTest.keyClicks(page._since.day, "3")
    QTest.keyClicks(page._since.month, "3")
    background.wait_until_idle()
    assert column(page, 0) == before
    assert page._since.problem is None
    QTest.keyClicks(page._since.year, "2026")
    background.wait_until_idle()
    assert column(page, 0) == []


def test_a_day_that_is_none_is_said_at_its_field(open_page: Open, background: Background) -> None:
    page = open_page()
    for box, typed in ((page._until.day, "31"), (page._until.month, "2"), (page._until.year, "2026")):
        QTest.keyClicks(box, typed)
    background.wait_until_idle()
    assert page._until.problem == "To: there is no such date as 31 2 2026"


def test_a_check_says_so_and_names_the_first_altered_entry(open_page: Open, desk: Desk, background: Background) -> None:
    page = open_page()
    press(page, "check-the-audit-trail")
    assert not page._check.isEnabled()
    background.wait_until_idle()
    assert page._check.isEnabled()
    assert page.findChild(Tag).text == "Whole"
    with desk.write() as db:
        db.exec_driver_sql("DROP TRIGGER audit_refuses_update")
        db.exec_driver_sql("UPDATE audit SET count = 9 WHERE seq = 2")
    press(page, "check-the-audit-trail")
    background.wait_until_idle()
    assert page.findChild(Tag).text == "Altered"
    assert "from entry 2 on" in words_on(page)


def test_an_export_holds_what_is_shown_and_is_an_entry(
    open_page: Open, desk: Desk, background: Background, tmp_path: Path
) -> None:
    audit.note_viewed(desk, add_person(desk).id)
    page = open_page()
    choose(page, "What was done", "Looking at a person")
    page._on_file_chosen(str(tmp_path / "trail.csv"))
    background.wait_until_idle()
    assert len((tmp_path / "trail.csv").read_text("utf-8").splitlines()) == 2
    assert "1 entry is in" in words_on(page)
    choose(page, "What was done", "All")
    background.wait_until_idle()
    assert column(page, 2)[0] == "Audit trail exported"


def test_a_file_that_is_there_is_asked_about_before_it_is_written_over(
    open_page: Open, background: Background, tmp_path: Path
) -> None:
    path = tmp_path / "trail.csv"
    path.write_text("old")
    page = open_page()
    page._on_file_chosen(str(path))
    background.wait_until_idle()
    assert path.read_text() == "old"
    box = page.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    next(button for button in box.buttons() if button.text() == "Write over it").click()
    background.wait_until_idle()
    assert path.read_text("utf-8-sig").startswith("Number,")


def test_what_cannot_be_written_is_said(open_page: Open, background: Background, tmp_path: Path) -> None:
    page = open_page()
    page._on_file_chosen(str(tmp_path / "gone" / "trail.csv"))
    background.wait_until_idle()
    assert "nothing was exported" in words_on(page)
    assert page._export.isEnabled()


def test_every_control_has_a_name_and_tab_leaves_the_table(open_page: Open) -> None:
    page = open_page()
    for control in (page._check, page._export, page._table, page._since.day, page._group.control, page._person.control):
        assert control.accessibleName()
        assert control.accessibleIdentifier()
    page._table.setFocus()
    QTest.keyClick(page._table, Qt.Key.Key_Tab)
    assert not page._table.hasFocus()
