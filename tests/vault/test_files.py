"""Small files: the old content or the new one, never half of one, and a sentence when the disk refuses."""

import sys
from pathlib import Path

import pytest

from app.domain.problems import DiskFull, ReadOnlyFolder
from app.vault import files
from tests.faults.disks import full, read_only, small_disk


def test_a_prepared_file_takes_its_place_only_when_published(tmp_path: Path) -> None:
    path = tmp_path / "head.json"
    files.replace(path, b"old")
    part = files.prepare(path, b"new")
    assert path.read_bytes() == b"old"
    files.publish(part, path)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_on_a_full_disk_the_old_file_stays_and_no_part_is_left(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 64) as disk:
        path = disk / "head.json"
        files.replace(path, b"old")
        with full(disk):
            with pytest.raises(DiskFull):
                files.replace(path, b"new" * 4096)
            assert path.read_bytes() == b"old"
            assert not (disk / "head.json.part").exists()


def test_a_read_only_disk_is_said_to_be_one(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 64) as disk:
        files.replace(disk / "head.json", b"old")
        with read_only(disk), pytest.raises(ReadOnlyFolder):
            files.replace(disk / "head.json", b"new")
        assert (disk / "head.json").read_bytes() == b"old"


def test_a_file_larger_than_any_of_ours_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "head.json"
    path.write_bytes(b" " * (files.LARGEST + 1))
    assert files.read(path) is None
    assert files.read(tmp_path / "missing.json") is None


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file that the system refuses to read")
def test_a_file_on_a_bad_sector_reads_as_one_that_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "keys.a.json"
    path.symlink_to("/proc/self/mem")  # its first bytes answer with EIO
    assert files.read(path) is None


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that cannot be synced")
def test_a_folder_that_cannot_be_synced_stops_nothing() -> None:
    files.sync_folder(Path("/proc"))
