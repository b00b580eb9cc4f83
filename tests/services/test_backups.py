"""Backups on real stores: what counts, what is in them, what is dropped, and that nothing half-made stays."""

from __future__ import annotations

import hashlib
import random
from datetime import UTC, timedelta
from pathlib import Path

import msgspec
import pytest

from app.domain.backup_problems import (
    BackupDamaged,
    BackupFolderMissing,
    BackupIntoStore,
    BackupMissing,
    BackupOfAnotherStore,
    NewerBackup,
    NotABackup,
)
from app.domain.backups import kept
from app.domain.problems import Cancelled, DiskFull, DiskRefused, Problem, ReadOnlyFolder, StoreDamaged
from app.services import backups, restoring, vault
from app.services.desk import Desk
from app.services.progress import WHOLE
from app.store import audit, migrate
from app.store.engine import Store
from app.vault.backups import END, LENGTH_BYTES, MAGIC
from tests.builders import add_person, sign_session
from tests.damage import damage, pages_of
from tests.desks import Clock, a_new_store, seeded
from tests.faults.disks import full, read_only, small_disk
from tests.markers import files_with
from tests.store.revisions import with_revisions

MARKER = "Gwrthwynebiad-marker"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def acts(desk: Desk) -> list[tuple[str, str]]:
    with desk.read() as db:
        return [(row.action, row.kind) for row in audit.page(db)]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


# ── What a backup is ─────────────────────────────────────────────────────────────────────────────────


def test_a_backup_says_what_is_in_it(desk: Desk, clock: Clock) -> None:
    person = add_person(desk, name=MARKER)
    session = sign_session(desk, person.id)
    clock.move(minutes=3)

    made = backups.make(desk)

    assert made.path == desk.vault.folder.backups / "2026-03-02T0903-000001.backup"
    assert made.problem is None
    assert made.preview is not None
    assert (made.preview.people, made.preview.sessions) == (1, 1)
    assert made.preview.last_entry == session.signed_at
    assert made.preview.made_at == clock()
    assert backups.listed(desk) == (made,)
    assert backups.newest(desk) == clock()
    assert acts(desk)[0] == ("back up", "store")


def test_the_name_is_in_utc_wherever_the_officer_is(desk: Desk, clock: Clock) -> None:
    clock.moment = clock.moment.astimezone().replace(month=7)
    made = backups.make(desk)
    assert made.path.name == f"{clock.moment.astimezone(UTC):%Y-%m-%dT%H%M}-000001.backup"
    assert made.made_at == clock.moment


def test_no_word_and_no_id_of_a_case_is_in_the_clear(desk: Desk, tmp_path: Path) -> None:
    person = add_person(desk, name=MARKER)
    made = backups.make(desk)
    assert files_with(MARKER, tmp_path) == []
    content = made.path.read_bytes()
    assert person.id.bytes not in content
    assert str(person.id).encode() not in content


def test_two_of_one_minute_have_two_names_and_two_keys(desk: Desk) -> None:
    first, second = backups.make(desk), backups.make(desk)
    assert names(desk.vault.folder.backups) == ["2026-03-02T0900-000001-2.backup", "2026-03-02T0900-000001.backup"]
    assert first.path.read_bytes()[:16] != second.path.read_bytes()[:16]


def test_pages_of_one_backup_under_the_trailer_of_another_are_damage(desk: Desk) -> None:
    first, second = backups.make(desk), backups.make(desk)
    pages, other = first.path.read_bytes(), second.path.read_bytes()
    size = backups.readable(first.path).trailer.body.size
    first.path.write_bytes(other[:size] + pages[size:])
    with pytest.raises(BackupDamaged):
        restoring.check(desk, first.path)
    restoring.check(desk, second.path)
    assert names(desk.vault.folder.backups) == sorted([first.path.name, second.path.name])


def test_one_flipped_bit_anywhere_in_the_pages_is_found(desk: Desk) -> None:
    made = backups.make(desk)
    whole = made.path.read_bytes()
    size = backups.readable(made.path).trailer.body.size
    source = random.Random(1)
    for _time in range(12):
        content = bytearray(whole)
        content[source.randrange(size)] ^= 1 << source.randrange(8)
        made.path.write_bytes(content)
        with pytest.raises(BackupDamaged):
            restoring.check(desk, made.path)


def test_a_backup_for_another_folder_lies_there_alone_and_is_audited(desk: Desk, stick: Path) -> None:
    made = backups.make(desk, stick)
    assert made.path.parent == stick
    assert names(stick) == [made.path.name]
    assert backups.listed(desk) == ()
    assert acts(desk)[0] == ("back up", "folder")
    assert made.path.stat().st_mode & 0o077 == 0


# ── What stops one, and that nothing of it stays ─────────────────────────────────────────────────────


def stopped(desk: Desk, folder: Path, problem: type[Problem], to: Path | None = None) -> None:
    """Backing up raises, leaves the folder as it was, and the store in use works on."""
    before = names(folder) if folder.exists() else []
    with pytest.raises(problem):
        backups.make(desk, to)
    assert (names(folder) if folder.exists() else []) == before
    add_person(desk, crn="X999999")


