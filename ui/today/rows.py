"""How drafts, appointments, tasks and blind spots read as rows on Today: words only, no widget and no service call."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _

from app.domain.days import clock_words, day_words, moment_words
from app.services.today import AppointmentRow, BlindSpotRow, DraftRow, TaskRow
from ui.widgets.row_shape import Row
from ui.widgets.tag import Tone


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


def task_row(row: TaskRow, today: date) -> Row:
    task = row.task
    due = _("{who}, by {day}").format(who=task.who, day=day_words(task.due_on)) if task.due_on else task.who
    days = (today - task.due_on).days if task.due_on else 0
    return Row(
        key=row,
        title=row.person_name,
        lines=(task.what,),
        notes=(due,),
        tag=_("Late by days: {days}").format(days=days) if row.late else "",
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
