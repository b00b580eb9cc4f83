"""The form for a person's details: nothing typed is lost, problems are said where they are."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from app.domain.people import AddressType, Details, Rosh, RoshLevel, Sex, Status
from app.domain.texts import clean
from app.services import officers, people
from app.services.desk import Desk
from tests.builders import add_person, an_officer
from tests.ui.windows import active
from ui.people.person_form_page import PersonFormPage
from ui.widgets.background import Background
from ui.widgets.error_summary import ErrorSummary

HOSTILE = "<b>bold</b> </para> &amp; \x00\x07 \U0001f642 \u202eback\u202c שלום %s {name}"

EVERYTHING = Details(
    name="Pŷrson One",
    preferred_name="Pyrson",
    crn="X123456",
    date_of_birth=date(1980, 5, 17),
    sex=Sex.FEMALE,
    language="Welsh",
    interpreter=True,
    adjustments="Large print",
    staff_alerts="Visit in pairs",
    risk_to_self="Low mood in the past",
    index_offence="An offence, in a sentence",
    address="1 Heol Fawr\nCaerffili",
    address_type=AddressType.FAMILY,
    household="Brother",
    practitioners="VLO: R. Singh",
    rar_days_allowed=20,
    status=Status.LICENCE,
    sentence_start=date(2023, 1, 9),
    release_date=date(2026, 1, 12),
    licence_end=date(2027, 1, 12),
    sentence_end=date(2029, 1, 12),
    rosh=Rosh(community_children=RoshLevel.HIGH, custody_prisoners=RoshLevel.LOW),
    mappa_category=2,
    mappa_level=1,
    tier="B",
    registered=True,
    contact_days=14,
)


@pytest.fixture
def open_form(desk: Desk, background: Background, qtbot: QtBot):
    def open_it(person_id=None, *, officer=True) -> PersonFormPage:
        if officer:
            officers.record(desk, an_officer())
        page = PersonFormPage(desk, background, person_id)
        page.resize(1070, 700)
        active(qtbot, page)
        qtbot.waitUntil(page._save.isEnabled)
        return page

    return open_it


def saved(page: PersonFormPage, qtbot: QtBot) -> object:
    with qtbot.waitSignal(page.person_saved) as done:
        page.save()
    return done.args[0]


def links(page: PersonFormPage) -> dict[str, QAbstractButton]:
    buttons = page.findChild(ErrorSummary).findChildren(QAbstractButton)
    return {button.accessibleName(): button for button in buttons if button.isVisible()}


def problems(page: PersonFormPage) -> list[str]:
    return list(links(page))


def test_every_detail_that_the_domain_knows_is_kept(open_form, desk, qtbot):
    assert all(getattr(EVERYTHING, field.name) != field.default for field in fields(Details)), "fill in the new field"
    page = open_form()
    page._form.show_details(EVERYTHING)
    person_id = saved(page, qtbot)
    assert people.page(desk, person_id).person.details == EVERYTHING


def test_editing_starts_from_what_is_recorded_and_goes_into_the_history(open_form, desk, qtbot):
    person = add_person(desk)
    page = open_form(person.id)
    assert page._form.read() == (person.details, [])
    page._form.fields["tier"].set_value("C")
    saved(page, qtbot)
    assert ("tier", "", "C") in [
        (change.field, change.before, change.after) for change in people.history(desk, person.id)
    ]


def test_an_empty_form_says_what_is_missing_above_and_at_each_field(open_form, desk):
    page = open_form()
    page.save()
    assert problems(page) == ["Enter the person’s name", "Enter the CRN", "Choose where the sentence stands"]
    assert page._form.fields["crn"].problem == "Enter the CRN"
    assert page.findChild(ErrorSummary).hasFocus()
    assert people.list_people(desk) == []


def test_a_problem_leads_to_its_field(open_form):
    page = open_form()
    page.save()
    links(page)["Enter the CRN"].click()
    assert page._form.fields["crn"].control.hasFocus()


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("rar_days_allowed", "many", "RAR days allowed: type a whole number, such as 14"),
        ("rar_days_allowed", "9999", "RAR days must be a number from 0 to 365"),
        ("contact_days", "-3", "Days between contacts: type a whole number, such as 14"),
    ],
)
def test_what_is_no_number_is_said_and_stays_as_typed(open_form, key, typed, sentence):
    page = open_form()
    page._form.show_details(EVERYTHING)
    page._form.fields[key].set_value(typed)
    page.save()
    assert problems(page) == [sentence]
    assert page._form.fields[key].value == typed


@pytest.mark.parametrize(("day", "month", "year"), [("31", "2", "2020"), ("x", "1", "2000"), ("1", "", "2000")])
def test_what_is_no_date_is_said_and_stays_as_typed(open_form, day, month, year):
    page = open_form()
    page._form.show_details(EVERYTHING)
    box = page._form.fields["date_of_birth"]
    for part, text in ((box.day, day), (box.month, month), (box.year, year)):
        part.setText(text)
    page.save()
    assert len(problems(page)) == 1
    assert problems(page)[0].startswith("Date of birth: ")
    assert (box.day.text(), box.month.text(), box.year.text()) == (day, month, year)


def test_a_crn_that_is_taken_is_said_at_its_field(open_form, desk, background):
    add_person(desk)
    page = open_form()
    page._form.show_details(replace(EVERYTHING, crn="x123456"))
    page.save()
    background.wait_until_idle()
    assert problems(page) == ["Somebody on your caseload already has this CRN"]
    assert page._form.read()[0].crn == "x123456"
    assert len(people.list_people(desk)) == 1


def test_hostile_text_is_kept_as_typed_and_nothing_else(open_form, desk, qtbot):
    texts = [field.name for field in fields(Details) if isinstance(field.default, str) and field.name != "tier"]
    typed = {key: HOSTILE + key for key in texts} | {"crn": HOSTILE[:20]}
    page = open_form()
    page._form.show_details(EVERYTHING)
    for key in texts:
        page._form.fields[key].set_value(typed[key])
    person_id = saved(page, qtbot)
    kept = people.page(desk, person_id).person.details
    expected = {key: clean(typed[key]).strip() for key in texts}
    expected |= {key: " ".join(expected[key].split()) for key in ("name", "preferred_name", "crn")}
    assert {key: getattr(kept, key) for key in texts} == expected


def test_a_hundred_thousand_characters_are_kept(open_form, desk, qtbot):
    page = open_form()
    page._form.show_details(replace(EVERYTHING, adjustments="word " * 20_000 + "end"))
    person_id = saved(page, qtbot)
    assert len(people.page(desk, person_id).person.details.adjustments) == 100_003


def test_leaving_asks_once_when_something_was_typed_and_keeps_it(open_form, qtbot):
    page = open_form()
    QTest.keyClicks(page._form.fields["name"].control, "Pyrson")
    left = []
    page.form_left.connect(lambda: left.append(True))
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    box = page.findChild(QMessageBox)
    assert "What you typed on this page is not saved yet." in [label.text() for label in box.findChildren(QLabel)]
    next(button for button in box.buttons() if button.text() == "Keep editing").click()
    assert left == []
    assert page._form.fields["name"].value == "Pyrson"
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is None)
    page.leave(lambda: left.append(True))
    next(b for b in page.findChild(QMessageBox).buttons() if b.text() == "Leave without saving").click()
    assert left == [True]


def test_leaving_an_untouched_form_asks_nothing(open_form, desk, qtbot):
    for person_id in (None, add_person(desk).id):
        page = open_form(person_id)
        with qtbot.waitSignal(page.form_left):
            QTest.keyClick(page, Qt.Key.Key_Escape)


def test_a_saved_form_may_be_left_without_a_question(open_form, qtbot):
    page = open_form()
    page._form.show_details(replace(EVERYTHING, name="  Pŷrson\x07  "))
    saved(page, qtbot)
    assert page.settled


def test_every_field_has_a_name_for_a_screen_reader(open_form):
    page = open_form()
    names = [field.label for field in page._form.fields.values()]
    assert all(names)
    assert len(set(names)) == len(names)


def test_adding_needs_an_officer_on_record(open_form, background):
    page = open_form(officer=False)
    page._form.show_details(EVERYTHING)
    page.save()
    background.wait_until_idle()
    said = [label.text() for label in page.findChild(ErrorSummary).findChildren(QLabel) if label.isVisible()]
    assert any("Your name and office are not recorded yet" in words for words in said)


def test_a_form_left_before_it_is_built_holds_nothing_and_shows_no_half_of_it(desk, background, qtbot):
    page = PersonFormPage(desk, background)
    active(qtbot, page)
    assert not page._save.isEnabled()
    assert not page._form.isVisible()
    assert page.settled
    assert page.settled
    qtbot.waitUntil(page._save.isEnabled)
    assert page._form.fields["name"].control.hasFocus()


def test_a_household_that_names_somebody_is_asked_about_once(open_form, desk, qtbot):
    page = open_form()
    page._form.show_details(replace(EVERYTHING, household="Mary Elizabeth Smith"))
    page.save()
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    assert page._form.fields["household"].problem == "This looks like a full name: initials or a role are enough here"
    press(page.findChildren(QMessageBox)[-1], "Change it")
    assert people.list_people(desk) == []
    with qtbot.waitSignal(page.person_saved):
        page._save_as(sure=True)
    assert [row.name for row in people.list_people(desk)] == [EVERYTHING.name]


def press(box: QMessageBox, words: str) -> None:
    next(button for button in box.buttons() if button.text() == words).click()
