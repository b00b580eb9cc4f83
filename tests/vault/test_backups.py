"""The form of a backup file: read strictly, within bounds, and never past what is there."""

from __future__ import annotations

import os
import random
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.backup_problems import BackupDamaged, BackupMissing, NewerBackup, NotABackup, WrongBackupSecret
from app.domain.problems import Cancelled, DiskFull, Problem
from app.vault import backups, recovery
from app.vault.backups import END, LARGEST_TRAILER, LENGTH_BYTES, MAGIC, PAGE, Contents, Trailer
from app.vault.headers import FORMAT, Header
from app.vault.keys import derive
from app.vault.sealed import seal
from app.vault.slots import make_slot
from tests.faults.disks import small_disk
from tests.keyrings import FakeBackend, keyring_on

VAULT = UUID("11111111-2222-4333-8444-555555555555")
BACKUP = UUID("99999999-2222-4333-8444-555555555555")
MASTER, RECOVERY = b"m" * 32, b"r" * 20
KEYS = derive(MASTER, VAULT)
RANDOM = random.Random(3).randbytes
HEADER = Header(FORMAT, VAULT, 4, 7, (make_slot(1, "recovery", RECOVERY, None, MASTER, VAULT, RANDOM),))
MOMENT = datetime(2026, 11, 22, 14, 10, tzinfo=UTC)
CONTENTS = Contents((VAULT, BACKUP), 310, MOMENT, 17, "a" * 64)
DATABASE = random.Random(1).randbytes(2 * PAGE)


def a_trailer(contents: Contents = CONTENTS) -> Trailer:
    keys = backups.keys_of(KEYS.backup, BACKUP)
    nonce, sealed = backups.encrypt(contents, keys.contents, RANDOM)
    return Trailer(1, BACKUP, MOMENT, "0001", len(DATABASE), seal(HEADER, KEYS.header), nonce, sealed)


def a_backup(folder: Path, contents: Contents = CONTENTS) -> Path:
    path = backups.free_name(folder, MOMENT, 7)
    with backups.part_of(path) as part:
        part.write_bytes(DATABASE)
        backups.finish(part, path, a_trailer(contents), backups.keys_of(KEYS.backup, BACKUP).trailer)
    return path


def ended(body: bytes) -> bytes:
    """With the length and the magic behind it."""
    return body + len(body).to_bytes(LENGTH_BYTES, "big") + MAGIC


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    return a_backup(tmp_path)


def nothing(_done: int, _total: int) -> None:
    """Progress for nobody."""


def test_what_is_written_reads_back(backup: Path, tmp_path: Path) -> None:
    found = backups.read(backup)
    assert backup.name == "2026-11-22T1410-000007.backup"
    assert (found.size, found.made_at) == (backup.stat().st_size, MOMENT)
    assert found.contents(KEYS.backup) == CONTENTS
    assert found.header.body == HEADER
    master, slot = backups.master_of(found, recovery.to_text(RECOVERY), keyring_on(FakeBackend()))
    assert (master, slot.kind) == (MASTER, "recovery")
    backups.extract(backup, found.trailer.body.size, tmp_path / "out", nothing)
    assert (tmp_path / "out").read_bytes() == DATABASE


def test_a_wrong_secret_opens_none(backup: Path) -> None:
    with pytest.raises(WrongBackupSecret):
        backups.master_of(backups.read(backup), recovery.to_text(b"x" * 20), keyring_on(FakeBackend()))


def test_another_vaults_key_does_not_read_it(backup: Path) -> None:
    with pytest.raises(BackupDamaged):
        backups.read(backup).contents(derive(b"n" * 32, VAULT).backup)


def test_no_two_keys_of_two_backups_are_the_same() -> None:
    ids = [UUID(int=number) for number in range(50)]
    keys = [key for one in ids for key in vars(backups.keys_of(KEYS.backup, one)).values()]
    assert len(set(keys)) == 150


def test_no_key_of_a_backup_is_in_its_repr() -> None:
    keys = backups.keys_of(KEYS.backup, UUID(int=1))
    assert not any(str(key) in repr(keys) for key in vars(keys).values())


def test_ten_thousand_people_fit(tmp_path: Path) -> None:
    people = tuple(UUID(int=number) for number in range(10_000))
    found = backups.read(a_backup(tmp_path, msgspec.structs.replace(CONTENTS, people=people)))
    assert found.contents(KEYS.backup).people == people


