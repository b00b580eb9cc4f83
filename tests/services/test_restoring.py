"""Restoring on real stores: on a bare machine, into the store in use, into a damaged one; and what must stop it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.domain.backup_problems import (
    BackupDamaged,
    BackupMissing,
    BackupOfAnotherStore,
    NewerBackup,
    NotABackup,
    WrongBackupSecret,
)
from app.domain.keyring_problems import DeviceSecretGone, KeyringProblem
from app.domain.problems import (
    Cancelled,
    DiskFull,
    FolderNotEmpty,
    OpenElsewhere,
    Problem,
    RecoveryKeyMistyped,
    RolledBack,
    StoreLocked,
    WaitBeforeTrying,
    WrongPassphrase,
)
from app.services import backups, restoring, secrets, vault
from app.services.desk import Desk
from app.services.progress import WHOLE
from app.store import audit, migrate
from tests.builders import a_full_case, add_person, sign_session
from tests.damage import damage, pages_of
from tests.desks import PASSPHRASE, Clock, a_new_store, seeded
from tests.faults.disks import small_disk
from tests.keyrings import FakeBackend, keyring_on
from tests.markers import files_with
from tests.store.revisions import with_revisions

RANDOM = seeded(7).randbytes
NEW_PASSPHRASE = "gorse kettle moss thimble"
MARKER = "Gwrthwynebiad-marker"


def crns(desk: Desk) -> list[str]:
    with desk.read() as db:
        return sorted(db.exec_driver_sql("SELECT crn FROM people").scalars())


def acts(desk: Desk) -> list[str]:
    with desk.read() as db:
        audit.verify(db, desk.vault.keys.audit)
        return [row.action for row in audit.page(db)]


def everything(folder: Path) -> dict[str, bytes]:
    """Every file under the folder but the lock."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "vault.lock"
    }


