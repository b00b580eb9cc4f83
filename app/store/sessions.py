"""Signed sessions with everything that was entered in them: sealed, so that nothing here is ever changed or removed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Select,
    Table,
    Text,
    bindparam,
    case,
    insert,
    literal_column,
    select,
    text,
    union_all,
)

from app.domain.places import Outcome
from app.domain.sessions import Addendum, Session
from app.store.columns import Id
from app.store.deferrals import latest_judgement
from app.store.schema import Moment, metadata, seal
from app.store.shapes import Part, Shape, first, written_out

ABSENT = "outcome IN ({})".format(
    ", ".join(f"'{one}'" for one in Outcome if one.missed or one is Outcome.ACCEPTABLE_ABSENCE)
)
"""Absences of every kind, in the words of the index that holds them."""

sessions = seal(
    Table(
        "sessions",
        metadata,
        Column("id", Id, primary_key=True),
        Column("person_id", Id, ForeignKey("people.id"), nullable=False),
        Column("officer_id", Id, ForeignKey("officers.id"), nullable=False),
        Column("held_at", Moment, nullable=False),
        Column("written_at", Moment, nullable=False),
        Column("signed_at", Moment, nullable=False, index=True),
        Column("place", Text, nullable=False),
        Column("outcome", Text, nullable=False),
        Column("absence_reason", Text),
        Column("absence_note", Text, nullable=False),
        Column("action", Text),
        Column("changes", Text, nullable=False),  # a JSON list
        Column("check_in", Text, nullable=False),
        Column("own_words", Text, nullable=False),
        Column("progress", Text, nullable=False),
        Column("intervention", Text, nullable=False),
        Column("stance", Text, nullable=False),
        Column("safeguarding", Text, nullable=False),
        Column("release", Text, nullable=False),
        Column("summary", Text, nullable=False),
        Column("next_at", Moment),
        Column("next_place", Text),
        Column("rar_day", Boolean, nullable=False),
        Column("changes_assessment", Boolean),
        Column("decision_note", Text, nullable=False),
        # What lists, counts and clocks ask for, so that they never touch the notes themselves.
        Index("ix_sessions_course", "person_id", "held_at", "id", "outcome", "place", "rar_day", "signed_at"),
        # The few sessions to which nobody came, for the clocks and counts that follow from them.
        Index("ix_sessions_absent", "person_id", "held_at", "id", "outcome", "action", sqlite_where=text(ABSENT)),
    )
)

claim_checks = seal(
    Table(
        "claim_checks",
        metadata,
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
        Column("checked_in", Id, ForeignKey("sessions.id"), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("session_id", Id, nullable=False),
        Column("factor", Text, nullable=False),
        Column("outcome", Text, nullable=False),
        Column("note", Text, nullable=False),
        ForeignKeyConstraint(
            ["person_id", "session_id", "factor"],
            ["ratings.person_id", "ratings.session_id", "ratings.factor"],
        ),
        sqlite_with_rowid=False,
    )
)

information = seal(
    Table(
        "information",
        metadata,
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
        Column("session_id", Id, ForeignKey("sessions.id"), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("way", Text, nullable=False),
        Column("agency", Text, nullable=False),
        Column("what", Text, nullable=False),
        Column("reason", Text, nullable=False),
        sqlite_with_rowid=False,
    )
)

act_decisions = seal(
    Table(
        "act_decisions",
        metadata,
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
        Column("session_id", Id, ForeignKey("sessions.id"), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("factor", Text, nullable=False),
        Column("told", Text, nullable=False),
        Column("decided", Text, nullable=False),
        Column("why", Text, nullable=False),
        Column("why_nothing", Text, nullable=False),
        sqlite_with_rowid=False,
    )
)

addenda = seal(
    Table(
        "addenda",
        metadata,
        Column("session_id", Id, ForeignKey("sessions.id"), primary_key=True),
        Column("id", Id, primary_key=True),
        Column("added_at", Moment, nullable=False),
        Column("officer_id", Id, ForeignKey("officers.id"), nullable=False),
        Column("text", Text, nullable=False),
        sqlite_with_rowid=False,
    )
)

_session, _claim = sessions.c, claim_checks.c

is_held = _session.outcome.in_(written_out(outcome for outcome in Outcome if outcome.held))


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A session as far as counts and the run of time ask."""

    held_at: datetime
    outcome: Outcome
    rar_day: bool


_this_person = bindparam("person_id", type_=Id)
_of_person = _session.person_id == _this_person

_a_mark = Shape(_session.held_at, _session.outcome, _session.rar_day)
_a_claim_check = Shape(_claim.session_id, _claim.factor, _claim.outcome, _claim.note)

