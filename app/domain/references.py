"""What records refer to, and what would contradict a record once another that it refers to is changed.

Must not know the kinds: each kind's own check says what contradicts it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from gettext import gettext as _
from typing import Any
from uuid import UUID

from app.domain.case_problems import FieldProblem
from app.domain.records import Around, Body, How, Record, check

Wrong = set[tuple[UUID, str, str]]
"""Records by id, each with the name of its kind and a sentence that says what is wrong with it."""


def references(body: Body) -> list[UUID]:
    """The ids of what its answers refer to."""
    asked = [getattr(body, ask.key) for ask in body.asks() if ask.how in (How.RECORD, How.ENTRY)]
    return [one for one in asked if one is not None]


def contradicted(record: Record, body: Body, around: Around) -> list[FieldProblem]:
    """What stops ``record`` from becoming ``body``: others that refer to it and would no longer be right.

    Said at the answers whose change does it; what was wrong before does not count.
    """
    wrong = _newly_wrong(record, body, around)
    if not wrong:
        return []
    before: Any = record.body  # a frozen dataclass, as every kind is
    changed = {
        ask.key: getattr(body, ask.key) for ask in body.asks() if getattr(body, ask.key) != getattr(before, ask.key)
    }
    found = {
        key: wrong & _newly_wrong(record, replace(before, **{key: answer}), around) for key, answer in changed.items()
    }
    by_field = {key: those for key, those in found.items() if those} or {next(iter(changed)): wrong}
    return [FieldProblem(field=key, sentence=_sentence(those)) for key, those in by_field.items()]


def _newly_wrong(record: Record, body: Body, around: Around) -> Wrong:
    after = _wrong([*around.others, replace(record, body=body)], record.id, around)
    return after - _wrong([*around.others, record], record.id, around) if after else after


def _wrong(found: Sequence[Record], changed: UUID, around: Around) -> Wrong:
    """What is wrong, among these records, with those that refer to the one that is changed."""
    return {
        (one.id, one.body.name(), problem.sentence)
        for one in _referring(found, changed)
        for problem in check(one.body, _seen_from(one, found, around))
    }


def _seen_from(record: Record, found: Sequence[Record], around: Around) -> Around:
    return replace(around, others=[one for one in found if one.id != record.id], before=record.body)


def _referring(found: Sequence[Record], to: UUID) -> Iterable[Record]:
    """Those that refer to it, also by way of others: a breach of a line leans on the order of that line."""
    reached, grown = {to}, True
    while grown:
        more = {one.id for one in found if not reached.isdisjoint(references(one.body))} - reached
        reached |= more
        grown = bool(more)
    return [one for one in found if one.id in reached and one.id != to]


def _sentence(wrong: Wrong) -> str:
    counts = Counter((kind, why) for _id, kind, why in wrong)
    entry = _("{kind}: {count} ({why})")
    entries = [entry.format(kind=kind, count=count, why=why) for (kind, why), count in sorted(counts.items())]
    return _("Other entries contradict this, so change them first. {entries}").format(entries="; ".join(entries))
