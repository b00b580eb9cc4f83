"""Cribs for ARMS and OASys: under each heading the dated entries that bear on it, so that no second form is needed.

Nothing is judged, scored or left out for being unwelcome: an entry stands in its own words with its day, and a heading
without recent evidence says so. What is restricted never comes here, nor what agencies told or were told. Which entries
bear on which heading is reference data. Must not know the store.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from gettext import gettext as _
from uuid import UUID

import msgspec

from app.domain.days import day_words
from app.domain.facts import local_day
from app.domain.marks import Mark
from app.domain.ratings import Basis, Factor, Rating
from app.domain.records import Record, answers
from app.domain.reference import Confidence, read_entries
from app.domain.restricted import leaves_apart, restricted_title
from app.domain.rules import Interval, Key, Words
from app.domain.sessions import LifeChange, Session
from app.domain.unreadable import any_unreadable

RECENT, SHOWN = Interval(months=3), Interval(months=12)
"""How old the newest entry of a heading may be to count as recent, and from when entries are shown at all."""


class Form(StrEnum):
    ARMS = "arms"
    OASYS = "oasys"

    @property
    def label(self) -> str:
        return {Form.ARMS: _("ARMS"), Form.OASYS: _("OASys")}[self]


class Note(StrEnum):
    """A text of a session that bears on a heading; the value is its field in a session's entry."""

    PROGRESS = "progress"
    INTERVENTION = "intervention"
    STANCE = "stance"


class RecordFeed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of record that bears on a heading: all its answers, or ``answers`` alone.

    ``day`` is the answer that dates it; a record in which that is blank is no dated evidence. Without it the record's
    own day counts.
    """

    kind: Key
    answers: tuple[Key, ...] = ()
    day: str = ""


class CribEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One heading of a form and what bears on it; ``helped`` are factors whose *what helped* does."""

    key: Key
    form: Form
    title: Words
    source: Words
    confidence: Confidence
    as_at: date
    factors: tuple[Factor, ...] = ()
    helped: tuple[Factor, ...] = ()
    changes: tuple[LifeChange, ...] = ()
    notes: tuple[Note, ...] = ()
    records: tuple[RecordFeed, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One entry under a heading; ``subject`` is the session or record that it comes from."""

    subject: UUID
    on: date
    source: str
    words: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading with its evidence, newest first; ``gap`` says that there is none or none recent, and is empty else."""

    title: str
    evidence: tuple[Evidence, ...]
    gap: str
    source: str
    confidence: Confidence


@dataclass(frozen=True, kw_only=True)
class Crib:
    """``fault`` says that an entry could not be read and stands nowhere here; it is empty else."""

    form: Form
    headings: tuple[Heading, ...]
    fault: str = ""


@dataclass(frozen=True, kw_only=True)
class Material:
    """What a crib is put together from: signed sessions, the records as they now are, and the marks they all bear."""

    sessions: Sequence[Session]
    records: Sequence[Record]
    marks: Mapping[UUID, tuple[Mark, ...]]


def load_cribs(text: str) -> tuple[CribEntry, ...]:
    """The headings of a TOML text, in its order. Raises ReferenceDamaged with line, key and fault."""
    return read_entries(text, "cribs", CribEntry)


def crib(form: Form, entries: Sequence[CribEntry], material: Material, today: date) -> Crib:
    """The headings of the form, each with the entries of the last 12 months or, where there are none, the newest."""
    headings = tuple(_heading(one, material, today) for one in entries if one.form is form)
    fault = _("An entry about this person cannot be read and is left out here. It is kept as it is.")
    return Crib(form=form, headings=headings, fault=fault if any_unreadable(material.records) else "")


def _heading(entry: CribEntry, material: Material, today: date) -> Heading:
    found = sorted(_evidence(entry, material), key=_day, reverse=True)
    shown = [one for one in found if one.on >= SHOWN.before(today)] or found[:1]
    return Heading(
        title=_(entry.title),
        evidence=tuple(shown),
        gap=_gap(found[0].on if found else None, today),
        source=_(entry.source),
        confidence=entry.confidence,
    )


def _gap(newest: date | None, today: date) -> str:
    if newest is None:
        return _("No evidence recorded")
    if newest < RECENT.before(today):
        return _("No recent evidence: nothing since {day}").format(day=day_words(newest))
    return ""


def _evidence(entry: CribEntry, material: Material) -> Iterator[Evidence]:
    for session in material.sessions:
        if _open(session.id, material):
            yield from _of_session(entry, session, material)
    titles = {
        one.id: one.body.title if _open_record(one, material) else restricted_title(one) for one in material.records
    }
    for feed in entry.records:
        for record in material.records:
            if feed.kind == record.body.KIND and _open_record(record, material):
                yield from _of_record(feed, record, titles, material)


def _open(subject: UUID, material: Material) -> bool:
    return Mark.RESTRICTED not in material.marks.get(subject, ())


def _open_record(record: Record, material: Material) -> bool:
    return not leaves_apart(record.body) and _open(record.id, material)


def _of_session(entry: CribEntry, session: Session, material: Material) -> Iterator[Evidence]:
    held_at = session.entry.held_at
    if held_at is None:
        return
    on, marks = local_day(held_at), material.marks.get(session.id, ())
    source = _("Session of {day}").format(day=day_words(on))
    for factor in Factor:
        rating = session.entry.rating(factor)
        words = _rated(rating) if factor in entry.factors else _helped(rating) if factor in entry.helped else ""
        if words:
            of_factor = _("{session}, {factor}").format(session=source, factor=factor.label)
            yield Evidence(subject=session.id, on=on, source=of_factor, words=words, marks=marks)
    texts = [_changed(one, session.entry.check_in) for one in session.entry.changes if one in entry.changes]
    texts += [getattr(session.entry, note).strip() for note in entry.notes]
    for text in texts:
        if text:
            yield Evidence(subject=session.id, on=on, source=source, words=text, marks=marks)


def _rated(rating: Rating) -> str:
    """The rating in words; nothing for a gap, which is no evidence."""
    if rating.level is None or rating.level.is_gap:
        return ""
    basis = rating.basis.label if rating.basis else ""
    if rating.basis is Basis.CONFIRMED and rating.confirmed_by.strip():
        basis = _("Confirmed by {whom}").format(whom=rating.confirmed_by.strip())
    lines = [rating.level.label, basis, rating.evidence.strip(), _helped(rating)]
    if rating.done.strip():
        lines.append(_("What was done: {words}").format(words=rating.done.strip()))
    return "\n".join(line for line in lines if line)


def _helped(rating: Rating) -> str:
    helped = rating.helped.strip()
    return _("What helped: {words}").format(words=helped) if helped else ""


def _changed(change: LifeChange, check_in: str) -> str:
    """The news, with what was said at the check-in, where it is told."""
    return "\n".join(line for line in (change.label, check_in.strip()) if line)


def _of_record(feed: RecordFeed, record: Record, titles: Mapping[UUID, str], material: Material) -> Iterator[Evidence]:
    on = getattr(record.body, feed.day) if feed.day else record.body.on or local_day(record.recorded_at)
    told = [
        (ask, words)
        for ask, words in answers(record.body, titles)
        if words and (not feed.answers or ask.key in feed.answers)
    ]
    if on is None or not told:
        return
    lines = [_("{question}: {answer}").format(question=ask.label, answer=words) for ask, words in told]
    yield Evidence(
        subject=record.id,
        on=on,
        source=record.body.name(),
        words="\n".join(lines) if len(lines) > 1 else told[0][1],
        marks=material.marks.get(record.id, ()),
    )


def _day(one: Evidence) -> date:
    return one.on
