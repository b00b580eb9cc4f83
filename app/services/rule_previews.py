"""What a change of the review rules would do to the flags of the caseload, before it is kept. Stores nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from app.domain.case_problems import FieldProblem, FieldProblems, NotFound
from app.domain.deadlines import flags, urgency
from app.domain.rule_edits import RuleBook, RuleEdit, RuleFault, RuleState, rule_from
from app.domain.rule_previews import Effect, FlagChange, changes
from app.services.desk import Desk
from app.services.rules import added, book_of, edited
from app.store import facts, rule_edits

NEW = "own_new"
"""The key, and where there is no other the kind, of a rule that is only tried."""


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    person_name: str
    change: FlagChange


@dataclass(frozen=True, kw_only=True)
class Preview:
    """Most pressing first; ``people`` counts the caseload, ``counts`` the flags by what becomes of them."""

    rows: tuple[ChangeRow, ...]
    people: int
    counts: Mapping[Effect, int]


def preview(desk: Desk, state: RuleState, key: str, values: Mapping[str, object] | None = None) -> Preview:
    """As if the rule ``key`` were edited (``values``: what changes), added (``values``: all of it), switched or reset.

    Raises FieldProblems and NotFound.
    """
    with desk.read() as db:
        edits, everyone = rule_edits.every(db), facts.of_everyone(db)
    before = book_of(edits)
    trial = RuleEdit(
        rule_key=key,
        state=state,
        body=_body(before, state, key, values or {}, desk.today()),
        reason="",
        by="",
        at=max([desk.now(), *(edit.at for edit in edits)]),
    )
    rows = []
    after, today = book_of([*edits, trial]), desk.today()
    for one in everyone:
        name = one.details.name
        found = changes(flags(before.rules, one, today), flags(after.rules, one, today))
        rows += [ChangeRow(person_name=name, change=change) for change in found]
    return Preview(
        rows=tuple(sorted(rows, key=_urgency)),
        people=len(everyone),
        counts=Counter(row.change.effect for row in rows),
    )


def _body(book: RuleBook, state: RuleState, key: str, values: Mapping[str, object], today: date) -> str:
    if state is RuleState.EDITED:
        entry = book.entry(key)
        if entry is None:
            raise NotFound
        values = edited(entry.rule, values, today)
    elif state is RuleState.ADDED:
        values = added(key, values, today)
    else:
        return ""
    try:
        rule = rule_from(values)
    except RuleFault as fault:
        raise FieldProblems([FieldProblem(field=fault.field, sentence=fault.sentence)]) from None
    return msgspec.json.encode(rule).decode()


def _urgency(row: ChangeRow) -> tuple[date, str, str, str]:
    return *urgency(row.change.flag), row.person_name
