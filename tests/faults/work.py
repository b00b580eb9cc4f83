"""What an officer does in the store, act by act, and what the store must then show: the ledger.

Each act is told before it is done, with the ledger that it leads to, and again when it is acknowledged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from random import Random
from uuid import UUID

from app.domain.marks import Mark, Marking
from app.domain.ratings import Basis, Factor
from app.domain.records import Record, Room
from app.domain.sessions import ClaimCheck, ClaimOutcome
from app.services import claims, marks, people, records, secrets, sessions, vault
from app.services.desk import Desk
from tests.builders import add_person, an_action, an_entry, details
from tests.desks import Clock, a_new_store

PASSPHRASES = ("walnut ferry cobble lantern", "gorse kettle moss thimble")


@dataclass(frozen=True)
class Ledger:
    """What the store shows, in the words of the acts: people by CRN, all else by the owner's CRN and its texts.

    Of a record every version counts, of its marks each that was put on or taken off. ``slot`` is the number of the
    passphrase's slot: it goes up with each new passphrase.
    """

    people: frozenset[str] = frozenset()
    drafts: frozenset[tuple[str, str]] = frozenset()
    signed: frozenset[tuple[str, str, int]] = frozenset()
    records: frozenset[tuple[str, tuple[str, ...]]] = frozenset()
    marks: frozenset[tuple[str, str]] = frozenset()
    claims: frozenset[tuple[str, str]] = frozenset()
    slot: int = 1

    def draft_of(self, crn: str) -> str | None:
        return next((text for owner, text in self.drafts if owner == crn), None)

    def with_draft(self, crn: str, text: str | None) -> Ledger:
        others = {draft for draft in self.drafts if draft[0] != crn}
        return replace(self, drafts=frozenset(others if text is None else others | {(crn, text)}))


Told = tuple[str, Ledger]
"""The act and the ledger it leads to, once before it and once, as "done", after it."""


def shown(desk: Desk) -> Ledger:
    """The ledger as the store tells it. Every table that an act writes to is read, and its rows fit each other."""
    with desk.read() as db:
        crns = {row[0]: row[1] for row in db.exec_driver_sql("SELECT id, crn FROM people")}
        drafts = [(row[0], row[1]) for row in db.exec_driver_sql("SELECT id, person_id FROM drafts")]
        ratings = db.exec_driver_sql(
            "SELECT s.id, s.person_id, count(r.factor) FROM sessions s LEFT JOIN ratings r ON r.session_id = s.id "
            "GROUP BY s.id, s.person_id"
        ).fetchall()
        if db.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
            raise AssertionError("orphaned rows")
    owners = {UUID(bytes=one): crn for one, crn in crns.items()}
    slot = max(slot.number for slot in desk.vault.header.slots if slot.kind == "passphrase")
    return Ledger(
        people=frozenset(crns.values()),
        drafts=frozenset((crns[owner], _draft_text(desk, draft_id)) for draft_id, owner in drafts),
        signed=frozenset((crns[owner], _signed_text(desk, one), count) for one, owner, count in ratings),
        records=frozenset((crn, texts) for one, crn in owners.items() for texts in _records(desk, one).values()),
        marks=frozenset((crn, mark.reason) for one, crn in owners.items() for mark in _marks(desk, one)),
        claims=frozenset((crn, one.check.note) for owner, crn in owners.items() for one in claims.settled(desk, owner)),
        slot=slot,
    )


def _records(desk: Desk, person_id: UUID) -> dict[UUID, tuple[str, ...]]:
    """The texts of all versions of each record, oldest first."""
    found = records.room(desk, person_id, Room.AGENCIES, restricted_shown=True).records
    return {
        one.id: tuple(version.body.title for version in records.read(desk, person_id, one.id).versions) for one in found
    }


def _marks(desk: Desk, person_id: UUID) -> list[Marking]:
    return [mark for one in _records(desk, person_id) for mark in marks.of_entry(desk, person_id, one)]


def _draft_text(desk: Desk, draft_id: bytes) -> str:
    return sessions.open_draft(desk, UUID(bytes=draft_id)).draft.entry.summary


def _signed_text(desk: Desk, session_id: bytes) -> str:
    return sessions.read(desk, UUID(bytes=session_id)).session.entry.summary


@dataclass
class Officer:
    """Does acts drawn at random in an open store, telling each before and after."""

    desk: Desk
    ledger: Ledger
    random: Random
    tell: Callable[[Told], object]
    passphrases: bool = False
    _ids: dict[str, UUID] = field(default_factory=dict)

    def work(self) -> None:
        """One act."""
        acts: list[Callable[[], object]] = [*[self._save_draft] * 6, *[self._sign] * 3, self._empty_log]
        acts += [self._keep_record, self._keep_record, self._mark, self._settle]
        if self.passphrases:
            acts += [self._change_passphrase] * 2
        if len(self.ledger.people) < 4 or self.random.random() < 0.05:
            acts = [self._add_person]
        self.random.choice(acts)()

    def _act(self, name: str, after: Ledger, act: Callable[[], object]) -> None:
        self.tell((name, after))
        act()
        self.ledger = after
        self.tell(("done", after))

    def _add_person(self) -> None:
        crn = f"X{len(self.ledger.people):06d}"
        after = replace(self.ledger, people=self.ledger.people | {crn})
        self._act("add a person", after, lambda: people.add(self.desk, details(crn=crn)))

    def _save_draft(self) -> str:
        crn = self.random.choice(sorted(self.ledger.people))
        if self.ledger.draft_of(crn) is None:
            after = self.ledger.with_draft(crn, "")
            self._act("start", after, lambda: sessions.start(self.desk, self._id(crn)))
        text = self._text()
        draft = sessions.start(self.desk, self._id(crn)).draft
        entry = an_entry(held_at=self.desk.now(), summary=text)
        said = replace(entry.ratings[0], basis=Basis.SAID, evidence="Says so")
        entry = replace(entry, ratings=(said, *entry.ratings[1:]))
        after = self.ledger.with_draft(crn, text)
        self._act("save", after, lambda: sessions.save_draft(self.desk, replace(draft, entry=entry)))
        return crn

    def _sign(self) -> None:
        crn = self._save_draft()
        draft = sessions.start(self.desk, self._id(crn)).draft
        signed = self.ledger.signed | {(crn, draft.entry.summary, len(Factor))}
        after = replace(self.ledger.with_draft(crn, None), signed=signed)
        self._act("sign", after, lambda: sessions.sign(self.desk, draft))

    def _keep_record(self) -> None:
        """A new one, or a further version of one."""
        crn, text = self.random.choice(sorted(self.ledger.people)), self._text()
        kept = sorted(one for one in self.ledger.records if one[0] == crn)
        if not kept or self.random.random() < 0.5:
            after = replace(self.ledger, records=self.ledger.records | {(crn, (text,))})
            self._act("record", after, lambda: records.add(self.desk, self._id(crn), an_action(what=text)))
            return
        old = self.random.choice(kept)
        record = self._record(*old)
        after = replace(self.ledger, records=self.ledger.records - {old} | {(crn, (*old[1], text))})
        self._act("change", after, lambda: records.change(self.desk, record, an_action(what=text)))

    def _mark(self) -> None:
        """Put a mark on a record, or take it off again."""
        if not self.ledger.records:
            return
        crn, texts = self.random.choice(sorted(self.ledger.records))
        one, text = self._record(crn, texts), self._text()
        disputed = Mark.DISPUTED in records.read(self.desk, one.person_id, one.id).marks
        do = marks.take_off if disputed else marks.put
        after = replace(self.ledger, marks=self.ledger.marks | {(crn, text)})
        self._act("mark", after, lambda: do(self.desk, one.person_id, one.id, Mark.DISPUTED, text))

    def _settle(self) -> None:
        """Say of a claim that it is still open, outside a session."""
        crn, text = self.random.choice(sorted(self.ledger.people)), self._text()
        for claim in list(claims.unverified(self.desk, self._id(crn)))[:1]:
            check = ClaimCheck(
                session_id=claim.session_id, factor=claim.factor, outcome=ClaimOutcome.STILL_OPEN, note=text
            )
            after = replace(self.ledger, claims=self.ledger.claims | {(crn, text)})
            self._act("settle", after, partial(claims.settle, self.desk, self._id(crn), check))

    def _empty_log(self) -> None:
        self._act("checkpoint", self.ledger, lambda: vault.empty_log(self.desk))

    def _change_passphrase(self) -> None:
        after = replace(self.ledger, slot=self.desk.vault.header.next_slot_number())
        passphrase = PASSPHRASES[after.slot % 2]
        self._act("change the passphrase", after, lambda: secrets.reset_passphrase(self.desk, passphrase))

    def _text(self) -> str:
        return (f"{self.random.getrandbits(64):x} " + "word " * self.random.randrange(400)).strip()

    def _record(self, crn: str, texts: tuple[str, ...]) -> Record:
        found = _records(self.desk, self._id(crn))
        wanted = next(one for one, of in found.items() if of == texts)
        return records.read(self.desk, self._id(crn), wanted).record

    def _id(self, crn: str) -> UUID:
        if crn not in self._ids:
            with self.desk.read() as db:
                found = db.exec_driver_sql("SELECT id FROM people WHERE crn = ?", (crn,)).scalar_one()
            self._ids[crn] = UUID(bytes=found)
        return self._ids[crn]


def a_worked_store(folder: Path, acts: int = 15, seed: int = 1) -> tuple[str, Ledger]:
    """A locked store that was worked in, by this process: its children have then loaded and compiled what they need.

    Gives the recovery key and what the store shows.
    """
    desk, key = a_new_store(folder, Clock(), PASSPHRASES[1], seed)
    add_person(desk, crn="X000000")
    officer = Officer(desk, shown(desk), Random(seed), list, passphrases=acts < 50)
    for _act in range(acts):
        officer.work()
    vault.lock(desk)
    again = unlocked(folder, key, Random(seed))
    ledger = shown(again)
    vault.lock(again)
    return key, ledger


def unlocked(folder: Path, typed: str, random: Random) -> Desk:
    """The store, open, at the moment of the tests."""
    return vault.unlock(folder, typed, Clock(), random.randbytes)


def judge(found: Ledger, settled: Ledger, tried: Iterator[Ledger] | tuple[Ledger, ...]) -> str:
    """Which ledger the store shows: the one acknowledged, or the one of the act that was cut short; else how not."""
    if found == settled:
        return "as acknowledged"
    if found in tuple(tried):
        return "the act cut short was kept"
    for noun in ("people", "drafts", "signed", "records", "marks", "claims"):
        if lost := getattr(settled, noun) - getattr(found, noun):
            return f"LOST {noun} {sorted(lost)}"
    return f"HALF {found} instead of {settled}"
