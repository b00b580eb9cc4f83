"""The facts that review rules and Today ask for: two statements for one person or for the whole caseload.

Takes the latest of each thing and never reads a note. Must not know any rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from operator import itemgetter
from uuid import UUID

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    Table,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    text,
)

from app.domain.case_problems import NotFound, RecordUnreadable
from app.domain.facts import RISK_REVIEW, Facts
from app.domain.kinds import RULED
from app.domain.mappa import MappaMeeting
from app.domain.marks import Mark
from app.domain.people import Details, Person
from app.domain.places import Outcome, Place
from app.domain.ratings import Factor, Level, PastRating
from app.domain.sessions import ClaimOutcome
from app.domain.tasks import Appointment, Task
from app.store.appointments import an_appointment, appointments, is_newest, is_next, is_unanswered
from app.store.claims import claim_settlings
from app.store.columns import Id
from app.store.deferrals import (
    a_deferral,
    a_suspension,
    an_official_date,
    deferrals,
    latest_judgement,
    official_dates,
    suspensions,
)
from app.store.drafts import drafts
from app.store.marks import is_marked, markings
from app.store.people import a_person, people, person_changes
from app.store.ratings import SAID, ratings
from app.store.records import a_record, records, stands, with_body
from app.store.records import is_newest as is_newest_version
from app.store.review_drafts import ReviewDraftOutline, an_outline, review_drafts
from app.store.reviews import events, reviews, told_reason
from app.store.schema import Moment
from app.store.sessions import ABSENT, claim_checks, information, is_held, sessions
from app.store.shapes import Bundle, Fields, Part, Shape, first, value, written_out
from app.store.tasks import a_task, is_open, tasks

MISSED = written_out(outcome for outcome in Outcome if outcome.missed)
REMOTE = written_out(place for place in Place if not place.face_to_face)
GAPS = written_out(level for level in Level if level.is_gap)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What Today shows of one person.

    ``claims``: for each factor the oldest evidence that rests on the person's word alone, without its text.
    ``appointment`` is the last one made for today, and ``is_newest`` says that no other took its place;
    ``recorded_today``: a signed session took place today.
    """

    facts: Facts
    tasks: tuple[Task, ...]
    claims: tuple[PastRating, ...]
    appointment: Appointment | None
    is_newest: bool
    recorded_today: bool
    review_drafts: tuple[ReviewDraftOutline, ...] = ()


_session, _rating, _review, _event, _made = sessions.c, ratings.c, reviews.c, events.c, appointments.c
_news, _record = information.c, records.c
_of_person = _session.person_id == people.c.id
_held = and_(_of_person, is_held)


def _latest_held(*where: ColumnElement[bool]) -> ScalarSelect[datetime]:
    newest = select(_session.held_at).where(_held, *where).order_by(_session.held_at.desc())
    return first(newest).scalar_subquery()


_later = records.alias("later_version").c
_meetings = and_(_record.person_id == people.c.id, _record.kind == literal_column(f"'{MappaMeeting.KIND}'"))
# A later version, such as the one that notes the minutes, does not make it recorded anew.
_taken_out = (
    select(_later.id)
    .where(_later.person_id == _record.person_id, _later.id == _record.id, _later.removed != "")
    .exists()
)
_met_recorded_at = select(func.max(_record.recorded_at)).where(_meetings, _record.revision == 1, ~_taken_out)

_rated = and_(_rating.person_id == _session.person_id, _rating.session_id == _session.id, _rating.level.not_in(GAPS))
_latest = Shape(
    person=a_person,
    rated_at=_latest_held(select(_rating.factor).where(_rated).exists()),
    seen_at=_latest_held(_session.place.not_in(REMOTE)),
    held_at=_latest_held(),
    home_visit_at=_latest_held(_session.place == Place.HOME_VISIT.value),
    met_recorded_at=_met_recorded_at.scalar_subquery(),
)


