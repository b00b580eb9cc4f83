"""Making, unlocking and locking a store on a real disk, and everything that may be wrong with its folder."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from app.domain.problems import (
    AuditBroken,
    DiskFull,
    FolderNotEmpty,
    HeaderDamaged,
    HeaderForeign,
    NewerStore,
    NoStoreHere,
    NotALocalDisk,
    OpenElsewhere,
    PassphraseTooWeak,
    Problem,
    ReadOnlyFolder,
    RecoveryKeyDiffers,
    RecoveryKeyMistyped,
    RolledBack,
    StoreAlreadyHere,
    StoreDamaged,
    StoreLocked,
    StoreVanished,
    StoreVanishedWhileSaving,
    UpgradeFailed,
    WaitBeforeTrying,
    WrongPassphrase,
)
from app.services import secrets, vault
from app.services.desk import Desk
from app.services.vault import Locked, NoVault
from app.store import audit, migrate
from app.vault import heads
from app.vault.heads import Head
from app.vault.sealed import seal
from tests.desks import FAST, PASSPHRASE, Clock, a_new_store, seeded
from tests.faults.disks import full, read_only, small_disk
from tests.faults.steps import killed_at
from tests.markers import files_with
from tests.store.revisions import with_revisions

MARKER = "Tystiolaeth-marker"


def unlock(folder: Path, typed: str, clock: Clock) -> Desk:
    return vault.unlock(folder, typed, clock, seeded().randbytes)


def change(desk: Desk, body: str = MARKER) -> None:
    with desk.change("change", "note") as db:
        db.exec_driver_sql("CREATE TABLE IF NOT EXISTS scrap (body TEXT)")
        db.exec_driver_sql("INSERT INTO scrap VALUES (?)", (body,))


def notes(desk: Desk) -> list[str]:
    with desk.read() as db:
        return [row[0] for row in db.exec_driver_sql("SELECT body FROM scrap")]


def actions(desk: Desk) -> list[tuple[str, str, int]]:
    with desk.read() as db:
        return [(row.action, row.kind, row.count) for row in reversed(audit.page(db))]


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ── A new store ──────────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_on_the_disk_until_the_recovery_key_was_typed_back(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "a" / "vault"
    new = vault.create(folder, PASSPHRASE, os.urandom, FAST)
    for wrong in ("", "0000-" * 8 + "0000", new.recovery_key[:-1]):
        with pytest.raises(RecoveryKeyDiffers):
            new.confirm_recovery_key(wrong, clock)
    assert list(tmp_path.iterdir()) == []
    vault.lock(new.confirm_recovery_key(new.recovery_key.lower(), clock))
    assert list((tmp_path / "a").iterdir()) == [folder]
    for typed, opened_with in ((PASSPHRASE, "passphrase"), (new.recovery_key, "recovery")):
        desk = unlock(folder, typed, clock)
        assert desk.vault.opened_with == opened_with
        vault.lock(desk)


def test_a_new_store_has_the_layout_and_is_this_user_s_alone(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "vault"
    desk, _key = a_new_store(folder, clock)
    change(desk)
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))
    assert names == [
        "db", "db/000001.db", "db/000001.db-wal", "head.json", "keys.a.json", "keys.b.json", "quarantine",
        "vault.lock",
    ]  # fmt: skip
    assert all(path.stat().st_mode & 0o077 == 0 for path in [folder, *folder.rglob("*")])
    assert (folder / "keys.a.json").read_bytes() == (folder / "keys.b.json").read_bytes()
    vault.lock(desk)
    assert not (folder / "db/000001.db-wal").exists()


def test_a_folder_opened_to_others_is_closed_again_at_the_unlock(
    vault_folder: Path, recovery_key: str, clock: Clock
) -> None:
    vault_folder.chmod(0o755)
    vault.lock(unlock(vault_folder, recovery_key, clock))
    assert vault_folder.stat().st_mode & 0o777 == 0o700


def test_a_new_store_begins_its_audit(tmp_path: Path, clock: Clock) -> None:
    desk, _key = a_new_store(tmp_path / "vault", clock)
    assert actions(desk) == [("create", "store", 1), ("unlock", "passphrase", 1)]
    vault.lock(desk)


def test_neither_key_nor_secret_nor_text_is_in_any_file(tmp_path: Path, clock: Clock) -> None:
    desk, recovery_key = a_new_store(tmp_path / "vault", clock)
    change(desk)
    secrets = [MARKER, PASSPHRASE, recovery_key, recovery_key.replace("-", ""), desk.vault.keys.database]
    for secret in secrets:
        assert files_with(secret, tmp_path) == []
    vault.lock(desk)
    for secret in secrets:
        assert files_with(secret, tmp_path) == []


def test_a_store_is_not_made_over_anything(tmp_path: Path, vault_folder: Path) -> None:
    before = everything(vault_folder)
    with pytest.raises(StoreAlreadyHere):
        vault.create(vault_folder, PASSPHRASE, os.urandom, FAST)
    (vault_folder / "keys.a.json").unlink()
    (vault_folder / "keys.b.json").unlink()
    with pytest.raises(StoreAlreadyHere):
        vault.create(vault_folder, PASSPHRASE, os.urandom, FAST)
    assert everything(vault_folder).items() <= before.items()
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").write_text("kept")
    with pytest.raises(FolderNotEmpty):
        vault.create(tmp_path / "letters", PASSPHRASE, os.urandom, FAST)


def test_a_weak_passphrase_and_a_cloud_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PassphraseTooWeak):
        vault.create(tmp_path / "vault", "probation1", os.urandom, FAST)
    with pytest.raises(NotALocalDisk):
        vault.create(tmp_path / "Dropbox" / "vault", PASSPHRASE, os.urandom, FAST)


def test_a_store_that_does_not_fit_on_the_disk_leaves_nothing(tmp_path: Path, clock: Clock) -> None:
    with small_disk(tmp_path / "disk", 100) as disk:
        new = vault.create(disk / "vault", PASSPHRASE, os.urandom, FAST)
        with pytest.raises(DiskFull):
            new.confirm_recovery_key(new.recovery_key, clock)
        assert list(disk.iterdir()) == []


# ── Unlocking and locking ────────────────────────────────────────────────────────────────────────────


def test_what_was_saved_is_there_after_a_lock(vault_folder: Path, recovery_key: str, clock: Clock) -> None:
    desk = unlock(vault_folder, PASSPHRASE, clock)
    change(desk)
    vault.lock(desk)
    vault.lock(desk)
    with pytest.raises(StoreLocked):
        notes(desk)
    desk = unlock(vault_folder, recovery_key, clock)
    assert notes(desk) == [MARKER]
    vault.lock(desk)


def test_the_state_tells_whether_there_is_a_store(tmp_path: Path, vault_folder: Path, clock: Clock) -> None:
    assert vault.state(tmp_path / "nowhere", clock) == NoVault()
    assert vault.state(vault_folder, clock) == Locked(wait_seconds=0, failed_tries=0)
    with pytest.raises(NoStoreHere):
        unlock(tmp_path / "nowhere", PASSPHRASE, clock)


def test_failed_tries_slow_down_survive_restarts_and_enter_the_audit(
    vault_folder: Path, recovery_key: str, clock: Clock
) -> None:
    before = everything(vault_folder / "db")
    for number in range(9):
        clock.move(seconds=1)
        assert vault.state(vault_folder, clock) == Locked(0, number)
        with pytest.raises(WrongPassphrase):
            unlock(vault_folder, "not this one", clock)
    assert vault.state(vault_folder, clock) == Locked(30, 9)
    with pytest.raises(WaitBeforeTrying, match="Wait 30 seconds"):
        unlock(vault_folder, PASSPHRASE, clock)
    assert everything(vault_folder / "db") == before  # a wrong secret never touches the database
    clock.move(seconds=30)
    desk = unlock(vault_folder, recovery_key, clock)
    assert actions(desk)[-10:] == [*[("failed unlock", "store", 1)] * 9, ("unlock", "recovery", 1)]
    with desk.read() as db:
        moments = [row.at for row in reversed(audit.page(db, limit=10))]
    assert moments == [clock() - timedelta(seconds=38 - number) for number in (*range(9), 38)]
    vault.lock(desk)
    assert vault.state(vault_folder, clock) == Locked(0, 0)


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        ({"count": 150, "times": ["2026-03-02T08:00:00Z"] * 100}, [1] * 100 + [50]),
        ({"count": 2, "times": ["2026-03-02T08:00:00Z"] * 5}, [1, 1]),
        ({"count": 1, "times": ["0001-01-01T00:00:00+14:00"]}, [1]),
        ({"count": 1, "times": ["9999-12-31T23:59:59-14:00"]}, [1]),
        ({"count": 3, "times": []}, [3]),
    ],
)
def test_whatever_tries_json_says_it_keeps_nobody_out(
    vault_folder: Path, recovery_key: str, clock: Clock, said: dict[str, object], rows: list[int]
) -> None:
    (vault_folder / "tries.json").write_text(json.dumps(said))
    clock.move(hours=1)
    desk = unlock(vault_folder, recovery_key, clock)
    with desk.read() as db:
        tries = [row for row in reversed(audit.page(db)) if row.action == "failed unlock"]
    assert [row.count for row in tries] == rows
    assert all(row.at <= clock() for row in tries)
    vault.lock(desk)


def test_a_lock_is_in_the_audit(vault_folder: Path, recovery_key: str, clock: Clock) -> None:
    vault.lock(unlock(vault_folder, recovery_key, clock))
    desk = unlock(vault_folder, recovery_key, clock)
    assert actions(desk)[-3:] == [("unlock", "recovery", 1), ("lock", "store", 1), ("unlock", "recovery", 1)]
    vault.lock(desk)


def test_a_mistyped_recovery_key_is_told_from_a_wrong_passphrase(
    vault_folder: Path, recovery_key: str, clock: Clock
) -> None:
    mistyped = recovery_key[:-1] + ("A" if recovery_key[-1] != "A" else "B")
    with pytest.raises(RecoveryKeyMistyped):
        unlock(vault_folder, mistyped, clock)


@pytest.mark.parametrize("typed", ["", "\0", "\ud800", "🔑" * 10, "x" * 100_000, "\N{RIGHT-TO-LEFT OVERRIDE}drowssap"])
def test_anything_may_be_typed(vault_folder: Path, clock: Clock, typed: str) -> None:
    with pytest.raises(WrongPassphrase):
        unlock(vault_folder, typed, clock)


def test_a_reset_passphrase_opens_and_the_old_one_no_longer_does(
    vault_folder: Path, recovery_key: str, clock: Clock
) -> None:
    desk = vault.unlock(vault_folder, recovery_key, clock, os.urandom)
    with pytest.raises(PassphraseTooWeak):
        secrets.reset_passphrase(desk, "letmein")
    secrets.reset_passphrase(desk, "gravel orchid tuesday kettle")
    assert actions(desk)[-1] == ("change passphrase", "store", 1)
    vault.lock(desk)
    with pytest.raises(WrongPassphrase):
        unlock(vault_folder, PASSPHRASE, clock)
    for typed in ("gravel orchid tuesday kettle", recovery_key):
        desk = unlock(vault_folder, typed, clock)
        assert len(desk.vault.header.slots) == 2
        vault.lock(desk)


def test_a_reset_that_cannot_be_written_leaves_the_old_passphrase(
    tmp_path: Path, vault_folder: Path, recovery_key: str, clock: Clock
) -> None:
    with small_disk(tmp_path / "disk", 4096) as disk:
        folder = Path(shutil.copytree(vault_folder, disk / "vault"))
        desk = vault.unlock(folder, recovery_key, clock, os.urandom)
        with full(disk), pytest.raises(DiskFull):
            secrets.reset_passphrase(desk, "gravel orchid tuesday kettle")
        vault.lock(desk)
        vault.lock(unlock(folder, PASSPHRASE, clock))


def test_a_second_instance_is_refused_and_harms_nothing(vault_folder: Path, recovery_key: str, clock: Clock) -> None:
    desk = unlock(vault_folder, recovery_key, clock)
    change(desk)
    with pytest.raises(OpenElsewhere):
        unlock(vault_folder, recovery_key, clock)
    (vault_folder / "vault.lock").unlink()  # even then the database's own lock holds
    code = f"""
