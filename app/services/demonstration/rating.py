"""How the five factors are rated in the sessions of one story, and what becomes of claims that rest on a word alone.

Must not know the rest of the note.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from app.domain.places import Place
from app.domain.ratings import Basis, Factor, Level, Rating
from app.domain.sessions import ClaimCheck, ClaimOutcome
from app.services.demonstration.diary import Slot
from app.services.demonstration.stories import Phase, Phrases, Pool, Story
from app.services.demonstration.wording import Wording

CLAIMS_SETTLED_AFTER = timedelta(days=12)


class RatingTeller:
    """Rates one person's sessions in their order; remembers gaps, evidence already told and open claims."""

    def __init__(self, story: Story, phrases: Phrases, wording: Wording) -> None:
        self._story, self._phrases, self._wording = story, phrases, wording
        self._claims: list[tuple[UUID, Factor, datetime]] = []
        self._gaps: set[Factor] = set()
        self._evidence = {
            (phase.title, factor): list(texts) for phase in story.phases for factor, texts in phase.evidence.items()
        }

    def ratings(self, slot: Slot, place: Place | None, session_id: UUID) -> tuple[Rating, ...]:
        """The five ratings of a session in which the person was seen."""
        found = tuple(self._rating(slot, factor, place) for factor in Factor)
        self._claims += [
            (session_id, rating.factor, slot.at)
            for rating in found
            if rating.basis is Basis.SAID and rating.evidence.strip()
        ]
        return found

    def claim_checks(self, slot: Slot) -> tuple[ClaimCheck, ...]:
        """Settles what was said some time ago, unless the story leaves it unverified."""
        if self._story.unverified and slot.last_phase:
            return ()
        old = [claim for claim in self._claims if slot.at - claim[2] >= CLAIMS_SETTLED_AFTER]
        self._claims = [claim for claim in self._claims if claim not in old]
        return tuple(self._claim_check(session_id, factor) for session_id, factor, _at in old)

    def _claim_check(self, session_id: UUID, factor: Factor) -> ClaimCheck:
        outcome = ClaimOutcome.UNIMPORTANT if self._wording.one_in(4) else ClaimOutcome.CONFIRMED
        note = self._wording.phrase(self._phrases.claims[outcome])
        return ClaimCheck(session_id=session_id, factor=factor, outcome=outcome, note=note)

    def _rating(self, slot: Slot, factor: Factor, place: Place | None) -> Rating:
        level = slot.phase.level(factor, slot.index)
        often_left_out = factor in (Factor.SUBSTANCES, Factor.PREOCCUPATION, Factor.ACCESS)
        if level is Level.NONE_SEEN and often_left_out and factor not in self._gaps and self._wording.one_in(28):
            level = Level.NOT_EXPLORED
        self._gaps.discard(factor)
        if not level.is_gap:
            return self._rated(slot, factor, level)
        self._gaps.add(factor)
        pools = self._phrases.gaps[level]
        pool = pools.get(setting(slot.phase, place), pools["office"])
        return Rating(factor=factor, level=level, reason=self._wording.phrase(pool))

    def _rated(self, slot: Slot, factor: Factor, level: Level) -> Rating:
        wording = self._wording
        if level is Level.NONE_SEEN and wording.one_in(2):
            return Rating(factor=factor, level=level, basis=Basis.OBSERVED)
        who, evidence = self._seen(slot.phase, factor, level).split("|", 1)
        basis = {"Said": Basis.SAID, "Observed": Basis.OBSERVED}.get(who, Basis.CONFIRMED)
        return Rating(
            factor=factor,
            level=level,
            evidence=evidence,
            basis=basis,
            confirmed_by=_without_capital(who) if basis is Basis.CONFIRMED else "",
            helped=self._response(slot, factor, level, self._phrases.helped, 0.6),
            done=self._response(slot, factor, level, self._phrases.done, 0.7),
        )

    def _response(self, slot: Slot, factor: Factor, level: Level, pools: Pool, share: float) -> str:
        """What helped or was done about a concern; a decision follows *Act today*, and who is evasive helped little."""
        if not level.is_concern or level is Level.ACT_TODAY or not self._wording.likely(share):
            return ""
        evasive = slot.phase.level(Factor.COMPLIANCE, slot.index).is_concern
        if pools is self._phrases.helped and evasive and factor not in (Factor.MOOD, Factor.COMPLIANCE):
            return ""
        return self._wording.phrase(pools["custody" if slot.phase.inside else factor])

    def _seen(self, phase: Phase, factor: Factor, level: Level) -> str:
        """The story's own evidence in its order for a concern, otherwise a phrase that others may share."""
        own = self._evidence.get((phase.title, factor), []) if level.is_concern else []
        return self._wording.filled(own.pop(0)) if own else self._wording.phrase(self._pool(phase, factor, level))

    def _pool(self, phase: Phase, factor: Factor, level: Level) -> Sequence[str]:
        if factor is Factor.ACCESS:
            everyday = phase.everyday
            focus = (phase.focus or self._story.focus) if everyday == "general" else everyday
            return self._phrases.access[focus][level]
        pools: dict[str, tuple[str, ...]] = getattr(self._phrases, factor)
        return pools.get(f"{level}_custody", pools[level]) if phase.inside else pools[level]


def setting(phase: Phase, place: Place | None) -> str:
    """Which phrases fit: those of custody, of a home visit, of approved premises, of a phone call, or of the office."""
    if phase.inside:
        return "custody"
    known = {Place.HOME_VISIT: "home", Place.APPROVED_PREMISES: "premises", Place.PHONE: "phone"}
    return known.get(place or Place.OFFICE, "office")


def _without_capital(who: str) -> str:
    """As it stands inside a sentence: “the police”, but “Dr Lindqvist”."""
    return who[:1].lower() + who[1:] if who.startswith(("The ", "His ", "Her ")) else who
