"""The simulated disk must lose what was not synced, or every power cut of the harness is empty."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.faults.recording import Call, Disk


def calls(root: Path, *, synced: bool, folder_synced: bool) -> list[Call]:
    """A file written beside another and renamed over it."""
    name, part = str(root / "file").encode(), str(root / "file.part").encode()
    made = [
        Call("openat", (part,), ("AT_FDCWD", '""', "O_WRONLY|O_CREAT|O_TRUNC", "0666"), 3),
        Call("write", (b"new" * 1000,), ("3", '""', "3000"), 3000),
        *([Call("fsync", (), ("3",), 0)] if synced else []),
        Call("close", (), ("3",), 0),
        Call("rename", (part, name), ('""', '""'), 0),
    ]
    if folder_synced:
        made += [Call("openat", (str(root).encode(),), ("AT_FDCWD", '""', "O_RDONLY"), 4), Call("fsync", (), ("4",), 0)]
    return made


def found_after_cuts(tmp_path: Path, *, synced: bool, folder_synced: bool) -> set[bytes]:
    root = tmp_path / "root"
    root.mkdir()
    (root / "file").write_bytes(b"old")
    disk = Disk(root, root, tmp_path / "reports", list)
    for call in calls(root, synced=synced, folder_synced=folder_synced):
        disk.do(call)
    found = set()
    for seed in range(40):
        left = tmp_path / str(seed)
        disk.leave(left, Random(seed))
        found.add((left / "file").read_bytes())
    return found


def test_what_was_synced_with_its_folder_is_there(tmp_path: Path) -> None:
    assert found_after_cuts(tmp_path, synced=True, folder_synced=True) == {b"new" * 1000}


def test_without_the_folder_s_sync_the_old_file_may_come_back(tmp_path: Path) -> None:
    assert found_after_cuts(tmp_path, synced=True, folder_synced=False) == {b"old", b"new" * 1000}


def test_without_a_sync_the_new_file_may_be_torn_or_empty(tmp_path: Path) -> None:
    found = found_after_cuts(tmp_path, synced=False, folder_synced=True)
    assert b"" in found
    assert any(b"\0" in content for content in found)
