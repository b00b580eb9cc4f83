"""The card above the prison room: the countdown to the handover, and recording a release."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.people import AddressType, Status
from app.domain.prisons import Prison, SentenceType
from app.domain.records import Room
from app.services import people, records
from app.services.desk import Desk
from tests.builders import MOMENT, add_person
from tests.ui.windows import active
from ui.records.prison_card import PrisonCard
from ui.records.release_dialog import ReleaseDialog
from ui.records.room_page import RoomPage
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton
from ui.widgets.combo_box import Select
from ui.widgets.date_box import DateBox
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.line_box import LineBox

PRISON = Prison(establishment="HMP Long Stay", sentence=SentenceType.DETERMINATE)


@pytest.fixture
def open_room(desk: Desk, background: Background, qtbot: QtBot) -> Callable[..., tuple[UUID, RoomPage]]:
    def open_it(prison: Prison | None = PRISON, **given: Any) -> tuple[UUID, RoomPage]:
        usual: dict[str, Any] = {
            "status": Status.CUSTODY,
            "sentence_start": date(2020, 1, 6),
            "release_date": date(2027, 6, 1),
            "licence_end": date(2028, 6, 1),
        }
        person_id = add_person(desk, **(usual | given)).id
        if prison:
            records.add(desk, person_id, prison)
        page = RoomPage(desk, background, person_id, Room.PRISON)
        page.resize(1070, 700)
        active(qtbot, page)
        background.wait_until_idle()
        return person_id, page

    return open_it


def words(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChild(PrisonCard).findChildren(QLabel) if label.isVisible()]


def button(page: QWidget) -> QAbstractButton:
    return page.findChild(PrisonCard)._record


def field(dialog: QWidget, kind: type, label: str) -> Any:
    return next(one for one in dialog.findChildren(kind) if one.label == label)


def test_the_countdown_is_shown_with_its_rule_and_the_release(open_room: Callable[..., Any]) -> None:
    _person_id, page = open_room()
    said = words(page)
    assert any(
        "days until the community offender manager becomes responsible, on 17 September 2026" in one for one in said
    )
    assert any(one.startswith("8 months and 14 days before release on 1 June 2027") for one in said)
    assert "Release on 1 June 2027." in said


def test_without_a_prison_or_a_release_the_card_says_what_is_missing(open_room: Callable[..., Any]) -> None:
    _person_id, page = open_room(prison=None, release_date=None)
    assert words(page)[1:] == [
        "The handover cannot be counted yet: enter the prison below, and the release in the details.",
        "No release date is recorded.",
    ]


def test_somebody_who_is_not_in_custody_can_not_be_released(open_room: Callable[..., Any]) -> None:
    _person_id, page = open_room(status=Status.LICENCE, release_date=date(2026, 1, 12))
    assert words(page)[1:] == ["Not in custody. Released on 12 January 2026."]
    assert not button(page).isVisible()


def test_recording_the_release_puts_the_person_on_licence(
    open_room: Callable[..., Any], desk: Desk, background: Background
) -> None:
    person_id, page = open_room()
    button(page).click()
    dialog = page.window().findChild(ReleaseDialog)
    save = dialog.findChild(PrimaryButton)
    assert field(dialog, DateBox, "Licence ends").value() == date(2028, 6, 1)
    save.click()
    background.wait_until_idle()
    summary = dialog.findChild(ErrorSummary)
    assert "Enter the day of the release" in "".join(
        one.accessibleName() for one in summary.findChildren(QAbstractButton)
    )
    field(dialog, DateBox, "Released on").set_value(MOMENT.date())
    save.click()
    background.wait_until_idle()
    assert "Enter the address after release" in "".join(
        one.accessibleName() for one in summary.findChildren(QAbstractButton)
    )
    field(dialog, LineBox, "Address after release").set_value("1 High Street")
    field(dialog, Select, "Type of address").set_value("approved_premises")
    save.click()
    background.wait_until_idle()
    details = people.page(desk, person_id).person.details
    assert (details.status, details.release_date) == (Status.LICENCE, MOMENT.date())
    assert (details.address, details.address_type) == ("1 High Street", AddressType.APPROVED_PREMISES)
    assert words(page)[1:] == ["Not in custody. Released on 2 March 2026."]