# The plus keeps SQLite from reading all of a table and looking each row's person up: it goes from people to their rows.
_id = literal_column("+people.id", Id)


def _part(table: Table, shape: Shape, *where: ColumnElement[bool]) -> Part:
    """Rows of the people chosen; ``where`` may speak of ``people``."""
    shape = Shape(of_person=table.c.person_id, rest=shape)
    found = select(*shape.columns).join_from(people, table, table.c.person_id == _id)
    return Part(shape, found.where(*where))


_a_bare_rating = Shape(_rating.session_id, _rating.held_at, rating=Shape(_rating.factor, _rating.level))


def _ratings_held(back: int) -> Part:
    """Ratings of the latest held session (``back`` 0) or the one before it."""
    session = first(select(_session.id).where(_held).order_by(_session.held_at.desc()), skip=back)
    return _part(ratings, _a_bare_rating, _rating.session_id == session.correlate(people).scalar_subquery())


def _oldest_claim(factor: Factor) -> Part:
    """The oldest evidence on this factor that rests on the person's word alone."""
    said = ratings.alias("said").c
    checked = and_(
        claim_checks.c.person_id == said.person_id,
        claim_checks.c.session_id == said.session_id,
        claim_checks.c.factor == said.factor,
        claim_checks.c.outcome != ClaimOutcome.STILL_OPEN.value,
    )
    settled = and_(
        claim_settlings.c.person_id == said.person_id,
        claim_settlings.c.session_id == said.session_id,
        claim_settlings.c.factor == said.factor,
        claim_settlings.c.outcome != ClaimOutcome.STILL_OPEN.value,
    )
    oldest = (
        select(said.session_id)
        .where(
            said.person_id == people.c.id,
            said.factor == factor.value,
            text(SAID),
            ~select(claim_checks.c.position).where(checked).exists(),
            ~select(claim_settlings.c.outcome).where(settled).exists(),
        )
        .order_by(said.held_at)
    )
    session_id = first(oldest).correlate(people).scalar_subquery()
    return _part(ratings, _a_bare_rating, _rating.session_id == session_id, _rating.factor == factor.value)


# A draft that cannot be read must not bar the page that leads to it.
_drafted_at = case((func.json_valid(drafts.c.body) == 1, func.json_extract(drafts.c.body, "$.held_at")))

_risk_reviewed_on = (
    select(func.max(_review.done_on))
    .where(_review.person_id == people.c.id, _review.kind == RISK_REVIEW)
    .correlate(people)
    .scalar_subquery()
)


def _heard() -> Part:
    """For each agency and way the latest session in which information went that way.

    A session's id grows with the time at which it was begun, so that the latest alone is looked up.
    """
    later = information.alias("later").c
    same = later.person_id == _news.person_id, later.agency == _news.agency, later.way == _news.way
    newer = select(later.position).where(*same, later.session_id > _news.session_id).exists()
    held_at = select(_session.held_at).where(_session.id == _news.session_id).scalar_subquery()
    restricted = is_marked(_news.session_id, Mark.RESTRICTED)
    return _part(information, Shape(_news.agency, _news.way, held_at=held_at, restricted=restricted), ~newer)


NOTIFIED = written_out(("name", "address", "address_type"))
_change = person_changes.c


def _moved() -> Part:
    """The latest change of each detail that is notified to the police; filling in a blank one is none."""
    later = person_changes.alias("later_change").c
    same = later.person_id == _change.person_id, later.field == _change.field
    after = or_(later.at > _change.at, and_(later.at == _change.at, later.id > _change.id))
    newer = select(later.id).where(*same, after)
    shape = Shape(_change.field, _change.at)
    return _part(person_changes, shape, _change.field.in_(NOTIFIED), _change.before != "", ~newer.exists())


