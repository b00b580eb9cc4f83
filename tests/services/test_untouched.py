"""A log that lies beside a store that was closed well."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.domain.problems import RolledBack
from app.services import sessions, vault
from app.services.desk import Desk
from tests.builders import add_person
from tests.desks import Clock, seeded


def unlock(folder: Path, key: str, clock: Clock) -> Desk:
    return vault.unlock(folder, key, clock, seeded().randbytes)


def log_of(folder: Path) -> Path:
    return folder / "db" / "000001.db-wal"


def test_a_log_of_drafts_from_another_day_is_refused_and_the_database_stays_as_it_is(
    vault_folder: Path, recovery_key: str, clock: Clock, tmp_path: Path
) -> None:
    desk = unlock(vault_folder, recovery_key, clock)
    person = add_person(desk)
    desk.store.checkpoint()
    sessions.start(desk, person.id)
    stale = tmp_path / "stale"
    shutil.copyfile(log_of(vault_folder), stale)
    vault.lock(desk)
    shutil.copyfile(stale, log_of(vault_folder))
    database = vault_folder / "db" / "000001.db"
    before = database.read_bytes()
    with pytest.raises(RolledBack):
        unlock(vault_folder, recovery_key, clock)
    assert database.read_bytes() == before
    log_of(vault_folder).unlink()
    vault.lock(unlock(vault_folder, recovery_key, clock))


def test_a_first_change_that_a_power_cut_stopped_half_way_locks_nobody_out(
    vault_folder: Path, recovery_key: str, clock: Clock, tmp_path: Path
) -> None:
    closed = tmp_path / "closed"
    shutil.copytree(vault_folder, closed)
    desk = unlock(vault_folder, recovery_key, clock)
    content = log_of(vault_folder).read_bytes()
    vault.lock(desk)
    log_of(closed).write_bytes(content[:2000])
    vault.lock(unlock(closed, recovery_key, clock))
