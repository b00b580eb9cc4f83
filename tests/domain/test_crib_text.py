"""A crib as text to copy: headings, days, marks, and what is missing."""

from __future__ import annotations

from datetime import date

from app.domain.crib_text import crib_text, evidence_label
from app.domain.cribs import Crib, Evidence, Form, Heading
from app.domain.marks import Mark
from app.domain.reference import Confidence
from tests.builders import AN_ID

DAY = date(2026, 3, 2)


def heading(*evidence: Evidence, gap: str = "") -> Heading:
    return Heading(title="Opportunity", evidence=evidence, gap=gap, source="S", confidence=Confidence.LOW)


def test_every_heading_is_there_with_its_entries_and_its_gap() -> None:
    one = Evidence(subject=AN_ID, on=DAY, source="Session of 2 March 2026, Access", words="Seen\nTwice")
    made = Crib(form=Form.ARMS, headings=(heading(one), heading(gap="No evidence recorded")))
    assert crib_text(made) == (
        "Opportunity\nSession of 2 March 2026, Access: Seen\nTwice\n\nOpportunity\nNo evidence recorded"
    )


def test_an_entry_names_its_day_once_and_the_marks_that_bear_on_it() -> None:
    record = Evidence(subject=AN_ID, on=DAY, source="Breaches", words="x", marks=(Mark.DISPUTED, Mark.COPIED))
    assert evidence_label(record) == "Breaches · 2 March 2026 · Disputed"
    session = Evidence(subject=AN_ID, on=DAY, source="Session of 2 March 2026", words="x")
    assert evidence_label(session) == "Session of 2 March 2026"