def _restricted() -> Part:
    """The entries whose latest marking as restricted puts that mark on."""
    mark, later = markings.c, markings.alias("later_marking").c
    same = later.person_id == mark.person_id, later.subject == mark.subject, later.mark == mark.mark
    newer = select(later.position).where(*same, later.position > mark.position).exists()
    return _part(markings, Shape(mark.subject), mark.mark == Mark.RESTRICTED.value, mark.put, ~newer)


_judged = latest_judgement(_session.person_id, _session.id).scalar_subquery()
_facts = {
    "latest": _ratings_held(0),
    "previous": _ratings_held(1),
    "reviews": _part(
        reviews,
        Shape(_review.kind, _review.recorded_at, _review.children_or_victims, _review.subject, on=_review.done_on),
    ),
    # A review on a later day answers an event anyway; the rest is weighed by the rules.
    "triggers": _part(
        events,
        Shape(_event.recorded_at, _event.position, event=Shape(_event.kind, on=_event.happened_on, reason=told_reason)),
        _event.happened_on >= func.coalesce(_risk_reviewed_on, date.min.isoformat()),
    ),
    "absences": _part(
        sessions,
        Shape(_session.held_at, _session.outcome, _session.action, session_id=_session.id, acceptable=_judged),
        literal_column(ABSENT),
        or_(_session.outcome.in_(MISSED), _judged.is_not(None)),
    ),
    "official_dates": _part(official_dates, an_official_date),
    "deferrals": _part(deferrals, a_deferral),
    "suspensions": _part(suspensions, a_suspension),
    "heard": _heard(),
    "records": _part(records, a_record, _record.kind.in_(written_out(RULED)), is_newest_version, stands),
    "moved": _moved(),
    "restricted": _restricted(),
    "draft": _part(
        drafts,
        Shape(
            drafts.c.started_at,
            drafts.c.written_at,
            drafts.c.step,
            draft_id=drafts.c.id,
            held_at=case((func.julianday(_drafted_at).is_not(None), _drafted_at)),
        ),
    ),
    "appointment": _part(appointments, an_appointment, is_next),
    "unanswered": _part(appointments, an_appointment, is_unanswered),
}

_day_start, _day_end = bindparam("day_start", type_=Moment), bindparam("day_end", type_=Moment)
_recorded_today = (
    select(_session.id).where(_of_person, _session.held_at >= _day_start, _session.held_at < _day_end).exists()
)
_todays = {
    "tasks": _part(tasks, a_task, is_open),
    "review_drafts": _part(review_drafts, an_outline),
    **{f"claims.{factor}": _oldest_claim(factor) for factor in Factor},
    "todays": _part(
        appointments,
        Shape(_made.made_at, is_newest=is_newest, recorded_today=_recorded_today, appointment=an_appointment),
        _made.at >= _day_start,
        _made.at < _day_end,
    ),
}

_LISTS = [name for name in _facts if name not in ("draft", "appointment")]
_IN_ORDER = ("official_dates", "deferrals", "suspensions")
_this_person = people.c.id == bindparam("person_id", type_=Id)
_PERSON = select(*_latest.columns).where(_this_person)
_FACTS = Bundle({name: part.where(_this_person) for name, part in _facts.items()})
_EVERYONE = select(*_latest.columns).select_from(people)
_RULED = Bundle({name: part for name, part in _facts.items() if name not in ("latest", "previous", "heard")})
_STANDINGS = Bundle(_facts | _todays)


def of_person(db: Connection, person_id: UUID) -> Facts:
    """The facts of one person. Raises NotFound and RecordUnreadable."""
    row = db.execute(_PERSON, {"person_id": person_id}).first()
    if row is None:
        raise NotFound
    found = _FACTS.read(db, person_id=person_id)
    try:
        return value(_as_facts(_latest.fields(row), {name: _rest(rows) for name, rows in found.items()}), Facts)
    except msgspec.DecodeError:
        raise RecordUnreadable from None  # the error itself would show what is recorded