import os
from functools import partial
from pathlib import Path
from app.services import secrets, vault
vault.unlock(Path({str(vault_folder)!r}), {recovery_key!r}, vault.system_clock, os.urandom)
"""
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert OpenElsewhere.__name__ in other.stderr
    assert notes(desk) == [MARKER]
    vault.lock(desk)


def test_a_store_killed_while_open_is_checked_whole_and_loses_nothing(vault_folder: Path, recovery_key: str) -> None:
    code = f"""
import os, signal
from functools import partial
from pathlib import Path
from app.services import secrets, vault
desk = vault.unlock(Path({str(vault_folder)!r}), {recovery_key!r}, vault.system_clock, os.urandom)
with desk.change("change", "note") as db:
    db.exec_driver_sql("CREATE TABLE scrap (body TEXT)")
    db.exec_driver_sql("INSERT INTO scrap VALUES ('kept')")
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", code], check=False)
    desk = vault.unlock(vault_folder, recovery_key, vault.system_clock, os.urandom)
    assert notes(desk) == ["kept"]
    vault.lock(desk)


def test_after_a_burst_of_saves_the_log_is_emptied_into_the_database(
    vault_folder: Path, recovery_key: str, clock: Clock
) -> None:
    desk = unlock(vault_folder, recovery_key, clock)
    for _again in range(5):
        change(desk)
    log = vault_folder / "db" / "000001.db-wal"
    assert log.stat().st_size > 0
    vault.empty_log(desk)
    assert log.stat().st_size == 0
    change(desk, "after")
    vault.lock(desk)
    vault.empty_log(desk)  # of a store that is locked there is nothing to empty


