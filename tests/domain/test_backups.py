"""The plan for keeping backups: what it always keeps, and that pruning each day keeps what pruning once would."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.backups import ALL_FOR, DAILY, MONTHLY, WEEKLY, dropped_on, kept

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
moments = st.sets(
    st.integers(min_value=-60 * 24 * 500, max_value=0).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    max_size=150,
)


@given(moments)
def test_the_newest_is_always_kept(made: set[datetime]) -> None:
    assert not made or max(made) in kept(made, NOW)


@given(moments)
def test_everything_of_two_days_is_kept_and_of_the_older_at_most_31(made: set[datetime]) -> None:
    keep = kept(made, NOW)
    recent = {moment for moment in made if moment > NOW - ALL_FOR}
    assert recent <= keep <= made
    assert len(keep - recent) <= DAILY + WEEKLY + MONTHLY


@given(moments)
def test_pruning_twice_drops_nothing_more(made: set[datetime]) -> None:
    keep = kept(made, NOW)
    assert kept(keep, NOW) == keep


@given(moments, st.integers(min_value=0, max_value=3000))
def test_a_clock_that_runs_ahead_drops_no_more_than_the_plan(made: set[datetime], days: int) -> None:
    """However old they all look, as many days, weeks and months keep theirs."""
    old = {moment for moment in made if moment <= NOW - ALL_FOR}
    assert kept(old, NOW + timedelta(days=days)) == kept(old, NOW)


@given(moments)
def test_with_a_clock_that_went_back_nothing_is_dropped(made: set[datetime]) -> None:
    assert kept(made, NOW - timedelta(days=501)) == made


@given(st.integers(min_value=1, max_value=500), st.integers(min_value=1, max_value=3))
def test_pruning_every_day_keeps_what_pruning_once_would(days: int, each_day: int) -> None:
    made = [NOW + timedelta(days=day, hours=hour) for day in range(days) for hour in range(each_day)]
    left: set[datetime] = set()
    for moment in made:
        left = kept({*left, moment}, moment)
    assert left == kept(set(made), made[-1])


def test_a_year_of_daily_backups_leaves_days_weeks_and_months() -> None:
    made = {NOW - timedelta(days=day) for day in range(365)}
    days = sorted((NOW - moment).days for moment in kept(made, NOW))
    assert days[:12] == list(range(12))
    assert len(days) == 26  # and 8 more weeks and 6 more months: the others fall together with days and weeks
    assert days[-1] == 214  # the last of July


def test_the_day_of_dropping_is_told_beforehand() -> None:
    made = {NOW - timedelta(days=day) for day in range(60)}
    day = dropped_on(NOW - timedelta(days=1), made, NOW)  # a Sunday, the first of March
    assert day == datetime(2026, 5, 4, tzinfo=UTC).date()
    left = made
    for days in range((day - NOW.date()).days):
        left = kept({*left, NOW + timedelta(days=days)}, NOW + timedelta(days=days))
    assert NOW - timedelta(days=1) in left
