"""Moving a due day by the officer's word: dates of the official system, deferrals, and contact that is suspended.

Each is sealed with its reason; all of them stay as a history for the supervisor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from gettext import gettext as _
from uuid import UUID

from app.domain.case_problems import FieldProblem, FieldProblems, NotFound
from app.domain.deadlines import Flag, asked, deferral_end
from app.domain.deferrals import Deferral, OfficialDate, Span, Suspension, stretches
from app.domain.deferring import (
    can_be_deferred,
    check_deferral,
    check_official_date,
    check_suspension,
    latest_deferral,
)
from app.domain.facts import Facts
from app.domain.rule_edits import RuleBook
from app.domain.rules import Settle
from app.domain.starts import kinds_of_one
from app.domain.texts import clean
from app.services import officers, rules
from app.services.desk import Desk
from app.store import deferrals as rows
from app.store import facts, people
from app.store.engine import Connection

OFFICIAL = (Settle.REVIEW, Settle.MEETING)
"""What a date of the official system can be for."""


@dataclass(frozen=True, kw_only=True)
class DeferralRow:
    """A deferral for the supervisor. ``until`` is as held to the limits; ``stands``: it puts the duty off today.

    ``times``: the how manieth deferral of this duty of this person it is, those that took one back not counted.
    """

    person_id: UUID
    person_name: str
    title: str
    deferral: Deferral
    until: date
    times: int
    stands: bool


@dataclass(frozen=True, kw_only=True)
class SuspensionRow:
    """A stretch of suspended contact as it was recorded, or ended before; ``runs``: today lies in it."""

    person_id: UUID
    person_name: str
    span: Span
    runs: bool


def deferrable_until(desk: Desk, person_id: UUID, kind: str, subject: UUID | None = None) -> date | None:
    """The last day to which this duty may be put off; ``None`` when it cannot be. Raises NotFound."""
    with desk.read() as db:
        known = facts.of_person(db, person_id)
        flag = _flag(desk, rules.in_force(db), known, kind, subject)
    if not can_be_deferred(flag):
        return None
    latest = latest_deferral(flag, known, desk.today())
    return latest if latest > max(desk.today(), flag.original_due or flag.due) else None


def defer(
    desk: Desk, person_id: UUID, kind: str, until: date | None, reason: str, subject: UUID | None = None
) -> Deferral:
    """Put off a duty of this person, with a reason. Raises FieldProblems, and NotFound when there is no such duty."""
    reason = clean(reason).strip()
    with desk.change("defer", "review", person_id) as db:
        known = facts.of_person(db, person_id)
        flag = _flag(desk, rules.in_force(db), known, kind, subject)
        problems = check_deferral(flag, known, until, reason, desk.today())
        if problems or until is None:
            raise FieldProblems(problems)
        officer_id, officer = officers.signing(db)
        deferral = Deferral(
            kind=kind,
            subject=subject,
            due_on=flag.original_due or flag.due,
            until=until,
            reason=reason,
            by=officer.name,
            recorded_at=desk.now(),
        )
        rows.add(db, person_id, desk.new_id(), officer_id, deferral)
    return deferral


def take_back(desk: Desk, person_id: UUID, kind: str, subject: UUID | None = None) -> Deferral:
    """Undo the deferral that stands: the duty is due on its own day again, and the history keeps both.

    Raises NotFound when none stands.
    """
    with desk.change("take deferral back", "review", person_id) as db:
        flag = _flag(desk, rules.in_force(db), facts.of_person(db, person_id), kind, subject)
        if flag.deferred_until is None or flag.original_due is None:
            raise NotFound
        officer_id, officer = officers.signing(db)
        undone = Deferral(
            kind=kind,
            subject=subject,
            due_on=flag.original_due,
            until=flag.original_due,
            reason="",
            by=officer.name,
            recorded_at=desk.now(),
        )
        rows.add(db, person_id, desk.new_id(), officer_id, undone)
    return undone


def deferrals(desk: Desk, person_id: UUID | None = None) -> tuple[DeferralRow, ...]:
    """Every deferral of one person or of everybody, newest first. Raises NotFound."""
    with desk.read() as db:
        everyone = (facts.of_person(db, person_id),) if person_id else facts.of_everyone(db)
        book = rules.in_force(db)
    found = [row for known in everyone if known.deferrals for row in _deferral_rows(book, known, desk.today())]
    return tuple(sorted(found, key=_deferred_at, reverse=True))


def suspend_contact(desk: Desk, person_id: UUID, since: date | None, until: date | None, reason: str) -> Suspension:
    """Suspend contact from ``since`` to ``until``, both included, for at most 90 days; the one that follows renews it.

    Raises FieldProblems, also for days on which it is suspended already, and NotFound.
    """
    reason = clean(reason).strip()
    with desk.change("suspend contact", "person", person_id) as db:
        known = facts.of_person(db, person_id).suspensions
        problems = check_suspension(since, until, reason, desk.today(), stretches(known))
        if problems or since is None:
            raise FieldProblems(problems)
        return _keep_suspension(desk, db, person_id, since, until, reason)


def resume_contact(desk: Desk, person_id: UUID, reason: str) -> Suspension:
    """End the suspension that runs, from today on; one that is to come stays.

    Raises FieldProblems, and NotFound when none runs.
    """
    reason = clean(reason).strip()
    if not reason:
        raise FieldProblems([FieldProblem(field="reason", sentence=_("Enter why contact is resumed"))])
    with desk.read() as db:
        if facts.of_person(db, person_id).suspended(desk.today()) is None:
            raise NotFound
    with desk.change("resume contact", "person", person_id) as db:
        return _keep_suspension(desk, db, person_id, desk.today(), None, reason)


def suspensions(desk: Desk, person_id: UUID | None = None) -> tuple[SuspensionRow, ...]:
    """Every stretch of suspended contact, of one person or of everybody, latest first. Raises NotFound."""
    today = desk.today()
    with desk.read() as db:
        everyone = (facts.of_person(db, person_id),) if person_id else facts.of_everyone(db)
    found = [
        SuspensionRow(person_id=known.person.id, person_name=known.details.name, span=span, runs=span.holds(today))
        for known in everyone
        for span in stretches(known.suspensions)
    ]
    return tuple(sorted(found, key=_since, reverse=True))


def official_kinds(desk: Desk) -> dict[str, str]:
    """The kinds for which a date of the official system can be recorded, with their titles."""
    return _official_kinds(rules.all_rules(desk))


def set_official_date(
    desk: Desk, person_id: UUID, kind: str, due_on: date | None, system: str, note: str = ""
) -> OfficialDate:
    """Record the due day of a kind as OASys or NDelius has it; it stands until that kind is recorded after it.

    Raises FieldProblems and NotFound.
    """
    problems = check_official_date(due_on, system, desk.today())
    book = rules.all_rules(desk)
    if kind not in _official_kinds(book):
        off = any(entry.off and entry.rule.kind == kind for entry in book.entries)
        words = _("Its review rules are switched off, so the date would not be shown: switch one on first")
        problems.append(FieldProblem(field="kind", sentence=words if off else _("Choose what the date is for")))
    if problems:
        raise FieldProblems(problems)
    return _keep_official(desk, person_id, kind, due_on, system, note)


def withdraw_official_date(desk: Desk, person_id: UUID, kind: str, note: str = "") -> OfficialDate:
    """Let the rule count again for this kind. Raises NotFound when no date stands."""
    with desk.read() as db:
        stands = facts.of_person(db, person_id).official_date(kind)
    if stands is None:
        raise NotFound
    return _keep_official(desk, person_id, kind, None, stands.system, note)


def _flag(desk: Desk, book: RuleBook, known: Facts, kind: str, subject: UUID | None) -> Flag:
    """The flag that stands for this duty, also before its warning. Raises NotFound."""
    found = asked(book.rules, known, desk.today())
    flag = next((flag for flag in found if (flag.kind, flag.subject) == (kind, subject)), None)
    if flag is None:
        raise NotFound
    return flag


def _official_kinds(book: RuleBook) -> dict[str, str]:
    """Of rules in force; not those about one absence or order each, nor those whose day stands in a record."""
    of_one = kinds_of_one(entry.rule for entry in book.entries)
    return {
        entry.rule.kind: _(entry.rule.title)
        for entry in book.entries
        if not entry.off and entry.rule.settle in OFFICIAL and entry.rule.kind not in of_one
    }


def _keep_official(desk: Desk, person_id: UUID, kind: str, due_on: date | None, system: str, note: str) -> OfficialDate:
    with desk.change("set official date", "review", person_id) as db:
        people.get(db, person_id)
        officer_id, officer = officers.signing(db)
        made = OfficialDate(
            kind=kind,
            due_on=due_on,
            system=clean(system).strip(),
            note=clean(note).strip(),
            by=officer.name,
            recorded_at=desk.now(),
        )
        rows.add(db, person_id, desk.new_id(), officer_id, made)
    return made


def _keep_suspension(
    desk: Desk, db: Connection, person_id: UUID, since: date, until: date | None, reason: str
) -> Suspension:
    people.get(db, person_id)
    officer_id, officer = officers.signing(db)
    made = Suspension(since=since, until=until, reason=reason, by=officer.name, recorded_at=desk.now())
    rows.add(db, person_id, desk.new_id(), officer_id, made)
    return made


def _deferral_rows(book: RuleBook, known: Facts, today: date) -> Iterator[DeferralRow]:
    """In the order in which they were recorded."""
    titles = {entry.rule.kind: _(entry.rule.title) for entry in book.entries}
    found = asked(book.rules, known, today)
    put_off = {(flag.kind, flag.subject) for flag in found if flag.deferred_until and today <= flag.deferred_until}
    times: Counter[tuple[str, UUID | None]] = Counter()
    for one in known.deferrals:
        duty = one.kind, one.subject
        times[duty] += not one.taken_back
        still_open = known.open_deferrals(*duty)
        yield DeferralRow(
            person_id=known.person.id,
            person_name=known.details.name,
            title=titles.get(one.kind, one.kind),
            deferral=one,
            until=deferral_end(one, still_open[0] if one in still_open else one, known),
            times=times[duty],
            stands=duty in put_off and still_open[-1:] == [one],
        )


def _deferred_at(row: DeferralRow) -> tuple[datetime, str]:
    return row.deferral.recorded_at, row.person_name


def _since(row: SuspensionRow) -> tuple[date, str]:
    return row.span.since, row.person_name