@pytest.mark.parametrize("good", range(3))
def test_an_unlock_that_goes_wrong_anywhere_lets_go_of_the_lock(
    vault_folder: Path, recovery_key: str, clock: Clock, good: int
) -> None:
    """After so many uses of its connection the database fails for good, when it is closed as well."""
    used = iter(range(good))

    def fail(*_connection: object) -> None:
        if next(used, None) is None:
            raise RuntimeError("broken")

    event.listen(Pool, "checkout", fail)
    with pytest.raises(RuntimeError) as caught:  # whose frames would keep the lock if nobody let go of it
        unlock(vault_folder, recovery_key, clock)
    event.remove(Pool, "checkout", fail)
    vault.lock(unlock(vault_folder, recovery_key, clock))
    assert str(caught.value) == "broken"


# ── Roll-back and damage: told in words, nothing changed ─────────────────────────────────────────────


def test_a_stop_between_the_commit_and_its_head_is_accepted(
    vault_folder: Path, recovery_key: str, clock: Clock
) -> None:
    desk = unlock(vault_folder, recovery_key, clock)
    head = (vault_folder / "head.json").read_bytes()
    change(desk)
    desk.store.close()
    desk.vault.release()
    (vault_folder / "head.json").write_bytes(head)
    desk = unlock(vault_folder, recovery_key, clock)
    assert notes(desk) == [MARKER]
    vault.lock(desk)