def test_cancelling_at_any_moment_leaves_nothing(desk: Desk, stick: Path) -> None:
    steps: list[int] = []
    backups.make(desk, stick, progress=lambda done, total: steps.append(done))
    (made,) = stick.iterdir()
    made.unlink()
    assert steps == sorted(steps)
    assert steps[-1] == WHOLE
    for moment in range(len(steps)):
        asked = iter([False] * moment + [True] * 1000)
        with pytest.raises(Cancelled):
            backups.make(desk, stick, cancelled=lambda asked=asked: next(asked))
        assert names(stick) == []
    backups.make(desk, stick)


def test_a_full_disk(desk: Desk, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 400) as disk:
        with full(disk):
            before = names(disk)
            with pytest.raises(DiskFull):
                backups.make(desk, disk)
            assert names(disk) == before
        backups.make(desk, disk)
    add_person(desk)


def test_a_disk_with_room_for_half_of_it(desk: Desk, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 100) as disk:
        stopped(desk, disk, DiskFull, disk)


def test_a_read_only_disk(desk: Desk, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 400) as disk, read_only(disk):
        stopped(desk, disk, ReadOnlyFolder, disk)


def test_a_folder_that_is_gone(desk: Desk, tmp_path: Path) -> None:
    stopped(desk, tmp_path, BackupFolderMissing, tmp_path / "gone")


def test_the_stores_own_folders_are_no_place_for_one_on_demand(desk: Desk) -> None:
    stopped(desk, desk.vault.folder.databases, BackupIntoStore, desk.vault.folder.databases)


def test_a_damaged_store_gives_no_backup(desk: Desk, recovery_key: str, clock: Clock) -> None:
    with desk.read() as db:  # a page that no unlock reads
        page = db.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'information'").scalar_one()
    vault.lock(desk)
    damage(desk.vault.database, [page])
    damaged = vault.unlock(desk.vault.folder.path, recovery_key, clock, seeded().randbytes)
    with pytest.raises(StoreDamaged):
        backups.make(damaged)
    assert names(damaged.vault.folder.backups) == []
    assert backups.newest(damaged) is None
    vault.lock(damaged)


