"""The text of a session as it is copied to NDelius, which stays the official record."""

from __future__ import annotations

from datetime import datetime
from gettext import gettext as _
from typing import NamedTuple
from uuid import UUID

from app.domain.days import day_words
from app.domain.marks import Marking
from app.domain.ratings import Basis, Rating
from app.domain.sessions import ActDecision, Entry, Information, Step
from app.domain.tasks import NewTask, Task

NDELIUS_LIMIT = 12_000
"""Characters that one NDelius contact note takes (confidence: high)."""


class Uncopied(NamedTuple):
    """A signed session that is not ticked off as copied."""

    session_id: UUID
    person_id: UUID
    person_name: str
    held_at: datetime
    signed_at: datetime


def note_text(entry: Entry) -> str:
    """The text as copied to NDelius: five boxes and the factor texts that go with them (practice rules, section 3)."""
    return "\n\n".join(f"{title}\n{text}" for _step, title, text in _parts(entry))


def sensitive_text(entry: Entry) -> str:
    """What goes into a contact of its own, marked as sensitive: children and victims, agencies, stance, decisions.

    Third parties stand there and not in the note that the person on probation may be shown (practice rules,
    section 6; that these parts are the sensitive ones is this program's own, confidence: low).
    """
    parts = [
        (Step.SAFEGUARDING.label, entry.safeguarding),
        (_("Information given and received"), "\n".join(_shared(one) for one in entry.information)),
        (_("Stance towards the offence"), entry.stance),
        (_("Decisions on Act today"), "\n\n".join(_decided(one) for one in entry.decisions)),
    ]
    return "\n\n".join(f"{title}\n{text.strip()}" for title, text in parts if text.strip())


def too_long(entry: Entry) -> tuple[Step, ...]:
    """The steps whose texts make up the note, in order, when it is longer than one contact takes; otherwise none."""
    if len(note_text(entry)) <= NDELIUS_LIMIT:
        return ()
    return tuple(dict.fromkeys(step for step, _title, _text in _parts(entry)))


def copied_words(copied: Marking | None) -> str:
    """That a session was copied, and on which day, or that it was not; as on its page and on its note."""
    if copied is None or copied.on is None:
        return _("Not yet copied to NDelius")
    return _("Copied to NDelius on {day}").format(day=day_words(copied.on))


def _parts(entry: Entry) -> list[tuple[Step, str, str]]:
    """What there is to copy: the step in which it was entered, its title and its text."""
    parts = [
        (Step.CHECK_IN, Step.CHECK_IN.label, entry.check_in),
        (Step.PROGRESS, Step.PROGRESS.label, entry.progress),
    ]
    parts += [
        (Step.FACTORS, f"{rating.factor.label}: {rating.level.label}", _rating_text(rating))
        for rating in entry.ratings
        if rating.level is not None
    ]
    parts += [
        (Step.INTERVENTION, Step.INTERVENTION.label, entry.intervention),
        (Step.SUMMARY, Step.SUMMARY.label, entry.summary),
        (Step.TASKS, Step.TASKS.label, "\n".join(task_text(task) for task in entry.tasks if task.what.strip())),
    ]
    return [(step, title, text.strip()) for step, title, text in parts if text.strip()]


def _rating_text(rating: Rating) -> str:
    lines = [rating.evidence, rating.reason]
    if rating.basis is Basis.CONFIRMED and rating.confirmed_by.strip():
        lines.append(_("Confirmed by {who}").format(who=rating.confirmed_by.strip()))
    elif rating.basis is not None:
        lines.append(rating.basis.label)
    if rating.helped.strip():
        lines.append(_("What helped: {text}").format(text=rating.helped.strip()))
    if rating.done.strip():
        lines.append(_("What was done: {text}").format(text=rating.done.strip()))
    return "\n".join(line.strip() for line in lines if line.strip())


def _shared(one: Information) -> str:
    words = _("{way} {agency}: {what} ({reason})")
    return words.format(way=one.way.label, agency=one.agency, what=one.what, reason=one.reason)


def _decided(one: ActDecision) -> str:
    if one.why_nothing.strip():
        nothing = _("{factor}: nothing was done. {why}")
        return nothing.format(factor=one.factor.label, why=one.why_nothing.strip())
    done = _("{factor}: {decided}\nTold: {told}\nWhy: {why}")
    return done.format(factor=one.factor.label, decided=one.decided, told=one.told, why=one.why)


def task_text(task: NewTask | Task) -> str:
    """A task in one line: what, who, by when."""
    if task.due_on is None:
        return f"{task.what} ({task.who})"
    return _("{what} ({who}, by {day})").format(what=task.what, who=task.who, day=day_words(task.due_on))
