"""What a change of the rules would do to the caseload's flags: the same as it then does, and nothing is stored."""

from __future__ import annotations

import pytest

from app.domain.case_problems import FieldProblems, NotFound
from app.domain.rule_edits import RuleState
from app.domain.rule_previews import Effect
from app.services import rules, today
from app.services.desk import Desk
from app.services.rule_previews import NEW, preview
from app.store import rule_edits
from tests.builders import add_person
from tests.desks import Clock

NEW_RULE = {
    "title": "Check the tag",
    "why": "It shows the nights",
    "who": "everybody on the caseload",
    "applies": [{}],
    "start": "taken_on",
    "repeats": True,
    "interval": {"days": 1},
    "warning": {},
    "duty": "practitioner",
    "source": "Local policy",
    "confidence": "low",
}


@pytest.fixture
def caseload(desk: Desk, clock: Clock) -> None:
    add_person(desk)
    add_person(desk, name="Pyrson Two", crn="X100002")
    clock.move(days=25)


def flags_of(desk: Desk) -> dict[tuple[object, str, object], object]:
    rows = [row for group in today.today(desk).groups.values() for row in group]
    return {(row.flag.person_id, row.flag.kind, row.flag.subject): row.flag.due for row in rows}


@pytest.mark.parametrize(
    ("state", "key", "values", "do"),
    [
        (RuleState.EDITED, "acute_factors", {"interval": {"days": 14}}, rules.edit),
        (RuleState.EDITED, "contact", {"applies": [{"status": ["custody"]}]}, rules.edit),
        (RuleState.OFF, "contact", None, rules.switch_off),
        (RuleState.ADDED, NEW, NEW_RULE, rules.add),
    ],
)
def test_what_is_foretold_is_what_happens(desk, caseload, state, key, values, do) -> None:
    before = flags_of(desk)
    told = preview(desk, state, key, values)
    assert flags_of(desk) == before
    given = {RuleState.ADDED: (values,), RuleState.OFF: (key,)}.get(state, (key, values))
    do(desk, *given, "A reason")
    after = flags_of(desk)
    moved = {duty for duty in before if duty in after and after[duty] != before[duty]}
    assert told.people == 2
    assert sum(told.counts.values()) > 0
    assert told.counts.get(Effect.APPEARS, 0) == len(after.keys() - before.keys())
    assert told.counts.get(Effect.GOES, 0) == len(before.keys() - after.keys())
    assert told.counts.get(Effect.MOVES, 0) == len(moved)


def test_nothing_is_stored(desk, caseload) -> None:
    preview(desk, RuleState.OFF, "contact")
    with desk.read() as db:
        assert rule_edits.every(db) == ()


def test_a_reset_foretells_the_way_back(desk, caseload) -> None:
    rules.switch_off(desk, "contact", "A reason")
    told = preview(desk, RuleState.RESET, "contact")
    assert told.counts == {Effect.APPEARS: 2}
    assert [row.person_name for row in told.rows] == ["Pyrson Two", "Pŷrson One"]


def test_a_clock_set_back_still_puts_the_trial_after_the_edits(desk, caseload, clock) -> None:
    rules.switch_off(desk, "contact", "A reason")
    clock.move(days=-1)
    assert preview(desk, RuleState.ON, "contact").counts == {Effect.APPEARS: 2}


def test_what_cannot_be_a_rule_is_said_at_its_field(desk, caseload) -> None:
    with pytest.raises(FieldProblems) as caught:
        preview(desk, RuleState.EDITED, "contact", {"interval": {"days": -1}})
    assert [problem.field for problem in caught.value.problems] == ["interval"]
    with pytest.raises(NotFound):
        preview(desk, RuleState.EDITED, "gone", {"title": "x"})