@contextmanager
def at_the_commit(desk: Desk, deed: Callable[[], object]) -> Iterator[None]:
    """Do something between the last check before a commit and the commit."""

    def done(_db: object) -> None:
        deed()

    event.listen(desk.store._engine, "commit", done)
    yield
    event.remove(desk.store._engine, "commit", done)


def test_a_head_that_took_its_place_though_the_disk_complained_is_no_hindrance(
    vault_folder: Path, recovery_key: str, clock: Clock
) -> None:
    desk = unlock(vault_folder, recovery_key, clock)
    with desk.vault.next_head() as note_head, desk.store.begin() as db:
        head = audit.append(db, desk.vault.keys.audit, clock(), "change", "note", None, 1)
        note_head(head.seq, head.mac)
        (vault_folder / "head.json.part").rename(vault_folder / "head.json")
    change(desk)
    vault.lock(desk)
    vault.lock(unlock(vault_folder, recovery_key, clock))


def test_files_moved_during_a_commit_and_put_back_leave_no_more_than_one_change_unknown_to_the_head(
    vault_folder: Path, recovery_key: str, clock: Clock
) -> None:
    desk = unlock(vault_folder, recovery_key, clock)
    change(desk, "before")
    database = vault_folder / "db" / "000001.db"
    move = partial(database.rename, database.with_suffix(".moved"))
    with at_the_commit(desk, move), pytest.raises(StoreVanishedWhileSaving):
        change(desk, "perhaps")
    database.with_suffix(".moved").rename(database)
    with pytest.raises(StoreVanished):
        change(desk, "refused until it is opened anew")
    vault.lock(desk)
    desk = unlock(vault_folder, recovery_key, clock)
    assert notes(desk) == ["before", "perhaps"]
    vault.lock(desk)