def reopened(desk: Desk, typed: str = PASSPHRASE) -> list[str]:
    """The CRNs after a lock and an unlock."""
    vault.lock(desk)
    again = vault.unlock(desk.vault.folder.path, typed, desk.clock, RANDOM)
    found = crns(again)
    vault.lock(again)
    return found


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A folder on a computer that never had the store."""
    return tmp_path / "new computer" / "vault"


@pytest.fixture
def locked(desk: Desk, stick: Path) -> Path:
    """A locked store with X000001 in it and X000002 added since the backup on the stick."""
    add_person(desk, crn="X000001")
    backups.make(desk, stick)
    add_person(desk, crn="X000002")
    vault.lock(desk)
    return desk.vault.folder.path


@pytest.fixture
def backup(locked: Path, stick: Path) -> Path:
    (made,) = stick.iterdir()
    return made


# ── On a bare machine ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("with_key", [False, True])
def test_the_passphrase_or_the_recovery_key_restores_on_a_bare_machine(
    desk: Desk, stick: Path, new: Path, clock: Clock, recovery_key: str, *, with_key: bool
) -> None:
    person = add_person(desk)
    sign_session(desk, person.id)
    made = backups.make(desk, stick)
    typed = recovery_key if with_key else PASSPHRASE

    seen = restoring.look_into(new, made.path, typed, clock)
    assert (seen.people, seen.sessions) == (1, 1)
    assert not new.exists()
    restored = restoring.restore(new, made.path, typed, clock, RANDOM)

    assert crns(restored) == crns(desk)
    assert acts(restored)[0] == "restore"
    assert restored.vault.opened_with == ("recovery" if with_key else "passphrase")
    assert reopened(restored) == crns(desk)
    assert [path.name for path in new.parent.iterdir()] == ["vault"]


def test_every_row_comes_back(desk: Desk, stick: Path, new: Path, clock: Clock) -> None:
    a_full_case(desk)
    made = backups.make(desk, stick)
    restored = restoring.restore(new, made.path, PASSPHRASE, clock, RANDOM)
    with desk.read() as before, restored.read() as after:
        names = before.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        for name in set(names) - {"audit"}:
            query = f"SELECT * FROM {name}"
            assert set(before.exec_driver_sql(query)) == set(after.exec_driver_sql(query)), name
    vault.lock(restored)


def test_a_wrong_secret_a_mistyped_key_and_anothers_folder_change_nothing(
    backup: Path, new: Path, clock: Clock, recovery_key: str, stick: Path
) -> None:
    with pytest.raises(WrongBackupSecret):
        restoring.restore(new, backup, "nothing of the kind", clock, RANDOM)
    mistyped = ("0" if recovery_key[0] != "0" else "1") + recovery_key[1:]
    with pytest.raises(RecoveryKeyMistyped):
        restoring.look_into(new, backup, mistyped, clock)
    assert not new.exists()
    with pytest.raises(FolderNotEmpty):
        restoring.restore(stick, backup, PASSPHRASE, clock, RANDOM)


def test_a_device_secret_does_not_travel_with_a_backup_made_elsewhere(
    vault_folder: Path, recovery_key: str, stick: Path, tmp_path: Path, clock: Clock
) -> None:
    mine, none = keyring_on(FakeBackend()), keyring_on(FakeBackend())
    desk = vault.unlock(vault_folder, recovery_key, clock, RANDOM, keyring=mine)
    secrets.use_device_secret(desk, PASSPHRASE)
    away, own = backups.make(desk, stick).path, backups.make(desk).path
    vault.lock(desk)

    def restored(path: Path, typed: str, name: str) -> None:
        made = restoring.restore(tmp_path / name, path, typed, clock, RANDOM, keyring=none)
        assert made.vault.uses_keyring == (path == own)
        vault.lock(made)

    restored(away, PASSPHRASE, "by passphrase")
    restored(away, recovery_key, "by key")
    restored(own, recovery_key, "own by key")
    with pytest.raises(KeyringProblem) as told:
        restored(own, PASSPHRASE, "own by passphrase")
    assert isinstance(told.value, DeviceSecretGone)
    assert not (tmp_path / "own by passphrase").exists()


# ── Into the store in use ────────────────────────────────────────────────────────────────────────────


def test_the_store_in_use_goes_back_but_its_audit_goes_on(desk: Desk, clock: Clock) -> None:
    add_person(desk, crn="X000001")
    made = backups.make(desk)
    add_person(desk, crn="X000002")
    before = acts(desk)
    clock.move(minutes=5)

    restored = restoring.restore(desk.vault.folder.path, made.path, PASSPHRASE, clock, RANDOM, desk=desk)

    assert crns(restored) == ["X000001"]
    assert acts(restored) == ["restore", *before]
    assert restored.vault.header.generation == 2
    with pytest.raises(StoreLocked):
        crns(desk)
    newest = backups.listed(restored)[0]
    assert newest.preview is not None
    assert newest.preview.people == 2  # what was in use was backed up before
    assert reopened(restored) == ["X000001"]


def test_going_back_and_forth(desk: Desk, clock: Clock) -> None:
    folder = desk.vault.folder.path
    add_person(desk, crn="X000001")
    early = backups.make(desk)
    add_person(desk, crn="X000002")
    late = backups.make(desk)
    desk = restoring.restore(folder, early.path, PASSPHRASE, clock, RANDOM, desk=desk)
    desk = restoring.restore(folder, late.path, PASSPHRASE, clock, RANDOM, desk=desk)
    assert crns(desk) == ["X000001", "X000002"]
    desk = restoring.restore(folder, early.path, PASSPHRASE, clock, RANDOM, desk=desk)
    assert acts(desk).count("restore") == 3
    assert reopened(desk) == ["X000001"]


def test_an_old_passphrase_opens_no_old_backup_into_the_store(desk: Desk, clock: Clock, recovery_key: str) -> None:
    made = backups.make(desk)
    secrets.reset_passphrase(desk, NEW_PASSPHRASE)
    folder = desk.vault.folder.path
    with pytest.raises(WrongPassphrase):
        restoring.restore(folder, made.path, PASSPHRASE, clock, RANDOM, desk=desk)
    vault.lock(desk)
    with pytest.raises(WrongPassphrase):
        restoring.look_into(folder, made.path, PASSPHRASE, clock)
    assert restoring.look_into(folder, made.path, NEW_PASSPHRASE, clock).people == 0
    restored = restoring.restore(folder, made.path, recovery_key, clock, RANDOM)
    with pytest.raises(WrongPassphrase):
        reopened(restored)
    assert reopened(restored, NEW_PASSPHRASE) == []


def test_wrong_tries_at_a_locked_store_make_one_wait(locked: Path, backup: Path, clock: Clock) -> None:
    for _time in range(5):
        with pytest.raises((WrongPassphrase, WaitBeforeTrying)):
            restoring.look_into(locked, backup, "wrong", clock)
    with pytest.raises(WaitBeforeTrying):
        restoring.look_into(locked, backup, PASSPHRASE, clock)


def test_looking_into_one_changes_nothing(locked: Path, backup: Path, clock: Clock) -> None:
    before = everything(locked)
    restoring.look_into(locked, backup, PASSPHRASE, clock)
    assert everything(locked) == before


def test_a_person_erased_since_the_backup_stays_erased(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    gone, stays = add_person(desk, crn="X000001", name=MARKER), add_person(desk, crn="X000002")
    sign_session(desk, gone.id)
    sign_session(desk, stays.id)
    made = backups.make(desk)
    with desk.change("erase", "person", gone.id):
        pass
    restored = restoring.restore(desk.vault.folder.path, made.path, PASSPHRASE, clock, RANDOM, desk=desk)
    assert crns(restored) == ["X000002"]
    with restored.read() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM sessions").scalar() == 1
    assert acts(restored)[:2] == ["restore", "erase"]
    vault.lock(restored)
    assert files_with(MARKER, tmp_path) == []


def test_a_backup_of_an_older_form_is_brought_up_to_date(
    locked: Path, backup: Path, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    adds = 'op.add_column("officers", sa.Column("team", sa.Text))'
    monkeypatch.setattr(migrate, "SCRIPTS", with_revisions(tmp_path, adds))
    restored = restoring.restore(locked, backup, PASSPHRASE, clock, RANDOM)
    with restored.read() as db:
        assert db.exec_driver_sql("SELECT team FROM officers").all() == [(None,)]
    assert crns(restored) == ["X000001"]
    vault.lock(restored)


# ── Into a damaged store ─────────────────────────────────────────────────────────────────────────────


def quarantined(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "quarantine").iterdir())


def test_a_damaged_database_goes_to_quarantine_unharmed(locked: Path, backup: Path, clock: Clock) -> None:
    database = locked / "db" / "000001.db"
    damage(database, list(range(2, pages_of(database))))
    damaged = database.read_bytes()
    restored = restoring.restore(locked, backup, PASSPHRASE, clock, RANDOM)
    assert crns(restored) == ["X000001"]
    assert quarantined(locked) == ["000001.db.1"]
    assert (locked / "quarantine" / "000001.db.1").read_bytes() == damaged
    assert "quarantine" in restored.warnings[0]
    assert reopened(restored) == ["X000001"]


def test_one_damaged_page_costs_neither_the_audit_nor_an_erasure(
    desk: Desk, stick: Path, clock: Clock, recovery_key: str
) -> None:
    gone = add_person(desk)
    sign_session(desk, gone.id)
    made = backups.make(desk, stick)
    with desk.change("erase", "person", gone.id):
        pass
    with desk.read() as db:
        page = db.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'sessions'").scalar_one()
    vault.lock(desk)
    damage(desk.vault.database, [page])
    restored = restoring.restore(desk.vault.folder.path, made.path, recovery_key, clock, RANDOM)
    assert crns(restored) == []
    assert acts(restored)[:3] == ["restore", "lock", "erase"]
    vault.lock(restored)


@pytest.mark.parametrize(
    "lost",
    [
        ["db/000001.db"],
        ["head.json"],
        ["keys.a.json"],
        ["keys.a.json", "keys.b.json"],
        ["keys.a.json", "keys.b.json", "head.json"],
        ["keys.a.json", "keys.b.json", "head.json", "db/000001.db"],
    ],
)
@pytest.mark.parametrize("how", ["missing", "damaged"])
def test_whatever_is_lost_a_backup_brings_the_store_back(
    locked: Path, backup: Path, clock: Clock, lost: list[str], how: str
) -> None:
    for name in lost:
        if how == "missing":
            (locked / name).unlink()
        else:
            (locked / name).write_bytes(b"nothing of the kind" * 300)
    restored = restoring.restore(locked, backup, PASSPHRASE, clock, RANDOM)
    assert crns(restored) == ["X000001"]
    assert acts(restored)[0] == "restore"
    assert reopened(restored) == ["X000001"]
    if how == "damaged":
        assert len(quarantined(locked)) == len(lost)


@pytest.mark.parametrize("lost", [[], ["keys.a.json", "keys.b.json"], ["db/000001.db"]])
def test_beside_another_stores_head_a_backup_brings_the_store_back(
    locked: Path, backup: Path, clock: Clock, tmp_path: Path, lost: list[str]
) -> None:
    other, _key = a_new_store(tmp_path / "other", clock, seed=2)
    vault.lock(other)
    foreign = Path(shutil.copy(tmp_path / "other" / "head.json", locked)).read_bytes()
    for name in lost:
        (locked / name).unlink()
    assert restoring.look_into(locked, backup, PASSPHRASE, clock).people == 1
    restored = restoring.restore(locked, backup, PASSPHRASE, clock, RANDOM)
    assert crns(restored) == ["X000001"]
    assert reopened(restored) == ["X000001"]
    assert quarantined(locked) == ["head.json.1"]
    assert (locked / "quarantine" / "head.json.1").read_bytes() == foreign


def test_with_nothing_left_but_the_backups_the_store_comes_back(desk: Desk, clock: Clock) -> None:
    add_person(desk, crn="X000001")
    made = backups.make(desk)
    vault.lock(desk)
    folder = desk.vault.folder.path
    for path in everything(folder):
        if not path.startswith("backups"):
            (folder / path).unlink()
    (folder / "db").rmdir()
    restored = restoring.restore(folder, made.path, PASSPHRASE, clock, RANDOM)
    assert reopened(restored) == ["X000001"]


def test_a_keyring_that_knows_of_later_changes_is_told_of_the_restore(
    vault_folder: Path, recovery_key: str, clock: Clock
) -> None:
    mine = keyring_on(FakeBackend())
    desk = vault.unlock(vault_folder, recovery_key, clock, RANDOM, keyring=mine)
    secrets.use_device_secret(desk, PASSPHRASE)
    made = backups.make(desk).path
    for number in range(5):
        add_person(desk, crn=f"X00000{number}")
    vault.lock(desk)
    desk.vault.database.write_bytes(b"nothing of the kind" * 300)
    (vault_folder / "head.json").unlink()
    restored = restoring.restore(vault_folder, made, PASSPHRASE, clock, RANDOM, keyring=mine)
    vault.lock(restored)
    again = vault.unlock(vault_folder, PASSPHRASE, clock, RANDOM, keyring=mine)
    assert again.warnings == ()
    assert crns(again) == []
    vault.lock(again)


def test_after_a_restore_in_place_of_a_lost_store_the_keyring_knows_at_once_how_far_it_got(
    vault_folder: Path, recovery_key: str, clock: Clock, stick: Path
) -> None:
    mine = keyring_on(FakeBackend())
    desk = vault.unlock(vault_folder, recovery_key, clock, RANDOM, keyring=mine)
    secrets.use_device_secret(desk, PASSPHRASE)
    made = Path(shutil.copy(backups.make(desk).path, stick))
    for number in range(5):
        add_person(desk, crn=f"X00000{number}")
    vault.lock(desk)
    shutil.rmtree(vault_folder)
    restored = restoring.restore(vault_folder, made, PASSPHRASE, clock, RANDOM, keyring=mine)
    assert mine.newest(restored.vault.header.vault_id) == restored.vault.newest()
    vault.lock(restored)


def test_where_the_key_file_is_an_older_copy_a_backup_brings_the_store_back(
    desk: Desk, clock: Clock, recovery_key: str
) -> None:
    add_person(desk, crn="X000001")
    made = backups.make(desk).path
    older = {path: path.read_bytes() for path in desk.vault.folder.headers}
    secrets.change_passphrase(desk, PASSPHRASE, NEW_PASSPHRASE)
    vault.lock(desk)
    for path, content in older.items():
        path.write_bytes(content)
    with pytest.raises(RolledBack):
        vault.unlock(desk.vault.folder.path, recovery_key, clock, RANDOM)
    restored = restoring.restore(desk.vault.folder.path, made, recovery_key, clock, RANDOM)
    assert "change passphrase" in acts(restored)  # what was audited since is carried over
    assert reopened(restored, recovery_key) == ["X000001"]


# ── What stops it, and that nothing half-made stays ──────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda path: path.unlink(), BackupMissing),
        (lambda path: path.write_bytes(b"text"), NotABackup),
        (lambda path: path.write_bytes(path.read_bytes()[:-100]), NotABackup),
        (lambda path: path.write_bytes(path.read_bytes()[4096:]), BackupDamaged),
        (lambda path: damage(path, [5]), BackupDamaged),
    ],
)
def test_a_backup_that_cannot_serve_leaves_the_store_as_it_was(
    locked: Path, backup: Path, clock: Clock, recovery_key: str, spoil, problem: type[Problem], new: Path
) -> None:
    spoil(backup)
    with pytest.raises(problem):
        restoring.restore(locked, backup, recovery_key, clock, RANDOM)
    desk = vault.unlock(locked, recovery_key, clock, RANDOM)
    assert crns(desk) == ["X000001", "X000002"]
    assert sorted(path.name for path in (locked / "db").iterdir() if path.suffix == ".db") == ["000001.db"]
    with pytest.raises(problem):
        restoring.restore(locked, backup, recovery_key, clock, RANDOM, desk=desk)
    assert crns(desk) == ["X000001", "X000002"]
    add_person(desk, crn="X000003")
    vault.lock(desk)
    with pytest.raises(problem):
        restoring.restore(new, backup, recovery_key, clock, RANDOM)
    assert not new.parent.exists() or list(new.parent.iterdir()) == []


def test_another_stores_backup_is_refused(locked: Path, tmp_path: Path, stick: Path, clock: Clock) -> None:
    other, _key = a_new_store(tmp_path / "other", clock, seed=2)
    theirs = backups.make(other, stick).path
    vault.lock(other)
    before = everything(locked)
    with pytest.raises(BackupOfAnotherStore):
        restoring.restore(locked, theirs, PASSPHRASE, clock, RANDOM)
    assert everything(locked) == before


def test_a_newer_versions_backup_is_refused(
    locked: Path, backup: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "newest", lambda: "0000")
    with pytest.raises(NewerBackup):
        restoring.look_into(locked, backup, PASSPHRASE, clock)


def test_a_store_open_in_another_window_is_not_restored_into(
    desk: Desk, stick: Path, clock: Clock, recovery_key: str
) -> None:
    made = backups.make(desk, stick)
    with pytest.raises(OpenElsewhere):
        restoring.restore(desk.vault.folder.path, made.path, recovery_key, clock, RANDOM)


@pytest.mark.parametrize("place", ["open", "locked", "new"])
def test_cancelling_at_any_moment_leaves_everything_as_it_was(
    locked: Path, backup: Path, new: Path, clock: Clock, recovery_key: str, place: str
) -> None:
    desk = vault.unlock(locked, recovery_key, clock, RANDOM) if place == "open" else None
    folder = new if place == "new" else locked
    moment, cancelled = 0, True
    while cancelled:
        steps: list[int] = []
        asked = iter([False] * moment + [True] * 10_000)
        try:
            restored = restoring.restore(
                folder, backup, recovery_key, clock, RANDOM, lambda done, _total, to=steps: to.append(done),
                lambda asked=asked: next(asked), desk,
            )  # fmt: skip
        except Cancelled:
            assert not new.exists()
            assert sorted(path.name for path in (locked / "db").iterdir() if path.suffix == ".db") == ["000001.db"]
            assert not list(locked.glob("*/*.part*"))
            if desk:
                assert crns(desk) == ["X000001", "X000002"]
            moment += 1
        else:
            cancelled = False
    assert moment >= 4
    assert steps == sorted(steps)
    assert steps[-1] == WHOLE
    assert reopened(restored) == ["X000001"]


def test_a_full_disk_leaves_the_store_as_it_was(tmp_path: Path, clock: Clock) -> None:
    with small_disk(tmp_path / "disk", 1500) as disk:
        desk, key = a_new_store(disk / "vault", clock)
        add_person(desk, crn="X000001")
        made = backups.make(desk)
        add_person(desk, crn="X000002")
        room = 1500 * 1024 - sum(path.stat().st_size for path in disk.rglob("*") if path.is_file())
        (disk / "filler").write_bytes(b"x" * (room - 450 * 1024))
        with pytest.raises(DiskFull):
            restoring.restore(disk / "vault", made.path, key, clock, RANDOM, desk=desk)
        assert crns(desk) == ["X000001", "X000002"]
        (disk / "filler").unlink()
        desk = restoring.restore(disk / "vault", made.path, key, clock, RANDOM, desk=desk)
        assert crns(desk) == ["X000001"]
        vault.lock(desk)
