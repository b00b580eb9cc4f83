"""Every answer of an entry as question and words, for checking before signing and for reading afterwards. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _
from uuid import UUID

from app.domain.days import moment_words
from app.domain.handover import task_text
from app.domain.places import Outcome
from app.domain.ratings import Basis, Factor, Rating
from app.domain.sessions import ActDecision, ClaimCheck, Entry, Information, InformationWay, Step, steps
from app.domain.tasks import Task
from ui.sessions.route import Stop, stops


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What was answered on one page of the guide: pairs of question and words (empty: nothing was entered).

    ``stop`` is ``None`` for texts of a page that this place and outcome do not ask for: they stay part of the entry.
    """

    stop: Stop | None
    title: str
    lines: tuple[tuple[str, str], ...]


def answers(entry: Entry, tasks: Mapping[UUID, Task], directions: Mapping[Factor, str]) -> list[Answers]:
    """The pages in order, without the last. ``tasks`` names the earlier tasks, ``directions`` how each factor moved."""
    found: list[Answers] = []
    for stop in stops(entry):
        if stop.factor is not None:
            rating = entry.rating(stop.factor)
            lines = _rating(rating, directions.get(stop.factor, ""))
            found.append(Answers(stop=stop, title=stop.factor.label, lines=tuple(lines)))
        elif stop.step is not Step.CHECK:
            lines = _step(entry, stop.step, tasks)
            found.append(Answers(stop=stop, title=stop.step.label, lines=tuple(lines)))
    return found + _left_over(entry)


def _left_over(entry: Entry) -> list[Answers]:
    """Texts typed before place or outcome was changed."""
    asked = steps(entry)
    pages = (
        (Step.ABSENCE, [(_("What is known"), entry.absence_note)]),
        (Step.CHECK_IN, [(_("Check in"), entry.check_in), *_own_words(entry)]),
        (Step.PROGRESS, [(_("Progress"), entry.progress)]),
        (Step.INTERVENTION, _texts(entry, Step.INTERVENTION)),
        (Step.SAFEGUARDING, _safeguarding(entry)),
        (Step.RELEASE, _texts(entry, Step.RELEASE)),
        (Step.SUMMARY, _texts(entry, Step.SUMMARY)),
        (Step.DECIDE, [(_("In a sentence"), entry.decision_note)]),
    )
    return [
        Answers(stop=None, title=step.label, lines=tuple(lines))
        for step, lines in pages
        if step not in asked and any(words.strip() for _question, words in lines)
    ]


def _step(entry: Entry, step: Step, tasks: Mapping[UUID, Task]) -> list[tuple[str, str]]:
    if step is Step.PROGRESS:
        return _progress(entry, tasks)
    others = {
        Step.START: _start,
        Step.ABSENCE: _absence,
        Step.SAFEGUARDING: _safeguarding,
        Step.APPOINTMENT: _appointment,
        Step.DECIDE: _decide,
    }
    return others[step](entry) if step in others else _texts(entry, step)


def _texts(entry: Entry, step: Step) -> list[tuple[str, str]]:
    return {
        Step.INTERVENTION: [(_("Intervention"), entry.intervention), (_("Stance towards the offence"), entry.stance)],
        Step.RELEASE: [(_("Release planning"), entry.release)],
        Step.SUMMARY: [(_("Summary"), entry.summary)],
        Step.TASKS: [(_("Tasks"), "\n".join(task_text(task) for task in entry.tasks))],
        Step.CHECK_IN: [
            (_("Check in"), entry.check_in),
            *_own_words(entry),
            (_("What is new"), ", ".join(change.label for change in entry.changes)),
        ],
    }[step]


def _own_words(entry: Entry) -> list[tuple[str, str]]:
    """Only where the person typed any: the guide does not ask for them."""
    return [(_("In the person’s own words"), entry.own_words)] if entry.own_words.strip() else []


