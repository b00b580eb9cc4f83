"""Blind spots: what nobody has looked at for too long. A gap is never *None seen* (practice rules, section 2).

Must not know where the facts come from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from gettext import gettext as _
from gettext import ngettext
from uuid import UUID

from app.domain.agencies import last_heard
from app.domain.children_and_victims import Child, SafeguardingEnquiry
from app.domain.contradictions import Contradiction
from app.domain.days import day_words, is_overdue
from app.domain.facts import RATING, RISK_REVIEW, Done, Facts, is_over, local_day
from app.domain.formulation import Formulation
from app.domain.plans import Plan
from app.domain.polygraph import PolygraphExamination
from app.domain.programmes import ProgrammeRecord
from app.domain.protective_factors import protective_words
from app.domain.ratings import Factor, Level, PastRating
from app.domain.records import Body, bodies
from app.domain.reference_lists import Lists, Tool
from app.domain.restricted import restricted_word
from app.domain.rules import Start
from app.domain.sessions import Claim
from app.domain.shown_done import POLYGRAPH
from app.domain.starts import started
from app.domain.starts_by_records import polygraph_conditions
from app.domain.tasks import Task
from app.domain.tools import ToolResult, stale

TOO_LONG = timedelta(days=30)
"""Source: practice rules, section 2 (the two sessions or 30 days are this program's own, confidence: low)."""
SILENT = timedelta(days=90)
"""For how long an agency may say nothing, and a polygraph condition go without an examination: also our own, low."""
THIN = 40
"""Characters under a heading of the formulation with fewer than which little is said there: this program's own, low."""


class BlindSpotKind(StrEnum):
    NOT_EXPLORED = "not_explored"
    NOT_RATED = "not_rated"
    AGENCY_SILENT = "agency_silent"
    NO_CHILDREN_OR_VICTIMS = "no_children_or_victims"
    UNVERIFIED = "unverified"
    TASKS_UNDONE = "tasks_undone"
    NOT_WRITTEN = "not_written"
    THIN = "thin"
    STALE_RESULT = "stale_result"
    NO_ENQUIRY = "no_enquiry"
    CONTRADICTION = "contradiction"
    NO_EXAMINATION = "no_examination"
    NOT_RECKONED = "not_reckoned"


@dataclass(frozen=True, kw_only=True)
class BlindSpot:
    """Something not looked at, in one sentence, and the day since when.

    The sentence holds no case text but the name of an agency or a tool as it was typed: show it as plain text.
    """

    person_id: UUID
    kind: BlindSpotKind
    sentence: str
    since: date


def blind_spots(
    facts: Facts, claims: Iterable[Claim], tasks: Iterable[Task], today: date, flagged: Collection[str], lists: Lists
) -> list[BlindSpot]:
    """The person's blind spots, oldest first; none once supervision has ended. Of ``claims`` and ``tasks`` the open.

    ``lists`` say how old a tool's result may be. ``flagged`` are the kinds of the flags that are shown beside them:
    what one of those says is not said twice.
    """
    if facts.unreadable or is_over(facts.details, today):
        return []
    try:
        found = _all_found(facts, claims, tasks, today, flagged, lists)
    except (OverflowError, ValueError, OSError):  # OSError: Windows, for moments long ago
        words = _("A recorded date lies so far away that no blind spot can be reckoned from it: mend the date")
        found = [(BlindSpotKind.NOT_RECKONED, words, today)]
    spots = [
        BlindSpot(person_id=facts.person.id, kind=kind, sentence=words, since=since) for kind, words, since in found
    ]
    return sorted(spots, key=_since)


_Found = tuple[BlindSpotKind, str, date]


def _all_found(
    facts: Facts, claims: Iterable[Claim], tasks: Iterable[Task], today: date, flagged: Collection[str], lists: Lists
) -> list[_Found]:
    return [
        *([] if RATING in flagged else _not_rated(facts, today)),
        *_not_explored(facts.recent, today),
        *_silent(facts, today),
        *_no_children_or_victims(facts.reviews),
        *_unverified(claims, today),
        *_tasks_undone(tasks, today),
        *_not_written(facts, today),
        *_thin(facts, today),
        *_stale(facts, today, lists),
        *_no_enquiry(facts, today),
        *_contradictions(facts, today),
        *([] if POLYGRAPH in flagged else _no_examination(facts, today)),
    ]


def _not_rated(facts: Facts, today: date) -> list[_Found]:
    """No factor rated for 30 days, unless contact is suspended meanwhile."""
    rated = local_day(facts.rated_at) if facts.rated_at else None
    since = rated or next(one.on for one in started(Start.TAKEN_ON, facts))
    if today - since <= TOO_LONG or facts.suspended(today):
        return []
    words = _("No factor was rated since {day}") if rated else _("No factor was ever rated, since {day}")
    return [(BlindSpotKind.NOT_RATED, words.format(day=day_words(since)), since)]


def _silent(facts: Facts, today: date) -> list[_Found]:
    """Agencies that told nothing for long, in a session or outside one."""
    found = []
    for one in last_heard(facts.records, facts.heard, facts.restricted):
        if one.heard_on:
            words, since = _("{agency}: last heard from on {day}"), one.heard_on
        elif one.told_on:
            words, since = _("{agency}: told on {day}, and never heard from"), one.told_on
        else:
            words, since = _("{agency}: in the list since {day}, and never heard from"), one.listed_on or today
        if today - since > SILENT:
            sentence = words.format(agency=one.agency, day=day_words(since))
            found.append((BlindSpotKind.AGENCY_SILENT, sentence, since))
    return found


def _no_children_or_victims(reviews: Iterable[Done]) -> list[_Found]:
    """The latest risk review says nothing on children or victims; somebody never reviewed has a review rule."""
    last = max((one for one in reviews if one.kind == RISK_REVIEW), key=_reviewed, default=None)
    if last is None or last.children_or_victims:
        return []
    words = _("Nothing on children or victims in the risk review of {day}")
    return [(BlindSpotKind.NO_CHILDREN_OR_VICTIMS, words.format(day=day_words(last.on)), last.on)]


def _reviewed(one: Done) -> tuple[date, datetime]:
    return one.on, one.recorded_at


def _not_explored(recent: Iterable[PastRating], today: date) -> list[_Found]:
    by_session: dict[tuple[datetime, UUID], dict[Factor, Level | None]] = {}
    for past in recent:
        by_session.setdefault((past.held_at, past.session_id), {})[past.rating.factor] = past.rating.level
    newest = sorted(by_session, reverse=True)[:2]
    found = []
    for factor in Factor:
        gaps = [by_session[session].get(factor) is Level.NOT_EXPLORED for session in newest]
        words = _gap_words(factor, gaps, [local_day(held_at) for held_at, _id in newest], today)
        if words is not None:
            found.append((BlindSpotKind.NOT_EXPLORED, *words))
    return found


def _gap_words(factor: Factor, gaps: Sequence[bool], days: Sequence[date], today: date) -> tuple[str, date] | None:
    """``gaps`` and ``days`` of the latest sessions, newest first, two at most."""
    if not gaps or not gaps[0]:
        return None
    oldest = days[-1]
    if all(gaps) and len(gaps) > 1:
        words = _("{factor}: not explored on {earlier} nor on {later}")
        return words.format(factor=factor.label, earlier=day_words(oldest), later=day_words(days[0])), oldest
    if today - oldest <= TOO_LONG:
        return None
    words = _("{factor}: last explored on {day}") if len(gaps) > 1 else _("{factor}: not explored on {day} nor since")
    return words.format(factor=factor.label, day=day_words(oldest)), oldest


def _unverified(claims: Iterable[Claim], today: date) -> list[_Found]:
    """One for each factor, by its oldest claim."""
    oldest: dict[Factor, date] = {}
    for claim in claims:
        oldest[claim.factor] = min(claim.on, oldest.get(claim.factor, claim.on))
    words = _("{factor}: what was said on {day} is neither confirmed nor judged unimportant")
    return [
        (BlindSpotKind.UNVERIFIED, words.format(factor=factor.label, day=day_words(on)), on)
        for factor, on in oldest.items()
        if today - on > TOO_LONG
    ]


def _tasks_undone(tasks: Iterable[Task], today: date) -> list[_Found]:
    """Open tasks past their day, or without one and set too long ago, counted together."""
    days = [task.due_on or task.set_on + TOO_LONG for task in tasks]
    late = [day for day in days if is_overdue(day, today)]
    if not late:
        return []
    words = ngettext(
        "{count} task is not done, expected by {day}", "{count} tasks are not done, the first since {day}", len(late)
    )
    return [(BlindSpotKind.TASKS_UNDONE, words.format(count=len(late), day=day_words(min(late))), min(late))]


def _not_written(facts: Facts, today: date) -> list[_Found]:
    """What is part of every case and nobody has recorded 30 days after the person came, in one sentence."""
    since = next(one.on for one in started(Start.TAKEN_ON, facts))
    if today - since <= TOO_LONG:
        return []
    wanted: list[tuple[type[Body], str]] = [
        (Formulation, _("formulation")),
        (Plan, _("risk management plan")),
        (ProgrammeRecord, _("programmes considered")),
    ]
    missing = [words for kind, words in wanted if not bodies(kind, facts.records)]
    if not protective_words(facts.records, today):
        missing.append(_("protective factors"))
    if not missing:
        return []
    words = _("Not recorded, since {day}: {missing}")
    return [(BlindSpotKind.NOT_WRITTEN, words.format(day=day_words(since), missing=", ".join(missing)), since)]


def thin_headings(written: Body) -> list[str]:
    """The headings of a formulation with next to nothing under them; what is not shown may say enough."""
    texts = {ask.label: getattr(written, ask.key) for ask in written.asks()}
    return [label for label, text in texts.items() if len(text.strip()) < THIN and text != restricted_word()]


def _thin(facts: Facts, today: date) -> list[_Found]:
    """Headings of the formulation under which next to nothing stands after 30 days."""
    found = next((one for one in facts.records if isinstance(one.body, Formulation)), None)
    if found is None or today - local_day(found.recorded_at) <= TOO_LONG:
        return []
    thin = thin_headings(found.body)
    words = _("The formulation says next to nothing under: {headings}").format(headings=", ".join(thin))
    return [(BlindSpotKind.THIN, words, local_day(found.recorded_at))] if thin else []


def _stale(facts: Facts, today: date, lists: Lists) -> list[_Found]:
    """The newest result of each tool, under whichever of its names, that is older than the tool allows."""
    newest: dict[str, tuple[Tool, ToolResult]] = {}
    hidden = [one.body for one in facts.records if one.id in facts.restricted]
    for one in bodies(ToolResult, facts.records):
        tool = lists.tool(one.tool)
        if tool and one.scored_on and (tool.key not in newest or one.scored_on > _scored(newest[tool.key])):
            newest[tool.key] = tool, one
    words, unnamed = _("{tool}: the last result is of {day}, and stale"), _("A tool, restricted")
    named = [(unnamed if one in hidden else one.tool, tool, one) for tool, one in newest.values()]
    return [
        (BlindSpotKind.STALE_RESULT, words.format(tool=name, day=day_words(one.scored_on)), one.scored_on)
        for name, tool, one in named
        if one.scored_on and stale(one, tool, today)
    ]


def _scored(found: tuple[Tool, ToolResult]) -> date:
    return found[1].scored_on or date.min


def _no_enquiry(facts: Facts, today: date) -> list[_Found]:
    """A child is recorded, and no enquiry was ever answered; one that is new is given time."""
    children = [local_day(one.recorded_at) for one in facts.records if isinstance(one.body, Child)]
    enquiries = bodies(SafeguardingEnquiry, facts.records)
    if not children or any(one.answered_on for one in enquiries):
        return []
    made = max((one.made_on for one in enquiries if one.made_on), default=None)
    if made is None:
        words = _("A child is recorded, and no safeguarding enquiry")
        return [(BlindSpotKind.NO_ENQUIRY, words, min(children))]
    words = _("A child is recorded, and the safeguarding enquiry of {day} is not answered").format(day=day_words(made))
    return [(BlindSpotKind.NO_ENQUIRY, words, made)] if today - made > TOO_LONG else []


def _contradictions(facts: Facts, today: date) -> list[_Found]:
    """Open for more than 30 days, counted together."""
    noticed = [one.noticed_on for one in bodies(Contradiction, facts.records) if one.open and one.noticed_on]
    old = [day for day in noticed if today - day > TOO_LONG]
    if not old:
        return []
    words = ngettext(
        "{count} contradiction is not settled, noticed on {day}",
        "{count} contradictions are not settled, the first noticed on {day}",
        len(old),
    )
    return [(BlindSpotKind.CONTRADICTION, words.format(count=len(old), day=day_words(min(old))), min(old))]


def _no_examination(facts: Facts, today: date) -> list[_Found]:
    """A polygraph condition has run for long, and no examination is held or arranged."""
    running = [start for start, end in polygraph_conditions(facts) if start <= today and (end is None or end >= today)]
    if not running or today - min(running) <= SILENT or bodies(PolygraphExamination, facts.records):
        return []
    words = _("A polygraph condition since {day}, and no examination is held or arranged")
    return [(BlindSpotKind.NO_EXAMINATION, words.format(day=day_words(min(running))), min(running))]


def _since(spot: BlindSpot) -> date:
    return spot.since
