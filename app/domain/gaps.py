"""What was not asked: the gaps in what is known of one person, seen when a session is about to be decided on.

A gap is a question and never stops anything. Must not know the prompts that name it.
"""

from __future__ import annotations

from gettext import gettext as _

from app.domain.blind_spots import thin_headings
from app.domain.children_and_victims import Child, SafeguardingEnquiry, Victim
from app.domain.circumstances import Circumstance, Found, Situation, Subject
from app.domain.days import day_words
from app.domain.formulation import Formulation
from app.domain.people import Status
from app.domain.places import Place
from app.domain.ratings import Factor, Level, PastRating
from app.domain.records import bodies


def gaps(situation: Situation) -> Found:
    """The gaps there are, each with what it is about."""
    entry, details = situation.entry, situation.details
    in_community = details.status is not Status.CUSTODY and entry.place is not Place.PRISON_VISIT
    true_of = {
        Circumstance.HOUSEHOLD_UNKNOWN: in_community and not details.household.strip(),
        Circumstance.NO_CHILDREN_OR_VICTIMS: not _children_or_victims(situation),
        Circumstance.NO_HOME_VISIT: in_community and not situation.visited and entry.place is not Place.HOME_VISIT,
    }
    named = {
        Circumstance.NOT_EXPLORED_TODAY: _not_explored(situation),
        Circumstance.CLAIMS_UNVERIFIED: _claims(situation),
        Circumstance.FORMULATION_THIN: _thin(situation),
    }
    blank: Found = {circumstance: () for circumstance, holds in true_of.items() if holds}
    return {**blank, **{circumstance: subjects for circumstance, subjects in named.items() if subjects}}


def _not_explored(situation: Situation) -> list[Subject]:
    """Factors not explored today, each with when it last was."""
    found = []
    for factor in Factor:
        if situation.entry.rating(factor).level in (None, Level.NOT_EXPLORED):
            days = [past.on for past in situation.history if past.rating.factor is factor and _explored(past)]
            words = _("{factor} (last explored on {day})") if days else _("{factor} (never explored)")
            day = day_words(max(days)) if days else ""
            found.append(Subject(words.format(factor=factor.label, day=day)))
    return found


def _explored(past: PastRating) -> bool:
    return past.rating.level not in (None, Level.NOT_EXPLORED)


def _children_or_victims(situation: Situation) -> bool:
    """Whether anything was ever entered on children or on victims."""
    texts = [one.safeguarding for one in (situation.entry, *situation.held)]
    recorded = any(bodies(kind, situation.records) for kind in (Child, Victim, SafeguardingEnquiry))
    return recorded or situation.reviewed_victims or any(text.strip() for text in texts)


def _claims(situation: Situation) -> list[Subject]:
    """The factors with claims that nobody has verified, but for those settled today."""
    settled = {(check.session_id, check.factor) for check in situation.entry.claim_checks}
    left = {claim.factor for claim in situation.claims if (claim.session_id, claim.factor) not in settled}
    return [Subject(factor.label) for factor in Factor if factor in left]


def _thin(situation: Situation) -> list[Subject]:
    """Headings of the formulation with next to nothing under them; all of them while there is none."""
    written = next(iter(bodies(Formulation, situation.records)), Formulation())
    return [Subject(label) for label in thin_headings(written)]