def _start(entry: Entry) -> list[tuple[str, str]]:
    return [
        (_("Day and time"), moment_words(entry.held_at) if entry.held_at else ""),
        (_("Place"), entry.place.label if entry.place else ""),
        (_("Outcome"), entry.outcome.label if entry.outcome else ""),
    ]


def _absence(entry: Entry) -> list[tuple[str, str]]:
    lines = []
    if entry.outcome is Outcome.ACCEPTABLE_ABSENCE:
        lines.append((_("Reason"), entry.absence_reason.label if entry.absence_reason else ""))
    lines += [(_("What is known"), entry.absence_note), (_("Action"), entry.action.label if entry.action else "")]
    return lines + _appointment(entry)


def _progress(entry: Entry, tasks: Mapping[UUID, Task]) -> list[tuple[str, str]]:
    lines = [(_("Progress"), entry.progress)]
    for check in entry.task_checks:
        what = tasks[check.task_id].what if check.task_id in tasks else _("An earlier task")
        lines.append((what, _noted(check.outcome.label, check.note)))
    lines += [(_claim_title(claim), _noted(claim.outcome.label, claim.note)) for claim in entry.claim_checks]
    return lines


def _rating(rating: Rating, direction: str) -> list[tuple[str, str]]:
    basis = rating.basis.label if rating.basis else ""
    if rating.basis is Basis.CONFIRMED and rating.confirmed_by.strip():
        basis = _("Confirmed by {who}").format(who=rating.confirmed_by)
    lines = [(_("Rating"), rating.level.label if rating.level else "")]
    optional = [
        (_("Direction"), direction),
        (_("What was seen or said"), rating.evidence),
        (_("How you know"), basis),
        (_("Why not"), rating.reason),
        (_("What helped"), rating.helped),
        (_("What was done"), rating.done),
    ]
    return lines + [(question, words) for question, words in optional if words.strip()]


def _safeguarding(entry: Entry) -> list[tuple[str, str]]:
    lines = [(_("Children, actual and potential victims"), entry.safeguarding)]
    return lines + [(_way(one), _shared(one)) for one in entry.information]


def _appointment(entry: Entry) -> list[tuple[str, str]]:
    if entry.next_at is None:
        return [(_("Next appointment"), "")]
    place = entry.next_place.label if entry.next_place else ""
    return [(_("Next appointment"), moment_words(entry.next_at)), (_("Where"), place)]


def _decide(entry: Entry) -> list[tuple[str, str]]:
    lines = [(_("Act today: {factor}").format(factor=one.factor.label), _decision(one)) for one in entry.decisions]
    if entry.outcome is Outcome.FAILED_TO_COMPLY:
        lines.append((_("Action"), entry.action.label if entry.action else ""))
    changes = "" if entry.changes_assessment is None else _("Yes") if entry.changes_assessment else _("No")
    lines += [(_("Today changes the risk assessment or plan"), changes), (_("In a sentence"), entry.decision_note)]
    return [*lines, (_("RAR day"), _("Yes"))] if entry.rar_day else lines


def _decision(one: ActDecision) -> str:
    parts = (
        (_("Told: {text}"), one.told),
        (_("Decided: {text}"), one.decided),
        (_("Why: {text}"), one.why),
        (_("Why nothing was done: {text}"), one.why_nothing),
    )
    return "\n".join(words.format(text=text) for words, text in parts if text.strip())


def _claim_title(claim: ClaimCheck) -> str:
    return _("Claim about {factor}").format(factor=claim.factor.label)


def _noted(outcome: str, note: str) -> str:
    return _("{outcome}: {note}").format(outcome=outcome, note=note) if note.strip() else outcome


def _way(one: Information) -> str:
    words = _("Received from {agency}") if one.way is InformationWay.RECEIVED else _("Given to {agency}")
    return words.format(agency=one.agency)


def _shared(one: Information) -> str:
    return _("{what}\nLawful reason: {reason}").format(what=one.what, reason=one.reason)
