"""What a review considered: slow factors, protective factors, children and victims, programmes, and the inspectorate's
questions, each answered by linking dated entries. Nothing here is rated, counted or weighed.

Source: HM Inspectorate of Probation, evidence page on sexual offending (confidence: high).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from gettext import gettext as _
from uuid import UUID

from app.domain.case_problems import FieldProblem

CONSIDERED_IN = ("risk_review", "initial_assessment", "arms")
"""The kinds of review that say what was considered; any other needs only its day, its decision and a sentence."""


class SlowFactor(StrEnum):
    """Factors that change over months: looked at in a review, never rated in a session."""

    DEVIANCY = "deviancy"
    ATTITUDES = "attitudes"
    INTIMACY = "intimacy"
    SELF_MANAGEMENT = "self_management"

    @property
    def label(self) -> str:
        return {
            SlowFactor.DEVIANCY: _("Sexual deviancy"),
            SlowFactor.ATTITUDES: _("Anti-social and pro-criminal attitudes"),
            SlowFactor.INTIMACY: _("Intimacy deficits"),
            SlowFactor.SELF_MANAGEMENT: _("Poor self-management"),
        }[self]


class Question(StrEnum):
    """The inspectorate's questions, in its order, in our own words."""

    HARM_ANALYSED = "harm_analysed"
    SOURCES_USED = "sources_used"
    VICTIMS_CONSIDERED = "victims_considered"
    CRITICAL_FIRST = "critical_first"
    INTERVENTIONS_SET_OUT = "interventions_set_out"
    AGENCIES_LINKED = "agencies_linked"
    CONTINGENCY = "contingency"
    PLAN_CHANGED = "plan_changed"
    PERSON_INVOLVED = "person_involved"

    @property
    def label(self) -> str:
        return {
            Question.HARM_ANALYSED: _("Is risk of harm to others identified and analysed clearly?"),
            Question.SOURCES_USED: _("Are all available sources and agencies used?"),
            Question.VICTIMS_CONSIDERED: _("Are actual and potential victims considered?"),
            Question.CRITICAL_FIRST: _("Are the most critical factors put first?"),
            Question.INTERVENTIONS_SET_OUT: _("Are constructive and restrictive interventions set out?"),
            Question.AGENCIES_LINKED: _("Are links to other agencies in place?"),
            Question.CONTINGENCY: _("Are there contingency arrangements?"),
            Question.PLAN_CHANGED: _("Did changes lead to a changed plan?"),
            Question.PERSON_INVOLVED: _("Was the person involved?"),
        }[self]


@dataclass(frozen=True, kw_only=True)
class SlowFactorNote:
    """``evidence_on``: the day of the last evidence, if there is any; ``words`` what it was, or why there is none."""

    factor: SlowFactor
    evidence_on: date | None = None
    words: str = ""


class LinkKind(StrEnum):
    SESSION = "session"
    REVIEW = "review"
    RECORD = "record"


@dataclass(frozen=True, kw_only=True)
class Link:
    """A signed session, an earlier review or a record, with its day; ``title``: what a record was called then."""

    kind: LinkKind
    id: UUID
    on: date
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Dated entries that answer a question, or words such as *not yet*."""

    question: Question
    links: tuple[Link, ...] = ()
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Considered:
    """As typed. ``children`` and ``victims`` by initials or role only; ``no_programmes``: none were considered."""

    slow_factors: tuple[SlowFactorNote, ...] = tuple(SlowFactorNote(factor=factor) for factor in SlowFactor)
    protective: str = ""
    children: str = ""
    victims: str = ""
    programmes: str = ""
    no_programmes: bool = False
    answers: tuple[Answer, ...] = tuple(Answer(question=question) for question in Question)

    @property
    def children_or_victims(self) -> bool:
        """Whether anything is entered on children or on victims."""
        return bool(self.children.strip() or self.victims.strip())

    def slow_factor(self, factor: SlowFactor) -> SlowFactorNote:
        return next((note for note in self.slow_factors if note.factor is factor), SlowFactorNote(factor=factor))

    def answer(self, question: Question) -> Answer:
        return next((answer for answer in self.answers if answer.question is question), Answer(question=question))


NOTHING_CONSIDERED = Considered()


def check_considered(considered: Considered, today: date) -> list[FieldProblem]:
    """What is still to be said of what was considered, in the order of the page.

    Children and victims are asked for and not required: a review without them is raised as a blind spot.
    """
    found = [problem for factor in SlowFactor for problem in _check_factor(considered.slow_factor(factor), today)]
    if not considered.protective.strip():
        found.append(FieldProblem(field="protective", sentence=_("Enter what protects, or that nothing does yet")))
    if considered.no_programmes and considered.programmes.strip():
        sentence = _("Either name the programmes, or say that none were considered")
        found.append(FieldProblem(field="programmes", sentence=sentence))
    elif not considered.no_programmes and not considered.programmes.strip():
        sentence = _("Enter which programmes were considered, or say that none were")
        found.append(FieldProblem(field="programmes", sentence=sentence))
    for question in Question:
        answer = considered.answer(question)
        if not answer.links and not answer.words.strip():
            words = _("{question} Link an entry that shows it, or say not yet")
            sentence = words.format(question=question.label)
            found.append(FieldProblem(field=f"answers.{question}", sentence=sentence))
    return found


def _check_factor(note: SlowFactorNote, today: date) -> Iterator[FieldProblem]:
    if note.evidence_on is not None and note.evidence_on > today:
        words = _("{factor}: the day of the evidence cannot be in the future")
        yield FieldProblem(
            field=f"slow_factors.{note.factor}.evidence_on", sentence=words.format(factor=note.factor.label)
        )
    if not note.words.strip():
        words = _("{factor}: enter the last evidence, or that there is none")
        yield FieldProblem(field=f"slow_factors.{note.factor}.words", sentence=words.format(factor=note.factor.label))
