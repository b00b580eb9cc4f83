"""What the records hold stands beside the pages of a review; children and victims are closed until they are shown."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.agencies import Agency, AgencyType
from app.domain.children_and_victims import AgeBand, Child, Whereabouts
from app.domain.considered import Question
from app.domain.plans import Plan
from app.domain.programmes import ProgrammeRecord, ProgrammeState
from app.domain.reference_lists import ProgrammeType
from app.services import audit, records
from app.services.desk import Desk
from tests.builders import add_person
from tests.ui.reviews.opening import fill, show_review, words_on
from ui.reviews.link_dialog import LinkDialog
from ui.reviews.parts import Part
from ui.widgets.buttons import PrimaryButton
from ui.widgets.list_card import ListCard
from ui.widgets.restricted_card import RestrictedCard
from ui.widgets.tag import Tag

A_CHILD = Child(who="J. S.", relation="Own child", age=AgeBand.UNDER_FIVE, where=Whereabouts.LIVES_THERE)
REFERRED = ProgrammeRecord(
    programme="Horizon",
    type=ProgrammeType.ACCREDITED,
    state=ProgrammeState.REFERRED,
    state_on=date(2026, 3, 2),
)


@pytest.fixture
def person(desk: Desk):
    return add_person(desk, release_date=date(2025, 1, 6))


@pytest.fixture
def open_at(desk: Desk, background, qtbot, person):
    def open_it(part: Part):
        page = show_review(desk, background, qtbot, person.id)
        page._go(part)
        background.wait_until_idle()
        fill(page)
        return page

    return open_it


def rows(page) -> str:
    """What the lists beside the fields say."""
    shown = [card for card in page.page.findChildren(ListCard) if card.isVisible()]
    return "\n".join(text for card in shown for row in card.list.rows for text in (row.title, row.beside, *row.lines))


def looks(desk: Desk) -> int:
    return sum(line.words == "Restricted records of a person shown" for line in audit.lines(desk))


def test_children_and_victims_are_closed_until_shown_and_the_audit_says_so(desk, background, person, open_at) -> None:
    records.add(desk, person.id, A_CHILD)
    page = open_at(Part.PEOPLE)
    assert "J. S." not in rows(page)
    assert "J. S." not in words_on(page)
    assert looks(desk) == 0
    page.page.findChild(RestrictedCard).findChild(PrimaryButton).click()
    background.wait_until_idle()
    fill(page)
    assert "J. S." in rows(page)
    assert "Relation to the person: Own child" in rows(page)
    assert not page.page.findChild(RestrictedCard).isVisible()
    assert looks(desk) == 1


def test_nothing_is_offered_where_nobody_is_recorded(open_at) -> None:
    assert not open_at(Part.PEOPLE).page.findChild(RestrictedCard).isVisible()


def test_none_considered_is_not_offered_where_a_record_says_otherwise(desk, person, open_at) -> None:
    assert open_at(Part.PROGRAMMES).page.field("no_programmes").isVisible()
    records.add(desk, person.id, REFERRED)
    page = open_at(Part.PROGRAMMES)
    assert not page.page.field("no_programmes").isVisible()
    assert "Horizon" in rows(page)
    assert page.page.write(page._entry).considered.programmes == "Horizon: referred since 2 March 2026"
    assert not page.page.write(page._entry).considered.no_programmes


def test_the_plan_and_the_agencies_stand_beside_the_questions(desk, person, open_at) -> None:
    arranged = {key: f"On {key}" for key in ("supervision", "monitoring", "interventions", "victim_safety")}
    records.add(desk, person.id, Plan(**arranged, contingency="Ring the police at once"))
    records.add(desk, person.id, Agency(type=AgencyType.HOUSING, team="Porth"))
    page = open_at(Part.QUESTIONS)
    assert "Contingency: Ring the police at once" in rows(page)
    assert "Housing, Porth" in rows(page)
    assert "Never heard from" in rows(page)
    notes = [note for card in page.page.findChildren(ListCard) for row in card.list.rows for note in row.notes]
    assert notes == ["Last changed on 2 March 2026 by An Officer"]


def test_a_record_is_linked_to_a_question_and_named(desk, person, open_at) -> None:
    agency = records.add(desk, person.id, Agency(type=AgencyType.HOUSING, team="Porth"))
    page = open_at(Part.QUESTIONS)
    box = page.page._boxes[Question.AGENCIES_LINKED]
    box.links_wanted.emit()
    dialog = page.findChild(LinkDialog)
    QTest.keyClick(dialog._entries.list, Qt.Key.Key_Space)
    dialog.accept()
    (link,) = box.answer.links
    assert (link.id, link.title) == (agency.id, "Housing, Porth")
    assert [tag.text for tag in box.findChildren(Tag)] == ["Housing, Porth, 2 March 2026"]
