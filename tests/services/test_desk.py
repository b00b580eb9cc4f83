"""The desk's transactions: what is audited, what is not, and in which order things reach the disk."""

import shutil
import threading
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.problems import DiskFull, Problem, StoreVanished
from app.services import vault
from app.services.desk import Desk
from app.store import audit
from app.vault import heads
from tests.desks import Clock, seeded
from tests.faults.disks import full, small_disk


def rows(desk: Desk) -> list[tuple[str, str, UUID | None, int]]:
    """The audit, oldest first."""
    with desk.read() as db:
        return [(row.action, row.kind, row.subject_id, row.count) for row in reversed(audit.page(db))]


def change(desk: Desk, body: str = "") -> None:
    with desk.change("change", "note") as db:
        db.exec_driver_sql("CREATE TABLE IF NOT EXISTS scrap (body TEXT)")
        db.exec_driver_sql("INSERT INTO scrap VALUES (?)", (body,))


def notes(desk: Desk) -> list[str]:
    with desk.read() as db:
        return [row[0] for row in db.exec_driver_sql("SELECT body FROM scrap")]


def test_a_change_adds_one_row_of_ids_kinds_and_counts(desk: Desk, clock: Clock) -> None:
    subject = desk.new_id()
    before = len(rows(desk))
    clock.move(hours=1)
    with desk.change("sign", "session", subject, count=5):
        pass
    assert rows(desk)[before:] == [("sign", "session", subject, 5)]
    with desk.read() as db:
        assert audit.page(db, limit=1)[0].at == clock()
        assert audit.verify(db, desk.vault.keys.audit) == audit.head(db)


def test_head_json_says_the_new_head_once_the_change_is_acknowledged(desk: Desk) -> None:
    before = desk.vault.head.counter
    change(desk)
    written = heads.read(desk.vault.folder)
    assert written is not None
    assert written.body == desk.vault.head
    assert written.body.counter == before + 1
    assert not written.body.clean
    with desk.read() as db:
        assert audit.head(db) == audit.Head(written.body.counter, written.body.audit)


def test_a_change_that_raises_leaves_no_row_and_no_new_head(desk: Desk) -> None:
    before, head = rows(desk), desk.vault.folder.head.read_bytes()

    def change_and_stop() -> None:
        with desk.change("change", "note") as db:
            db.exec_driver_sql("CREATE TABLE scrap (body TEXT)")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_stop()
    assert rows(desk) == before
    assert desk.vault.folder.head.read_bytes() == head
    change(desk)
    assert len(rows(desk)) == len(before) + 1


def test_a_draft_leaves_no_row_and_does_not_move_the_head(desk: Desk) -> None:
    before, head = rows(desk), desk.vault.folder.head.read_bytes()
    with desk.write() as db:
        db.exec_driver_sql("CREATE TABLE scrap (body TEXT)")
    assert rows(desk) == before
    assert desk.vault.folder.head.read_bytes() == head


def test_on_a_full_disk_a_change_is_wholly_refused_and_works_again_later(
    tmp_path: Path, vault_folder: Path, recovery_key: str, clock: Clock
) -> None:
    with small_disk(tmp_path / "disk", 4096) as disk:
        folder = disk / "vault"
        shutil.copytree(vault_folder, folder)
        desk = vault.unlock(folder, recovery_key, clock, seeded().randbytes)
        change(desk, "before")
        desk.store.checkpoint()
        before = rows(desk)
        with full(disk):
            for _again in range(3):
                with pytest.raises(DiskFull):
                    change(desk, "x" * 200_000)
            assert rows(desk) == before
        change(desk, "after")
        assert notes(desk) == ["before", "after"]
        vault.lock(desk)
        desk = vault.unlock(folder, recovery_key, clock, seeded().randbytes)
        assert notes(desk) == ["before", "after"]
        vault.lock(desk)


def test_a_change_whose_head_could_not_take_its_place_is_acknowledged_and_the_next_one_puts_it_there(
    desk: Desk, vault_folder: Path, recovery_key: str, clock: Clock
) -> None:
    """A folder in the head's place makes the rename fail after the commit: one ahead, never two."""
    head = desk.vault.folder.head
    kept = head.read_bytes()
    head.unlink()
    (head / "in the way").mkdir(parents=True)
    change(desk)
    for _again in range(2):
        with pytest.raises(Problem):
            change(desk)
    assert [row[0] for row in rows(desk)].count("change") == 1
    (head / "in the way").rmdir()
    head.rmdir()
    change(desk)
    assert [row[0] for row in rows(desk)].count("change") == 2
    assert head.read_bytes() != kept
    vault.lock(desk)
    vault.lock(vault.unlock(vault_folder, recovery_key, clock, seeded().randbytes))


def test_a_change_into_a_store_that_was_moved_away_is_refused(desk: Desk, vault_folder: Path) -> None:
    moved = vault_folder.rename(vault_folder.with_name("moved"))
    with pytest.raises(Problem):
        change(desk)
    with pytest.raises(StoreVanished), desk.write() as db:
        db.exec_driver_sql("CREATE TABLE scrap (body TEXT)")
    moved.rename(vault_folder)
    change(desk)


def test_ids_are_version_7_and_sort_by_time(desk: Desk, clock: Clock) -> None:
    ids = []
    for _number in range(50):
        ids.append(desk.new_id())
        clock.move(milliseconds=1)
    assert ids == sorted(ids)
    assert len(set(ids)) == 50
    assert all(id_.version == 7 and id_.variant == "specified in RFC 4122" for id_ in ids)
    assert ids[0].int >> 80 == int(datetime(2026, 3, 2, 9, 0, tzinfo=UTC).timestamp() * 1000)


def test_today_is_the_date_where_the_officer_is(desk: Desk, clock: Clock) -> None:
    assert desk.now() == clock()
    assert desk.today() == clock().astimezone().date()


def test_changes_from_several_threads_make_one_chain(desk: Desk) -> None:
    with desk.write() as db:
        db.exec_driver_sql("CREATE TABLE scrap (body TEXT)")

    def work() -> None:
        for _number in range(5):
            change(desk)

    threads = [threading.Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with desk.read() as db:
        assert audit.verify(db, desk.vault.keys.audit) == audit.Head(desk.vault.head.counter, desk.vault.head.audit)
    assert len(notes(desk)) == 20