def of_everyone(db: Connection) -> tuple[Facts, ...]:
    """Everybody on the caseload, in no order; without the latest ratings and agencies, which no rule asks for."""
    return tuple(_facts_of(latest, found) for latest, found in _everyone(db, _RULED))


def standings(db: Connection, today: date) -> tuple[Standing, ...]:
    """Everybody on the caseload with what only Today shows, in no order."""
    tomorrow = today + timedelta(days=1)
    everyone = _everyone(db, _STANDINGS, day_start=_day_begins(today), day_end=_day_begins(tomorrow))
    return tuple(_standing_of(latest, found) for latest, found in everyone)


def _everyone(db: Connection, parts: Bundle, **values: object) -> list[tuple[Fields, dict[str, list[Fields]]]]:
    """For each person the fields of `_latest`, and those of the parts by name."""
    everyone = [_latest.fields(row) for row in db.execute(_EVERYONE).all()]
    by_person: dict[bytes, dict[str, list[Fields]]] = {one["person"]["id"]: {} for one in everyone}
    for name, rows in parts.read(db, **values).items():
        for row in rows:
            by_person[row["of_person"]].setdefault(name, []).append(row["rest"])
    return [(one, by_person[one["person"]["id"]]) for one in everyone]


def _facts_of(latest: Fields, found: dict[str, list[Fields]]) -> Facts:
    try:
        return value(_as_facts(latest, found), Facts)
    except msgspec.DecodeError:
        return _unreadable(latest["person"])


def _standing_of(latest: Fields, found: dict[str, list[Fields]]) -> Standing:
    try:
        return value(_as_standing(latest, found), Standing)
    except msgspec.DecodeError:
        facts = _unreadable(latest["person"])
        return Standing(facts=facts, tasks=(), claims=(), appointment=None, is_newest=False, recorded_today=False)


def _unreadable(person: Fields) -> Facts:
    """Who it is, so that a row that cannot be read does not keep everybody else's from being shown."""
    details = Details(name=str(person["details"]["name"]), crn=str(person["details"]["crn"]))
    never = datetime.fromtimestamp(0, UTC)
    return Facts(person=Person(id=UUID(bytes=person["id"]), added_at=never, details=details), unreadable=True)


def _as_facts(latest: Fields, found: dict[str, list[Fields]]) -> Fields:
    lists = {name: found.get(name, []) for name in _LISTS}
    lists["triggers"] = sorted(lists["triggers"], key=itemgetter("recorded_at", "position"))
    for name in _IN_ORDER:
        lists[name] = sorted(lists[name], key=itemgetter("position", "recorded_at"))
    lists["records"] = [with_body(row) for row in sorted(lists["records"], key=itemgetter("id"))]
    lists["restricted"] = [row["subject"] for row in lists["restricted"]]
    bodies = [row["body"] for row in lists["records"]]
    met_on = max((one.held_on for one in bodies if isinstance(one, MappaMeeting) and one.held_on), default=None)
    single = {name: next(iter(found.get(name, [])), None) for name in ("draft", "appointment")}
    return latest | lists | single | {"met_on": met_on}


def _as_standing(latest: Fields, found: dict[str, list[Fields]]) -> Fields:
    todays = max(found.get("todays", []), key=_made_at, default={"appointment": None})
    return {
        "facts": _as_facts(latest, found),
        "tasks": found.get("tasks", []),
        "review_drafts": found.get("review_drafts", []),
        "claims": [claim for factor in Factor for claim in found.get(f"claims.{factor}", [])],
        "appointment": todays["appointment"],
        "is_newest": todays.get("is_newest", False),
        "recorded_today": todays.get("recorded_today", False),
    }


def _rest(rows: Iterable[Fields]) -> list[Fields]:
    return [row["rest"] for row in rows]


def _made_at(made: Fields) -> str:
    return str(made["made_at"])


def _day_begins(day: date) -> datetime:
    """Midnight where the officer is."""
    return datetime.combine(day, time()).astimezone(UTC)
