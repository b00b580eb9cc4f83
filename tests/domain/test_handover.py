"""The text as it is copied to NDelius."""

from app.domain.handover import note_text
from app.domain.sessions import Entry
from tests.builders import a_full_entry


def test_the_note_holds_the_boxes_the_rated_factors_and_the_tasks() -> None:
    text = note_text(a_full_entry())
    assert text.startswith("Check in\nSettled")
    assert "Access to potential victims: Act today\nSlept badly\nObserved" in text
    assert "Drug and alcohol misuse: Not explored\nThere was no time for it" in text
    assert "Ring the GP (Pŷrson, by 7 March 2026)" in text
    assert "Her two children" not in text
    assert note_text(Entry()) == ""
