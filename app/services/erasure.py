"""Erasing a person: what is held of them, a store made anew without them, the proof of it, and the certificate.

Sealed rows are never deleted: the next generation is made of every row but theirs, and the generations before, which
hold them, are removed. What cannot be reached from here is said: backups, quarantine, and files the officer exported.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from gettext import gettext as _
from pathlib import Path
from uuid import UUID

from app.domain.days import day_words, moment_words
from app.domain.people import Person, Status
from app.domain.problems import ErasureNotConfirmed, ErasureUnproven, Problem, StoreDamaged
from app.services import backups, outgoing
from app.services.desk import Desk
from app.services.generations import Act, next_generation
from app.services.holdings import told
from app.services.progress import Cancel, Progress, Watch, never, untold
from app.services.untouched import untouched
from app.store import audit, engine, facts, migrate, people, rows
from app.store.engine import Connection
from app.vault import files

ERASED = ("erase", "person")
REMOVED = ("remove", "generation")


class Reason(StrEnum):
    """Why a person is erased; on the certificate alone."""

    RETENTION = "retention"
    MISTAKE = "mistake"
    MOVED = "moved"
    ORDERED = "ordered"

    @property
    def label(self) -> str:
        return {
            Reason.RETENTION: _("The time for which the record is kept has ended"),
            Reason.MISTAKE: _("The person was added by mistake"),
            Reason.MOVED: _("The case was handed over and is kept elsewhere"),
            Reason.ORDERED: _("A decision on data protection, or of a court"),
        }[self]


@dataclass(frozen=True, kw_only=True)
class Held:
    """A backup that holds the person until ``until``, when the plan drops it if one is made each day."""

    path: Path
    made_at: datetime
    until: date


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is held of a person, by noun; in how many records of others their name or CRN stands; where copies are."""

    person: Person
    held: tuple[tuple[str, int], ...]
    elsewhere: tuple[tuple[str, int], ...]
    backups: tuple[Held, ...]
    generations: int
    quarantined: int


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """``text`` as shown and saved; ``mark`` is the audit row's; ``file_name`` names nobody."""

    text: str
    mark: str
    file_name: str


@dataclass(frozen=True, kw_only=True)
class Ended:
    """Somebody whose sentence has ended: since when, and when the last session was held."""

    person_id: UUID
    name: str
    crn: str
    ended_on: date | None
    last_session: date | None


def plan(desk: Desk, person_id: UUID) -> Plan:
    """Raises NotFound. Takes time with the size of the store."""
    with desk.read() as db:
        person = people.get(db, person_id)
        held, elsewhere = rows.belonging(db, person_id, _words(person))
    folder = desk.vault.folder
    older = folder.older_databases(desk.vault.header.generation)
    return Plan(
        person=person,
        held=told(held),
        elsewhere=told(elsewhere),
        backups=tuple(_held(desk, person_id)),
        generations=sum(path.suffix == ".db" for path in older),
        quarantined=_count(folder.quarantine),
    )


def erase(
    desk: Desk,
    person_id: UUID,
    reason: Reason,
    typed: str,
    progress: Progress = untold,
    cancelled: Cancel = never,
    *,
    remove_backups: bool = False,
) -> tuple[Desk, Certificate]:
    """Make the store anew without the person, remove what held them, and give the new desk; the old is of no more use.

    ``typed`` is what `confirmation` says. With ``remove_backups`` a backup is made of the new store, and those that
    hold the person are removed. Raises ErasureNotConfirmed, NotFound, Cancelled, ErasureUnproven and the Problems of a
    disk; then everything is as it was. What fails after that, the removal of older files or of backups, is told on the
    certificate.
    """
    planned = plan(desk, person_id)
    if _plain(typed) != _plain(confirmation(planned.person)):
        raise ErasureNotConfirmed
    watch = Watch(progress, cancelled)

    def fill(part: Path, key_hex: str) -> None:
        with (
            closing(engine.create(part, key_hex)) as new,
            migrate.upgraded(new) as target,
            desk.read() as source,
        ):
            rows.carry(source, target, {person_id}, watch.share(0, 0.6).report)

    def prove(db: Connection) -> None:
        if rows.holding_id(db, person_id):
            raise ErasureUnproven
        watch.report(8, 10)

    count = sum(number for _noun, number in planned.held)
    act = Act(*ERASED, person_id, count)
    new = replace(desk, store=next_generation(desk.vault, desk.clock, fill, act, desk.store.close, prove))
    with new.read() as db:
        mark = audit.head(db)
    with suppress(Problem):  # the person is erased; what is left is on the certificate, and the next unlock tries again
        remove_older(new, new.vault.header.generation)
    left = tuple(path.name for path in new.vault.folder.older_databases(new.vault.header.generation))
    if remove_backups:
        planned = replace(planned, backups=_without_backups(new, planned.backups))
    return new, _certificate(new, planned, reason, mark, left)


def confirmation(person: Person) -> str:
    """What is typed to confirm the erasure: the CRN, or the name of somebody without one."""
    return person.details.crn or person.details.name


