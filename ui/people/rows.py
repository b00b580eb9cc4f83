"""How what is recorded about a person reads as rows: words only, no widget and no service call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from gettext import gettext as _
from uuid import UUID

from app.domain.actions import Action
from app.domain.blind_spots import BlindSpot
from app.domain.changes import ADDED
from app.domain.days import clock_words, day_words, is_overdue, moment_words, short_day_words
from app.domain.detail_words import labels
from app.domain.mappa import MappaMeeting
from app.domain.marks import Mark, Marking, standing_marks
from app.domain.people import Change
from app.domain.ratings import Factor, Level, PastRating, compare, latest
from app.domain.records import Record
from app.domain.reviews import Review
from app.domain.sessions import Session
from app.domain.tasks import Task
from app.services.people import PersonRow
from ui.widgets.row_shape import Row
from ui.widgets.tag import Tone

_TONES = {Level.EMERGING: Tone.INFO, Level.PRESENT: Tone.ATTENTION, Level.ACT_TODAY: Tone.DANGER}


def person_row(person: PersonRow) -> Row:
    """All that the table of people says of one, for a page too narrow for it."""
    standing = (
        person.status.label if person.status else "",
        _("RoSH: {level}").format(level=person.rosh.label) if person.rosh else "",
        _("MAPPA: Level {level}").format(level=person.mappa_level) if person.mappa_level else "",
    )
    contact = (
        _("Next contact: {day}").format(day=contact_words(person.next_at)) if person.next_at else "",
        _("Last seen: {day}").format(day=short_day_words(person.last_seen)) if person.last_seen else "",
    )
    return Row(
        key=person.id,
        title=full_name(person),
        beside=person.crn,
        lines=tuple(" · ".join(filter(None, words)) for words in (standing, contact)),
        tag=_("Overdue: {count}").format(count=person.overdue) if person.overdue else "",
        tone=Tone.DANGER,
        opens=True,
    )


def full_name(person: PersonRow) -> str:
    """With the name they are called by."""
    if not person.preferred_name:
        return person.name
    return _("{name} ({called})").format(name=person.name, called=person.preferred_name)


def contact_words(at: datetime) -> str:
    return _("{day}, {time}").format(day=short_day_words(at.astimezone().date()), time=clock_words(at))


def factor_row(factor: Factor, history: Sequence[PastRating]) -> Row:
    """The latest rating of one factor, how it moved, what it rests on, and a gap since then."""
    gap = _gap_since(factor, history)
    past = latest(history, factor)
    if past is None or past.rating.level is None:
        return Row(key=factor, title=factor.label, notes=gap, tag=_("Not rated yet"))
    level = past.rating.level
    helped = (_("What helped: {text}").format(text=past.rating.helped),) if past.rating.helped.strip() else ()
    return Row(
        key=past,
        title=factor.label,
        lines=tuple(filter(None, (_moved(past, history), past.rating.evidence))),
        notes=helped + gap,
        tag=level.label,
        tone=_TONES.get(level, Tone.NEUTRAL),
        opens=True,
    )


def session_row(session: Session, markings: Sequence[Marking]) -> Row:
    """``markings`` of all the person's entries, oldest first; what is not in NDelius yet says so."""
    marks = standing_marks([one for one in markings if one.subject == session.id])
    entry = session.entry
    where = " · ".join(one.label for one in (entry.place, entry.outcome) if one)
    concerns = [
        _("{factor}: {level}").format(factor=one.factor.label, level=one.level.label)
        for one in entry.ratings
        if one.level and one.level.is_concern and Mark.RESTRICTED not in marks
    ]
    addenda = (_("Addenda: {count}").format(count=len(session.addenda)),) if session.addenda else ()
    return Row(
        key=session,
        title=day_words(entry.held_at.astimezone().date()) if entry.held_at else _("No day"),
        beside=where,
        lines=tuple(concerns),
        notes=addenda,
        marks=tuple(mark.label for mark in marks if mark is not Mark.COPIED),
        tag="" if Mark.COPIED in marks else _("Not in NDelius yet"),
        tone=Tone.ATTENTION,
        opens=True,
    )


