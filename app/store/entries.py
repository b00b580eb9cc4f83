"""Whole signed sessions as values: each with its officer as then, ratings, tasks, decisions, addenda and the rest.

However many they are, they take two statements: the sessions, and everything that belongs to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Executable,
    Text,
    and_,
    bindparam,
    literal_column,
    select,
    tuple_,
)

from app.domain.case_problems import NotFound
from app.domain.sessions import Session
from app.store.columns import Id
from app.store.officers import an_officer, officers
from app.store.ratings import columns_of_rating, factor_order, ratings
from app.store.schema import Moment
from app.store.sessions import act_decisions, addenda, claim_checks, information, is_held, sessions
from app.store.shapes import Bundle, Fields, Part, Shape, first, value
from app.store.tasks import task_checks, tasks

PAGE = 20
"""Sessions shown at a time."""

_NEVER = datetime.max.replace(tzinfo=UTC)

_session = sessions.c
_own = (_session.id, _session.person_id, _session.written_at, _session.signed_at)
_entry = (column for column in _session if column not in {*_own, _session.officer_id})
_a_session = Shape(*_own, officer=an_officer, entry=Shape(*_entry))


_of_person = _session.person_id == bindparam("person_id", type_=Id)
_SESSIONS = (
    select(*_a_session.columns)
    .join_from(sessions, officers, officers.c.id == _session.officer_id)
    .order_by(_session.held_at.desc(), _session.id.desc())
)
_shown = tuple_(bindparam("before", type_=Moment), bindparam("before_id", type_=Id))
_PAGE = first(_SESSIONS.where(_of_person, tuple_(_session.held_at, _session.id) < _shown), PAGE)
_HELD = first(_SESSIONS.where(_of_person, is_held), PAGE)
_ONE = _SESSIONS.where(_session.id == bindparam("session_id", type_=Id))

# The plus signs make SQLite go from the sessions to what belongs to them. Lists of ids, as in IN, would cost more than
# all the rest: it keeps them in tables of their own, whose memory is locked and wiped.
_this_session, _this_person = literal_column("+sessions.id", Id), literal_column("+sessions.person_id", Id)
_chosen = _of_person, _session.held_at.between(bindparam("oldest", type_=Text), bindparam("newest", type_=Text))


def _belonging(session_id: Column[Any], *columns: Column[Any], **fields: ColumnElement[Any]) -> Part:
    """Rows that belong to the sessions between ``oldest`` and ``newest``."""
    shape = Shape(*columns, of_session=session_id, **fields)
    belongs = session_id == _this_session
    if "person_id" in session_id.table.c:  # the first column of the key by which the table is kept together
        belongs = and_(session_id.table.c.person_id == _this_person, belongs)
    return Part(shape, select(*shape.columns).join_from(sessions, session_id.table, belongs).where(*_chosen))


_act, _claim, _check, _news = act_decisions.c, claim_checks.c, task_checks.c, information.c
_author = select(officers.c.name).where(officers.c.id == addenda.c.officer_id).scalar_subquery()

BELONGING = {
    "ratings": _belonging(ratings.c.session_id, *columns_of_rating, position=factor_order),
    "task_checks": _belonging(_check.session_id, _check.task_id, _check.outcome, _check.note, _check.position),
    "claim_checks": _belonging(
        _claim.checked_in, _claim.session_id, _claim.factor, _claim.outcome, _claim.note, _claim.position
    ),
    "information": _belonging(_news.session_id, _news.way, _news.agency, _news.what, _news.reason, _news.position),
    "tasks": _belonging(tasks.c.session_id, tasks.c.what, tasks.c.who, tasks.c.due_on, tasks.c.position),
    "decisions": _belonging(
        _act.session_id, _act.factor, _act.told, _act.decided, _act.why, _act.why_nothing, _act.position
    ),
    "addenda": _belonging(
        addenda.c.session_id, addenda.c.id, addenda.c.added_at, addenda.c.text, by=_author, position=addenda.c.added_at
    ),
}
"""What belongs to the sessions of a person between two times, by its name in an entry; addenda stand beside it."""

_BELONGING = Bundle(BELONGING)


def get(db: Connection, session_id: UUID) -> Session:
    """Raises NotFound."""
    found = _read(db, _ONE, session_id=session_id)
    if not found:
        raise NotFound
    return found[0]


def page(db: Connection, last: Session) -> tuple[Session, ...]:
    """The person's 20 sessions that come after ``last``, newest first; at one time there may be more than one."""
    return _read(db, _PAGE, person_id=last.person_id, before=last.entry.held_at, before_id=last.id)


def all_of(db: Connection, person_id: UUID) -> Iterator[Session]:
    """All of the person's sessions, newest first, read twenty at a time as they are asked for."""
    found = _read(db, _PAGE, person_id=person_id, before=_NEVER, before_id=UUID(int=0))
    while found:
        yield from found
        found = page(db, found[-1])


def held(db: Connection, person_id: UUID) -> tuple[Session, ...]:
    """The 20 newest signed sessions in which the person was seen, newest first."""
    return _read(db, _HELD, person_id=person_id)


def newest(db: Connection, person_id: UUID) -> list[Fields]:
    """The newest 20 sessions' own fields, for `assembled`."""
    return _rows(db, _PAGE, person_id=person_id, before=_NEVER, before_id=UUID(int=0))


def span(person_id: UUID, rows: Sequence[Fields]) -> dict[str, object]:
    """The values by which `BELONGING` finds what belongs to these sessions, newest first, of one person."""
    times = [row["entry"]["held_at"] for row in rows] or [""]
    return {"person_id": person_id, "oldest": times[-1], "newest": times[0]}


def assembled(rows: Sequence[Fields], children: Mapping[str, Sequence[Fields]]) -> tuple[Session, ...]:
    """Sessions made whole with what `BELONGING` found, each list in the order in which it was entered."""
    by_id = {row["id"]: row for row in rows}
    for row in rows:
        row["entry"]["changes"] = msgspec.json.decode(row["entry"]["changes"])
        row["entry"] |= {name: [] for name in BELONGING}
    for name in BELONGING:
        for child in sorted(children[name], key=itemgetter("position")):
            owner = by_id.get(child["of_session"])
            if owner is not None:  # another session may have taken place at the same time
                owner["entry"][name].append(child)
    return tuple(value(row | {"addenda": row["entry"]["addenda"]}, Session) for row in rows)


def _read(db: Connection, statement: Executable, **values: object) -> tuple[Session, ...]:
    rows = _rows(db, statement, **values)
    if not rows:
        return ()
    return assembled(rows, _BELONGING.read(db, **span(UUID(bytes=rows[0]["person_id"]), rows)))


def _rows(db: Connection, statement: Executable, **values: object) -> list[Fields]:
    return [_a_session.fields(row) for row in db.execute(statement, values).all()]