def finish(desk: Desk) -> None:
    """Remove the generations that an erasure cut short has left; after each unlock. Quick when there are none.

    Those that upgrades and restores have left since then never held the person, and stay.
    """
    if not desk.vault.folder.older_databases(desk.vault.header.generation):
        return
    with desk.read() as db:
        newest = audit.page(db, limit=1, wanted=audit.Wanted(acts=[ERASED, REMOVED]))
    if newest and (newest[0].action, newest[0].kind) == ERASED:
        remove_older(desk, _made_without(desk, newest[0].subject_id))


def remove_older(desk: Desk, generation: int) -> None:
    """Remove every one before that generation, and note it once none is left. Raises the Problems of a disk."""
    folder = desk.vault.folder
    older = folder.older_databases(generation)
    if older and not folder.remove(older):
        with desk.change(*REMOVED, count=sum(path.suffix == ".db" for path in older)):
            pass


def save_certificate(desk: Desk, certificate: Certificate, path: Path) -> Path:
    """Write it for this user alone, and give where it is. Raises the Problems of `outgoing`."""
    outgoing.write(desk, path, certificate.text.encode(), "certificate")
    return path


def ended(desk: Desk) -> tuple[Ended, ...]:
    """Everybody whose sentence has ended, the longest ago first. Nothing is ever erased by itself."""
    today = desk.today()
    with desk.read() as db:
        everyone = facts.of_everyone(db)
    found = [
        Ended(
            person_id=one.person.id,
            name=one.person.details.name,
            crn=one.person.details.crn,
            ended_on=one.person.details.sentence_end,
            last_session=one.held_at.astimezone().date() if one.held_at else None,
        )
        for one in everyone
        if one.person.details.status is Status.ENDED or (one.person.details.sentence_end or date.max) < today
    ]
    return tuple(sorted(found, key=_since))


def _made_without(desk: Desk, person_id: UUID | None) -> int:
    """The generation that the person's erasure made: the first whose audit knows of it."""
    in_use = desk.vault.header.generation
    for path in desk.vault.folder.older_databases(in_use):
        if path.suffix == ".db":
            with (
                suppress(StoreDamaged),
                untouched(path) as database,
                closing(engine.open_store(database, desk.vault.keys.database)) as store,
                store.read() as db,
            ):
                if person_id in audit.erased(db):
                    return int(path.stem)
    return in_use


def _held(desk: Desk, person_id: UUID) -> Iterator[Held]:
    for backup, until in backups.holding(desk, person_id):
        if backup.made_at is not None:
            yield Held(path=backup.path, made_at=backup.made_at, until=until)


def _without_backups(desk: Desk, held: tuple[Held, ...]) -> tuple[Held, ...]:
    """Make a backup, then remove these; gives those that are still there because one or the other failed."""
    with suppress(Problem):
        backups.make(desk)
        backups.remove(desk, [one.path for one in held])
    return tuple(one for one in held if one.path.exists())


def _certificate(desk: Desk, planned: Plan, reason: Reason, mark: audit.Head, left: tuple[str, ...]) -> Certificate:
    person, now = planned.person, desk.now()
    parts = [
        _("Certificate of erasure"),
        _("Erased on {moment}").format(moment=moment_words(now)),
        _("Record: {id}").format(id=person.id),
        _("Reason: {reason}").format(reason=reason.label),
        _("Entry in the audit: {number}, {mark}").format(number=mark.seq, mark=mark.mac),
        "",
        _("What was erased"),
        *_lines(planned.held),
        "",
        _("How it was proven"),
        _(
            "The store was made anew without these rows. Every row of every table was then searched: none holds the "
            "record’s number. Every page was checked. The audit keeps the number and the count above, no name."
        ),
        "",
        _("What is not erased"),
        *_remains(planned, left),
    ]
    name = f"sightline-erasure-{now.astimezone():%Y-%m-%d}-{mark.seq}.txt"
    return Certificate(text="\n".join(parts) + "\n", mark=mark.mac, file_name=name)


def _remains(planned: Plan, left: tuple[str, ...]) -> Iterator[str]:
    for name in left:
        yield _("The older database {name} could not be removed: remove it by hand.").format(name=name)
    for backup in planned.backups:
        yield _("The backup {name} holds the record until about {day}, when it is dropped.").format(
            name=backup.path.name, day=day_words(backup.until)
        )
    if planned.quarantined:
        yield _("Files in quarantine, which may hold it: {count}. Sightline never removes those.").format(
            count=planned.quarantined
        )
    if planned.elsewhere:
        yield _("Records of other people that name this one stay as they are:")
        yield from _lines(planned.elsewhere)
    yield _("Backups in other folders, and notes that were exported or printed, are not known to Sightline.")
    yield _(
        "What a disk keeps of removed files is encrypted: it can be read only by somebody with the passphrase or the "
        "recovery key of this store."
    )


def _lines(counted: tuple[tuple[str, int], ...]) -> Iterator[str]:
    for noun, number in counted:
        yield _("{noun}: {number}").format(noun=noun, number=number)


def _words(person: Person) -> tuple[str, ...]:
    return person.details.name, person.details.crn


def _plain(typed: str) -> str:
    return "".join(typed.split()).casefold()


def _count(folder: Path) -> int:
    with files.faults_told():
        return sum(path.is_file() for path in folder.glob("*"))


def _since(one: Ended) -> tuple[date, str]:
    return one.ended_on or one.last_session or date.max, one.name
