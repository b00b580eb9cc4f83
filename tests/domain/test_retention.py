"""How long a record is kept: a day and an authority, and nothing that happens by itself."""

from datetime import date, timedelta

from app.domain.retention import Retention
from tests.domain.records_builder import TODAY, refused

KEPT = Retention(until=TODAY, authority="Retention schedule")


def test_it_asks_for_the_day_and_for_the_authority() -> None:
    assert set(refused(Retention())) == {"until", "authority"}
    assert refused(KEPT) == {}
    assert refused(Retention(until=date(2040, 1, 1), authority="A court")) == {}


def test_a_day_that_passed_asks_for_a_decision_and_deletes_nothing() -> None:
    assert KEPT.standing(TODAY) == ""
    assert KEPT.standing(TODAY + timedelta(days=1)) == "Day passed: decide whether to erase"
    assert KEPT.events(None, TODAY + timedelta(days=1)) == []
