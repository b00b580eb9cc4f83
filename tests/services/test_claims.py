"""Settling what rests on the person's word alone, outside a session."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from app.domain.case_problems import FieldProblems
from app.domain.ratings import Basis, Factor, Level
from app.domain.sessions import ClaimCheck, ClaimOutcome, Session
from app.services import claims, sessions, today
from app.services.desk import Desk
from tests.builders import add_person, an_entry, sign_session
from tests.desks import Clock


@pytest.fixture
def said(desk: Desk) -> Session:
    """A session with one claim that nobody has confirmed."""
    entry = an_entry({Factor.MOOD: Level.EMERGING}, held_at=desk.now() - timedelta(hours=1))
    rated = (replace(entry.ratings[0], basis=Basis.SAID, evidence="Sleeps well again"), *entry.ratings[1:])
    return sign_session(desk, add_person(desk).id, replace(entry, ratings=rated))


def confirmed(said: Session, note: str = "By his sister") -> ClaimCheck:
    return ClaimCheck(session_id=said.id, factor=Factor.MOOD, outcome=ClaimOutcome.CONFIRMED, note=note)


def open_for(desk: Desk, person_id: UUID) -> list[str]:
    return [claim.evidence for claim in claims.unverified(desk, person_id)]


def test_a_claim_leaves_the_list_the_guide_and_the_blind_spots(desk: Desk, clock: Clock, said: Session) -> None:
    assert open_for(desk, said.person_id) == ["Sleeps well again"]
    clock.move(days=40)
    assert any("what was said" in row.blind_spot.sentence for row in today.today(desk).blind_spots)
    claims.settle(desk, said.person_id, confirmed(said))
    assert open_for(desk, said.person_id) == []
    assert sessions.start(desk, said.person_id).claims == ()
    assert not any("what was said" in row.blind_spot.sentence for row in today.today(desk).blind_spots)


def test_it_asks_by_whom_or_why(desk: Desk, said: Session) -> None:
    with pytest.raises(FieldProblems):
        claims.settle(desk, said.person_id, confirmed(said, " "))
    assert open_for(desk, said.person_id)


def test_it_is_settled_once(desk: Desk, said: Session) -> None:
    claims.settle(desk, said.person_id, confirmed(said))
    with pytest.raises(FieldProblems):
        claims.settle(desk, said.person_id, confirmed(said, "Again"))


def test_one_still_open_stays_on_the_list_with_what_was_tried_last(desk: Desk, clock: Clock, said: Session) -> None:
    for tried in ("Rang his sister, no answer", "His sister does not know"):
        still_open = replace(confirmed(said, tried), outcome=ClaimOutcome.STILL_OPEN)
        claims.settle(desk, said.person_id, still_open)
    (claim,) = claims.unverified(desk, said.person_id)
    assert claim.note == "His sister does not know"
    clock.move(days=40)
    assert any("what was said" in row.blind_spot.sentence for row in today.today(desk).blind_spots)
    claims.settle(desk, said.person_id, confirmed(said))
    assert open_for(desk, said.person_id) == []
