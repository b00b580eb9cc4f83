"""The review rules and prompts that ship with the program, read once, and the officer's own edits of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from gettext import gettext as _
from importlib.resources import files

import msgspec

from app.domain.absences import JUDGE
from app.domain.case_problems import FieldProblem, FieldProblems, NotFound
from app.domain.prompts import PromptEntry, load_prompts
from app.domain.rule_edits import (
    EDITABLE,
    RuleBook,
    RuleEdit,
    RuleEntry,
    RuleFault,
    RuleState,
    plain,
    rule_book,
    rule_from,
)
from app.domain.rules import Duty, Rule, Settle
from app.domain.shipped_rules import ShippedRules, load_rules
from app.domain.texts import clean
from app.services import officers
from app.services.desk import Desk
from app.store import rule_edits
from app.store.engine import Connection


@cache
def shipped() -> ShippedRules:
    """The review rules as they ship, and what is wrong with those that cannot be used. Raises ReferenceDamaged."""
    return load_rules(_read("rules.toml"))


def rules() -> tuple[Rule, ...]:
    """All review rules as they ship. Raises ReferenceDamaged."""
    return shipped().rules


@cache
def prompts() -> tuple[PromptEntry, ...]:
    """All prompts; ``domain.prompts.choose`` picks those that fit. Raises ReferenceDamaged."""
    return load_prompts(_read("prompts.toml"))


def review_titles(book: RuleBook | None = None) -> Mapping[str, str]:
    """The kinds of review that the officer can record, with their titles, in the order of the rules.

    Those of the rules that ship, or of a book with the officer's own. Not the reason of an absence: that is judged.
    """
    every = rules() if book is None else [entry.rule for entry in book.entries]
    return {rule.kind: _(rule.title) for rule in reversed(every) if _is_reviewed(rule)}


def all_rules(desk: Desk) -> RuleBook:
    """Every rule as it stands, with what was edited, by whom and why, and the edits that cannot be used."""
    with desk.read() as db:
        return in_force(db)


def in_force(db: Connection) -> RuleBook:
    """As `all_rules`, in a transaction that is open already; one statement."""
    return book_of(rule_edits.every(db))


def book_of(edits: Iterable[RuleEdit]) -> RuleBook:
    """The rules that ship, with these edits over them."""
    return rule_book(rules(), edits, shipped().faults)


def edit(desk: Desk, key: str, changes: Mapping[str, object], reason: str) -> Rule:
    """Change a rule: ``changes`` are plain values as in the rules file, such as ``{"interval": {"months": 3}}``.

    Of a rule that ships only `EDITABLE` can be changed, of one's own everything but its key. Raises FieldProblems,
    whose fields are those of the rule or ``reason``, and NotFound.
    """
    entry = all_rules(desk).entry(key)
    if entry is None:
        raise NotFound
    allowed = set(EDITABLE) if entry.shipped else set(plain(entry.rule)) - {"key", "edited"}
    fixed = [
        FieldProblem(field=name, sentence=_("This part of the rule cannot be changed"))
        for name in changes
        if name not in allowed and name in plain(entry.rule)
    ]
    rule = _checked(edited(entry.rule, changes, desk.today()), reason, fixed)
    with desk.change("edit", "rule") as db:
        _keep(desk, db, rule.key, RuleState.EDITED, reason, rule)
    return rule


def add(desk: Desk, values: Mapping[str, object], reason: str) -> Rule:
    """Add a rule of one's own, from plain values as in the rules file; its key is made here.

    Without a ``kind`` of another rule, recording a review of its own kind settles it. Raises FieldProblems.
    """
    taken = {one.rule_key for one in _edits(desk)} | {rule.key for rule in rules()}
    number = next(number for number in range(1, len(taken) + 2) if f"own_{number}" not in taken)
    rule = _checked(added(f"own_{number}", values, desk.today()), reason, [])
    with desk.change("add", "rule") as db:
        _keep(desk, db, rule.key, RuleState.ADDED, reason, rule)
    return rule


def edited(rule: Rule, changes: Mapping[str, object], today: date) -> dict[str, object]:
    """The plain values of a rule with these changes."""
    return {**plain(rule), "as_at": today.isoformat(), **changes}


def added(key: str, values: Mapping[str, object], today: date) -> dict[str, object]:
    """The plain values of a new rule; a review of its own kind settles it unless they say otherwise."""
    own = {"kind": key, "settle": Settle.REVIEW.value, "duty": Duty.PRACTITIONER.value}
    return {**own, **values, "key": key, "as_at": today.isoformat()}


def switch_off(desk: Desk, key: str, reason: str) -> None:
    """Leave a rule out until it is switched on again; twice changes nothing. Raises FieldProblems and NotFound."""
    if not _entry(desk, key, reason).off:
        with desk.change("switch off", "rule") as db:
            _keep(desk, db, key, RuleState.OFF, reason)


def switch_on(desk: Desk, key: str, reason: str) -> None:
    """Twice changes nothing. Raises FieldProblems and NotFound."""
    if _entry(desk, key, reason).off:
        with desk.change("switch on", "rule") as db:
            _keep(desk, db, key, RuleState.ON, reason)


def reset(desk: Desk, key: str, reason: str) -> None:
    """Make a rule what it was when it came, and on; one's own is taken away, and so is a faulty edit.

    Raises FieldProblems and NotFound.
    """
    if all(fault.edit.rule_key != key for fault in all_rules(desk).faults):
        _entry(desk, key, reason)
    elif _reason_wanted(reason):
        raise FieldProblems(_reason_wanted(reason))
    with desk.change("reset", "rule") as db:
        _keep(desk, db, key, RuleState.RESET, reason)


def _entry(desk: Desk, key: str, reason: str) -> RuleEntry:
    """The rule as it stands, to be changed for this reason. Raises FieldProblems and NotFound."""
    entry = all_rules(desk).entry(key)
    if entry is None:
        raise NotFound
    if _reason_wanted(reason):
        raise FieldProblems(_reason_wanted(reason))
    return entry


def _checked(values: Mapping[str, object], reason: str, problems: list[FieldProblem]) -> Rule:
    """Raises FieldProblems."""
    values = {name: clean(value) if isinstance(value, str) else value for name, value in values.items()}
    try:
        rule = rule_from({**values, "edited": False})
    except RuleFault as fault:
        raise FieldProblems(
            [*problems, FieldProblem(field=fault.field, sentence=fault.sentence), *_reason_wanted(reason)]
        ) from None
    problems = [*problems, *_reason_wanted(reason)]
    if problems:
        raise FieldProblems(problems)
    return rule


def _reason_wanted(reason: str) -> list[FieldProblem]:
    return [] if clean(reason).strip() else [FieldProblem(field="reason", sentence=_("Enter why, in a sentence"))]


def _edits(desk: Desk) -> tuple[RuleEdit, ...]:
    with desk.read() as db:
        return rule_edits.every(db)


def _keep(desk: Desk, db: Connection, key: str, state: RuleState, reason: str, rule: Rule | None = None) -> None:
    """Add an edit after all others, also when the clock was set back meanwhile: the latest is the one in force."""
    officer_id, officer = officers.signing(db)
    latest = max((one.at + timedelta(milliseconds=1) for one in rule_edits.every(db)), default=desk.now())
    made = RuleEdit(
        rule_key=key,
        state=state,
        body=msgspec.json.encode(rule).decode() if rule else "",
        reason=clean(reason).strip(),
        by=officer.name,
        at=max(desk.now(), latest),
    )
    rule_edits.add(db, desk.new_id(), officer_id, made)


def _is_reviewed(rule: Rule) -> bool:
    return rule.settle is Settle.REVIEW and rule.kind != JUDGE


def _read(name: str) -> str:
    return (files("resources") / name).read_text(encoding="utf-8")
