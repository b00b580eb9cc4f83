"""One record: what is read there, marks, versions side by side, and taking out what was entered in error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.marks import Mark
from app.domain.orders import Condition, ConditionType
from app.domain.records import Record
from app.services import audit, marks, records
from app.services.desk import Desk
from tests.builders import add_person, an_order
from tests.ui.records.test_room_page import a_child
from tests.ui.windows import active
from ui.records.compare_page import ComparePage
from ui.records.record_page import RecordPage
from ui.widgets.background import Background
from ui.widgets.form_dialog import FormDialog
from ui.widgets.tag import Tag

REASON = "He says that it ended"


@pytest.fixture
def person_id(desk: Desk) -> UUID:
    return add_person(desk).id


@pytest.fixture
def order(desk: Desk, person_id: UUID) -> Record:
    """Changed once."""
    first = records.add(desk, person_id, an_order())
    return records.change(desk, first, an_order(end=date(2031, 1, 6), note="Extended by the court"))


@pytest.fixture
def open_record(desk: Desk, background: Background, qtbot: QtBot, person_id: UUID) -> Callable[..., RecordPage]:
    def open_it(record_id: UUID, *, shown: bool = False) -> RecordPage:
        page = RecordPage(desk, background, person_id, record_id, shown=shown)
        page.resize(1070, 700)
        active(qtbot, page)
        background.wait_until_idle()
        return page

    return open_it


def words(page: QWidget) -> list[str]:
    QApplication.processEvents()  # what was put in place is shown a turn later
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def tags(page: QWidget) -> list[str]:
    return [tag.text for tag in page.findChildren(Tag) if tag.isVisible()]


def buttons(page: QWidget) -> dict[str, QAbstractButton]:
    return {one.text(): one for one in page.findChildren(QAbstractButton) if one.isVisible()}


def answer(page: RecordPage, button: str, reason: str) -> FormDialog:
    """Press a button of the page, and save its form with this reason."""
    buttons(page)[button].click()
    return give(page, reason)


def give(page: RecordPage, reason: str) -> FormDialog:
    dialog = next(one for one in page.findChildren(FormDialog) if one.isVisible())
    dialog._reason.set_value(reason)
    dialog._save.click()
    page._background.wait_until_idle()
    return dialog


def test_the_page_says_every_answer_how_it_stands_and_by_whom(open_record, order: Record) -> None:
    page = open_record(order.id)
    shown = words(page)
    assert "Sexual Harm Prevention Order (SHPO)" in shown
    assert {"Court or authority", "A Crown Court", "End", "6 January 2031", "Extended by the court"} <= set(shown)
    assert "Orders · An Officer, 2 March 2026, 09:00" in shown
    assert tags(page) == ["In force"]


def test_versions_are_listed_newest_first_with_what_each_changed(open_record, order: Record) -> None:
    page = open_record(order.id)
    newest, first = page._versions.list.rows
    assert newest.title == "Version 2, the newest"
    assert newest.lines == ("End: 6 January 2030 → 6 January 2031", "Anything else: Extended by the court")
    assert (first.title, first.lines) == ("Version 1", ("First recorded",))


def test_a_mark_is_put_on_with_its_reason_and_taken_off_with_another(open_record, order: Record) -> None:
    page = open_record(order.id)
    answer(page, "Mark as disputed…", REASON)
    assert tags(page) == ["In force", "Disputed"]
    assert "Mark as disputed…" not in buttons(page)
    (row,) = page._marks.list.rows
    assert (row.title, row.lines, row.action) == ("Disputed", (REASON,), "Take off…")
    page._marks.list.row_acted.emit(row.key)
    give(page, "Settled with the court’s letter")
    assert tags(page) == ["In force"]
    assert [(one.title, one.action) for one in page._marks.list.rows] == [("Disputed: taken off", ""), ("Disputed", "")]


def test_a_mark_without_its_reason_is_refused_at_the_field(open_record, desk, person_id, order: Record) -> None:
    page = open_record(order.id)
    dialog = answer(page, "Mark as restricted…", "  ")
    assert dialog._reason.problem == "Enter the reason"
    assert records.read(desk, person_id, order.id).marks == {}


def test_a_sensitive_marking_offers_no_way_to_take_it_off(open_record, order: Record) -> None:
    page = open_record(order.id)
    answer(page, "Mark as sensitive…", "")
    assert [(row.title, row.action) for row in page._marks.list.rows] == [("Sensitive", "")]


def test_what_was_entered_in_error_is_left_and_stays_readable(open_record, desk, person_id, order, qtbot) -> None:
    page = open_record(order.id)
    with qtbot.waitSignal(page.record_left):
        answer(page, "Entered in error…", "Of somebody else")
    again = open_record(order.id)
    assert tags(again) == ["Entered in error"]
    assert again._versions.list.rows[0].lines == ("Entered in error: Of somebody else",)
    assert not {"Change…", "Entered in error…"} & set(buttons(again))


def test_what_was_entered_in_error_can_be_marked_as_restricted(open_record, desk, person_id, order: Record) -> None:
    records.remove(desk, order, "Of somebody else")
    page = open_record(order.id)
    answer(page, "Mark as restricted…", REASON)
    assert tags(page) == ["Entered in error", "Restricted"]
    assert "A Crown Court" not in words(page)
    buttons(page)["Show"].click()
    page._background.wait_until_idle()
    assert "A Crown Court" in words(page)
    assert not {"Change…", "Entered in error…"} & set(buttons(page))


def test_what_others_refer_to_stays_and_the_form_says_why(open_record, desk, person_id, order: Record) -> None:
    records.add(desk, person_id, Condition(order=order.id, type=ConditionType.PLACE, wording="No playground"))
    dialog = answer(open_record(order.id), "Entered in error…", "Of somebody else")
    assert any("No playground" in words_of for words_of in words(dialog))
    assert dialog._reason.value == "Of somebody else"
    assert records.read(desk, person_id, order.id).record.removed == ""


def test_what_refers_to_it_is_listed_and_opens(open_record, desk, person_id, order: Record, qtbot) -> None:
    wording = Condition(order=order.id, type=ConditionType.PLACE, wording="No playground")
    condition = records.add(desk, person_id, wording)
    page = open_record(order.id)
    (row,) = page._referring.list.rows
    assert (row.title, row.notes) == ("No playground", ("Prohibitions and conditions",))
    with qtbot.waitSignal(page.record_opened) as opened:
        page._referring.list.row_opened.emit(row.key)
    assert opened.args == [person_id, condition.id]
    assert not open_record(condition.id)._referring.isVisible()


def test_a_restricted_record_is_hidden_unless_its_room_is_open(open_record, desk, person_id) -> None:
    child = records.add(desk, person_id, a_child(), sure=True)
    page = open_record(child.id)
    assert "Niece" not in words(page)
    assert "Change…" not in buttons(page)
    buttons(page)["Show"].click()
    page._background.wait_until_idle()
    assert "Niece" in words(page)
    assert [line.words for line in audit.lines(desk)].count("Restricted records of a person shown") == 1
    assert "Niece" in words(open_record(child.id, shown=True))


def test_two_versions_stand_side_by_side_what_differs_first_and_nothing_can_be_typed(
    desk: Desk, background: Background, qtbot: QtBot, person_id: UUID, order: Record
) -> None:
    page = ComparePage(desk, background, person_id, order.id, 1)
    page.resize(1070, 900)
    active(qtbot, page)
    background.wait_until_idle()
    shown = words(page)
    assert shown.index("What differs: 2") < shown.index("6 January 2030") < shown.index("The same in both")
    before, after = (
        next(one for one in page.findChildren(QLabel) if one.text() == f"6 January {year}") for year in (2030, 2031)
    )
    assert before.mapTo(page, before.rect().topLeft()).y() == after.mapTo(page, after.rect().topLeft()).y()
    assert "A Crown Court" in shown[shown.index("The same in both") :]
    assert tags(page) == ["For reading only"]
    page._one.set_value("2")
    page._one.changed.emit()
    assert "What differs: 0" in words(page)


def test_the_newest_version_is_compared_with_the_one_before(
    desk: Desk, background: Background, person_id: UUID, order: Record, qtbot: QtBot
) -> None:
    page = ComparePage(desk, background, person_id, order.id, 2)
    active(qtbot, page)
    background.wait_until_idle()
    assert (page._one.value, page._other.value) == ("1", "2")


def test_a_record_marked_as_restricted_is_shown_when_asked_for_and_the_audit_says_so(
    open_record, desk, person_id, order: Record
) -> None:
    marks.put(desk, person_id, order.id, Mark.RESTRICTED, "Asked for by the court")
    page = open_record(order.id, shown=True)  # from its room, which is not a restricted one
    assert "This record is marked as restricted." in words(page)
    assert "Extended by the court" not in words(page)
    assert not page._versions.list.rows
    assert not {"Change…", "Entered in error…"} & set(buttons(page))
    buttons(page)["Show"].click()
    page._background.wait_until_idle()
    assert "Extended by the court" in words(page)
    assert len(page._versions.list.rows) == 2
    assert "Change…" in buttons(page)
    assert audit.lines(desk)[0].words == "Restricted records of a person shown"
    page.hide()
    page.show()
    assert "Extended by the court" not in words(page)
    assert "Show" in buttons(page)


def test_a_restricted_record_that_refers_to_another_is_named_without_its_words(
    open_record, desk, person_id, order: Record
) -> None:
    condition = Condition(order=order.id, type=ConditionType.PLACE, wording="No playground")
    kept = records.add(desk, person_id, condition)
    marks.put(desk, person_id, kept.id, Mark.RESTRICTED, "Asked for by the court")
    (row,) = open_record(order.id)._referring.list.rows
    assert row.title == f"{ConditionType.PLACE.label}: its wording is restricted"
    assert "No playground" not in repr(row)
