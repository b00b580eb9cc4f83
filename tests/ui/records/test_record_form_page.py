"""The form of any kind of record: fields from what the kind asks, refusals at the field, and nothing typed lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QMessageBox
from pytestqt.qtbot import QtBot

from app.domain.children_and_victims import Child
from app.domain.contradictions import Contradiction
from app.domain.kinds import KINDS
from app.domain.notifications import Notification, NotificationType
from app.domain.orders import Condition, ConditionType, Order, OrderType
from app.domain.programmes import ProgrammeRecord
from app.domain.records import Ask, Body, How, Room
from app.services import records
from app.services.desk import Desk
from tests.builders import add_person, an_order, sign_session
from tests.ui.records.test_room_page import a_child
from tests.ui.windows import active, fill
from ui.records.answer_fields import Offered
from ui.records.record_form import RecordForm
from ui.records.record_form_page import RecordFormPage
from ui.widgets.background import Background
from ui.widgets.choice import ChoiceList
from ui.widgets.combo_box import Select
from ui.widgets.error_summary import ErrorSummary

AN_ENTRY = UUID(int=7)


class Size(StrEnum):
    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True, kw_only=True)
class Everything(Body):
    """A kind that asks in every way there is."""

    KIND: ClassVar = "everything"
    ROOM: ClassVar = Room.PLAN

    line: str = ""
    text: str = ""
    day: date | None = None
    size: Size | None = None
    tick: bool = False
    answer: bool | None = None
    number: int | None = None
    record: UUID | None = None
    entry: UUID | None = None

    @classmethod
    def name(cls) -> str:
        return "Everything"

    @classmethod
    def adding(cls) -> str:
        return "Add everything"

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(key="line", label="A line", needed="Enter a line"),
            Ask(key="text", label="A text", how=How.TEXT, hint="As long as you like"),
            Ask(key="day", label="A day", how=How.DAY),
            Ask(key="size", label="A size", how=How.CHOICE, choices=Size),
            Ask(key="tick", label="A tick", how=How.YES_NO),
            Ask(key="answer", label="An answer", how=How.YES_NO),
            Ask(key="number", label="A number", how=How.NUMBER),
            Ask(key="record", label="A record", how=How.RECORD, of="order"),
            Ask(key="entry", label="An entry", how=How.ENTRY),
        )

    @property
    def title(self) -> str:
        return self.line


FULL = Everything(
    line="<b>Pŷrson</b> & co.",
    text="Two\nlines",
    day=date(2026, 3, 1),
    size=Size.LARGE,
    tick=True,
    answer=False,
    number=14,
    record=AN_ENTRY,
    entry=AN_ENTRY,
)
OFFERED = {
    "record": Offered(entries=[(AN_ENTRY, "An order")]),
    "entry": Offered(entries=[(AN_ENTRY, "A session")]),
    "tick": Offered(tick=True),
}


def a_form(qtbot: QtBot, before: Body) -> RecordForm:
    form = RecordForm(before, OFFERED)
    active(qtbot, form)
    fill(form)
    return form


@pytest.fixture
def person_id(desk: Desk) -> UUID:
    return add_person(desk).id


@pytest.fixture
def open_form(desk: Desk, background: Background, qtbot: QtBot, person_id: UUID) -> Callable[..., RecordFormPage]:
    def open_it(kind: str, record_id: UUID | None = None) -> RecordFormPage:
        page = RecordFormPage(desk, background, person_id, kind, record_id)
        page.resize(1070, 700)
        active(qtbot, page)
        qtbot.waitUntil(page._save.isEnabled)
        return page

    return open_it


def test_a_form_may_begin_with_what_is_known_and_counts_as_untouched(desk, background, qtbot, person_id) -> None:
    begun = Notification(type=NotificationType.INITIAL, day=date(2026, 3, 2))
    page = RecordFormPage(desk, background, person_id, Notification.KIND, begun=begun)
    active(qtbot, page)
    qtbot.waitUntil(page._save.isEnabled)
    assert page.settled
    with qtbot.waitSignal(page.record_saved) as saved:
        page.save()
    assert saved.args[0].body == begun


def links(page: RecordFormPage) -> dict[str, QAbstractButton]:
    buttons = page.findChild(ErrorSummary).findChildren(QAbstractButton)
    return {button.accessibleName(): button for button in buttons if button.isVisible()}


def show(page: RecordFormPage, body: Body) -> None:
    for ask, answer in page._form._answers.values():
        answer.show(getattr(body, ask.key))


def save(page: RecordFormPage) -> None:
    page.save()
    page._background.wait_until_idle()


@pytest.mark.parametrize("body", [FULL, Everything(line="Only this"), replace(FULL, tick=False, answer=True)])
def test_what_is_shown_is_read_again_in_every_way_of_answering(qtbot: QtBot, body: Everything) -> None:
    form = a_form(qtbot, body)
    values, problems = form.read()
    assert Everything(**values) == body
    assert problems == []
    assert form.settled


def test_a_radio_that_may_stay_blank_can_be_taken_back(qtbot: QtBot) -> None:
    form = a_form(qtbot, FULL)
    size = form.fields["size"]
    assert isinstance(size, ChoiceList)
    size.set_value("")
    assert size.values == [""]
    assert form.read()[0]["size"] is None
    assert not form.settled


def test_optional_is_said_where_a_blank_answer_will_do(qtbot: QtBot) -> None:
    form = a_form(qtbot, FULL)
    labels = {key: field._label.text() for key, field in form.fields.items()}
    assert labels["line"] == "A line"
    assert labels["text"] == "A text (optional)"


def test_what_cannot_be_read_is_said_with_what_is_needed_and_blank(qtbot: QtBot) -> None:
    form = a_form(qtbot, Everything())
    form.fields["number"].set_value("many")
    form.fields["day"].day.setText("31")
    _values, problems = form.read()
    assert [one.field for one in problems] == ["line", "day", "number"]
    assert problems[0].sentence == "Enter a line"


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_of_every_kind_asks_all_and_says_at_each_field_what_is_needed(open_form, desk, person_id, kind):
    page = open_form(kind)
    asks = KINDS[kind].asks()
    assert list(page._form.fields) == [ask.key for ask in asks]
    save(page)
    needed = [(ask.key, ask.needed) for ask in asks if ask.needed]
    assert [(key, page._form.fields[key].problem) for key, _needed in needed] == needed
    assert {sentence for _key, sentence in needed} <= set(links(page))
    assert not (needed and records.room(desk, person_id, KINDS[kind].ROOM).records)


def test_a_short_choice_is_radios_and_a_long_one_a_list_that_drops_down(open_form) -> None:
    assert isinstance(open_form(Child.KIND)._form.fields["age"], ChoiceList)
    assert isinstance(open_form(Order.KIND)._form.fields["type"], Select)


def test_a_refusal_is_said_at_the_field_and_above_and_keeps_what_was_typed(open_form, desk, person_id) -> None:
    page = open_form(Order.KIND)
    show(page, an_order(end=date(2024, 1, 6)))
    save(page)
    assert page._form.fields["end"].problem == "The order ends before it starts"
    links(page)["The order ends before it starts"].click()
    assert page._form.fields["end"].day.hasFocus()
    assert page._form.read()[0]["end"] == date(2024, 1, 6)
    assert records.room(desk, person_id, Room.ORDERS).records == ()


def test_a_record_is_changed_from_its_newest_version(open_form, desk, person_id, qtbot) -> None:
    first = records.add(desk, person_id, an_order())
    page = open_form(Order.KIND, first.id)
    assert page._form.fields["court"].value == "A Crown Court"
    page._form.fields["court"].set_value("Another court")
    with qtbot.waitSignal(page.record_saved):
        page.save()
    newest = records.read(desk, person_id, first.id).record
    assert (newest.revision, newest.body) == (2, an_order(court="Another court"))


def test_what_somebody_else_changed_meanwhile_is_said_and_keeps_what_was_typed(open_form, desk, person_id) -> None:
    first = records.add(desk, person_id, an_order())
    page = open_form(Order.KIND, first.id)
    records.change(desk, first, an_order(court="Another court"))
    page._form.fields["court"].set_value("A third court")
    save(page)
    assert page.findChild(ErrorSummary).isVisible()
    assert page._form.fields["court"].value == "A third court"
    assert page._save.isEnabled()
    assert len(records.read(desk, person_id, first.id).versions) == 2


def test_leaving_asks_once_something_was_typed(open_form, qtbot) -> None:
    page = open_form(Order.KIND)
    left: list[str] = []
    page.leave(lambda: left.append("untouched"))
    QTest.keyClicks(page._form.fields["court"].control, "Half")
    assert not page.settled
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    press(page.findChild(QMessageBox), "Keep editing")
    page.leave(lambda: left.append("asked"))
    press(page.findChildren(QMessageBox)[-1], "Leave without saving")
    assert left == ["untouched", "asked"]


def test_a_record_is_chosen_by_its_title_and_day(open_form, desk, person_id, qtbot) -> None:
    order = records.add(desk, person_id, an_order())
    page = open_form(Condition.KIND)
    box = page._form.fields["order"].control
    assert [box.itemText(place) for place in range(box.count())] == [
        "Choose",
        "Sexual Harm Prevention Order (SHPO) · 6 January 2025",
    ]
    show(page, Condition(order=order.id, type=ConditionType.PLACE, wording="No playground"))
    with qtbot.waitSignal(page.record_saved) as kept:
        page.save()
    assert kept.args[0].body.order == order.id


def test_where_there_is_nothing_to_choose_from_the_form_says_so(open_form) -> None:
    page = open_form(Condition.KIND)
    assert "Nothing is recorded yet that could be chosen here." in page._form.fields["order"]._hint.text()


def test_an_entry_is_chosen_by_its_day_from_what_stands(open_form, desk, person_id) -> None:
    session = sign_session(desk, person_id)
    order = records.add(desk, person_id, an_order())
    gone = records.add(desk, person_id, an_order(type=OrderType.OTHER))
    records.remove(desk, gone, "Entered for the wrong person")
    box = open_form(Contradiction.KIND)._form.fields["first"].control
    offered = {box.itemData(place): box.itemText(place) for place in range(1, box.count())}
    assert set(offered) == {str(session.id), str(order.id)}
    assert offered[str(session.id)].startswith("2 March 2026 · Office")


def test_names_of_a_reference_list_are_offered_and_others_can_be_typed(open_form, desk, person_id) -> None:
    page = open_form(ProgrammeRecord.KIND)
    completer = page._form.fields["programme"].control.completer()
    model = completer.model()
    offered = {model.index(place, 0).data() for place in range(model.rowCount())}
    assert offered == set(records.offers(desk, person_id, "programmes"))
    assert offered


def test_what_looks_like_a_third_party_is_asked_about_once_and_then_kept(open_form, desk, person_id, qtbot) -> None:
    page = open_form(Child.KIND)
    show(page, replace(a_child(), concerns="Lives with Margaret Thornbury at 14 Victoria Road"))
    save(page)
    assert page._form.fields["concerns"].problem
    assert records.room(desk, person_id, Room.CHILDREN_AND_VICTIMS).records == ()
    press(page.findChild(QMessageBox), "Change it")
    assert records.room(desk, person_id, Room.CHILDREN_AND_VICTIMS).records == ()
    save(page)
    with qtbot.waitSignal(page.record_saved):
        press(page.findChildren(QMessageBox)[-1], "Keep it as it is")
    assert len(records.room(desk, person_id, Room.CHILDREN_AND_VICTIMS).records) == 1


def press(box: QMessageBox, words: str) -> None:
    next(button for button in box.buttons() if button.text() == words).click()