def test_mutated_trailers_are_refused_in_words(tmp_path: Path) -> None:
    whole = a_backup(tmp_path).read_bytes()
    source = random.Random(5)
    path = tmp_path / "mutated"
    refused = 0
    for _time in range(1500):
        content = bytearray(whole)
        for _change in range(source.randrange(1, 4)):
            at = source.randrange(len(DATABASE) - 50, len(content))
            if source.random() < 0.4:
                content[at] ^= 1 << source.randrange(8)
            elif source.random() < 0.5:
                del content[at : at + source.randrange(1, 60)]
            else:
                content[at:at] = source.randbytes(source.randrange(1, 60))
        path.write_bytes(content)
        try:
            backups.read(path).contents(KEYS.backup)
        except Problem:
            refused += 1
        else:
            assert content[len(DATABASE) :] == whole[len(DATABASE) :]  # only a page was hit: its MAC tells later
    assert refused > 1400


@given(body=st.binary(max_size=300))
def test_any_bytes_for_a_trailer_are_refused_in_words(body: bytes, tmp_path: Path) -> None:
    path = tmp_path / "any"
    path.write_bytes(DATABASE + ended(body))
    with pytest.raises(BackupDamaged):
        backups.read(path)


@pytest.mark.parametrize(
    "change",
    [
        {"size": PAGE},
        {"size": len(DATABASE) + 1},
        {"size": -PAGE},
        {"size": 2**60},
        {"made_at": "2026-11-22T14:10:00"},
        {"made_at": "yesterday"},
        {"revision": "1"},
        {"revision": "000\n"},
        {"header": "bm90aGluZw=="},
        {"nonce": ""},
        {"more": 1},
    ],
)
def test_what_is_out_of_bounds_is_damage(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "odd"
    path.write_bytes(DATABASE + ended(sealed_with(change)))
    with pytest.raises(BackupDamaged):
        backups.read(path)


def sealed_with(change: dict[str, object]) -> bytes:
    """The trailer with something else in it, its checksum right."""
    body = msgspec.to_builtins(a_trailer()) | change
    kind = msgspec.defstruct("Odd", [(name, object) for name in body])
    return seal(kind(**body), b"k" * 32)


def test_a_newer_format_asks_for_the_newer_program(tmp_path: Path) -> None:
    path = tmp_path / "newer"
    path.write_bytes(DATABASE + ended(sealed_with({"format": 2, "more": 1})))
    with pytest.raises(NewerBackup):
        backups.read(path)


def test_a_length_beyond_the_bounds_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "long"
    with path.open("wb") as file:
        file.truncate(2**33)  # sparse
        file.seek(0, os.SEEK_END)
        file.write((2**32).to_bytes(LENGTH_BYTES, "big") + MAGIC)
    with pytest.raises(BackupDamaged):
        backups.read(path)
    assert LARGEST_TRAILER < 2**32


@pytest.mark.parametrize("content", [b"", b"x", MAGIC, bytes(END), b"SQLite format 3\x00" * 500])
def test_other_files_are_no_backups(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(NotABackup):
        backups.read(path)


def test_what_is_no_file_is_told_and_never_waited_for(tmp_path: Path, backup: Path) -> None:
    with pytest.raises(NotABackup):
        backups.read(tmp_path)
    with pytest.raises(BackupMissing):
        backups.read(tmp_path / "gone")
    with pytest.raises(BackupMissing):
        backups.read(backup / "below a file")
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(NotABackup):
            backups.read(tmp_path / "pipe")


def test_taking_out_more_than_there_is_stops(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupDamaged):
        backups.extract(backup, 2**30, tmp_path / "out", nothing)


def test_taking_out_can_be_stopped(backup: Path, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        backups.extract(backup, len(DATABASE), tmp_path / "out", stop)


def test_no_room_for_the_trailer_leaves_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 8) as disk:
        with pytest.raises(DiskFull):
            a_backup(disk)
        assert list(disk.iterdir()) == []


def test_a_part_that_was_not_finished_is_gone_with_its_journal(tmp_path: Path) -> None:
    path = tmp_path / "some.backup"
    with backups.part_of(path) as part:
        part.write_bytes(b"half")
        (tmp_path / "some.backup.part-journal").write_bytes(b"journal")
    assert list(tmp_path.iterdir()) == []
