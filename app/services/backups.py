"""Backups of the open store: making them, which there are, and dropping those that the plan no longer keeps.

A backup has its final name only once it was checked whole, so whatever bears one counts as verified. Those in the
store's own folder open as the store does; those made elsewhere open without this computer's keyring. Restoring is in
`restoring`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from gettext import gettext as _
from pathlib import Path
from uuid import UUID

import msgspec

from app.domain.backup_problems import (
    BackupFolderMissing,
    BackupIntoStore,
    BackupMissing,
    BackupOfAnotherStore,
    NewerBackup,
)
from app.domain.backups import dropped_on, kept
from app.domain.days import clock_words
from app.domain.problems import Problem
from app.services.desk import Desk, Random
from app.services.progress import Cancel, Progress, Watch, never, untold
from app.store import audit, counts, engine, migrate
from app.store.engine import Store
from app.vault import backups, files
from app.vault.backups import Contents, Found, Trailer
from app.vault.folders import VaultFolder
from app.vault.sealed import seal
from app.vault.vaults import OpenVault

COPYING = 0.4
"""The share of the time that copying takes; checking takes the rest."""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What is in a backup. ``last_entry`` is when the last session was signed or added to."""

    made_at: datetime
    people: int
    sessions: int
    last_entry: datetime | None


@dataclass(frozen=True, kw_only=True)
class Backup:
    """A file of ``size`` bytes. ``preview`` is None while the store is locked, or where ``problem`` says why."""

    path: Path
    size: int
    made_at: datetime | None = None
    preview: Preview | None = None
    problem: Problem | None = None


def make(desk: Desk, to: Path | None = None, progress: Progress = untold, cancelled: Cancel = never) -> Backup:
    """Make a backup in the folder ``to``, or in the store's own, and check every page of it before it counts.

    It is named for the moment in UTC and the generation. Raises Cancelled, BackupFolderMissing, BackupIntoStore,
    StoreDamaged when the check fails, and the Problems of a disk; then nothing of it is left.
    """
    found = write(desk.store, desk.vault, desk.now(), desk.random, to, Watch(progress, cancelled))
    try:
        with desk.change("back up", "store" if to is None else "folder", found.trailer.body.backup_id):
            pass
    except Problem:  # what cannot be noted is not done
        found.path.unlink(missing_ok=True)
        raise
    if to is None:
        prune(desk)
    return _listed(found, desk.vault)


def make_if_due(desk: Desk) -> Backup | None:
    """The daily backup, when none of today is there yet; for the lock. Raises as `make`."""
    return make(desk) if due(desk) else None


def due(desk: Desk) -> bool:
    """Whether no backup in the store's own folder was made today, where the officer is."""
    return all(found.made_at.astimezone().date() != desk.today() for found in own(desk.vault))


def newest(desk: Desk) -> datetime | None:
    """When the newest verified backup in the store's own folder was made."""
    return newest_of((found.made_at for found in own(desk.vault)), desk.now())


def newest_of(made: Iterable[datetime], now: datetime) -> datetime | None:
    """The newest of them; one from days ahead, made while the clock was wrong, tells no age."""
    return max((moment for moment in made if moment < now + timedelta(days=1)), default=None)


def age_words(made_at: datetime | None, now: datetime) -> str:
    """For the status bar: how old the newest verified backup is."""
    if made_at is None:
        return _("No backup yet")
    days = (now.astimezone().date() - made_at.astimezone().date()).days
    if days <= 0:
        return _("Backed up today {time}").format(time=clock_words(made_at))
    return _("Backed up yesterday") if days == 1 else _("Days since the last backup: {days}").format(days=days)


def listed(desk: Desk) -> tuple[Backup, ...]:
    """Every backup in the store's own folder with what is in it, newest first; those that cannot serve say why."""
    return listed_of(desk.vault)


def listed_of(vault: OpenVault) -> tuple[Backup, ...]:
    """As `listed`, while the vault is open and its database is not."""
    return _newest_first(_with_contents(path, vault) for path in _files(vault.folder.backups))


def listed_in(folder: Path) -> tuple[Backup, ...]:
    """As `listed` for a store that is locked, or any folder with backups in it: told from their clear parts."""
    own_folder = VaultFolder(folder).backups
    return _newest_first(_in_the_clear(path) for path in _files(own_folder if own_folder.is_dir() else folder))


def holding(desk: Desk, person_id: UUID) -> tuple[tuple[Backup, date], ...]:
    """The store's own backups that hold the person, newest first, each with the day on which the plan drops it."""
    found = own(desk.vault)
    made = [_in_utc(one) for one in found]
    key = desk.vault.keys.backup
    return tuple(
        (_listed(one, desk.vault), dropped_on(_in_utc(one), made, desk.now().astimezone(UTC)))
        for one in sorted(found, key=_in_utc, reverse=True)
        if person_id in one.contents(key).people
    )


