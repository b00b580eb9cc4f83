"""The text as it is copied to NDelius."""

from app.domain.handover import NDELIUS_LIMIT, note_text, too_long
from app.domain.sessions import Entry, Step
from tests.builders import a_full_entry


def test_the_note_holds_the_boxes_the_rated_factors_and_the_tasks() -> None:
    text = note_text(a_full_entry())
    assert text.startswith("Check in\nSettled")
    assert "Access to potential victims: Act today\nSlept badly\nObserved" in text
    assert "Drug and alcohol misuse: Not explored\nThere was no time for it" in text
    assert "Ring the GP (Pŷrson, by 7 March 2026)" in text
    assert "Her two children" not in text
    assert note_text(Entry()) == ""


def test_a_note_that_is_too_long_names_the_steps_that_have_text_in_it() -> None:
    room = NDELIUS_LIMIT - len("Check in\n\n\nSummarise\nShort")
    entry = Entry(check_in="x" * room, summary="Short", safeguarding="x" * NDELIUS_LIMIT)
    assert len(note_text(entry)) == NDELIUS_LIMIT
    assert too_long(entry) == ()
    assert too_long(Entry(check_in="x" * room, summary="Shorte")) == (Step.CHECK_IN, Step.SUMMARY)
