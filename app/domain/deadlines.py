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
from app.domain.facts import CONTACT, RATING, RISK_REVIEW, Facts, Trigger, is_over, local_day, supervision_end
from app.domain.faults import date_faults
from app.domain.flag_words import brought_forward_words, done_words, happened_since_words, unended
from app.domain.people import Details, Status
from app.domain.reference import Confidence
from app.domain.rules import Interval, Rule, Settle, Start
from app.domain.started import Form, Started
from app.domain.starts import started, started_words
from app.domain.unreadable import any_unreadable

WEEK, MONTH, YEAR = timedelta(days=7), timedelta(days=31), timedelta(days=366)
OUTLIVE_SUPERVISION = (Start.SUPERVISION_ENDS, Start.DRAFT_UNSIGNED, Start.APPOINTMENT_PASSED)
SUSPENDED_WITH_CONTACT = (RATING, CONTACT)
"""Kinds that are not due while contact is suspended; what became of an appointment is the third."""
LOOKED_AHEAD = (Start.PREVENTION_ORDER_ENDS, Start.RISK_ORDER_ENDS, Start.COMMUNITY_TIME_STARTED)
"""Starts of rules that are answered from the first day on which they are shown: before it nobody looked ahead."""
PASSED = (Start.APPOINTMENT_PASSED, Start.SESSION_MISSED, Start.ABSENCE_UNEXPLAINED, Start.SECOND_ABSENCE)
"""Starts that ask for something only once they are past: an appointment, or an absence that was known beforehand."""
TIME_ALONE_ENDS = ("supervision_end", "record_end", "suspension", "recorded_ahead")
"""What ends an overdue flag with unchanged facts: the end of supervision, that of the condition or circle which a rule
is about, a suspension of contact that begins, and the day for which something was recorded while a clock was wrong.

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
    added; ``official``: by a date from the official system. ``form`` settles it where ``settle`` is a record; without
    one nothing is known of which. ``confidence`` is None where no source is behind it, as
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
    form: Form | None = None
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
    unsigned or unrecorded remain. Dates that cannot be right, or an entry that cannot be read, make a flag of their own
    beside the others; where more of the person cannot be read, it stands in place of them.
    """
    if facts.unreadable:
        return [_unreadable_flag(facts, today)]
    if facts.details.status is Status.ENDED:
        return []
    try:
        faults, over = date_faults(facts, today), is_over(facts.details, today)
        running = facts.suspended(today)
    except (OverflowError, ValueError, OSError):  # OSError: Windows, for moments long ago
        return [_fault_flag(facts, today, [_beyond_words()])]
    if faults:
        facts = replace(facts, known_to=today)
    asking = [rule for rule in rules if not over or rule.start in OUTLIVE_SUPERVISION]
    found = _by_duty(asking, facts, today, ahead, faults)
    moved = [_moved(flag, rule, facts, running) for flag, rule in found]
    if over and not any(rule.start is Start.SUPERVISION_ENDS for _flag, rule in found):
        faults.append(_over_words(facts.details))
    if not over and not any(flag.kind == RISK_REVIEW for flag in moved):
        moved += [_deferred(flag, facts) for flag in _event_flags(facts, today)]
    if any_unreadable(facts.records):
        moved.append(_unreadable_entry_flag(facts, today, faults))
    elif faults:
        moved.append(_fault_flag(facts, today, list(dict.fromkeys(faults))))
    return sorted(moved, key=urgency)


def asked(rules: Iterable[Rule], facts: Facts, today: date) -> list[Flag]:
    """As `flags`, with all that falls due within a year: what can be done or put off before it is shown."""
    return flags(rules, facts, today, ahead=today + YEAR)


def urgency(flag: Flag) -> tuple[date, str, str]:
    """For sorting: by due day, then by title."""
    return flag.due, flag.title, flag.rule_key


def deferral_end(one: Deferral, first: Deferral, facts: Facts) -> date:
    """Until when a deferral holds: 90 days from the ``first`` at most, and never beyond the end of supervision."""
    last = min(one.until, first.deferred_on + LONGEST)
    end = supervision_end(facts.details)
    return last if end is None else min(last, end)


# ── One rule for one person ──────────────────────────────────────────────────────────────────────────


def _by_duty(
    rules: Iterable[Rule], facts: Facts, today: date, ahead: date | None, faults: list[str]
) -> list[tuple[Flag, Rule]]:
    """For each duty the flag that goes before the others, and its rule; what cannot be reckoned is added to faults."""
    found: dict[tuple[str, UUID | None], tuple[Flag, Rule]] = {}
    for rule in rules:
        try:
            for flag in _flags_of(rule, facts, today, ahead):
                other = found.get((flag.kind, flag.subject))
                if other is None or _goes_before(flag, rule, other, facts.details):
                    found[flag.kind, flag.subject] = flag, rule
        except (OverflowError, ValueError, OSError):
            faults.append(_beyond_words())
    return list(found.values())


