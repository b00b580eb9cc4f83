"""For whom a review rule is, as plain choices and in words; each group of people is one condition of the rule.

Must not know any person nor what the rule asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from gettext import gettext as _

from app.domain.people import RoshLevel, Status
from app.domain.rules import Condition

SUPERVISED = (Status.CUSTODY, Status.LICENCE, Status.COMMUNITY_ORDER)
"""Statuses to choose from: nothing is due for somebody whose sentence has ended."""
LEVELS: tuple[RoshLevel | None, ...] = (*RoshLevel, None)
"""Risk of serious harm to choose from; ``None``: not yet assessed."""


@dataclass(frozen=True, kw_only=True)
class Audience:
    """One group of people. What is left empty, or is chosen wholly, does not matter; all the rest must hold."""

    status: tuple[Status, ...] = ()
    rosh: tuple[RoshLevel | None, ...] = ()
    registered: bool | None = None
    mappa_level: tuple[int, ...] = ()
    own_frequency: bool | None = None


def audience_of(condition: Condition) -> Audience:
    """The condition as choices."""
    levels: tuple[RoshLevel | None, ...] = ()
    if condition.rosh or condition.rosh_not:
        levels = tuple(one for one in condition.rosh or LEVELS if one not in condition.rosh_not)
    return Audience(
        status=condition.status,
        rosh=levels,
        registered=condition.registered,
        mappa_level=condition.mappa_level,
        own_frequency=condition.own_frequency,
    )


def condition_of(audience: Audience) -> Condition:
    """The choices as a condition; it holds for the same people as the one they were made from."""
    levels = () if set(audience.rosh) == set(LEVELS) else audience.rosh
    assessed = tuple(one for one in levels if one is not None)
    left_out = tuple(one for one in RoshLevel if one not in levels)
    status = () if set(SUPERVISED) <= set(audience.status) else audience.status
    return Condition(
        status=status,
        rosh=() if None in levels else assessed,
        rosh_not=left_out if None in levels else (),
        registered=audience.registered,
        mappa_level=audience.mappa_level,
        own_frequency=audience.own_frequency,
    )


def audience_words(audiences: Sequence[Audience]) -> str:
    """For whom, to end the sentence "every 6 months, for …"."""
    words = ""
    for one in audiences:
        group = _group_words(one)
        words = _("{first}; and for {second}").format(first=words, second=group) if words else group
    return words


def _group_words(audience: Audience) -> str:
    words = _("everybody on the caseload")
    if audience.status and not set(SUPERVISED) <= set(audience.status):
        words = _("people {statuses}").format(statuses=_either(_status_words(one) for one in audience.status))
    if audience.rosh and set(audience.rosh) != set(LEVELS):
        words = _joined(words, _rosh_words(audience.rosh))
    if audience.registered is not None:
        words = _joined(words, _("registered") if audience.registered else _("not registered"))
    if audience.mappa_level:
        levels = _either(str(level) for level in audience.mappa_level)
        words = _joined(words, _("MAPPA level {levels}").format(levels=levels))
    if audience.own_frequency is not None:
        own, usual = _("with a contact frequency of their own"), _("without a contact frequency of their own")
        words = _joined(words, own if audience.own_frequency else usual)
    return words


def _status_words(status: Status) -> str:
    return {
        Status.CUSTODY: _("in custody"),
        Status.LICENCE: _("on licence"),
        Status.COMMUNITY_ORDER: _("on a community order"),
        Status.ENDED: _("whose sentence has ended"),
    }[status]


def _rosh_words(levels: Sequence[RoshLevel | None]) -> str:
    named = {
        RoshLevel.LOW: _("low"),
        RoshLevel.MEDIUM: _("medium"),
        RoshLevel.HIGH: _("high"),
        RoshLevel.VERY_HIGH: _("very high"),
        None: _("not yet assessed"),
    }
    chosen = _either(named[level] for level in LEVELS if level in levels)
    return _("{levels} risk of serious harm").format(levels=chosen)


def _either(words: Iterable[str]) -> str:
    *first, last = words
    return _("{first} or {last}").format(first=", ".join(first), last=last) if first else last


def _joined(words: str, more: str) -> str:
    return _("{words}, {more}").format(words=words, more=more)