def test_a_head_two_changes_behind_is_a_roll_back(vault_folder: Path, recovery_key: str, clock: Clock) -> None:
    desk = unlock(vault_folder, recovery_key, clock)
    head = (vault_folder / "head.json").read_bytes()
    change(desk)
    change(desk)
    vault.lock(desk)
    (vault_folder / "head.json").write_bytes(head)
    before = everything(vault_folder / "db")
    with pytest.raises(RolledBack):
        unlock(vault_folder, recovery_key, clock)
    assert everything(vault_folder / "db") == before


def test_an_older_database_put_back_is_a_roll_back(vault_folder: Path, recovery_key: str, clock: Clock) -> None:
    database = vault_folder / "db" / "000001.db"
    old = database.read_bytes()
    vault.lock(unlock(vault_folder, recovery_key, clock))
    database.write_bytes(old)
    with pytest.raises(RolledBack):
        unlock(vault_folder, recovery_key, clock)
    assert database.read_bytes() == old


def test_an_audit_row_changed_with_the_key_is_found_after_an_unclean_stop(
    vault_folder: Path, recovery_key: str, clock: Clock
) -> None:
    desk = unlock(vault_folder, recovery_key, clock)
    head = (vault_folder / "head.json").read_bytes()  # says that the store is open
    with desk.write() as db:
        db.exec_driver_sql("DROP TRIGGER audit_refuses_update")
        db.exec_driver_sql("UPDATE audit SET count = 7 WHERE seq = 1")
    vault.lock(desk)
    (vault_folder / "head.json").write_bytes(head)
    with pytest.raises(AuditBroken):
        unlock(vault_folder, recovery_key, clock)


def cut(path: Path, length: int) -> None:
    path.write_bytes(path.read_bytes()[:length])