course_of_person = Part(_a_mark, select(*_a_mark.columns).where(_of_person))
claim_checks_of_person = Part(_a_claim_check, select(*_a_claim_check.columns).where(_claim.person_id == _this_person))


_judged = latest_judgement(_session.person_id, _session.id).scalar_subquery()
_tells = case(
    (_judged.is_(None), _session.outcome.in_(written_out(one for one in Outcome if one.tells_of_attending))),
    else_=_judged == literal_column("0"),
)
_told = case((_judged == literal_column("0"), Outcome.UNACCEPTABLE_ABSENCE.value), else_=_session.outcome)


def _outcome_beside(where: ColumnElement[bool], *, newest_first: bool) -> Select[tuple[str]]:
    order = _session.held_at.desc() if newest_first else _session.held_at
    beside = first(select(_told.label("outcome")).where(_of_person, _tells, where).order_by(order))
    return select(beside.subquery().c.outcome)


_held_at = bindparam("of_held_at", type_=Moment)
_OUTCOMES_BESIDE = union_all(
    _outcome_beside(_session.held_at <= _held_at, newest_first=True),
    _outcome_beside(_session.held_at > _held_at, newest_first=False),
)
_AGENCIES = select(information.c.agency).where(information.c.person_id == _this_person).distinct()
_EXISTS = select(_session.id).where(_session.id == bindparam("session_id", type_=Id))
_ABSENCE = select(_session.person_id, _session.held_at).where(
    _session.id == bindparam("session_id", type_=Id), text(ABSENT)
)
_SINCE = first(
    select(_session.id).where(
        _of_person,
        _session.held_at >= bindparam("since", type_=Moment),
        _session.held_at <= _session.signed_at,  # an absence known beforehand has not taken place
    )
)


def exists(db: Connection, session_id: UUID) -> bool:
    return db.execute(_EXISTS, {"session_id": session_id}).first() is not None


def absence(db: Connection, session_id: UUID) -> tuple[UUID, datetime] | None:
    """Whose session it is and its time, if it ended in an absence whose reason can be judged."""
    row = db.execute(_ABSENCE, {"session_id": session_id}).first()
    return row and (row.person_id, row.held_at)


def days(db: Connection, person_id: UUID, ids: Collection[UUID]) -> dict[UUID, date]:
    """The local day of each of these sessions, as far as they are the person's."""
    rows = select(_session.id, _session.held_at).where(_session.person_id == person_id, _session.id.in_(ids))
    return {row.id: row.held_at.astimezone().date() for row in db.execute(rows)}


def took_place_since(db: Connection, person_id: UUID, moment: datetime) -> bool:
    """Whether a signed session of the person took place then or later."""
    return db.execute(_SINCE, {"person_id": person_id, "since": moment}).first() is not None


def agencies(db: Connection, person_id: UUID) -> tuple[str, ...]:
    """The names under which agencies gave or were given information in the person's sessions, in no order."""
    return tuple(db.execute(_AGENCIES, {"person_id": person_id}).scalars())


def outcomes_beside(db: Connection, person_id: UUID, held_at: datetime) -> tuple[Outcome, ...]:
    """How the signed sessions next to this time ended: the one before it and, for a late entry, the one after.

    Those that do not tell of attending are passed over. Of an absence that was judged since, the judgement counts.
    """
    values = {"person_id": person_id, "of_held_at": held_at}
    return tuple(Outcome(row.outcome) for row in db.execute(_OUTCOMES_BESIDE, values))


def add(db: Connection, session: Session, officer_id: UUID) -> None:
    """Add the session and its children in this file; ratings, tasks and task checks have files of their own."""
    entry = session.entry
    text = {key: value for key, value in vars(entry).items() if key in _session}
    changes = msgspec.json.encode(entry.changes).decode()
    common = {"person_id": session.person_id, "officer_id": officer_id}
    clocks = {"id": session.id, "written_at": session.written_at, "signed_at": session.signed_at}
    db.execute(insert(sessions), text | common | clocks | {"changes": changes})
    keys = {"person_id": session.person_id, "session_id": session.id}
    _add_children(db, information, keys, entry.information)
    _add_children(db, act_decisions, keys, entry.decisions)
    checked_in = {"person_id": session.person_id, "checked_in": session.id}
    _add_children(db, claim_checks, checked_in, entry.claim_checks)


def add_addendum(db: Connection, session_id: UUID, addendum: Addendum, officer_id: UUID) -> None:
    row = {"session_id": session_id, "id": addendum.id, "added_at": addendum.added_at}
    db.execute(insert(addenda), row | {"officer_id": officer_id, "text": addendum.text})


def _add_children(db: Connection, table: Table, keys: dict[str, UUID], children: Sequence[object]) -> None:
    made = [keys | vars(child) | {"position": position} for position, child in enumerate(children)]
    if made:
        db.execute(insert(table), made)
