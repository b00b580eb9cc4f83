"""Records of the case around the session: reading a room, adding, changing, taking out what was entered in error, and
reading earlier versions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from gettext import gettext as _
from importlib.resources import files
from uuid import UUID

from app.domain.agencies import LawfulReason, agency_names, load_lawful_reasons
from app.domain.case_problems import (
    ChangedSince,
    EntryUnreadable,
    FieldProblem,
    FieldProblems,
    LooksLikeThirdParty,
    NotFound,
    StillReferredTo,
)
from app.domain.days import day_words
from app.domain.facts import local_day
from app.domain.marks import Mark, Marking, marked_restricted, marks_by_entry, standing_marks
from app.domain.people import Person
from app.domain.records import Around, Body, How, Record, Room, check
from app.domain.reference_lists import Lists
from app.domain.references import contradicted, references
from app.domain.restricted import closed_records, restricted_title
from app.domain.reviews import ReviewEntry
from app.domain.sessions import Entry
from app.domain.texts import clean, cleaned
from app.domain.third_parties import not_third, record_worries, worries
from app.domain.unreadable import Unreadable
from app.services import officers, reference_lists
from app.services.desk import Desk
from app.services.people import keep_details
from app.store import marks, people, records, reviews, sessions
from app.store.engine import Connection


@dataclass(frozen=True, kw_only=True)
class RoomPage:
    """A person's records of a room as they now are, newest day first; ``titles`` name all that answers refer to.

    ``standings`` say in a word or two how a record stands today, empty where nothing is to be said.
    """

    person: Person
    records: tuple[Record, ...]
    titles: dict[UUID, str]
    standings: dict[UUID, str]
    marks: dict[UUID, dict[Mark, Marking]]


@dataclass(frozen=True, kw_only=True)
class RecordPage:
    """One record with all its versions, oldest first, and the marks that it bears; ``standing`` as in its room.

    ``referring`` are the records that refer to it, newest day first, with ``standings`` by their ids.
    """

    person: Person
    versions: tuple[Record, ...]
    standing: str
    titles: dict[UUID, str]
    marks: dict[Mark, Marking]
    markings: tuple[Marking, ...]
    referring: tuple[Record, ...]
    standings: dict[UUID, str]

    @property
    def record(self) -> Record:
        return self.versions[-1]


def room(desk: Desk, person_id: UUID, *which: Room, restricted_shown: bool = False) -> RoomPage:
    """The records of a room, or of several together; what is marked as restricted without its words. Raises NotFound.

    With ``restricted_shown`` the words are there, for who asks each time whether they are wanted.
    """
    with desk.read() as db:
        person, found = people.get(db, person_id), records.current(db, person_id)
        markings = marks.of_person(db, person_id)
        titles, lists = _titles(db, person_id, found), reference_lists.in_force(db)
    hidden = frozenset[UUID]() if restricted_shown else marked_restricted(markings)
    if not restricted_shown:
        titles |= _hidden_titles(found, hidden, within=any(one.restricted for one in which))
    shown = [one for one in found if one.body.ROOM in which]
    return RoomPage(
        person=person,
        records=closed_records(sorted(shown, key=_day, reverse=True), hidden),
        titles=titles,
        standings=_standings(desk, person, found, shown, lists),
        marks=marks_by_entry(markings),
    )


def read(desk: Desk, person_id: UUID, record_id: UUID) -> RecordPage:
    """A record with its earlier versions, in their words; of others that are restricted no words. Raises NotFound."""
    with desk.read() as db:
        all_markings = marks.of_person(db, person_id)
        person, found = people.get(db, person_id), records.current(db, person_id)
        versions = records.versions(db, person_id, record_id)
        lists = reference_lists.in_force(db)
        titles = _titles(db, person_id, [*found, *versions])  # an earlier version may refer to something else
    hidden = marked_restricted(all_markings)
    titles |= _hidden_titles(found, hidden, within=versions[-1].body.ROOM.restricted)
    markings = tuple(one for one in all_markings if one.subject == record_id)
    referring = [one for one in found if record_id in references(one.body)]
    around = _around(desk, person, found, record_id, lists)
    return RecordPage(
        person=person,
        versions=versions,
        standing=versions[-1].body.standing_among(around),
        titles=titles,
        marks=standing_marks(markings),
        markings=markings,
        referring=closed_records(sorted(referring, key=_day, reverse=True), hidden),
        standings=_standings(desk, person, found, referring, lists),
    )


def offers(desk: Desk, person_id: UUID, name: str) -> tuple[str, ...]:
    """The words to offer for an answer on one line, by the name that its question gives them. Raises NotFound."""
    with desk.read() as db:
        details, lists = people.get(db, person_id).details, reference_lists.in_force(db)
        if name == "agencies":
            hidden = marked_restricted(marks.of_person(db, person_id))
            open_ones = [one for one in records.current(db, person_id) if one.id not in hidden]
            return agency_names(open_ones, sessions.agencies(db, person_id))
    known = {
        "lawful_reasons": tuple(one.words for one in _lawful_reasons()),
        "tools": lists.tool_names(details),
        "programmes": lists.programme_names(),
    }
    return known[name]


def add(desk: Desk, person_id: UUID, body: Body, *, sure: bool = False) -> Record:
    """Keep a new record. Raises FieldProblems, LooksLikeThirdParty unless the officer is ``sure``, and NotFound."""
    return _keep(desk, person_id, desk.new_id(), cleaned(body), None, sure=sure)


def change(desk: Desk, record: Record, body: Body, *, sure: bool = False) -> Record:
    """Keep ``body`` as the next version of ``record``; itself when nothing differs.

    Raises FieldProblems, LooksLikeThirdParty unless the officer is ``sure``, ChangedSince when ``record`` is no longer
    its newest version, and NotFound.
    """
    body = cleaned(body)
    return record if body == record.body else _keep(desk, record.person_id, record.id, body, record, sure=sure)


def entry_worries(desk: Desk, person_id: UUID, entry: Entry | ReviewEntry) -> list[FieldProblem]:
    """What a guide asks once, because it looks as if it named or located somebody else. Raises NotFound, NoOfficer."""
    with desk.read() as db:
        _officer_id, officer = officers.signing(db)
        known = not_third(people.get(db, person_id).details, officer, records.current(db, person_id))
    return worries(entry, known)


def remove(desk: Desk, record: Record, reason: str) -> None:
    """Take out a record that was entered in error; all its versions stay readable.

    Raises FieldProblems without a reason, StillReferredTo, ChangedSince and NotFound.
    """
    reason = clean(reason).strip()
    if not reason:
        raise FieldProblems([FieldProblem(field="reason", sentence=_("Enter why it was entered in error"))])
    with desk.change("remove", "record", record.id) as db:
        others = records.current(db, record.person_id)
        _check_newest(others, record)
        referring = [one.body.title for one in others if record.id in references(one.body)]
        referring += [
            _("the review of {day}").format(day=day_words(on))
            for on in reviews.linking(db, record.person_id, record.id)
        ]
        if referring:
            raise StillReferredTo(referring)
        officer_id, officer = officers.signing(db)
        removed = Record(
            id=record.id,
            person_id=record.person_id,
            kind=record.kind,
            revision=record.revision + 1,
            body=record.body,
            removed=reason,
            by=officer.name,
            recorded_at=desk.now(),
        )
        records.add(db, removed, officer_id)
        _keep_details(desk, db, people.get(db, record.person_id), removed, others)


@cache
def _lawful_reasons() -> tuple[LawfulReason, ...]:
    return load_lawful_reasons((files("resources") / "lawful_reasons.toml").read_text(encoding="utf-8"))


def _keep(desk: Desk, person_id: UUID, record_id: UUID, body: Body, before: Record | None, *, sure: bool) -> Record:
    action, revision = ("add", 1) if before is None else ("edit", before.revision + 1)
    with desk.change(action, "record", record_id) as db:
        person, found = people.get(db, person_id), records.current(db, person_id)
        if before is not None:
            _check_newest(found, before)
        earlier, today = before.body if before else None, desk.today()
        around = _around(desk, person, found, record_id, reference_lists.in_force(db))
        problems = check(body, replace(around, before=earlier))
        problems += _lost(db, person_id, body, found)
        if before is not None and not problems:
            problems = contradicted(before, body, around)
        if problems:
            raise FieldProblems(problems)
        officer_id, officer = officers.signing(db)
        asked = [] if sure else record_worries(body, earlier, not_third(person.details, officer, found))
        if asked:
            raise LooksLikeThirdParty(asked)
        kept = Record(
            id=record_id,
            person_id=person_id,
            kind=body.KIND,
            revision=revision,
            body=body,
            removed="",
            by=officer.name,
            recorded_at=desk.now(),
        )
        records.add(db, kept, officer_id)
        for one in body.follow_ups(earlier, today):
            records.add(db, replace(kept, id=desk.new_id(), kind=one.KIND, revision=1, body=one), officer_id)
        happened = [(desk.new_id(), one) for one in body.events(earlier, today)]
        reviews.add_events(db, person_id, happened, desk.now())
        _keep_details(desk, db, person, kept, found)
    return kept


def _keep_details(desk: Desk, db: Connection, person: Person, new: Record, before: Sequence[Record]) -> None:
    """What this version of a record says about the person's details; ``before`` are the records until then."""
    after = [one for one in before if one.id != new.id] + ([] if new.removed else [new])
    details = new.body.details_after(person.details, before, sorted(after, key=_first_recorded))
    if details != person.details:
        keep_details(desk, db, person, details)


