"""Every answer of a review as question and words, for checking before signing and for reading afterwards. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from gettext import gettext as _
from textwrap import shorten

from app.domain.considered import NOTHING_CONSIDERED, Considered, Link, LinkKind, Question, SlowFactor, SlowFactorNote
from app.domain.days import day_words
from app.domain.reviews import Review, ReviewEntry
from ui.reviews.parts import Part, parts

_LONGEST = 80  # characters of a record's title


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What was answered on one page: pairs of question and words (empty: nothing was entered)."""

    part: Part
    lines: tuple[tuple[str, str], ...]


def answers(kind: str, review: ReviewEntry | Review) -> list[Answers]:
    """The pages of this kind of review in order, without the last."""
    considered = review.considered or NOTHING_CONSIDERED
    lines = {
        Part.SLOW_FACTORS: [(factor.label, slow_words(considered.slow_factor(factor))) for factor in SlowFactor],
        Part.PROTECTION: [(_("What protects"), considered.protective)],
        Part.PEOPLE: [(_("Children"), considered.children), (_("Victims"), considered.victims)],
        Part.PROGRAMMES: [(_("Programmes"), programme_words(considered))],
        Part.QUESTIONS: [(question.label, answer_words(considered, question)) for question in Question],
        Part.DECISION: [
            (_("Day of the review"), day_words(review.done_on) if review.done_on else ""),
            (_("The assessment or plan"), changed_words(review.changed)),
            (_("In a sentence"), review.note),
        ],
    }
    return [Answers(part=part, lines=tuple(lines[part])) for part in parts(kind) if part in lines]


def slow_words(note: SlowFactorNote) -> str:
    """The day of the last evidence and what it was; empty where nothing is entered."""
    if note.evidence_on is None:
        return _("No day given: {words}").format(words=note.words) if note.words.strip() else ""
    return "\n".join(filter(None, (_("Last evidence {day}").format(day=day_words(note.evidence_on)), note.words)))


def programme_words(considered: Considered) -> str:
    """Never silently blank: that none were considered is said."""
    none = _("None considered") if considered.no_programmes else ""
    return "\n".join(filter(None, (none, considered.programmes)))


def answer_words(considered: Considered, question: Question) -> str:
    """The linked entries, each on a line of its own, then the words."""
    answer = considered.answer(question)
    return "\n".join(filter(None, (*map(link_words, answer.links), answer.words)))


def link_words(link: Link) -> str:
    """Which entry, by its day, and a record by its title too."""
    words = {
        LinkKind.SESSION: _("Session, {day}"),
        LinkKind.REVIEW: _("Review, {day}"),
        LinkKind.RECORD: _("{title}, {day}"),
    }[link.kind]
    title = shorten(link.title, _LONGEST, placeholder=" …")
    return words.format(day=day_words(link.on), title=title)


def changed_words(changed: bool | None) -> str:  # noqa: FBT001 (an answer of the review)
    """The decision; empty while there is none."""
    return "" if changed is None else _("Changed") if changed else _("No change")
