"""What is due for a person, since when, by which rule and why: a pure function of rules, facts and today.

Overdue means that the due day has passed by the local date; due today is due, not overdue. Flags are computed and
never stored. An event only ever brings a review forward, recording a review settles the flags of its kind (one that is
about one absence settles that one's alone), and the end of supervision ends the other rules. A date from the official
system goes before a rule's, the officer's deferral and a suspension of contact move a due day, each with its reason.
Days alone never turn overdue into not overdue, except as in `TIME_ALONE_ENDS`. Must not know where the facts come
from; source: practice rules, section 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from gettext import gettext as _
from uuid import UUID

from app.domain.days import day_words, is_overdue
from app.domain.deferrals import LONGEST, Deferral, OfficialDate, Span, spans
from app.domain.facts import CONTACT, RATING, RISK_REVIEW, Facts, local_day, supervision_end
from app.domain.faults import date_faults
from app.domain.flag_words import brought_forward_words, done_words, unended
from app.domain.people import Details, Status
from app.domain.reference import Confidence
from app.domain.rules import Interval, Rule, Settle, Start
from app.domain.starts import Started, started, started_words

WEEK, MONTH = timedelta(days=7), timedelta(days=31)
OUTLIVE_SUPERVISION = (Start.SUPERVISION_ENDS, Start.DRAFT_UNSIGNED, Start.APPOINTMENT_PASSED)
SUSPENDED_WITH_CONTACT = (RATING, CONTACT)
"""Kinds that are not due while contact is suspended; what became of an appointment is the third."""
TIME_ALONE_ENDS = ("supervision_end", "suspension")
"""What ends an overdue flag with unchanged facts: the end of supervision, and a suspension of contact that begins.

A counting window never does: it lies between two absences, not between an absence and today.
"""
FAULT = "fault"
"""The kind, and the rule, of a flag that says what is wrong with somebody's dates."""
EVENT_RULE = "risk_review_other"
"""The rule that a flag leads to when events ask for a risk review and no rule in force does."""


class Due(StrEnum):
    """The groups of Today, most pressing first; what was put off with a reason comes last."""

    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this_week"
    THIS_MONTH = "this_month"
    LATER = "later"
    DEFERRED = "deferred"
    SUSPENDED = "suspended"

    @property
    def label(self) -> str:
        return {
            Due.OVERDUE: _("Overdue"),
            Due.TODAY: _("Due today"),
            Due.THIS_WEEK: _("This week"),
            Due.THIS_MONTH: _("This month"),
            Due.LATER: _("Later"),
            Due.DEFERRED: _("Deferred"),
            Due.SUSPENDED: _("Contact suspended"),
        }[self]


@dataclass(frozen=True, kw_only=True)
class Flag:
    """One thing that is due. ``since`` is the day its interval counts from, ``rule`` the interval in words.

    ``why`` is one or more whole sentences with dates and may hold the officer's own words: show it as plain text.
    ``original_due`` is the due day before a deferral or a suspension moved it to ``deferred_until`` or to the last day
    of the suspension; ``suspended_until`` is set while that runs. ``edited``: by a rule that the officer changed or
    added; ``official``: by a date from the official system. ``confidence`` is None where no source is behind it, as
    when something is wrong with a record.
    """

    rule_key: str
    kind: str
    person_id: UUID
    title: str
    due: date
    since: date | None
    why: str
    rule: str
    source: str
    confidence: Confidence | None
    settle: Settle
    subject: UUID | None = None
    edited: bool = False
    official: bool = False
    original_due: date | None = None
    deferred_until: date | None = None
    suspended_until: date | None = None

    def group(self, today: date) -> Due:
        """This week is within 7 days, this month within 31."""
        if self.suspended_until is not None and today <= self.suspended_until:
            return Due.SUSPENDED
        if self.deferred_until is not None and today <= self.deferred_until:
            return Due.DEFERRED
        if is_overdue(self.due, today):
            return Due.OVERDUE
        if self.due == today:
            return Due.TODAY
        if self.due - today <= WEEK:
            return Due.THIS_WEEK
        return Due.THIS_MONTH if self.due - today <= MONTH else Due.LATER


