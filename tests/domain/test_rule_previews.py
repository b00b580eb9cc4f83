"""What other rules would do to somebody's flags."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from app.domain.deadlines import Flag
from app.domain.reference import Confidence
from app.domain.rule_previews import Effect, changes
from app.domain.rules import Settle

FLAG = Flag(
    rule_key="contact",
    kind="contact",
    person_id=UUID(int=1),
    title="See the person",
    due=date(2026, 3, 9),
    since=None,
    why="Because.",
    rule="every month",
    source="A source",
    confidence=Confidence.LOW,
    settle=Settle.SESSION,
)


def test_flags_appear_move_and_go() -> None:
    moved = replace(FLAG, due=date(2026, 3, 2))
    rating, review = replace(FLAG, kind="rating"), replace(FLAG, kind="risk_review")
    found = changes([FLAG, rating], [moved, review])
    assert {(one.effect, one.flag.kind) for one in found} == {
        (Effect.MOVES, "contact"),
        (Effect.GOES, "rating"),
        (Effect.APPEARS, "risk_review"),
    }
    (move,) = (one for one in found if one.effect is Effect.MOVES)
    assert (move.before, move.after, move.flag) == (FLAG, moved, moved)


def test_the_same_duty_on_the_same_day_is_no_change_whichever_rule_asks() -> None:
    assert changes([FLAG], [replace(FLAG, rule_key="own_1", title="Another title")]) == []


def test_two_of_one_kind_are_told_apart_by_what_they_are_about() -> None:
    other = replace(FLAG, subject=UUID(int=7))
    (change,) = changes([FLAG, other], [FLAG])
    assert (change.effect, change.flag) == (Effect.GOES, other)
