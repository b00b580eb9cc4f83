"""Prompts for the guide: what to look for, ask and verify at a step, chosen by what is recorded.

Professional curiosity is always questioning and seeking verification rather than accepting at face value (HMPPS,
confidence: high). Must not know where prompts or facts come from; a prompt never says what to decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from gettext import gettext as _
from typing import Annotated

import msgspec

from app.domain.circumstances import (
    Circumstance,
    Situation,
    Subject,
    circumstances,
    factor_circumstances,
)
from app.domain.gaps import gaps
from app.domain.ratings import Factor
from app.domain.reference import Confidence, read_entries
from app.domain.sessions import Entry, Step
from app.domain.timeline import typed

Words = Annotated[str, msgspec.Meta(min_length=1)]

ONE, ALL, MORE = "{one}", "{all}", "{more}"


class Aim(StrEnum):
    """What a prompt is for, in the order in which prompts are shown; those of one aim stand together."""

    CONDITION = "condition"
    NOT_ASKED = "not_asked"
    LOOK_FOR = "look_for"
    ASK = "ask"
    VERIFY = "verify"
    PROTECTIVE = "protective"
    REFLECT = "reflect"

    @property
    def label(self) -> str:
        return {
            Aim.CONDITION: _("This person’s prohibitions and conditions"),
            Aim.NOT_ASKED: _("What have I not asked?"),
            Aim.LOOK_FOR: _("Look for"),
            Aim.ASK: _("Ask"),
            Aim.VERIFY: _("Verify with"),
            Aim.PROTECTIVE: _("What protects"),
            Aim.REFLECT: _("Ask yourself"),
        }[self]


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """One prompt at a step (``factor``: at this factor's page), with why it is shown and how sure its source is."""

    step: Step
    factor: Factor | None
    aim: Aim
    text: str
    why: str
    source: str
    confidence: Confidence
    as_at: date


class PromptEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Prompts of one aim and reason as they stand in the reference data; ``when`` is left out for general ones.

    An entry without ``factor`` whose circumstance is true of single factors is shown at each of those factors. A text
    with `ONE` in it is shown for each thing that the circumstance is about, `ALL` stands for all of them, and `MORE`
    in the reason for what is known of that one. It is left out where any word of ``unless``
    was typed, and where anything in ``except_when`` is true.
    """

    key: Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]*$")]
    step: Step
    aim: Aim
    texts: Annotated[tuple[Words, ...], msgspec.Meta(min_length=1)]
    why: Words
    source: Words
    confidence: Confidence
    as_at: date
    factor: Factor | None = None
    when: Circumstance | None = None
    except_when: tuple[Circumstance, ...] = ()
    unless: tuple[Words, ...] = ()


def load_prompts(text: str) -> tuple[PromptEntry, ...]:
    """The entries of a TOML text, in its order. Raises ReferenceDamaged with line, key and fault."""
    return read_entries(text, "prompts", PromptEntry)


def choose(entries: Iterable[PromptEntry], situation: Situation) -> tuple[Prompt, ...]:
    """The prompts that fit what is recorded: those that have a reason in this case first, then the general ones."""
    general = {**circumstances(situation), **gaps(situation)}
    of_factors = {factor: factor_circumstances(situation, factor) for factor in Factor}
    said = situation.said | words_of([situation.entry])
    found: list[Prompt] = []
    for entry in sorted(entries, key=_place):
        if not said.isdisjoint(entry.unless) or not general.keys().isdisjoint(entry.except_when):
            continue
        if entry.when is None or entry.when in general:
            found += _prompts(entry, entry.factor, general[entry.when] if entry.when else ())
            continue
        factors = Factor if entry.factor is None else (entry.factor,)
        for factor in factors:
            if entry.when in of_factors[factor]:
                found += _prompts(entry, factor, ())
    return tuple(found)


def _prompts(entry: PromptEntry, factor: Factor | None, subjects: Sequence[Subject]) -> Iterator[Prompt]:
    """Each text once, or once for each subject that it names."""
    everything = ", ".join(subject.words for subject in subjects)
    for text in entry.texts:
        for subject in subjects if ONE in text else (Subject(everything),):
            yield Prompt(
                step=entry.step,
                factor=factor,
                aim=entry.aim,
                text=_filled(_(text), {ONE: subject.words, ALL: everything}),
                why=_filled(_(entry.why), {MORE: subject.more}),
                source=_(entry.source),
                confidence=entry.confidence,
                as_at=entry.as_at,
            )


def _filled(text: str, words: Mapping[str, str]) -> str:
    """Each place in the text filled with its words, which are never looked into for further places."""
    return re.sub("|".join(map(re.escape, words)), lambda place: words[place[0]], text)


def words_of(entries: Iterable[Entry]) -> frozenset[str]:
    """Every word that was typed in these sessions, in small letters."""
    return frozenset(re.findall(r"\w+", "\n".join(typed(tuple(entries))).casefold()))


def _place(entry: PromptEntry) -> tuple[bool, int]:
    """Those with a reason in this case first, and what belongs together side by side."""
    return entry.when is None and not entry.unless, list(Aim).index(entry.aim)