def _standings(
    desk: Desk, person: Person, found: Sequence[Record], shown: Sequence[Record], lists: Lists
) -> dict[UUID, str]:
    return {one.id: one.body.standing_among(_around(desk, person, found, one.id, lists)) for one in shown}


def _around(desk: Desk, person: Person, found: Sequence[Record], record_id: UUID, lists: Lists) -> Around:
    others = [one for one in found if one.id != record_id]
    return Around(details=person.details, others=others, today=desk.today(), lists=lists)


def _check_newest(found: Sequence[Record], record: Record) -> None:
    """Raises NotFound once it was taken out, ChangedSince where it is not the newest version, and EntryUnreadable."""
    newest = next((one for one in found if one.id == record.id), None)
    if newest is None:
        raise NotFound
    if isinstance(newest.body, Unreadable):
        raise EntryUnreadable
    if newest.revision != record.revision:
        raise ChangedSince


def _lost(db: Connection, person_id: UUID, body: Body, found: Sequence[Record]) -> list[FieldProblem]:
    """Answers that name an entry which is not in this person's record."""
    asked = [(ask.key, getattr(body, ask.key)) for ask in body.asks() if ask.how is How.ENTRY]
    known = {one.id for one in found} | _days(db, person_id, [one for _key, one in asked if one]).keys()
    sentence = _("This entry is not in the person’s record: choose another")
    return [FieldProblem(field=key, sentence=sentence) for key, one in asked if one and one not in known]