def flags(rules: Iterable[Rule], facts: Facts, today: date, ahead: date | None = None) -> list[Flag]:
    """Everything due for one person, most pressing first; the earliest where two rules of one kind both ask.

    A flag is shown once today reaches its due day less the rule's warning time, or when it falls due by ``ahead``. The
    end of supervision is shown with the end date as its due day; once it has passed, only it and what is still
    unsigned or unrecorded remain. Dates that cannot be right make a flag of their own beside the others, and a record
    that cannot be read one in place of them.
    """
    if facts.unreadable:
        return [_unreadable_flag(facts, today)]
    if facts.details.status is Status.ENDED:
        return []
    try:
        faults, over = date_faults(facts, today), _is_over(facts, today)
        running = facts.suspended(today)
    except (OverflowError, ValueError, OSError):  # OSError: Windows, for moments long ago
        return [_fault_flag(facts, today, [_beyond_words()])]
    found: dict[tuple[str, UUID | None], tuple[Flag, Rule]] = {}
    for rule in rules:
        if over and rule.start not in OUTLIVE_SUPERVISION:
            continue
        try:
            for flag in _flags_of(rule, facts, today, ahead):
                other = found.get((flag.kind, flag.subject))
                if other is None or _goes_before(flag, rule, other, facts.details):
                    found[flag.kind, flag.subject] = flag, rule
        except (OverflowError, ValueError, OSError):
            faults.append(_beyond_words())
    moved = [_moved(flag, rule, facts, running) for flag, rule in found.values()]
    if over and not any(rule.start is Start.SUPERVISION_ENDS for _flag, rule in found.values()):
        faults.append(_over_words(facts.details))
    if not over and not any(flag.kind == RISK_REVIEW for flag in moved):
        moved += [_deferred(flag, facts) for flag in _event_flags(facts, today)]
    if faults:
        moved.append(_fault_flag(facts, today, list(dict.fromkeys(faults))))
    return sorted(moved, key=urgency)


def urgency(flag: Flag) -> tuple[date, str, str]:
    """For sorting: by due day, then by title."""
    return flag.due, flag.title, flag.rule_key


def deferral_end(one: Deferral, first: Deferral, facts: Facts) -> date:
    """Until when a deferral holds: 90 days from the ``first`` at most, and never beyond the end of supervision."""
    last = min(one.until, first.deferred_on + LONGEST)
    end = supervision_end(facts.details)
    return last if end is None else min(last, end)


# ── One rule for one person ──────────────────────────────────────────────────────────────────────────


def _flags_of(rule: Rule, facts: Facts, today: date, ahead: date | None) -> list[Flag]:
    official = facts.official_date(rule.kind)
    if official is not None and official.due_on is not None:
        return _official_flags(rule, facts, today, ahead, official, official.due_on)
    if not rule.applies_to(facts.details):
        return []
    found = []
    for start in started(rule.start, facts):
        if not rule.repeats and facts.is_settled(rule.kind, start.on, start.subject):
            continue
        done = facts.last_done(rule.kind, start.subject)
        since = done if rule.repeats and done else start.on
        due = _own_due(rule, facts.details, since)
        why = _why(rule, facts, done, start)
        found.append(_flag(rule, facts, due=due, since=since, why=why, subject=start.subject))
    return [flag for flag in found if _is_shown(flag, rule, today, ahead)]


def _official_flags(
    rule: Rule, facts: Facts, today: date, ahead: date | None, official: OfficialDate, due: date
) -> list[Flag]:
    """The official date in place of what the rule says, for whomever it was recorded; the rule gives the title."""
    done = facts.last_done(rule.kind)
    words = _("The date in {system} is {day}, recorded on {recorded}")
    why = words.format(system=official.system, day=day_words(due), recorded=day_words(local_day(official.recorded_at)))
    if official.note:
        why = _("{sentence}: {note}").format(sentence=why, note=unended(official.note))
    flag = _flag(rule, facts, due=due, since=done, why=why)
    flag = replace(flag, official=True, rule=_("date from {system}").format(system=official.system))
    return [flag] if _is_shown(flag, rule, today, ahead) else []


def _flag(rule: Rule, facts: Facts, *, due: date, since: date | None, why: str, subject: UUID | None = None) -> Flag:
    """The flag, brought forward by the events that ask for it."""
    triggers = facts.open_triggers() if rule.kind == RISK_REVIEW else []
    brought = [trigger for trigger in triggers if trigger.event.on <= due]
    if brought:
        due, why = brought[0].event.on, brought_forward_words(why, brought)
    return Flag(
        rule_key=rule.key,
        kind=rule.kind,
        person_id=facts.person.id,
        title=_(rule.title),
        due=due,
        since=since,
        why=_("{sentence}.").format(sentence=why),
        rule=_rule_words(rule, facts.details),
        source=_(rule.source),
        confidence=rule.confidence,
        settle=rule.settle,
        subject=subject,
        edited=rule.edited,
    )


def _event_flags(facts: Facts, today: date) -> list[Flag]:
    """What events ask for where no rule in force gives this person a risk review: an edited rule hides no event."""
    brought = [trigger for trigger in facts.open_triggers() if trigger.event.on <= today]
    if not brought:
        return []
    words = brought_forward_words(_("No review rule in force asks for this"), brought)
    flag = Flag(
        rule_key=EVENT_RULE,
        kind=RISK_REVIEW,
        person_id=facts.person.id,
        title=_("Review the risk of serious harm"),
        due=brought[0].event.on,
        since=None,
        why=_("{sentence}.").format(sentence=words),
        rule=_("at once on significant change"),
        source=_("Usual practice for reviews in OASys"),
        confidence=Confidence.LOW,
        settle=Settle.REVIEW,
    )
    return [flag]


