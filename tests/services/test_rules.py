"""The officer's own edits of the review rules, on a real store."""

from datetime import date

import pytest

from app.domain.case_problems import FieldProblems, NotFound
from app.domain.rule_edits import RuleEdit, RuleState, plain, rule_from
from app.domain.rules import Rule
from app.services import people, reviews, rules
from app.services.desk import Desk
from app.services.today import today
from app.store import rule_edits
from app.store.officers import current
from tests.builders import MOMENT, add_person
from tests.damaged_rules import damaged_rule
from tests.desks import Clock

WHY = "Agreed with the SPO"
OWN = {
    "title": "Ask about the allotment",
    "why": "It protects.",
    "who": "everybody",
    "applies": [{}],
    "start": "taken_on",
    "repeats": True,
    "interval": {"days": 10},
    "warning": {"days": 3},
    "source": "Our team",
    "confidence": "low",
}


def keep_raw(desk: Desk, body: str, key: str = "oversight") -> None:
    """An edit as another version of the program might have left it."""
    with desk.write() as db:
        found = current(db)
        assert found is not None
        made = RuleEdit(rule_key=key, state=RuleState.EDITED, body=body, reason=WHY, by="", at=desk.now())
        rule_edits.add(db, desk.new_id(), found[0], made)


def due(desk: Desk, kind: str) -> list[date]:
    return [row.flag.due for rows in today(desk).groups.values() for row in rows if row.flag.kind == kind]


@pytest.mark.parametrize("rule", rules.rules(), ids=lambda rule: rule.key)
def test_every_rule_that_ships_can_be_edited(rule: Rule) -> None:
    """Also one whose key is the word of its start."""
    assert rule_from(plain(rule)).start is rule.start


def test_a_damaged_rule_is_told_and_everything_else_still_shows(desk: Desk) -> None:
    person = add_person(desk, registered=True)
    before = {row.flag.kind for rows in today(desk).groups.values() for row in rows}
    with damaged_rule("risk_review_other"):
        page, book = today(desk), rules.all_rules(desk)
        assert [row.id for row in people.list_people(desk)] == [person.id]
    assert book.entry("risk_review_other") is None
    (fault,) = page.damaged_rules
    assert fault.startswith("Sightline’s own rule risk_review_other (line ")
    assert {row.flag.kind for rows in page.groups.values() for row in rows} == before - {"risk_review"}


def test_nothing_edited_is_what_ships(desk: Desk) -> None:
    book = rules.all_rules(desk)
    assert book.rules == rules.rules()
    assert not any(entry.edited or entry.off or entry.edits for entry in book.entries)
    assert all(entry.shipped == entry.rule for entry in book.entries)


def test_an_edited_rule_counts_everywhere_and_says_who_when_and_why(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    rules.edit(desk, "oversight", {"interval": {"weeks": 7}, "warning": {"days": 1}}, WHY)
    entry = rules.all_rules(desk).entry("oversight")
    assert entry is not None
    assert (entry.edited, entry.rule.interval.weeks, entry.rule.as_at) == (True, 7, MOMENT.date())
    assert entry.shipped is not None
    assert entry.shipped.interval.weeks == 16
    assert [(one.state, one.reason, one.by, one.at) for one in entry.edits] == [
        (RuleState.EDITED, WHY, "An Officer", MOMENT)
    ]
    assert due(desk, "oversight") == [date(2026, 3, 2)]
    (flag,) = (flag for flag in people.page(desk, person.id).flags if flag.kind == "oversight")
    assert flag.edited
    assert people.list_people(desk)[0].overdue == sum(
        len(rows) for due, rows in today(desk).groups.items() if due == "overdue"
    )
    rules.reset(desk, "oversight", "Back to usual")
    assert due(desk, "oversight") == []


def test_a_rule_switched_off_raises_nothing_until_it_is_on_again(desk: Desk, clock: Clock) -> None:
    add_person(desk)
    clock.move(days=60)
    assert due(desk, "rating")
    rules.switch_off(desk, "acute_factors", WHY)
    rules.switch_off(desk, "acute_factors", WHY)
    entry = rules.all_rules(desk).entry("acute_factors")
    assert entry is not None
    assert (entry.off, len(entry.edits)) == (True, 1)
    assert due(desk, "rating") == []
    rules.switch_on(desk, "acute_factors", WHY)
    assert due(desk, "rating")


def test_the_latest_edit_counts_also_after_the_clock_was_set_back(desk: Desk, clock: Clock) -> None:
    add_person(desk)
    clock.move(days=300)
    rules.switch_off(desk, "oversight", "Told so")
    clock.move(days=-300)
    rules.switch_on(desk, "oversight", "Told wrongly")
    entry = rules.all_rules(desk).entry("oversight")
    assert entry is not None
    assert (entry.off, entry.edits[0].state) == (False, RuleState.ON)


def test_a_rule_of_ones_own_is_due_settled_and_taken_away(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    rule = rules.add(desk, OWN, WHY)
    assert (rule.key, rule.kind) == ("own_1", "own_1")
    assert rules.add(desk, OWN, WHY).key == "own_2"
    clock.move(days=10)
    assert due(desk, "own_1") == [date(2026, 3, 12)]
    guide = reviews.start(desk, person.id, "own_1")
    assert (guide.beside.title, guide.beside.considers) == ("Ask about the allotment", False)
    rules.reset(desk, "own_1", "Not needed")
    assert rules.all_rules(desk).entry("own_1") is None
    assert rules.add(desk, OWN, WHY).key == "own_3"


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"interval": {"days": -1}}, "interval", "cannot be negative"),
        ({"intervall": {"days": 1}}, "intervall", "has no “intervall”"),
        ({"start": "oversight"}, "start", "cannot start from itself"),
        ({"start": "supervision_ends"}, "interval", "starts at an end"),
        ({"interval": {}}, "interval", "longer than nothing"),
        ({"title": ""}, "title", "is empty"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_in_a_sentence(
    desk: Desk, changes: dict[str, object], field: str, words: str
) -> None:
    add_person(desk)
    with pytest.raises(FieldProblems) as refused:
        rules.edit(desk, "oversight", changes, WHY)
    found = {problem.field: problem.sentence for problem in refused.value.problems}
    assert words in found[field]
    assert rules.all_rules(desk).rules == rules.rules()


def test_each_edit_needs_a_reason_and_a_rule(desk: Desk) -> None:
    add_person(desk)
    for call in (rules.switch_off, rules.switch_on, rules.reset):
        with pytest.raises(FieldProblems):
            call(desk, "oversight", " \n")
        with pytest.raises(NotFound):
            call(desk, "nothing", WHY)
    with pytest.raises(FieldProblems) as refused:
        rules.edit(desk, "oversight", {"kind": "rating"}, "")
    assert [problem.field for problem in refused.value.problems] == ["kind", "reason"]


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"key": "oversight"}', '{"key": "contact", "interval": {"days": -1}}']
)
def test_an_edit_that_cannot_be_used_is_left_out_and_listed_and_hides_nothing(desk: Desk, body: str) -> None:
    add_person(desk)
    before = today(desk).groups
    keep_raw(desk, body)
    book = rules.all_rules(desk)
    assert book.rules == rules.rules()
    assert [fault.edit.rule_key for fault in book.faults] == ["oversight"]
    assert book.faults[0].sentence
    assert today(desk).groups == before
