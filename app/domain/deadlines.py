"""What is due for a person, since when, by which rule and why: a pure function of rules, facts and today.

Overdue means that the due day has passed by the local date; due today is due, not overdue. Flags are computed and
never stored. An event only ever brings a review forward, recording a review settles the flags of its kind, and the
end of supervision ends the other rules. Must not know where the facts come from; source: practice rules, section 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from gettext import gettext as _
from gettext import ngettext
from uuid import UUID

from app.domain.days import day_words, is_overdue
from app.domain.facts import CONTACT, MAPPA, OVERSIGHT, RATING, RISK_REVIEW, Facts, Trigger, supervision_end
from app.domain.people import Details, Status
from app.domain.reference import Confidence
from app.domain.rules import Interval, Rule, Settle, Start
from app.domain.starts import started, started_words

WEEK, MONTH = timedelta(days=7), timedelta(days=31)
OUTLIVE_SUPERVISION = (Start.SUPERVISION_ENDS, Start.DRAFT_UNSIGNED, Start.APPOINTMENT_PASSED)


class Due(StrEnum):
    """The groups of Today, most pressing first."""

    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this_week"
    THIS_MONTH = "this_month"
    LATER = "later"

    @property
    def label(self) -> str:
        return {
            Due.OVERDUE: _("Overdue"),
            Due.TODAY: _("Due today"),
            Due.THIS_WEEK: _("This week"),
            Due.THIS_MONTH: _("This month"),
            Due.LATER: _("Later"),
        }[self]


@dataclass(frozen=True, kw_only=True)
class Flag:
    """One thing that is due. ``since`` is the day its interval counts from, ``rule`` the interval in words.

    ``why`` is one or more whole sentences with dates and may hold the officer's own words: show it as plain text.
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
    confidence: Confidence
    settle: Settle
    subject: UUID | None = None

    def group(self, today: date) -> Due:
        """This week is within 7 days, this month within 31."""
        if is_overdue(self.due, today):
            return Due.OVERDUE
        if self.due == today:
            return Due.TODAY
        if self.due - today <= WEEK:
            return Due.THIS_WEEK
        return Due.THIS_MONTH if self.due - today <= MONTH else Due.LATER


def flags(rules: Iterable[Rule], facts: Facts, today: date) -> list[Flag]:
    """Everything due for one person, most pressing first; the earliest where two rules of one kind both ask.

    A flag is shown once today reaches its due day less the rule's warning time. The end of supervision is shown with
    the end date as its due day; once it has passed, only it and what is still unsigned or unrecorded remain.
    """
    details = facts.details
    if details.status is Status.ENDED:
        return []
    end = supervision_end(details)
    over = end is not None and end < today
    found: dict[tuple[str, UUID | None], Flag] = {}
    for rule in rules:
        if not rule.applies_to(details) or (over and rule.start not in OUTLIVE_SUPERVISION):
            continue
        for flag in _flags_of(rule, facts, today):
            other = found.get((flag.kind, flag.subject))
            if other is None or flag.due < other.due:
                found[flag.kind, flag.subject] = flag
    return sorted(found.values(), key=urgency)


def urgency(flag: Flag) -> tuple[date, str, str]:
    """For sorting: by due day, then by title."""
    return flag.due, flag.title, flag.rule_key


# ── One rule for one person ──────────────────────────────────────────────────────────────────────────


def _flags_of(rule: Rule, facts: Facts, today: date) -> list[Flag]:
    found = []
    done = facts.last_done(rule.kind)
    triggers = facts.open_triggers() if rule.kind == RISK_REVIEW else []
    interval = _own_interval(rule, facts.details)
    for start in started(rule.start, facts):
        if done is not None and not rule.repeats and done >= start.on:
            continue
        since = done if rule.repeats and done else start.on
        due = interval.before(since) if rule.before else interval.after(since)
        brought = [trigger for trigger in triggers if trigger.event.on <= due]
        if brought:
            due = brought[0].event.on
        if rule.warning.before(due) > today:
            continue
        why = _done_words(rule, done) if rule.repeats and done else started_words(rule.start, facts, start)
        if brought:
            why = _brought_forward_words(why, brought)
        found.append(_flag(rule, facts, due=due, since=since, why=why, subject=start.subject))
    return found


def _flag(rule: Rule, facts: Facts, *, due: date, since: date, why: str, subject: UUID | None) -> Flag:
    own = _own_interval(rule, facts.details)
    return Flag(
        rule_key=rule.key,
        kind=rule.kind,
        person_id=facts.person.id,
        title=_(rule.title),
        due=due,
        since=since,
        why=_("{sentence}.").format(sentence=why),
        rule=rule.words
        if own == rule.interval
        else _("every {interval}, set for this person").format(interval=own.words),
        source=_(rule.source),
        confidence=rule.confidence,
        settle=rule.settle,
        subject=subject,
    )


def _own_interval(rule: Rule, details: Details) -> Interval:
    """The rule's interval, or for contact the frequency that the officer set for this person."""
    if rule.kind == CONTACT and details.contact_days is not None:
        return Interval(days=details.contact_days)
    return rule.interval


def _done_words(rule: Rule, done: date) -> str:
    if rule.kind == RATING:
        words = _("Last rated on {day}")
    elif rule.kind == CONTACT:
        words = _("Last seen on {day}")
    elif rule.kind == MAPPA:
        words = _("Last met on {day}")
    elif rule.kind == OVERSIGHT:
        words = _("Last discussed on {day}")
    else:
        words = _("Last reviewed on {day}")
    return words.format(day=day_words(done))


def _brought_forward_words(words: str, brought: Sequence[Trigger]) -> str:
    """Why it was due anyway, the first event that brought it forward, and the latest where there are more."""
    first, latest = brought[0].event, brought[-1].event
    sentence = _("{before}; brought forward on {day}: {reason}").format(
        before=words, day=day_words(first.on), reason=first.reason.strip().rstrip(".")
    )
    more = len(brought) - 1
    if not more:
        return sentence
    return ngettext(
        "{sentence}. {count} more event since, on {day}: {reason}",
        "{sentence}. {count} more events since, the latest on {day}: {reason}",
        more,
    ).format(sentence=sentence, count=more, day=day_words(latest.on), reason=latest.reason.strip().rstrip("."))
