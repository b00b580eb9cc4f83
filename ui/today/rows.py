"""How what Today lists reads as rows: words only, no widget and no service call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from gettext import gettext as _
from gettext import ngettext

from app.domain.days import clock_words, day_words, moment_words
from app.domain.flag_words import unended
from app.services.calendar import EndRow
from app.services.today import (
    ActionRow,
    AppointmentRow,
    BlindSpotRow,
    DraftRow,
    EventRow,
    FlagRow,
    ReviewDraftRow,
    SuspendedRow,
    TaskRow,
)
from ui.widgets.flag_row import due_words, flag_row
from ui.widgets.row_shape import Row
from ui.widgets.tag import Tone


def flag_rows(rows: Iterable[FlagRow], today: date) -> list[Row]:
    """Flags of several people, each with its name and everything that can be done with it."""
    return [flag_row(row.flag, today, key=row, name=row.person_name, more=True) for row in rows]


def suspended_row(row: SuspendedRow, waiting: Iterable[FlagRow]) -> Row:
    """Somebody whose contact is suspended, until when, why, and which duties wait meanwhile."""
    span = row.span
    days = _("Contact is suspended from {since} until {until}")
    meanwhile = [one.flag.title for one in waiting if one.flag.person_id == row.person_id]
    return Row(
        key=row,
        title=row.person_name,
        lines=(days.format(since=day_words(span.since), until=day_words(span.until)), span.reason),
        notes=(_("Waits meanwhile: {titles}").format(titles=", ".join(meanwhile)),) if meanwhile else (),
        action=_("Open person"),
        opens=True,
    )


def review_draft_row(draft: ReviewDraftRow) -> Row:
    return Row(
        key=draft,
        title=draft.person_name,
        beside=draft.title,
        notes=(_("Last change {moment}").format(moment=moment_words(draft.written_at)),),
        action=_("Carry on"),
        opens=True,
    )


def end_row(row: EndRow) -> Row:
    return Row(key=row, title=row.person_name, lines=(_("The licence or order ends on this day"),), opens=True)


def news_flag_row(row: FlagRow, today: date | None = None) -> Row:
    """Short: the list below says why. ``today`` where the due day is worth saying."""
    due = (due_words(row.flag, today),) if today else ()
    return Row(key=row, title=row.person_name, beside=row.flag.title, notes=due, opens=True)


def news_event_row(row: EventRow) -> Row:
    event = row.event
    words = _("A review was asked for on {day}: {reason}")
    return Row(
        key=row,
        title=row.person_name,
        lines=(words.format(day=day_words(event.on), reason=unended(event.reason)),),
        opens=True,
    )


def draft_row(draft: DraftRow) -> Row:
    return Row(
        key=draft,
        title=draft.person_name,
        lines=(_("You stopped at {step}. Nothing was lost.").format(step=draft.step.label),),
        notes=(_("Last change {moment}").format(moment=moment_words(draft.written_at)),),
        action=_("Carry on"),
        opens=True,
    )


def appointment_row(row: AppointmentRow) -> Row:
    tag, tone = {
        "done": (_("Done"), Tone.SUCCESS),
        "next": (_("Next"), Tone.INFO),
        "late": (_("Not recorded"), Tone.ATTENTION),
    }[row.state]
    action = {"done": ""}.get(row.state, _("Start session"))
    return Row(
        key=row,
        lead=clock_words(row.appointment.at),
        title=row.person_name,
        lines=(row.appointment.place.label,),
        tag=tag,
        tone=tone,
        action=_("Carry on") if row.draft_id else action,
        opens=True,
    )


def calendar_appointment_row(row: AppointmentRow, today: date) -> Row:
    """Of a coming day, on which no session can be started yet."""
    on = row.appointment.at.astimezone().date()
    action = _("Carry on") if row.draft_id else _("Start session")
    return Row(
        key=row,
        lead=clock_words(row.appointment.at),
        title=row.person_name,
        lines=(row.appointment.place.label,),
        action=action if on <= today else "",
        opens=True,
    )


def task_row(row: TaskRow, today: date) -> Row:
    task = row.task
    due = _("{who}, by {day}").format(who=task.who, day=day_words(task.due_on)) if task.due_on else task.who
    days = (today - task.due_on).days if task.due_on else 0
    return Row(
        key=row,
        title=row.person_name,
        lines=(task.what,),
        notes=(due,),
        tag=ngettext("{days} day late", "{days} days late", days).format(days=days) if row.late else "",
        tone=Tone.ATTENTION,
        action=_("Done"),
        opens=True,
    )


def action_row(row: ActionRow, today: date) -> Row:
    """An action that is late; without a day none is."""
    action, due = row.action, row.action.due or today
    days = (today - due).days
    return Row(
        key=row,
        title=row.person_name,
        lines=(action.what,),
        notes=(_("{who}, by {day}").format(who=action.owner, day=day_words(due)),),
        tag=ngettext("{days} day late", "{days} days late", days).format(days=days),
        tone=Tone.ATTENTION,
        action=_("Done"),
        opens=True,
    )


def blind_spot_row(row: BlindSpotRow) -> Row:
    spot = row.blind_spot
    return Row(
        key=row,
        title=row.person_name,
        lines=(spot.sentence,),
        notes=(_("Since {day}").format(day=day_words(spot.since)),),
        opens=True,
    )