def _goes_before(flag: Flag, rule: Rule, other: tuple[Flag, Rule], details: Details) -> bool:
    """The earlier; where an official date makes them equal, that of the rule that applies."""
    if flag.due == other[0].due and flag.official:
        return rule.applies_to(details) and not other[1].applies_to(details)
    return flag.due < other[0].due


def _is_shown(flag: Flag, rule: Rule, today: date, ahead: date | None) -> bool:
    return (ahead is not None and flag.due <= ahead) or rule.warning.before(flag.due) <= today


def _is_over(facts: Facts, today: date) -> bool:
    end = supervision_end(facts.details)
    return end is not None and end < today


def _own_interval(rule: Rule, details: Details) -> Interval | None:
    """For contact the frequency that the officer set for this person, in place of the rule's."""
    return Interval(days=details.contact_days) if rule.kind == CONTACT and details.contact_days is not None else None


def _own_due(rule: Rule, details: Details, since: date) -> date:
    own = _own_interval(rule, details)
    return rule.due(since) if own is None else own.after(since)


# ── Deferred and suspended ───────────────────────────────────────────────────────────────────────────


def _moved(flag: Flag, rule: Rule, facts: Facts, running: Span | None) -> Flag:
    flag = _deferred(flag, facts)
    if flag.kind not in SUSPENDED_WITH_CONTACT and rule.start is not Start.APPOINTMENT_PASSED:
        return flag
    for span in spans(facts.suspensions):
        if span.holds(flag.due):
            words = _("{why} Contact was suspended until {until}: {reason}.")
            why = words.format(why=flag.why, until=day_words(span.until), reason=unended(span.reason))
            flag = replace(flag, due=span.until, original_due=flag.original_due or flag.due, why=why)
    if running is None:
        return flag
    words = _("{why} Contact is suspended until {until}: {reason}.")
    why = words.format(why=flag.why, until=day_words(running.until), reason=unended(running.reason))
    return replace(flag, suspended_until=running.until, why=flag.why if flag.due == running.until else why)


def _deferred(flag: Flag, facts: Facts) -> Flag:
    """As put off by the officer, unless an event was recorded after that or the duty became due earlier than then."""
    deferrals = facts.open_deferrals(flag.kind, flag.subject)
    if not deferrals or flag.settle is Settle.PERSON:
        return flag
    latest = deferrals[-1]
    until = deferral_end(latest, deferrals[0], facts)
    undone = flag.kind == RISK_REVIEW and any(
        trigger.recorded_at > latest.recorded_at for trigger in facts.open_triggers()
    )
    if undone or flag.due < latest.due_on or until <= flag.due:
        return flag
    words = _("{why} First due {due}; put off on {day}: {reason}.")
    why = words.format(
        why=flag.why,
        due=day_words(flag.due),
        day=day_words(latest.deferred_on),
        reason=unended(latest.reason),
    )
    return replace(flag, due=until, original_due=flag.due, deferred_until=until, why=why)


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────


def _fault_flag(facts: Facts, today: date, clauses: Sequence[str]) -> Flag:
    return Flag(
        rule_key=FAULT,
        kind=FAULT,
        person_id=facts.person.id,
        title=_("Check the dates of this record"),
        due=today,
        since=None,
        why=" ".join(_("{sentence}.").format(sentence=clause) for clause in clauses),
        rule=_("on the day, for dates that cannot be right"),
        source=_("Sightline’s own check; what else is due may be wrong until it is mended"),
        confidence=None,
        settle=Settle.PERSON,
    )


def _unreadable_flag(facts: Facts, today: date) -> Flag:
    return replace(
        _fault_flag(
            facts, today, [_("Something recorded about this person cannot be read: ask for help to restore it")]
        ),
        title=_("Part of this record cannot be read"),
        rule=_("on the day, for a record that cannot be read"),
        source=_("Sightline’s own check; nothing else is shown as due for this person until it is mended"),
    )


def _beyond_words() -> str:
    return _("A recorded date lies so far away that no due day can be reckoned from it: mend the date")


def _over_words(details: Details) -> str:
    end = supervision_end(details)
    words = _("Supervision ended on {day} and its review rules stopped: choose Ended, or mend the date")
    return words.format(day=day_words(end) if end else "")


def _why(rule: Rule, facts: Facts, done: date | None, start: Started) -> str:
    return done_words(rule.kind, done) if rule.repeats and done else started_words(rule.start, facts, start)


def _rule_words(rule: Rule, details: Details) -> str:
    own = _own_interval(rule, details)
    words = rule.words if own is None else _("every {interval}, set for this person").format(interval=own.words)
    return _("{rule}; edited here").format(rule=words) if rule.edited and own is None else words