def test_what_the_disk_spoils_while_it_is_written_never_counts(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    right = Store.copy

    def spoiling(store: Store, path: Path, *given: object) -> None:
        right(store, path, *given)
        damage(path, [pages_of(path) // 2])

    monkeypatch.setattr(Store, "copy", spoiling)
    with pytest.raises(StoreDamaged):
        backups.make(desk)
    assert names(desk.vault.folder.backups) == []


def test_what_a_killed_backup_left_is_removed_by_the_next(desk: Desk) -> None:
    folder = desk.vault.folder.backups
    folder.mkdir()
    for left in ("2026-03-01T0900-000001.backup.part", "2026-03-01T0900-000001.backup.part-journal"):
        (folder / left).write_bytes(b"half")
    made = backups.make(desk)
    assert names(folder) == [made.path.name]


# ── Which there are ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def made(desk: Desk) -> Path:
    return backups.make(desk).path


def the_problem(desk: Desk) -> Problem | None:
    """The same for the open and the locked store."""
    (one,) = backups.listed(desk)
    (locked,) = backups.listed_in(desk.vault.folder.path)
    assert type(one.problem) is type(locked.problem)
    assert one.size == locked.size
    return one.problem


@pytest.mark.parametrize("left", [0, 1, 20, 4096, -1, -24, -25, -2000])
def test_one_that_is_cut_off_says_so_and_counts_for_nothing(desk: Desk, made: Path, left: int) -> None:
    made.write_bytes(made.read_bytes()[:left])
    assert isinstance(the_problem(desk), NotABackup)
    assert backups.newest(desk) is None
    assert backups.due(desk)


def test_one_that_lacks_pages_says_so(desk: Desk, made: Path) -> None:
    made.write_bytes(made.read_bytes()[4096:])
    assert isinstance(the_problem(desk), BackupDamaged)


def test_one_of_a_newer_version_says_so(desk: Desk, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "newest", lambda: "0000")
    assert isinstance(the_problem(desk), NewerBackup)


def test_another_stores_is_told_apart(desk: Desk, tmp_path: Path, clock: Clock) -> None:
    other, _key = a_new_store(tmp_path / "other", clock, seed=2)
    theirs = backups.make(other).path
    vault.lock(other)
    folder = desk.vault.folder.backups
    folder.mkdir()
    theirs.rename(folder / theirs.name)
    (one,) = backups.listed(desk)
    assert isinstance(one.problem, BackupOfAnotherStore)
    assert backups.newest(desk) is None


def test_a_forged_time_is_damage(desk: Desk, made: Path) -> None:
    """With a checksum that agrees: only the MAC tells."""
    content = made.read_bytes()
    size = backups.readable(made).trailer.body.size
    envelope = msgspec.json.decode(content[size:-END])
    raw = msgspec.json.encode(envelope["body"] | {"made_at": "2031-01-01T00:00:00Z"})
    check = hashlib.sha256(raw).hexdigest()
    forged = msgspec.json.encode(envelope | {"body": msgspec.Raw(raw), "check": check})
    made.write_bytes(content[:size] + forged + len(forged).to_bytes(LENGTH_BYTES, "big") + MAGIC)
    (one,) = backups.listed(desk)
    assert isinstance(one.problem, BackupDamaged)
    assert backups.newest(desk) is None


# ── When one is due, and which are kept ──────────────────────────────────────────────────────────────


def test_one_is_due_once_a_day(desk: Desk, clock: Clock) -> None:
    assert backups.due(desk)
    assert backups.make_if_due(desk) is not None
    assert backups.make_if_due(desk) is None
    clock.move(hours=8)
    assert not backups.due(desk)
    clock.move(days=1)
    assert backups.make_if_due(desk) is not None
    clock.move(days=-30)  # a clock that went back leaves a day without one
    assert backups.due(desk)


def test_an_upgrade_is_preceded_by_a_backup_that_the_older_program_can_restore(
    vault_folder: Path, recovery_key: str, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged, before = migrate.SCRIPTS, migrate.newest()
    adds = 'op.add_column("officers", sa.Column("team", sa.Text))'
    monkeypatch.setattr(migrate, "SCRIPTS", with_revisions(tmp_path, adds))
    desk = vault.unlock(vault_folder, recovery_key, clock, seeded().randbytes)
    vault.lock(desk)
    (made,) = (vault_folder / "backups").iterdir()
    monkeypatch.setattr(migrate, "SCRIPTS", packaged)
    assert backups.readable(made).trailer.body.revision == before
    restored = restoring.restore(tmp_path / "older", made, recovery_key, clock, seeded().randbytes)
    vault.lock(restored)


def test_an_upgrade_that_cannot_be_backed_up_before_does_not_happen(
    vault_folder: Path, recovery_key: str, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    adds = 'op.add_column("officers", sa.Column("team", sa.Text))'
    monkeypatch.setattr(migrate, "SCRIPTS", with_revisions(tmp_path, adds))
    (vault_folder / "backups").write_bytes(b"a file in the folder's place")
    with pytest.raises(Problem):
        vault.unlock(vault_folder, recovery_key, clock, seeded().randbytes)
    assert names(vault_folder / "db") == ["000001.db"]


def test_one_made_elsewhere_leaves_the_daily_one_due(desk: Desk, stick: Path) -> None:
    backups.make(desk, stick)
    assert backups.due(desk)


def test_each_new_one_drops_what_the_plan_no_longer_keeps(desk: Desk, clock: Clock) -> None:
    made = []
    for _day in range(30):
        backups.make(desk)
        made.append(clock())
        clock.move(days=1)
    clock.move(days=-1)
    left = [one.made_at for one in backups.listed(desk)]
    assert set(left) == kept(made, clock())
    assert len(left) < 20


def test_one_that_cannot_be_read_is_never_dropped(desk: Desk, clock: Clock, made: Path) -> None:
    made.write_bytes(made.read_bytes()[:-1])
    clock.move(days=1000)
    backups.make(desk)
    backups.prune(desk)
    assert made.exists()


def test_who_is_in_which_and_until_when(desk: Desk, clock: Clock) -> None:
    first = backups.make(desk)
    clock.move(minutes=1)
    person = add_person(desk)
    second = backups.make(desk)
    ((found, until),) = backups.holding(desk, person.id)
    assert found == second
    assert until == clock().date() + timedelta(days=12)  # when twelve days have newer ones
    backups.remove(desk, [second.path])
    assert backups.listed(desk) == (first,)
    assert acts(desk)[0] == ("remove", "backup")


def test_only_the_stores_own_can_be_removed(desk: Desk, stick: Path) -> None:
    kept_there = backups.make(desk, stick).path
    with pytest.raises(BackupMissing):
        backups.remove(desk, [kept_there])
    assert kept_there.exists()


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0, "Backed up today"), (24, "Backed up yesterday"), (24 * 9, "Days since the last backup: 9")],
)
def test_the_age_in_words(clock: Clock, hours: int, words: str) -> None:
    assert backups.age_words(clock() - timedelta(hours=hours), clock()).startswith(words)


def test_one_made_while_the_clock_was_wrong_tells_no_age(desk: Desk, clock: Clock) -> None:
    made = backups.make(desk)
    clock.move(days=400)
    backups.make(desk)
    clock.move(days=-399)
    assert backups.newest(desk) == made.made_at


def test_one_that_cannot_be_noted_in_the_audit_is_not_kept(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.vault.folder.head.with_name("head.json.part").mkdir()  # nothing can be written in its place
    with pytest.raises(DiskRefused):
        backups.make(desk, stick)
    assert names(stick) == []


def test_no_age_without_one(clock: Clock) -> None:
    assert backups.age_words(None, clock()) == "No backup yet"
