"""How absences, their judgements and the decisions about them read as rows: words only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from gettext import gettext as _

from app.domain.absences import DECIDE, LETTER, Judgement
from app.domain.days import day_words, moment_words
from app.domain.facts import Absence
from app.domain.places import Action
from app.domain.reviews import Review
from app.services.absences import Absences
from ui.widgets.flag_row import due_words
from ui.widgets.row_shape import Row
from ui.widgets.tag import Tone

_LETTERS = (Action.FIRST_WARNING, Action.SECOND_WARNING)


def absence_row(absence: Absence, found: Absences, today: date) -> Row:
    """The day, the outcome, what was done, both clocks, and every judgement, newest first."""
    judged = [one for one in found.judgements if one.session_id == absence.session_id]
    return Row(
        key=absence,
        title=day_words(absence.on),
        beside=absence.outcome.label,
        lines=(*_clock_words(absence, found, today), *map(judgement_words, judged[:1])),
        notes=tuple(map(judgement_words, judged[1:])),
        tag=_("Counts") if absence.counts else _("Does not count"),
        tone=Tone.ATTENTION if absence.counts else Tone.NEUTRAL,
        action=_("Judge again") if judged else _("Judge"),
        opens=True,
    )


def judgement_words(one: Judgement) -> str:
    """What was judged, by which evidence, by whom and when."""
    verdict = _("Judged unacceptable")
    if one.acceptable:
        reason = one.reason.label if one.reason else _("reason not recorded")
        verdict = _("Judged acceptable, {reason}").format(reason=reason)
    seen = _(" (evidence seen {day})").format(day=day_words(one.seen_on)) if one.seen_on else ""
    words = _("{verdict}{seen}: {evidence} {by}, {moment}")
    return words.format(
        verdict=verdict, seen=seen, evidence=one.evidence, by=one.by, moment=moment_words(one.recorded_at)
    )


def decision_row(review: Review, found: Absences) -> Row:
    """The day, about which absence, what was decided, by whom and when."""
    signed = _("{officer}, {moment}").format(officer=review.officer.name, moment=moment_words(review.recorded_at))
    about = [
        _("About the absence on {day}").format(day=day_words(one.on))
        for one in found.all
        if one.session_id == review.subject
    ]
    return Row(key=review, title=day_words(review.done_on), lines=(*about, review.note), notes=(signed,))


def _clock_words(absence: Absence, found: Absences, today: date) -> Iterator[str]:
    """What was done, then the letter and the evidence as far as their time still runs."""
    if absence.action:
        yield _("Recorded with the session: {action}").format(action=absence.action.label)
    clocks = [flag for flag in found.clocks if flag.subject == absence.session_id and flag.kind != DECIDE]
    for flag in clocks:
        yield _("{title}: {due}").format(title=flag.title, due=due_words(flag, today))
    if absence.counts and absence.action not in _LETTERS and not any(flag.kind == LETTER for flag in clocks):
        yield _("No letter is waiting to be sent.")
