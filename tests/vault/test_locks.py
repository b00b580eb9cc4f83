"""vault.lock: one instance at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.problems import OpenElsewhere
from app.vault.locks import FolderLock

HOLD = """
import sys
from pathlib import Path
from app.vault.locks import FolderLock
lock = FolderLock(Path(sys.argv[1]))
sys.stdout.write("held\\n")
sys.stdout.flush()
sys.stdin.read()
"""


def test_a_lock_held_by_another_process_is_refused_until_that_process_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "vault.lock"
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(OpenElsewhere):
            FolderLock(path)
        other.kill()
    FolderLock(path).release()


def test_a_second_lock_in_the_same_process_is_refused(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path / "vault.lock")
    with pytest.raises(OpenElsewhere):
        FolderLock(tmp_path / "vault.lock")
    lock.release()
    lock.release()
    FolderLock(tmp_path / "vault.lock").release()


def test_a_lock_whose_file_was_removed_is_no_longer_held(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path / "vault.lock")
    assert lock.is_held()
    (tmp_path / "vault.lock").unlink()
    assert not lock.is_held()
    lock.release()
