"""What may be recorded of official dates, deferrals and suspensions of contact. Must not know where they are kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from gettext import gettext as _

from app.domain.case_problems import FieldProblem
from app.domain.days import day_words
from app.domain.deadlines import FAULT, Flag
from app.domain.deferrals import LONGEST, Span
from app.domain.facts import Facts, supervision_end
from app.domain.rules import Settle

FARTHEST = timedelta(days=3 * 366)
"""How far from today an official date may lie."""


def can_be_deferred(flag: Flag) -> bool:
    """Not the end of supervision, nor a fault: those are mended."""
    return flag.kind != FAULT and flag.settle is not Settle.PERSON


def latest_deferral(flag: Flag, facts: Facts, today: date) -> date:
    """The last day to which the duty may be put off: 90 days from its first deferral, and not beyond supervision."""
    deferrals = facts.open_deferrals(flag.kind, flag.subject)
    first = deferrals[0].deferred_on if deferrals else today
    end = supervision_end(facts.details)
    return first + LONGEST if end is None else min(first + LONGEST, end)


def check_deferral(flag: Flag, facts: Facts, until: date | None, reason: str, today: date) -> list[FieldProblem]:
    """What stops this duty from being put off ``until`` that day."""
    found: list[FieldProblem] = []
    latest = latest_deferral(flag, facts, today)
    earliest = max(today, flag.original_due or flag.due)
    if not can_be_deferred(flag) or latest <= earliest:
        sentence = _("This cannot be put off any more: do it, or mend the record")
        found.append(FieldProblem(field="until", sentence=sentence))
    elif until is None:
        found.append(FieldProblem(field="until", sentence=_("Enter the day until which it is put off")))
    elif not earliest < until <= latest:
        words = _("Choose a day after {earliest} and at the latest {latest}")
        sentence = words.format(earliest=day_words(earliest), latest=day_words(latest))
        found.append(FieldProblem(field="until", sentence=sentence))
    return found + _check_reason(reason, _("Enter why it is put off"))


def check_suspension(
    since: date | None, until: date | None, reason: str, today: date, known: Iterable[Span]
) -> list[FieldProblem]:
    """What stops contact from being suspended from ``since`` to ``until``, both included, beside what is ``known``."""
    found: list[FieldProblem] = []
    if since is None or not today - LONGEST <= since <= today + LONGEST:
        sentence = _("Enter the first day, within 90 days of today")
        found.append(FieldProblem(field="since", sentence=sentence))
    elif until is None or not since <= until <= since + LONGEST:
        sentence = _("Enter the last day, at most 90 days after the first; it can be renewed")
        found.append(FieldProblem(field="until", sentence=sentence))
    elif until < today:
        found.append(FieldProblem(field="until", sentence=_("The last day cannot be in the past")))
    elif other := next((span for span in known if since <= span.until and span.since <= until), None):
        words = _("Contact is suspended from {since} until {until} already: choose days before or after that")
        sentence = words.format(since=day_words(other.since), until=day_words(other.until))
        found.append(FieldProblem(field="since" if other.holds(since) else "until", sentence=sentence))
    return found + _check_reason(reason, _("Enter why contact is suspended"))


def check_official_date(due_on: date | None, system: str, today: date) -> list[FieldProblem]:
    """What stops a date of the official system from being kept."""
    found: list[FieldProblem] = []
    if due_on is None or not today - FARTHEST <= due_on <= today + FARTHEST:
        sentence = _("Enter the due day, within three years of today")
        found.append(FieldProblem(field="due_on", sentence=sentence))
    if not system.strip():
        found.append(FieldProblem(field="system", sentence=_("Enter which system the date is from, such as OASys")))
    return found


def _check_reason(reason: str, sentence: str) -> list[FieldProblem]:
    return [] if reason.strip() else [FieldProblem(field="reason", sentence=sentence)]
