"""A review rule as the officer writes it: nothing is lost through the form, and faults are said at fields."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.audiences import Audience
from app.domain.people import Status
from app.domain.reference import Confidence
from app.domain.rule_drafts import OWN_KIND, Counting, RuleDraft, changes_of, check_draft, draft_of, values_of
from app.domain.rule_edits import EDITABLE, rule_from
from app.domain.rules import Duty, Interval, Settle, Start
from app.services.rules import rules

RULES = {rule.key: rule for rule in rules()}
WHOLE = RuleDraft(
    title="Check the tag",
    why="It shows the nights",
    audiences=(Audience(status=(Status.LICENCE,)),),
    interval=Interval(weeks=2),
    warning=Interval(days=3),
    duty=Duty.PRACTITIONER,
    source="Local policy of March 2026",
    confidence=Confidence.MEDIUM,
    kind=OWN_KIND,
    start=Start.TAKEN_ON,
    counting=Counting.REPEATS,
)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_that_ships_can_be_kept_as_it_is_and_changes_nothing(rule) -> None:
    assert check_draft(draft_of(rule)) == []
    assert changes_of(draft_of(rule), rule) == {}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"why": ""}, "why"),
        ({"source": ""}, "source"),
        ({"source": "x" * 1001}, "source"),
        ({"duty": None}, "duty"),
        ({"confidence": None}, "confidence"),
        ({"kind": None}, "kind"),
        ({"start": None}, "start"),
        ({"counting": None}, "counting"),
        ({"interval": Interval()}, "interval"),
        ({"warning": Interval(weeks=3)}, "warning"),
        ({"start": Start.SUPERVISION_ENDS}, "counting"),
        ({"start": Start.SUPERVISION_ENDS, "counting": Counting.ONCE}, "interval"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(change: dict[str, object], field: str) -> None:
    assert check_draft(WHOLE) == []
    assert [problem.field for problem in check_draft(replace(WHOLE, **change))] == [field]


@pytest.mark.parametrize("field", ["interval", "warning"])
def test_more_of_a_unit_than_a_rule_can_have_is_said_at_its_field(field: str) -> None:
    long = replace(WHOLE, interval=Interval(days=1200), warning=Interval(days=1200))
    assert check_draft(long) == []
    assert [problem.field for problem in check_draft(replace(long, **{field: Interval(days=1201)}))] == [field]


def test_only_what_differs_is_changed_and_the_words_for_whom_follow_the_choices() -> None:
    rule = RULES["risk_review_high"]
    draft = replace(draft_of(rule), interval=Interval(months=3))
    assert changes_of(draft, rule)["interval"]["months"] == 3
    assert set(changes_of(draft, rule)) == {"interval"}
    draft = replace(draft_of(rule), audiences=(Audience(registered=True),))
    changes = changes_of(draft, rule)
    assert set(changes) == {"applies", "who"} <= set(EDITABLE)
    assert changes["who"] == "everybody on the caseload, registered"
    assert rule_from({**WHOLE_PLAIN, **changes}).applies[0].registered is True


def test_a_new_rule_is_one_that_the_store_takes() -> None:
    rule = rule_from(WHOLE_PLAIN)
    assert (rule.repeats, rule.before, rule.interval, rule.start) == (True, False, Interval(weeks=2), Start.TAKEN_ON)
    assert rule.words == "every 2 weeks, for people on licence"


@pytest.mark.parametrize(
    ("kind", "start", "settle"),
    [
        ("contact_recorded", Start.DRAFT_UNSIGNED, Settle.DRAFT),
        ("contact_recorded", Start.TAKEN_ON, Settle.SESSION),
        ("mappa_review", Start.SUPERVISION_STARTED, Settle.MEETING),
        ("risk_review", Start.TAKEN_ON, Settle.REVIEW),
    ],
)
def test_a_new_rule_is_settled_as_others_of_its_kind(kind: str, start: Start, settle: Settle) -> None:
    assert values_of(replace(WHOLE, kind=kind, start=start), rules())["settle"] == settle


WHOLE_PLAIN = {"key": "own_1", "kind": "own_1", "settle": "review", "as_at": "2026-03-02", **values_of(WHOLE, rules())}