def flip_a_bit(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def lose_both_headers(folder: Path, _other: Path) -> None:
    (folder / "keys.a.json").unlink()
    (folder / "keys.b.json").unlink()


def cut_both_headers(folder: Path, _other: Path) -> None:
    cut(folder / "keys.a.json", 300)
    cut(folder / "keys.b.json", 200)


def take_the_other_headers(folder: Path, other: Path) -> None:
    shutil.copy(other / "keys.a.json", folder)
    shutil.copy(other / "keys.b.json", folder)


def take_the_other_head(folder: Path, other: Path) -> None:
    shutil.copy(other / "head.json", folder)


def count_the_head_down(folder: Path, _other: Path) -> None:
    """By somebody who knows the form but not the key."""
    body = json.loads((folder / "head.json").read_text())["body"]
    (folder / "head.json").write_bytes(seal(Head(**(body | {"counter": 1})), b"not the key"))


def lose_the_head(folder: Path, _other: Path) -> None:
    (folder / "head.json").unlink()


def flip_a_bit_of_the_head(folder: Path, _other: Path) -> None:
    flip_a_bit(folder / "head.json", 60)


def lose_the_database(folder: Path, _other: Path) -> None:
    (folder / "db" / "000001.db").unlink()


def empty_the_database(folder: Path, _other: Path) -> None:
    cut(folder / "db" / "000001.db", 0)


def take_the_other_database(folder: Path, other: Path) -> None:
    shutil.copy(other / "db" / "000001.db", folder / "db")


def cut_the_database(folder: Path, _other: Path) -> None:
    cut(folder / "db" / "000001.db", -8192)


def flip_a_bit_of_the_first_page(folder: Path, _other: Path) -> None:
    flip_a_bit(folder / "db" / "000001.db", 200)


def test_a_stop_between_the_header_of_a_new_generation_and_its_head_locks_nobody_out(
    vault_folder: Path, recovery_key: str, clock: Clock
) -> None:
    """As after a restore of a damaged store from a backup that does not know its last changes."""
    database = vault_folder / "db" / "000001.db"
    older = database.read_bytes()
    for _again in range(2):
        vault.lock(unlock(vault_folder, recovery_key, clock))
    desk = unlock(vault_folder, recovery_key, clock)
    desk.vault.use_generation(2)
    head = (vault_folder / "head.json").read_bytes()
    vault.lock(desk)
    (vault_folder / "db" / "000002.db").write_bytes(older)
    (vault_folder / "head.json").write_bytes(head)

    desk = unlock(vault_folder, recovery_key, clock)
    assert "head.json" in desk.warnings[0]
    assert actions(desk)[-2:] == [("rebuild head", "store", 1), ("unlock", "recovery", 1)]
    vault.lock(desk)
    (vault_folder / "db" / "000002.db").write_bytes(older)
    with pytest.raises(RolledBack):
        unlock(vault_folder, recovery_key, clock)


@pytest.mark.parametrize("spoil", [lose_the_head, flip_a_bit_of_the_head, take_the_other_head, count_the_head_down])
@pytest.mark.parametrize("with_key", [False, True])
def test_a_lost_head_locks_nobody_out_and_is_made_anew_with_a_warning(
    vault_folder: Path,
    recovery_key: str,
    clock: Clock,
    tmp_path: Path,
    spoil: Callable[[Path, Path], None],
    with_key: bool,
) -> None:
    other, _key = a_new_store(tmp_path / "other", clock, seed=2)
    vault.lock(other)
    spoil(vault_folder, tmp_path / "other")
    assert vault.state(vault_folder, clock) == vault.Locked(0, 0)
    spoilt = vault_folder / "head.json"
    left = [spoilt.read_bytes()] if spoilt.exists() else []
    desk = unlock(vault_folder, recovery_key if with_key else PASSPHRASE, clock)
    assert len(desk.warnings) == 1
    assert "head.json" in desk.warnings[0]
    assert actions(desk)[-2:] == [("rebuild head", "store", 1), ("unlock", desk.vault.opened_with, 1)]
    vault.lock(desk)
    assert [file.read_bytes() for file in (vault_folder / "quarantine").iterdir()] == left
    desk = unlock(vault_folder, recovery_key, clock)
    assert desk.warnings == ()
    vault.lock(desk)


@pytest.mark.parametrize("spoil", [lose_the_head, count_the_head_down])
def test_a_lost_head_and_a_damaged_page_are_refused_and_nothing_is_made_anew(
    vault_folder: Path, recovery_key: str, clock: Clock, spoil: Callable[[Path, Path], None]
) -> None:
    """A page that no unlock after a good lock would read."""
    spoil(vault_folder, vault_folder)
    database = vault_folder / "db" / "000001.db"
    flip_a_bit(database, database.stat().st_size - 2000)
    before = everything(vault_folder)
    with pytest.raises(StoreDamaged):
        unlock(vault_folder, recovery_key, clock)
    assert everything(vault_folder) == before | {vault_folder / "vault.lock": b""}


def test_a_lost_head_and_a_changed_audit_row_are_refused(vault_folder: Path, recovery_key: str, clock: Clock) -> None:
    desk = unlock(vault_folder, recovery_key, clock)
    with desk.write() as db:
        db.exec_driver_sql("DROP TRIGGER audit_refuses_update")
        db.exec_driver_sql("UPDATE audit SET count = 7 WHERE seq = 1")
    vault.lock(desk)
    (vault_folder / "head.json").unlink()
    with pytest.raises(AuditBroken):
        unlock(vault_folder, recovery_key, clock)
    assert not (vault_folder / "head.json").exists()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lose_both_headers, HeaderDamaged),
        (cut_both_headers, HeaderDamaged),
        (take_the_other_headers, HeaderForeign),
        (lose_the_database, StoreDamaged),
        (empty_the_database, StoreDamaged),
        (take_the_other_database, StoreDamaged),
        (cut_the_database, StoreDamaged),
        (flip_a_bit_of_the_first_page, StoreDamaged),
    ],
)
def test_a_spoilt_store_is_refused_in_words_and_left_as_it_is(
    vault_folder: Path,
    recovery_key: str,
    clock: Clock,
    tmp_path: Path,
    spoil: Callable[[Path, Path], None],
    told: type[Problem],
) -> None:
    other, _key = a_new_store(tmp_path / "other", clock, seed=2)
    vault.lock(other)
    spoil(vault_folder, tmp_path / "other")
    before = everything(vault_folder)
    for _again in range(2):
        with pytest.raises(told) as caught:
            unlock(vault_folder, recovery_key, clock)
    assert "delete" not in caught.value.sentence.casefold()
    assert everything(vault_folder) == before | {vault_folder / "vault.lock": b""}


