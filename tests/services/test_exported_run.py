"""The run chart of an exported note: signed sessions up to that session, and no free text of the others."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.domain.ratings import Factor, Level
from app.services import exports, sessions
from app.services.desk import Desk
from tests.builders import a_rating, add_person, an_entry, sign_session
from tests.desks import Clock
from tests.exports.reading import pages

PHRASE = "gorse lantern quiet harbour oak"


def chart_of(path: Path) -> str:
    return " ".join(pages(path.read_bytes(), PHRASE)).split("How each factor ran")[1]


def an_entry_with_help(desk: Desk, level: Level):
    mood = a_rating(Factor.MOOD, level, helped="Rang his sister Zwischenzeit")
    others = [a_rating(factor) for factor in Factor if factor is not Factor.MOOD]
    held_at = desk.now() - timedelta(hours=1)
    return an_entry(ratings=(mood, *others), held_at=held_at, changes_assessment=True, decision_note="Sein Bruder")


def test_a_note_shows_the_sessions_up_to_its_own_and_none_that_came_later(
    desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    person = add_person(desk)
    signed = []
    for level in (Level.EMERGING, Level.PRESENT, Level.ACT_TODAY):
        entry = an_entry_with_help(desk, Level.EMERGING if level is Level.ACT_TODAY else level)
        signed.append(sign_session(desk, person.id, entry))
        clock.move(days=14)
    exports.session_note(desk, signed[1].id, tmp_path / "note.pdf", PHRASE)
    found = chart_of(tmp_path / "note.pdf")
    assert "Present, 16 March 2026" in found
    assert "2 March 2026 Emerging" in found
    assert "30 March 2026" not in found.split("as recorded on")[1].split(".", 1)[1]


def test_the_chart_tells_of_other_sessions_without_their_texts(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    person = add_person(desk)
    sign_session(desk, person.id, an_entry_with_help(desk, Level.EMERGING))
    clock.move(days=14)
    last = sign_session(desk, person.id)
    exports.session_note(desk, last.id, tmp_path / "note.pdf", PHRASE)
    whole = " ".join(pages((tmp_path / "note.pdf").read_bytes(), PHRASE))
    assert "Decided in session" in whole
    assert "Zwischenzeit" not in whole
    assert "Sein Bruder" not in whole


def test_a_draft_is_not_in_its_own_chart(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    person = add_person(desk)
    sign_session(desk, person.id)
    clock.move(days=14)
    draft = sessions.start(desk, person.id).draft
    sessions.save_draft(desk, replace(draft, entry=an_entry_with_help(desk, Level.PRESENT)))
    exports.draft_note(desk, draft.id, tmp_path / "note.pdf", PHRASE)
    found = chart_of(tmp_path / "note.pdf")
    assert "This session is not signed and not among them." in found
    assert "None seen, 2 March 2026" in found
    assert "Present, 16 March" not in found