def remove(desk: Desk, paths: Collection[Path]) -> None:
    """Remove backups of the store's own folder at the officer's word: those that hold a person who was erased."""
    with files.faults_told():
        for path in paths:
            if path.parent != desk.vault.folder.backups:
                raise BackupMissing
            path.unlink(missing_ok=True)
    with desk.change("remove", "backup", count=len(paths)):
        pass


def prune(desk: Desk) -> int:
    """Drop from the store's own folder what the plan no longer keeps, and say how many; damaged ones are left."""
    found = own(desk.vault)
    keep = kept([_in_utc(one) for one in found], desk.now().astimezone(UTC))
    dropped = [one for one in found if _in_utc(one) not in keep]
    with files.faults_told():
        for one in dropped:
            one.path.unlink(missing_ok=True)
    return len(dropped)


def write(store: Store, vault: OpenVault, now: datetime, random: Random, to: Path | None, watch: Watch) -> Found:
    """As `make`, without a word in the audit: for a store that is about to be upgraded or restored."""
    folder = _target(vault, to)
    path = backups.free_name(folder, now, vault.header.generation)
    backup_id = UUID(bytes=random(16), version=4)
    keys = backups.keys_of(vault.keys.backup, backup_id)
    contents, revision = _contents(store)
    nonce, sealed = backups.encrypt(contents, keys.contents, random)
    header = vault.header if to is None else msgspec.structs.replace(vault.header, slots=vault.portable_slots())
    with backups.part_of(path) as part:
        store.copy(part, keys.database, watch.share(0, COPYING).report)
        engine.verify(part, keys.database, watch.share(COPYING, 1).report, watch.cancelled)
        size = part.stat().st_size
        clear = seal(header, vault.keys.header)
        trailer = Trailer(backups.FORMAT, backup_id, now.astimezone(UTC), revision, size, clear, nonce, sealed)
        backups.finish(part, path, trailer, keys.trailer)
    return backups.read(path)


def own(vault: OpenVault) -> list[Found]:
    """The backups in the vault's own folder that are undamaged, genuine and of a version that is understood."""
    found = []
    for path in _files(vault.folder.backups):
        try:
            one = readable(path)
            of_this(vault, one)
        except Problem:
            continue
        found.append(one)
    return found


def readable(path: Path) -> Found:
    """Read the clear part. Raises BackupMissing, NotABackup, BackupDamaged and NewerBackup."""
    found = backups.read(path)
    if found.trailer.body.revision > migrate.newest():
        raise NewerBackup
    return found


def of_this(vault: OpenVault, found: Found) -> Contents:
    """What is in a backup of this vault. Raises BackupOfAnotherStore and BackupDamaged."""
    if found.header.body.vault_id != vault.header.vault_id:
        raise BackupOfAnotherStore
    return found.contents(vault.keys.backup)


def preview(found: Found, contents: Contents) -> Preview:
    """The contents as the officer sees them."""
    return Preview(
        made_at=found.made_at,
        people=len(contents.people),
        sessions=contents.sessions,
        last_entry=contents.last_entry,
    )


def _contents(store: Store) -> tuple[Contents, str]:
    with store.read() as db:
        found, head, revision = counts.count(db), audit.head(db), migrate.revision(db)
    return Contents(found.people, found.sessions, found.last_entry, head.seq, head.mac), revision


def _target(vault: OpenVault, to: Path | None) -> Path:
    if to is None:
        with files.faults_told():
            vault.folder.backups.mkdir(mode=0o700, exist_ok=True)
        backups.remove_parts(vault.folder.backups)  # of one that was stopped before; elsewhere it may be another's
        return vault.folder.backups
    if not to.is_dir():
        raise BackupFolderMissing
    if to.resolve().is_relative_to(vault.folder.path.resolve()):
        raise BackupIntoStore
    return to


def _files(folder: Path) -> list[Path]:
    with files.faults_told():
        return sorted(folder.glob(backups.NAMED))


def _with_contents(path: Path, vault: OpenVault) -> Backup:
    try:
        return _listed(readable(path), vault)
    except Problem as problem:
        return _unusable(path, problem)


def _in_the_clear(path: Path) -> Backup:
    try:
        found = readable(path)
    except Problem as problem:
        return _unusable(path, problem)
    return Backup(path=path, size=found.size, made_at=found.made_at)


def _listed(found: Found, vault: OpenVault) -> Backup:
    contents = of_this(vault, found)
    return Backup(path=found.path, size=found.size, made_at=found.made_at, preview=preview(found, contents))


def _unusable(path: Path, problem: Problem) -> Backup:
    size = path.stat().st_size if path.exists() else 0
    return Backup(path=path, size=size, problem=problem)


def _newest_first(found: Iterable[Backup]) -> tuple[Backup, ...]:
    return tuple(sorted(found, key=_age, reverse=True))


def _age(backup: Backup) -> tuple[datetime, str]:
    return backup.made_at or datetime.min.replace(tzinfo=UTC), backup.path.name


def _in_utc(found: Found) -> datetime:
    return found.made_at.astimezone(UTC)