def test_a_flipped_bit_in_the_log_of_a_store_that_was_killed_never_drops_a_change_unnoticed(
    vault_folder: Path, recovery_key: str, clock: Clock, tmp_path: Path
) -> None:
    desk = unlock(vault_folder, recovery_key, clock)
    for _number in range(4):
        change(desk)
    killed = tmp_path / "killed"
    subprocess.run(["cp", "-r", vault_folder, killed], check=True)  # opening the live files here drops locks
    vault.lock(desk)
    size = (killed / "db" / "000001.db-wal").stat().st_size
    for place in range(40, size, size // 12):
        folder = Path(shutil.copytree(killed, tmp_path / f"flipped-at-{place}"))
        flip_a_bit(folder / "db" / "000001.db-wal", place)
        try:
            desk = unlock(folder, recovery_key, clock)
        except (RolledBack, StoreDamaged):
            continue
        assert notes(desk) == [MARKER] * 4
        vault.lock(desk)


def test_one_damaged_header_is_mended_while_unlocking(vault_folder: Path, recovery_key: str, clock: Clock) -> None:
    good = (vault_folder / "keys.a.json").read_bytes()
    (vault_folder / "keys.a.json").write_bytes(good[:100])
    vault.lock(unlock(vault_folder, recovery_key, clock))
    assert (vault_folder / "keys.a.json").read_bytes() == good
    assert [file.read_bytes() for file in (vault_folder / "quarantine").iterdir()] == [good[:100]]


def test_on_a_read_only_or_full_disk_unlocking_is_refused_in_words(
    tmp_path: Path, vault_folder: Path, recovery_key: str, clock: Clock
) -> None:
    with small_disk(tmp_path / "disk", 4096) as disk:
        folder = Path(shutil.copytree(vault_folder, disk / "vault"))
        with read_only(disk), pytest.raises(ReadOnlyFolder):
            unlock(folder, recovery_key, clock)
        with full(disk), pytest.raises(DiskFull):
            unlock(folder, recovery_key, clock)
        vault.lock(unlock(folder, recovery_key, clock))


# ── A new form of the database ───────────────────────────────────────────────────────────────────────

ADDS_A_COLUMN = 'op.add_column("officers", sa.Column("team", sa.Text))'


@pytest.fixture
def older(vault_folder: Path, recovery_key: str, clock: Clock) -> Path:
    """A locked store with a note in it."""
    desk = unlock(vault_folder, recovery_key, clock)
    change(desk)
    vault.lock(desk)
    return vault_folder


def without_scrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str = ADDS_A_COLUMN) -> None:
    """Revisions that know the table these tests write to."""
    table = 'op.execute("CREATE TABLE IF NOT EXISTS scrap (body TEXT)")'
    scripts = with_revisions(tmp_path, f"{body}\n{table}")
    monkeypatch.setattr(migrate, "SCRIPTS", scripts)


