"""What a review of a story considered, worked out from the records as they stood then: nothing is told twice.

Must not know the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from app.domain.children_and_victims import Child, Victim
from app.domain.considered import Answer, Considered, Link, LinkKind, Question
from app.domain.facts import local_day
from app.domain.formulation import Formulation
from app.domain.plans import Plan
from app.domain.programmes import ProgrammeRecord
from app.domain.protective_factors import protective_words
from app.domain.records import Body, Record, bodies
from app.domain.sessions import Session
from app.domain.slow_factors import SlowFactors

NOTHING_PROTECTS = "Nothing that protects is known yet."
NO_CHANGE = "Nothing changed that the plan does not answer already."
_SHOWN_BY = {
    Question.HARM_ANALYSED: (0, 1),
    Question.SOURCES_USED: (1,),
    Question.VICTIMS_CONSIDERED: (2,),
    Question.CRITICAL_FIRST: (0,),
    Question.INTERVENTIONS_SET_OUT: (1, 3),
    Question.AGENCIES_LINKED: (2,),
    Question.CONTINGENCY: (3,),
    Question.PLAN_CHANGED: (0,),
    Question.PERSON_INVOLVED: (0,),
}
"""Which sessions answer a question, counted back from the latest."""
_NEEDS: dict[Question, tuple[type[Body], str]] = {
    Question.HARM_ANALYSED: (Formulation, "Not yet: the formulation is still to be written."),
    Question.CONTINGENCY: (Plan, "Not yet: the plan is still to be written here."),
}


def considered(records: Sequence[Record], sessions: Iterable[Session], on: date, *, changed: bool) -> Considered | None:
    """None while no slow factors are recorded: such a review says its day and decision alone."""
    slow = bodies(SlowFactors, records)
    if not slow:
        return None
    programmes = [f"{one.programme}: {one.state.label}" for one in bodies(ProgrammeRecord, records) if one.state]
    held = [one for one in sessions if one.entry.outcome and one.entry.outcome.held and local_day(one.signed_at) <= on]
    return Considered(
        slow_factors=slow[0].notes,
        protective=protective_words(records, on) or NOTHING_PROTECTS,
        children="\n".join(f"{one.who}: {one.concerns}" for one in bodies(Child, records)),
        victims="\n".join(f"{one.who}: {one.concerns}" for one in bodies(Victim, records)),
        programmes="\n".join(programmes),
        no_programmes=not programmes,
        answers=tuple(_answer(question, records, held[::-1], changed=changed) for question in Question),
    )


def _answer(question: Question, records: Sequence[Record], latest: Sequence[Session], *, changed: bool) -> Answer:
    if question in _NEEDS:
        kind, missing = _NEEDS[question]
        if not any(isinstance(one.body, kind) for one in records):
            return Answer(question=question, words=missing)
    if question is Question.PLAN_CHANGED and not changed:
        return Answer(question=question, words=NO_CHANGE)
    links = tuple(
        Link(kind=LinkKind.SESSION, id=one.id, on=local_day(one.entry.held_at or one.signed_at))
        for place, one in enumerate(latest)
        if place in _SHOWN_BY[question]
    )
    return Answer(question=question, links=links, words="" if links else "Not yet.")
