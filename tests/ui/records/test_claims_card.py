"""The room of open questions: what rests on the person's word is confirmed, judged unimportant, or stays open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.contradictions import Contradiction
from app.domain.ratings import Basis, Factor, Level
from app.domain.records import Room
from app.domain.sessions import ClaimCheck, ClaimOutcome, Session
from app.services import claims, records
from app.services.desk import Desk
from tests.builders import add_person, an_entry, sign_session
from tests.ui.windows import active
from ui.records.claims_card import ClaimsCard
from ui.records.kind_card import KindCard
from ui.records.room_page import RoomPage
from ui.widgets.background import Background
from ui.widgets.form_dialog import FormDialog

SAID = "Says that he sleeps well again"


@pytest.fixture
def said(desk: Desk) -> Session:
    entry = an_entry({Factor.MOOD: Level.EMERGING}, held_at=desk.now() - timedelta(hours=1))
    rated = (replace(entry.ratings[0], basis=Basis.SAID, evidence=SAID), *entry.ratings[1:])
    return sign_session(desk, add_person(desk).id, replace(entry, ratings=rated))


@pytest.fixture
def page(desk: Desk, background: Background, qtbot: QtBot, said: Session) -> RoomPage:
    room = RoomPage(desk, background, said.person_id, Room.QUESTIONS)
    room.resize(1070, 700)
    active(qtbot, room)
    background.wait_until_idle()
    return room


def card(page: RoomPage) -> ClaimsCard:
    return page.findChild(ClaimsCard)


def answer(page: RoomPage, letter: Qt.Key, note: str) -> FormDialog:
    """Press a letter on the claim, and save the form with this note."""
    listed = card(page).list
    listed.setFocus()
    QTest.keyClick(listed, letter)
    dialog = next(one for one in page.findChildren(FormDialog) if one.isVisible())
    dialog._note.set_value(note)
    dialog._save.click()
    page._background.wait_until_idle()
    return dialog


def unverified(desk: Desk, person_id: UUID) -> list[str]:
    return [one.evidence for one in claims.unverified(desk, person_id)]


def test_it_stands_above_the_contradictions_with_where_it_was_said(page: RoomPage) -> None:
    (row,) = card(page).list.rows
    assert (row.title, row.notes) == (SAID, ("Negative mood, especially anger · 2 March 2026",))
    contradictions = next(one for one in page.findChildren(KindCard) if one._kind is Contradiction)
    assert card(page).y() < contradictions.y()


@pytest.mark.parametrize("letter", [Qt.Key.Key_C, Qt.Key.Key_U])
def test_what_is_confirmed_or_unimportant_leaves_the_list(page: RoomPage, desk, said, letter) -> None:
    answer(page, letter, "By his sister")
    assert unverified(desk, said.person_id) == []
    assert card(page).list.rows == []
    assert card(page).isVisible(), "it says that nothing is left"


def test_what_is_still_open_stays_with_what_was_said_about_it(page: RoomPage, desk, said) -> None:
    answer(page, Qt.Key.Key_O, "His sister did not answer")
    (row,) = card(page).list.rows
    assert row.lines == ("Still open: His sister did not answer",)
    assert unverified(desk, said.person_id) == [SAID]


def test_without_its_sentence_nothing_is_kept(page: RoomPage, desk, said) -> None:
    dialog = answer(page, Qt.Key.Key_C, "  ")
    assert dialog._note.problem == "Enter who confirmed it, why it is unimportant, or why it is still open"
    assert unverified(desk, said.person_id) == [SAID]


def test_enter_opens_the_session_in_which_it_was_said(page: RoomPage, said: Session, qtbot: QtBot) -> None:
    listed = card(page).list
    listed.setFocus()
    with qtbot.waitSignal(page.session_opened) as opened:
        QTest.keyClick(listed, Qt.Key.Key_Return)
    assert opened.args == [said.id]


def test_the_list_is_read_anew_with_its_room(page: RoomPage, desk: Desk, said: Session) -> None:
    check = ClaimCheck(session_id=said.id, factor=Factor.MOOD, outcome=ClaimOutcome.CONFIRMED, note="By his sister")
    claims.settle(desk, said.person_id, check)
    page.refresh()
    page._background.wait_until_idle()
    assert card(page).list.rows == []


def test_a_contradiction_is_listed_below_with_how_it_stands(page: RoomPage, desk: Desk, said: Session) -> None:
    other = sign_session(desk, said.person_id, an_entry(held_at=desk.now() - timedelta(minutes=5)))
    what = Contradiction(first=said.id, second=other.id, what="He sleeps, or does not", noticed_on=desk.today())
    records.add(desk, said.person_id, what)
    page.refresh()
    page._background.wait_until_idle()
    contradictions = next(one for one in page.findChildren(KindCard) if one._kind is Contradiction)
    assert [(row.title, row.tag) for row in contradictions.list.rows] == [("He sleeps, or does not", "Still open")]