def test_an_older_store_is_brought_up_on_a_new_generation_and_the_old_one_is_kept(
    older: Path, recovery_key: str, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = (older / "db" / "000001.db").read_bytes()
    without_scrap(monkeypatch, tmp_path)
    desk = unlock(older, recovery_key, clock)
    assert notes(desk) == [MARKER]
    assert actions(desk)[-2:] == [("upgrade", "store", 1), ("unlock", "recovery", 1)]
    with desk.read() as db:
        assert db.exec_driver_sql("SELECT team FROM officers").all() == []
    vault.lock(desk)
    assert sorted(file.name for file in (older / "db").iterdir()) == ["000001.db", "000002.db"]
    assert (older / "db" / "000001.db").read_bytes() == old
    desk = unlock(older, recovery_key, clock)
    assert notes(desk) == [MARKER]
    vault.lock(desk)
    assert files_with(MARKER, tmp_path) == []


def test_a_migration_that_fails_leaves_the_store_for_the_older_program(
    older: Path, recovery_key: str, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = migrate.SCRIPTS
    without_scrap(monkeypatch, tmp_path, 'op.execute("INSERT INTO nowhere VALUES (1)")')
    before = everything(older)
    with pytest.raises(UpgradeFailed):
        unlock(older, recovery_key, clock)
    shutil.rmtree(older / "backups")  # made before anything was tried
    assert everything(older) == before
    monkeypatch.setattr(migrate, "SCRIPTS", packaged)
    desk = unlock(older, recovery_key, clock)
    assert notes(desk) == [MARKER]
    vault.lock(desk)


def test_a_migration_without_room_for_the_copy_leaves_the_store_as_it_was(
    older: Path, recovery_key: str, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_scrap(monkeypatch, tmp_path)
    with small_disk(tmp_path / "disk", 4096) as disk:
        folder = Path(shutil.copytree(older, disk / "vault"))
        before = everything(folder)
        with full(disk), pytest.raises(DiskFull):
            unlock(folder, recovery_key, clock)
        assert everything(folder) == before
        desk = unlock(folder, recovery_key, clock)
        assert notes(desk) == [MARKER]
        vault.lock(desk)


def test_a_store_of_a_newer_program_is_refused_and_left_as_it_is(
    older: Path, recovery_key: str, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = migrate.SCRIPTS
    without_scrap(monkeypatch, tmp_path)
    vault.lock(unlock(older, recovery_key, clock))
    monkeypatch.setattr(migrate, "SCRIPTS", packaged)
    before = everything(older)
    with pytest.raises(NewerStore):
        unlock(older, recovery_key, clock)
    assert everything(older) == before


def test_a_migration_killed_at_any_step_leaves_the_old_store_or_the_new_one(
    older: Path, recovery_key: str, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_scrap(monkeypatch, tmp_path)
    ended_well = False
    for step in range(1, 90, 3):
        folder = Path(shutil.copytree(older, tmp_path / f"killed-at-{step}"))
        ended_well = not killed_at(step, partial(unlock, folder, recovery_key, vault.system_clock))
        desk = vault.unlock(folder, recovery_key, vault.system_clock, os.urandom)
        assert notes(desk) == [MARKER]
        assert [action for action, _kind, _count in actions(desk)].count("upgrade") == 1
        vault.lock(desk)
        assert not list((folder / "db").glob("*.part*"))
        if ended_well:
            break
    assert ended_well, "more steps than this test kills at"


def test_a_migration_killed_inside_a_revision_leaves_nothing_of_it(
    older: Path, recovery_key: str, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(older)
    kill = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
    packaged = migrate.SCRIPTS
    without_scrap(monkeypatch, tmp_path, f"{ADDS_A_COLUMN}\n{kill}")
    assert killed_at(0, partial(unlock, older, recovery_key, clock))
    assert before.items() <= everything(older).items()
    monkeypatch.setattr(migrate, "SCRIPTS", packaged)
    desk = unlock(older, recovery_key, clock)
    assert notes(desk) == [MARKER]
    vault.lock(desk)


# ── Speed ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_lock_screen_s_service_loads_nothing_heavy(vault_folder: Path) -> None:
    code = f"""
import sys
from functools import partial
from pathlib import Path
from app.services import secrets, vault
vault.state(Path({str(vault_folder)!r}))
heavy = {{"sqlalchemy", "alembic", "zxcvbn", "sqlcipher3", "reportlab", "keyring"}} & set(sys.modules)
if heavy:
    raise SystemExit(str(heavy))
vault.warm_up()
if "sqlalchemy" not in sys.modules or "alembic" in sys.modules:
    raise SystemExit("warm_up loads what unlocking needs, and only that")
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


def test_a_store_whose_file_was_replaced_is_not_said_to_be_closed_well(desk: Desk, tmp_path: Path) -> None:
    database, aside = desk.vault.database, tmp_path / "aside.db"
    database.rename(aside)
    shutil.copy(aside, database)
    vault.lock(desk)
    head = heads.read(desk.vault.folder)
    assert head is not None
    assert not head.body.clean
