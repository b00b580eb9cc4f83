"""A person's details as they were at each stage of the story, and the reviews that were done or are still to be done.

Must not know the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from app.domain.facts import supervision_start
from app.domain.people import AddressType, Details, Rosh, Sex, Status
from app.domain.places import Place
from app.domain.rules import Interval, Rule, Settle, Start
from app.domain.sessions import LifeChange
from app.services.demonstration.diary import Slot
from app.services.demonstration.stories import Phase, Setting, Story

APPROVED_PREMISES = Setting(
    status=Status.LICENCE,
    address="Elm Bank approved premises, Thornley Bridge",
    address_type=AddressType.APPROVED_PREMISES,
    household="Residents and staff of the approved premises.",
)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The details from a day on; ``moved`` when that day's session did not record the new address itself."""

    since: date
    details: Details
    moved: bool = False


@dataclass(frozen=True, kw_only=True)
class PastReview:
    kind: str
    on: date
    changed: bool = False
    subject: UUID | None = None


def stages(story: Story, slots: Sequence[Slot], today: date) -> list[Stage]:
    """From the day the person was taken on to the details as they are now."""
    now = _details(story, slots, today)
    found = [Stage(since=slots[0].at.date() - timedelta(days=5), details=_as_set(now, _setting(story, slots, 0)))]
    for index, slot in enumerate(slots):
        details = _as_set(now, _setting(story, slots, index))
        if details != found[-1].details:
            said = LifeChange.ADDRESS in slot.phase.moment(slot.index).changes
            found.append(Stage(since=slot.at.date(), details=details, moved=not said))
    return found


def reviews_done(
    story: Story, details: Details, rules: Iterable[Rule], brought_forward: Sequence[date], today: date, chance: Random
) -> list[PastReview]:
    """The reviews that leave the story's own due, the events of its last days unreviewed, and all else in order."""
    found: list[PastReview] = []
    begun = supervision_start(details) or today
    for rule in rules:
        if rule.settle is not Settle.REVIEW or not rule.applies_to(details):
            continue
        if rule.repeats and rule.start is Start.SUPERVISION_STARTED:
            due_in = story.reviews.get(rule.kind, chance.randint(45, 100))
            found += _round(rule, today + timedelta(days=due_in), begun)
        elif rule.start is Start.SUPERVISION_STARTED:
            found.append(PastReview(kind=rule.kind, on=begun + timedelta(days=chance.randint(7, 13))))
    found += [PastReview(kind="risk_review", on=day, changed=chance.random() < 0.6) for day in brought_forward]
    return sorted((review for review in found if begun <= review.on < today), key=_day)


def _round(rule: Rule, due: date, begun: date) -> list[PastReview]:
    """Every time this rule was done so far, if it falls due next on ``due``; it was once at least."""
    found: list[PastReview] = []
    day = _done_for(rule.interval, due)
    while day > begun or not found:
        found.append(PastReview(kind=rule.kind, on=max(day, begun)))
        day = _done_for(rule.interval, day)
    return found


def _done_for(interval: Interval, due: date) -> date:
    """The day from which the interval ends on ``due``: months differ in length, so the nearest is looked for."""
    guess = interval.before(due)
    return min((guess + timedelta(days=days) for days in range(-3, 4)), key=lambda day: abs(interval.after(day) - due))


def _details(story: Story, slots: Sequence[Slot], today: date) -> Details:
    about = story.details
    outside = next((slot.at.date() for slot in slots if not slot.phase.inside), None)
    start = slots[0].at.date() - timedelta(days=6)
    if about.sentence_start is not None:
        start = min(start, today + timedelta(days=about.sentence_start))
    release = None
    if about.status is Status.LICENCE and outside:
        release = outside - timedelta(days=2)
    elif about.release is not None:
        release = today + timedelta(days=about.release)
    return Details(
        name=about.name,
        preferred_name=about.preferred_name,
        crn=about.crn,
        date_of_birth=about.born,
        sex=about.sex,
        language=about.language,
        interpreter=about.interpreter,
        adjustments=about.adjustments,
        staff_alerts=about.staff_alerts,
        risk_to_self=about.risk_to_self,
        index_offence=about.index_offence,
        address=about.address,
        address_type=about.address_type,
        household=about.household,
        practitioners=about.practitioners,
        rar_days_allowed=about.rar_days_allowed,
        status=about.status,
        sentence_start=start,
        release_date=release,
        licence_end=None if about.licence_end is None else today + timedelta(days=about.licence_end),
        sentence_end=today + timedelta(days=about.sentence_end),
        rosh=Rosh(**about.rosh),
        mappa_category=about.mappa_category,
        mappa_level=about.mappa_level,
        tier=about.tier,
        registered=about.registered,
        contact_days=about.contact_days,
    )


def _setting(story: Story, slots: Sequence[Slot], index: int) -> Setting | None:
    """Where the person lived at that session, if not where they live now; a move told in a session counts from it."""
    phase = slots[index].phase
    moved_at = [moment.at for moment in phase.moments if LifeChange.ADDRESS in moment.changes]
    if moved_at and slots[index].index >= moved_at[0]:
        later = [slot.phase for slot in slots[index:] if slot.phase is not phase]
        return _of_phase(story, later[0]) if later else None
    return _of_phase(story, phase)


def _of_phase(story: Story, phase: Phase) -> Setting | None:
    if phase.setting is not None:
        return phase.setting
    if phase.inside and story.details.status is not Status.CUSTODY:
        prison = "HMP Larkfield" if story.details.sex is Sex.FEMALE else "HMP Fenwold"
        return Setting(status=Status.CUSTODY, address=prison, address_type=AddressType.PRISON)
    if phase.place is Place.APPROVED_PREMISES and story.details.address_type is not AddressType.APPROVED_PREMISES:
        return APPROVED_PREMISES
    return None


def _as_set(now: Details, setting: Setting | None) -> Details:
    if setting is None:
        return now
    return replace(
        now,
        status=setting.status,
        address=setting.address,
        address_type=setting.address_type,
        household=setting.household,
    )


def _day(review: PastReview) -> date:
    return review.on
