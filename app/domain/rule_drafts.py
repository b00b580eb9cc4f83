"""A review rule as the officer writes it: what is missing before it can be kept, and the plain values to keep.

What an edit does to the rules in force is for ``rule_edits``. Must not know any person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from gettext import gettext as _

import msgspec

from app.domain.audiences import Audience, audience_of, audience_words, condition_of
from app.domain.case_problems import FieldProblem
from app.domain.reference import Confidence
from app.domain.rules import ENDS, Duty, Interval, Rule, Settle, Start

LONGEST_TITLE, LONGEST_TEXT, MOST = 200, 1000, 1200
"""Characters of the title and of the other texts; the most of one unit that an interval may have."""
OWN_KIND = "own"
"""Chosen where recording a review of the new rule itself settles it, and nothing else does."""
NOTHING = Interval()
_SOME_DAY = date(2026, 1, 1)


class Counting(StrEnum):
    """How a rule counts from its start."""

    REPEATS = "repeats"
    ONCE = "once"
    BEFORE = "before"


@dataclass(frozen=True, kw_only=True)
class RuleDraft:
    """As typed; ``None`` is not chosen yet. ``kind``, ``start`` and ``counting`` are chosen for a new rule alone."""

    title: str = ""
    why: str = ""
    audiences: tuple[Audience, ...] = (Audience(),)
    interval: Interval = NOTHING
    warning: Interval = NOTHING
    duty: Duty | None = None
    source: str = ""
    confidence: Confidence | None = None
    kind: str | None = None
    start: Start | None = None
    counting: Counting | None = None


def draft_of(rule: Rule) -> RuleDraft:
    """The rule as the form shows it."""
    counting = Counting.REPEATS if rule.repeats else Counting.BEFORE if rule.before else Counting.ONCE
    return RuleDraft(
        title=_(rule.title),
        why=_(rule.why),
        audiences=tuple(audience_of(condition) for condition in rule.applies),
        interval=rule.interval,
        warning=rule.warning,
        duty=rule.duty,
        source=_(rule.source),
        confidence=rule.confidence,
        kind=rule.kind,
        start=rule.start,
        counting=counting,
    )


def check_draft(draft: RuleDraft) -> list[FieldProblem]:
    """What stops this rule from being kept, in the order of the form."""
    found: list[FieldProblem] = []

    def say(field: str, sentence: str) -> None:
        found.append(FieldProblem(field=field, sentence=sentence))

    if not draft.title.strip():
        say("title", _("Enter what is to be done"))
    elif len(draft.title) > LONGEST_TITLE:
        say("title", _("Use at most 200 characters here"))
    if draft.kind is None:
        say("kind", _("Choose what settles it"))
    if draft.start is None:
        say("start", _("Choose what starts the clock"))
    if draft.counting is None:
        say("counting", _("Choose how it counts"))
    found += _check_intervals(draft)
    if draft.duty is None:
        say("duty", _("Choose whose duty it is"))
    for field, text, sentence in (
        ("why", draft.why, _("Enter what the duty is for")),
        ("source", draft.source, _("Enter where the interval comes from, such as your local policy")),
    ):
        if not text.strip():
            say(field, sentence)
        elif len(text) > LONGEST_TEXT:
            say(field, _("Use at most 1,000 characters here"))
    if draft.confidence is None:
        say("confidence", _("Choose how sure the source is"))
    return found


def changes_of(draft: RuleDraft, before: Rule) -> dict[str, object]:
    """The fields that the officer changed, as plain values; empty when nothing differs.

    The words for whom follow from the choices once those differ, so that a flag never says the old ones.
    """
    shown = draft_of(before)
    texts = {"title": draft.title, "why": draft.why, "source": draft.source}
    changes: dict[str, object] = {name: text.strip() for name, text in texts.items() if text != getattr(shown, name)}
    values = {name: getattr(draft, name) for name in ("interval", "warning", "duty", "confidence")}
    changes |= {name: _plain(value) for name, value in values.items() if value != getattr(before, name)}
    applies = tuple(condition_of(audience) for audience in draft.audiences)
    if applies != tuple(condition_of(audience) for audience in shown.audiences):
        changes |= {"applies": _plain(applies), "who": audience_words(draft.audiences)}
    return changes


def values_of(draft: RuleDraft, known: Iterable[Rule]) -> dict[str, object]:
    """A new rule as plain values. ``known`` rules of its kind say how a flag of it is settled."""
    values = {
        "title": draft.title.strip(),
        "why": draft.why.strip(),
        "who": audience_words(draft.audiences),
        "applies": [condition_of(audience) for audience in draft.audiences],
        "start": draft.start,
        "repeats": draft.counting is Counting.REPEATS,
        "before": draft.counting is Counting.BEFORE,
        "interval": draft.interval,
        "warning": draft.warning,
        "duty": draft.duty,
        "source": draft.source.strip(),
        "confidence": draft.confidence,
    }
    if draft.kind != OWN_KIND:
        values |= {"kind": draft.kind, "settle": _settles(draft, known)}
    made: dict[str, object] = msgspec.to_builtins(values)
    return made


def _check_intervals(draft: RuleDraft) -> list[FieldProblem]:
    found: list[FieldProblem] = []
    for field, interval in (("interval", draft.interval), ("warning", draft.warning)):
        if max(msgspec.structs.astuple(interval)) > MOST:
            found.append(FieldProblem(field=field, sentence=_("Use at most 1,200 of each")))
    if found:
        return found
    if draft.counting is Counting.REPEATS and not draft.interval:
        sentence = _("Enter how long: a rule that counts again each time needs an interval")
        found.append(FieldProblem(field="interval", sentence=sentence))
    elif draft.counting is Counting.REPEATS and draft.warning.after(_SOME_DAY) > draft.interval.after(_SOME_DAY):
        sentence = _("The warning is longer than the interval, so the flag would always show: shorten it")
        found.append(FieldProblem(field="warning", sentence=sentence))
    if draft.start in ENDS and draft.counting is Counting.REPEATS:
        sentence = _("An end comes once: choose once, or before it")
        found.append(FieldProblem(field="counting", sentence=sentence))
    elif draft.start in ENDS and draft.counting is Counting.ONCE and draft.interval:
        sentence = _("Nothing falls due after an end: leave the interval empty, or count back from the end")
        found.append(FieldProblem(field="interval", sentence=sentence))
    return found


def _settles(draft: RuleDraft, known: Iterable[Rule]) -> Settle:
    """As other rules of this kind and start, or at least of this kind.

    Only the start of their own rules knows of a draft to carry on, or of a record's form.
    """
    of_kind = [rule for rule in known if rule.kind == draft.kind]
    of_start = [rule for rule in of_kind if rule.start is draft.start]
    settles = [rule.settle for rule in of_start or of_kind]
    return next((one for one in settles if of_start or one not in (Settle.DRAFT, Settle.RECORD)), Settle.REVIEW)


def _plain(value: object) -> object:
    return msgspec.to_builtins(value)