def task_row(task: Task, today: date) -> Row:
    due = _("{who}, by {day}").format(who=task.who, day=day_words(task.due_on)) if task.due_on else task.who
    late = task.due_on is not None and is_overdue(task.due_on, today)
    return Row(
        key=task,
        title=task.what,
        lines=(due,),
        notes=(_("Set on {day}").format(day=day_words(task.set_on)),),
        tag=_("Late") if late else "",
        tone=Tone.ATTENTION,
        action=_("Done"),
    )


def blind_spot_row(spot: BlindSpot) -> Row:
    return Row(key=spot, title="", lines=(spot.sentence,), notes=(_("Since {day}").format(day=day_words(spot.since)),))


def review_row(review: Review, title: str) -> Row:
    result = _("Changed") if review.changed else _("No change")
    return Row(key=review, title=title, beside=day_words(review.done_on), lines=(review.note,), tag=result, opens=True)


def unsigned_review_row(kind: str, subject: UUID | None, title: str) -> Row:
    """A review that is begun."""
    return Row(
        key=(kind, subject),
        title=title,
        lines=(_("Open it to carry on."),),
        tag=_("Unsigned"),
        tone=Tone.INFO,
        opens=True,
    )


def meeting_row(meeting: MappaMeeting, today: date) -> Row:
    return Row(
        key=meeting,
        title=day_words(meeting.held_on) if meeting.held_on else "",
        beside=meeting.level.label if meeting.level else "",
        lines=(meeting.summary,),
        notes=(meeting.standing(today),),
    )


def action_row(record: Record, action: Action, today: date) -> Row:
    """An open action has a button that closes it."""
    due = _("{owner}, by {day}").format(owner=action.owner, day=day_words(action.due)) if action.due else action.owner
    done = _("Done on {day}").format(day=day_words(action.done_on)) if action.done_on else ""
    origin = _("From: {origin}").format(origin=action.origin.label) if action.origin else ""
    return Row(
        key=record,
        title=action.what,
        lines=(due,),
        notes=tuple(filter(None, (origin, done))),
        tag=_("Late") if action.late(today) else "",
        tone=Tone.ATTENTION,
        action="" if done else _("Close"),
    )


def change_row(change: Change) -> Row:
    signed = _("{moment}, {officer}").format(moment=moment_words(change.at), officer=change.by)
    if change.field == ADDED:
        return Row(key=change, title=_("Added to your caseload"), notes=(signed,))
    before, after = change.before or _("not recorded"), change.after or _("not recorded")
    return Row(
        key=change,
        title=labels().get(change.field, change.field),
        lines=(_("{before} → {after}").format(before=before, after=after),),
        notes=(signed,),
    )


def _moved(past: PastRating, history: Sequence[PastRating]) -> str:
    """The day of the rating and its direction against the one before."""
    level = past.rating.level
    moved = compare(level, history, past.rating.factor, before=past.held_at) if level else None
    day = day_words(past.on)
    if moved is None:
        return day
    if moved.since is None:
        return _("{day} · {direction}").format(day=day, direction=moved.direction.label)
    return _("{day} · {direction} since {since}").format(
        day=day, direction=moved.direction.label, since=day_words(moved.since)
    )


def _gap_since(factor: Factor, history: Sequence[PastRating]) -> tuple[str, ...]:
    """What the last session said, where it left the factor out."""
    ours = [past for past in history if past.rating.factor is factor]
    if not ours:
        return ()
    last = max(ours, key=_held_at)
    level = last.rating.level
    if level is None or not level.is_gap:
        return ()
    words = _("{level} on {day}: {reason}")
    return (words.format(level=level.label, day=day_words(last.on), reason=last.rating.reason),)


def _held_at(past: PastRating) -> float:
    return past.held_at.timestamp()
