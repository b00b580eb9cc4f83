"""Whatever the disk refuses while a generation is put in use: it is in use and usable, or the one before is."""

import errno
import itertools
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.problems import DiskRefused, Problem, StoreLocked
from app.services import backups, people, restoring, vault
from app.services.desk import Desk
from app.services.generations import Act, next_generation
from tests.builders import add_person
from tests.desks import Clock, seeded

RANDOM = seeded(7).randbytes
ACT = Act("upgrade", "store")


def crns(desk: Desk) -> list[str]:
    return sorted(row.crn for row in people.list_people(desk))


def generations(desk: Desk) -> list[str]:
    return sorted(path.name for path in desk.vault.folder.databases.glob("*.db"))


def in_the_way(path: Path) -> Path:
    """Nothing can be written to `path` until it is removed."""
    path.with_name(f"{path.name}.part").mkdir()
    return path.with_name(f"{path.name}.part")


def test_with_the_first_copy_of_the_header_written_the_new_generation_is_in_use_and_the_second_is_mended_later(
    vault_folder: Path, recovery_key: str, clock: Clock
) -> None:
    desk = vault.unlock(vault_folder, recovery_key, clock, RANDOM)
    add_person(desk, crn="X000001")
    made = backups.make(desk)
    add_person(desk, crn="X000002")
    first, second = desk.vault.folder.headers
    obstacle = in_the_way(second)
    restored = restoring.restore(vault_folder, made.path, recovery_key, clock, RANDOM, desk=desk)
    assert crns(restored) == ["X000001"]
    add_person(restored, crn="X000003")
    vault.lock(restored)
    assert first.read_bytes() != second.read_bytes()
    obstacle.rmdir()
    again = vault.unlock(vault_folder, recovery_key, clock, RANDOM)
    assert crns(again) == ["X000001", "X000003"]
    assert first.read_bytes() == second.read_bytes()
    assert again.warnings == ()
    vault.lock(again)


def test_with_no_copy_of_the_header_written_the_store_in_use_stays_in_use(
    vault_folder: Path, recovery_key: str, clock: Clock
) -> None:
    desk = vault.unlock(vault_folder, recovery_key, clock, RANDOM)
    add_person(desk, crn="X000001")
    made = backups.make(desk)
    obstacle = in_the_way(desk.vault.folder.headers[0])
    with pytest.raises(DiskRefused):
        restoring.restore(vault_folder, made.path, recovery_key, clock, RANDOM, desk=desk)
    assert generations(desk) == ["000001.db"]
    add_person(desk, crn="X000002")
    vault.lock(desk)
    obstacle.rmdir()
    again = vault.unlock(vault_folder, recovery_key, clock, RANDOM)
    assert crns(again) == ["X000001", "X000002"]
    vault.lock(again)


class Refusing:
    """An `os.fsync` that fails at that call, `and_on` until it is taken away."""

    def __init__(self, number: int, error: int, *, and_on: bool) -> None:
        self.calls = 0
        self._number, self._error, self._and_on, self._real = number, error, and_on, os.fsync

    def __call__(self, handle: int) -> None:
        self.calls += 1
        if self.calls == self._number or (self._and_on and self.calls > self._number):
            raise OSError(self._error, "refused by the test")
        self._real(handle)


@pytest.mark.parametrize(("error", "and_on"), [(errno.ENOSPC, True), (errno.EIO, False)])
def test_wherever_the_disk_fails_what_is_acknowledged_after_it_is_there_at_the_next_unlock(
    vault_folder: Path,
    recovery_key: str,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: int,
    *,
    and_on: bool,
) -> None:
    ends = []
    for number in itertools.count(1):
        folder = Path(shutil.copytree(vault_folder, tmp_path / f"failing-{number}"))
        desk = vault.unlock(folder, recovery_key, clock, RANDOM)
        fsync = Refusing(number, error, and_on=and_on)
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", fsync)
            try:
                store = next_generation(desk.vault, clock, desk.store.copy, ACT, desk.store.close)
            except Problem:
                end = "refused"
            else:
                desk, end = replace(desk, store=store), "done"
        try:
            add_person(desk, crn="X000001")
        except StoreLocked:
            end = "nobody knows"
            desk.vault.release()
        else:
            assert generations(desk) == ["000001.db", "000002.db"][: 2 if end == "done" else 1]
            vault.lock(desk)
        again = vault.unlock(folder, recovery_key, clock, RANDOM)
        assert crns(again) == ([] if end == "nobody knows" else ["X000001"])
        assert again.vault.header.generation == (1 if end == "refused" else 2)
        vault.lock(again)
        ends.append(end)
        if fsync.calls < number:  # nothing was refused
            break
    assert ends.count("nobody knows") == 1  # the rename of the first copy: it happened, and may not last
    assert ends == sorted(ends, key=["refused", "nobody knows", "done"].index)
    assert ends.count("refused") > 3
    assert ends.count("done") > 2
