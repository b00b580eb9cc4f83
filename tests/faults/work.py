"""What an officer does in the store, act by act, and what the store must then show: the ledger.

Each act is told before it is done, with the ledger that it leads to, and again when it is acknowledged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from uuid import UUID

from app.domain.ratings import Factor
from app.services import people, secrets, sessions, vault
from app.services.desk import Desk
from tests.builders import add_person, an_entry, details
from tests.desks import Clock, a_new_store

PASSPHRASES = ("walnut ferry cobble lantern", "gorse kettle moss thimble")


@dataclass(frozen=True)
class Ledger:
    """What the store shows, in the words of the acts: people by CRN, drafts and signed sessions by their texts.

    ``slot`` is the number of the passphrase's slot: it goes up with each new passphrase.
    """

    people: frozenset[str] = frozenset()
    drafts: frozenset[tuple[str, str]] = frozenset()
    signed: frozenset[tuple[str, str, int]] = frozenset()
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
    slot = max(slot.number for slot in desk.vault.header.slots if slot.kind == "passphrase")
    return Ledger(
        people=frozenset(crns.values()),
        drafts=frozenset((crns[owner], _draft_text(desk, draft_id)) for draft_id, owner in drafts),
        signed=frozenset((crns[owner], _signed_text(desk, one), count) for one, owner, count in ratings),
        slot=slot,
    )


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
        text = f"{self.random.getrandbits(64):x} " + "word " * self.random.randrange(400)
        text = text.strip()
        draft = sessions.start(self.desk, self._id(crn)).draft
        entry = an_entry(held_at=self.desk.now(), summary=text)
        after = self.ledger.with_draft(crn, text)
        self._act("save", after, lambda: sessions.save_draft(self.desk, replace(draft, entry=entry)))
        return crn

    def _sign(self) -> None:
        crn = self._save_draft()
        draft = sessions.start(self.desk, self._id(crn)).draft
        signed = self.ledger.signed | {(crn, draft.entry.summary, len(Factor))}
        after = replace(self.ledger.with_draft(crn, None), signed=signed)
        self._act("sign", after, lambda: sessions.sign(self.desk, draft))

    def _empty_log(self) -> None:
        self._act("checkpoint", self.ledger, lambda: vault.empty_log(self.desk))

    def _change_passphrase(self) -> None:
        after = replace(self.ledger, slot=self.desk.vault.header.next_slot_number())
        passphrase = PASSPHRASES[after.slot % 2]
        self._act("change the passphrase", after, lambda: secrets.reset_passphrase(self.desk, passphrase))

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
    for noun in ("people", "drafts", "signed"):
        if lost := getattr(settled, noun) - getattr(found, noun):
            return f"LOST {noun} {sorted(lost)}"
    return f"HALF {found} instead of {settled}"