def _flags_of(rule: Rule, facts: Facts, today: date, ahead: date | None) -> list[Flag]:
    official = facts.official_date(rule.kind)
    if official is not None and official.due_on is not None:
        return _official_flags(rule, facts, today, ahead, official, official.due_on)
    if not rule.applies_to(facts.details):
        return []
    found = []
    for start in started(rule.start, facts):
        if _is_settled(rule, facts, start) or (start.until and start.until < today):
            continue
        if rule.start in PASSED and start.on > today:
            continue
        done = _last_done(rule, facts, start)
        since = done if rule.repeats and done else start.on
        due = start.due or _own_due(rule, facts.details, since)
        if (start.until is None or due <= start.until) and _is_shown(rule, facts, due, today, ahead):
            why = _why(rule, facts, done, start)
            found.append(_flag(rule, facts, today, due=due, since=since, why=why, start=start))
    return found


def _last_done(rule: Rule, facts: Facts, start: Started) -> date | None:
    """For contact on licence nothing that lies before the release: in custody the rule did not ask."""
    done, release = facts.last_done(rule.kind, start.subject), facts.details.release_date
    on_licence = rule.kind == CONTACT and facts.details.status is Status.LICENCE
    return None if on_licence and done and release and done < release else done


def _is_settled(rule: Rule, facts: Facts, start: Started) -> bool:
    """Whether nothing is left to do about this start; a rule that repeats never is."""
    if rule.repeats:
        return False
    since = start.answered_from
    if since is None and rule.start in LOOKED_AHEAD:
        since = rule.warning.before(rule.due(start.on))
    if since is None:
        return facts.is_settled(rule.kind, start.on, start.subject)
    done = facts.last_done(rule.kind, start.subject)
    return done is not None and done >= since


def _official_flags(
    rule: Rule, facts: Facts, today: date, ahead: date | None, official: OfficialDate, due: date
) -> list[Flag]:
    """The official date in place of what the rule says, for whomever it was recorded; the rule gives the title."""
    if not _is_shown(rule, facts, due, today, ahead):
        return []
    words = _("The date in {system} is {day}, recorded on {recorded}")
    why = words.format(system=official.system, day=day_words(due), recorded=day_words(local_day(official.recorded_at)))
    if official.note:
        why = _("{sentence}: {note}").format(sentence=why, note=unended(official.note))
    flag = _flag(rule, facts, today, due=due, since=facts.last_done(rule.kind), why=why)
    return [replace(flag, official=True, rule=_("date from {system}").format(system=official.system))]


def _flag(
    rule: Rule, facts: Facts, today: date, *, due: date, since: date | None, why: str, start: Started | None = None
) -> Flag:
    """The flag, brought forward by the events that ask for it; those after it fell due are said as well."""
    events = [one for one in _events(rule, facts) if one.event.on <= max(due, today)]
    if events and events[0].event.on <= due:
        due, why = events[0].event.on, brought_forward_words(why, events)
    elif events:
        why = happened_since_words(why, events)
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
        subject=start.subject if start else None,
        edited=rule.edited,
        form=start.form if start else None,
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


def _events(rule: Rule, facts: Facts) -> list[Trigger]:
    """Those that ask for this duty, oldest first."""
    return facts.open_triggers() if rule.kind == RISK_REVIEW else []


def _is_shown(rule: Rule, facts: Facts, due: date, today: date, ahead: date | None) -> bool:
    due = min([due, *(one.event.on for one in _events(rule, facts))])
    return (ahead is not None and due <= ahead) or rule.warning.before(due) <= today


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
    if undone and not latest.taken_back:
        words = _("{why} It was put off on {day} until {until}, which ended with what has happened since.")
        day, last = day_words(latest.deferred_on), day_words(until)
        return replace(flag, why=words.format(why=flag.why, day=day, until=last))
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


def _unreadable_flag(facts: Facts, today: date, also: Iterable[str] = ()) -> Flag:
    words = _("Something recorded about this person cannot be read: ask for help to restore it")
    return replace(
        _fault_flag(facts, today, list(dict.fromkeys([words, *also]))),
        title=_("Part of this record cannot be read"),
        rule=_("on the day, for a record that cannot be read"),
        source=_("Sightline’s own check; nothing else is shown as due for this person until it is mended"),
    )


def _unreadable_entry_flag(facts: Facts, today: date, also: Iterable[str]) -> Flag:
    return replace(
        _unreadable_flag(facts, today, also),
        source=_("Sightline’s own check; what would be due because of this entry is not shown until it is mended"),
    )


def _beyond_words() -> str:
    return _("A recorded date lies so far away that no due day can be reckoned from it: mend the date")


def _over_words(details: Details) -> str:
    end = supervision_end(details)
    words = _("Supervision ended on {day} and its review rules stopped: choose Ended, or mend the date")
    return words.format(day=day_words(end) if end else "")


def _why(rule: Rule, facts: Facts, done: date | None, start: Started) -> str:
    words = done_words(rule.kind, done) if rule.repeats and done else started_words(rule.start, facts, start)
    if start.due is None:
        return words
    return _("{sentence}; arranged for {day}").format(sentence=words, day=day_words(start.due))


def _rule_words(rule: Rule, details: Details) -> str:
    own = _own_interval(rule, details)
    words = rule.words if own is None else _("every {interval}, set for this person").format(interval=own.words)
    return _("{rule}; edited here").format(rule=words) if rule.edited and own is None else words
