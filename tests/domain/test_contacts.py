"""How often somebody is seen, and when a contact was recorded late."""

from datetime import UTC, datetime

import pytest

from app.domain.contacts import asks_for_rar, is_late, late_warning
from app.domain.people import Details, Status
from app.domain.sessions import Entry

FRIDAY = datetime(2026, 2, 27, 12, tzinfo=UTC)


@pytest.mark.parametrize(("day", "late"), [(2, False), (3, True)])
def test_a_contact_of_a_friday_is_late_after_the_monday(day: int, late: bool) -> None:
    assert is_late(FRIDAY, datetime(2026, 3, day, 12, tzinfo=UTC)) is late


def test_the_weekend_after_the_next_working_day_is_late_already() -> None:
    thursday = datetime(2026, 2, 26, 12, tzinfo=UTC)
    assert not is_late(thursday, FRIDAY)
    assert is_late(thursday, datetime(2026, 2, 28, 12, tzinfo=UTC))


def test_without_a_day_nothing_is_late() -> None:
    assert not is_late(None, FRIDAY)


@pytest.mark.parametrize(
    ("contact_days", "day", "said"), [(None, 27, ""), (None, 28, "27 March"), (14, 14, "13 March")]
)
def test_an_appointment_later_than_contact_is_due_is_warned_about(
    contact_days: int | None, day: int, said: str
) -> None:
    entry = Entry(held_at=FRIDAY, next_at=datetime(2026, 3, day, 12, tzinfo=UTC))
    warning = late_warning(entry, Details(name="Pŷrson", contact_days=contact_days))
    assert said in warning
    assert bool(said) == bool(warning)


def test_rar_days_are_asked_for_where_they_are_counted() -> None:
    assert asks_for_rar(Details(status=Status.COMMUNITY_ORDER), Entry())
    assert asks_for_rar(Details(status=Status.LICENCE, rar_days_allowed=10), Entry())
    assert asks_for_rar(Details(status=Status.LICENCE), Entry(rar_day=True))
    assert not asks_for_rar(Details(status=Status.LICENCE), Entry())
