"""Delays after secrets that did not open the vault."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.vault import tries
from app.vault.folders import VaultFolder
from app.vault.tries import Tries
from tests.desks import Clock


def after(failures: int, clock: Clock) -> Tries:
    so_far = Tries()
    for _try in range(failures):
        so_far = so_far.failed(clock())
    return so_far


@pytest.mark.parametrize(("failures", "seconds"), [(0, 0), (3, 0), (4, 1), (8, 1), (9, 30), (200, 30)])
def test_the_wait_grows_with_the_failures(failures: int, seconds: int, clock: Clock) -> None:
    so_far = after(failures, clock)
    assert so_far.count == failures
    assert so_far.wait_seconds(clock()) == seconds
    clock.move(seconds=seconds)
    assert so_far.wait_seconds(clock()) == 0


def test_the_wait_is_never_longer_than_the_delay_after_the_clock_was_set_back(clock: Clock) -> None:
    so_far = after(12, clock)
    assert so_far.wait_seconds(clock() - timedelta(days=400)) == 0


def test_tries_survive_a_restart_and_hold_times_and_numbers_only(tmp_path: Path, clock: Clock) -> None:
    folder = VaultFolder(tmp_path)
    tries.write(folder, after(150, clock))
    assert tries.read(folder) == after(150, clock)
    assert len(tries.read(folder).times) == tries.TIMES_KEPT


@pytest.mark.parametrize("content", [b"", b"{", b'{"count":-1}', b"[" * 60_000, b"\xff\xfe", b" " * 70_000])
def test_a_damaged_file_locks_nobody_out(tmp_path: Path, content: bytes) -> None:
    folder = VaultFolder(tmp_path)
    folder.tries.write_bytes(content)
    assert tries.read(folder) == Tries()