def _days(db: Connection, person_id: UUID, ids: Sequence[UUID]) -> dict[UUID, date]:
    """The days of these sessions and reviews, as far as they are the person's."""
    return sessions.days(db, person_id, ids) | reviews.days(db, person_id, ids)


def _titles(db: Connection, person_id: UUID, found: Sequence[Record]) -> dict[UUID, str]:
    """Names of the records, and of the sessions and reviews that they refer to."""
    wanted = [one for record in found for one in references(record.body)]
    titles = {
        one: _("Session of {day}").format(day=day_words(on)) for one, on in sessions.days(db, person_id, wanted).items()
    }
    titles |= {
        one: _("Review of {day}").format(day=day_words(on)) for one, on in reviews.days(db, person_id, wanted).items()
    }
    return titles | {one.id: one.body.title for one in found}


def _hidden_titles(found: Sequence[Record], marked: Collection[UUID], *, within: bool) -> dict[UUID, str]:
    """What stands for the restricted ones; ``within`` a restricted room its own are named."""
    hidden = [one for one in found if one.id in marked or (one.body.ROOM.restricted and not within)]
    return {one.id: restricted_title(one) for one in hidden}


def _first_recorded(record: Record) -> UUID:
    return record.id


def _day(record: Record) -> tuple[date, datetime]:
    return record.body.on or local_day(record.recorded_at), record.recorded_at
