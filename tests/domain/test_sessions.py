"""Claims and tasks that stay open from session to session."""

from datetime import timedelta
from uuid import UUID

import pytest

from app.domain.ratings import Basis, Factor, Level, Rating
from app.domain.sessions import ClaimCheck, ClaimOutcome, Entry, open_claims, open_tasks
from app.domain.tasks import Task, TaskCheck, TaskOutcome
from tests.builders import AN_ID, MOMENT, a_rating, an_entry, past_rating

DAY = timedelta(days=1)


def test_a_claim_is_open_until_it_is_confirmed_or_judged_unimportant() -> None:
    said = past_rating(Factor.MOOD, Level.EMERGING, MOMENT - DAY, basis=Basis.SAID)
    older = past_rating(Factor.MOOD, Level.EMERGING, MOMENT - 9 * DAY, basis=Basis.SAID)
    seen = past_rating(Factor.ACCESS, Level.PRESENT, MOMENT - DAY)
    bare = past_rating(Factor.ACCESS, Level.NONE_SEEN, MOMENT - 9 * DAY, basis=Basis.SAID)
    claims = open_claims([older, seen, bare, said], [])
    assert [claim.on for claim in claims] == [said.on, older.on]
    check = ClaimCheck(session_id=said.session_id, factor=Factor.MOOD, outcome=ClaimOutcome.UNIMPORTANT)
    assert [claim.on for claim in open_claims([older, said], [check])] == [older.on]


@pytest.mark.parametrize("outcome", list(TaskOutcome))
def test_a_task_is_open_until_it_is_done_or_needless(outcome: TaskOutcome) -> None:
    task = Task(id=UUID(int=1), person_id=AN_ID, session_id=AN_ID, what="x", who="y", due_on=None, set_on=MOMENT.date())
    left = open_tasks([task], [TaskCheck(task_id=task.id, outcome=outcome)])
    assert left == ([] if outcome.closes else [task])


def test_a_rating_not_in_the_entry_is_blank() -> None:
    assert Entry(ratings=()).rating(Factor.MOOD) == Rating(factor=Factor.MOOD)
    assert an_entry().rating(Factor.MOOD) == a_rating(Factor.MOOD)
