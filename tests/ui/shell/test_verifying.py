"""``sightline verify-vault`` on real stores: what it says, how it ends, and that it changes nothing."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.services import audit, backups, vault
from tests.builders import add_person
from tests.desks import PASSPHRASE, Clock, seeded
from ui.shell.verifying import NOT_CHECKED, NOT_SOUND, SOUND, verify_vault


class Terminal(io.StringIO):
    """Takes any letter, as most terminals do."""

    encoding = "utf-8"


def check(folder: Path, typed: str) -> tuple[int, str]:
    out = Terminal()
    return verify_vault(folder, lambda _prompt: typed, out), out.getvalue()


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def database(folder: Path) -> Path:
    return next((folder / "db").glob("*.db"))


@pytest.fixture
def filled(vault_folder: Path, recovery_key: str, clock: Clock) -> Path:
    """A locked store with a person and a backup."""
    desk = vault.unlock(vault_folder, recovery_key, clock, seeded().randbytes)
    for number in range(30):
        add_person(desk, crn=f"X{number}", name="Pŷrson Marker")
    backups.make(desk)
    vault.lock(desk)
    return vault_folder


@pytest.mark.parametrize("secret", ["recovery key", "passphrase"])
def test_a_sound_store_is_said_to_be_and_stays_as_it_is(filled: Path, recovery_key: str, secret: str) -> None:
    before = everything(filled)
    code, said = check(filled, recovery_key if secret == "recovery key" else PASSPHRASE)
    assert code == SOUND
    assert "The store is sound." in said
    assert "Backup of 2 March 2026, 09:00: it is this store’s" in said
    assert everything(filled) == before
    assert "Marker" not in said
    assert PASSPHRASE not in said
    assert recovery_key not in said


def test_a_wrong_secret_is_told_and_counted(filled: Path, clock: Clock) -> None:
    before = everything(filled)
    code, said = check(filled, "not this one")
    assert code == NOT_CHECKED
    assert "That does not open the store." in said
    assert vault.state(filled, clock).failed_tries == 1
    after = everything(filled)
    after.pop("tries.json")
    assert after == before


def test_after_an_unclean_stop_the_log_is_checked_too_and_left(
    vault_folder: Path, recovery_key: str, clock: Clock, tmp_path: Path
) -> None:
    desk = vault.unlock(vault_folder, recovery_key, clock, seeded().randbytes)
    add_person(desk)
    stopped = tmp_path / "stopped"
    shutil.copytree(vault_folder, stopped)
    vault.lock(desk)
    assert database(stopped).with_name(f"{database(stopped).name}-wal").stat().st_size
    before = everything(stopped)
    code, said = check(stopped, recovery_key)
    assert (code, everything(stopped)) == (SOUND, before), said


def flip_a_page(folder: Path) -> None:
    path = database(folder)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut_the_database(folder: Path) -> None:
    os.truncate(database(folder), database(folder).stat().st_size - 4096)


def empty_the_database(folder: Path) -> None:
    database(folder).write_bytes(b"")


def lose_the_database(folder: Path) -> None:
    database(folder).unlink()


def spoil_the_head(folder: Path) -> None:
    (folder / "head.json").write_text("{}")


def spoil_one_header(folder: Path) -> None:
    (folder / "keys.a.json").write_text("{}")


def spoil_both_headers(folder: Path) -> None:
    for name in ("keys.a.json", "keys.b.json"):
        (folder / name).write_text("{}")


def cut_the_backup(folder: Path) -> None:
    path = next((folder / "backups").glob("*.backup"))
    content = path.read_bytes()
    path.write_bytes(content[:4096] + content[8192:])


def spoil_the_backups_record(folder: Path) -> None:
    path = next((folder / "backups").glob("*.backup"))
    content = bytearray(path.read_bytes())
    content[-200] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    "spoil",
    [
        flip_a_page,
        cut_the_database,
        empty_the_database,
        lose_the_database,
        spoil_the_head,
        spoil_one_header,
        spoil_both_headers,
        cut_the_backup,
        spoil_the_backups_record,
    ],
)
def test_damage_is_found_and_left_as_it_is(filled: Path, recovery_key: str, spoil: Callable[[Path], None]) -> None:
    spoil(filled)
    before = everything(filled)
    code, said = check(filled, recovery_key)
    assert code == NOT_SOUND, said
    assert everything(filled) == before


def test_an_altered_entry_of_the_audit_trail_is_found(vault_folder: Path, recovery_key: str, clock: Clock) -> None:
    desk = vault.unlock(vault_folder, recovery_key, clock, seeded().randbytes)
    with desk.write() as db:
        db.exec_driver_sql("DROP TRIGGER audit_refuses_update")
        db.exec_driver_sql("UPDATE audit SET count = 7 WHERE seq = 1")
    vault.lock(desk)
    code, said = check(vault_folder, recovery_key)
    assert code == NOT_SOUND
    assert "altered outside Sightline" in said


def test_a_database_put_back_is_found(vault_folder: Path, recovery_key: str, clock: Clock, tmp_path: Path) -> None:
    old = shutil.copy(database(vault_folder), tmp_path / "old.db")
    desk = vault.unlock(vault_folder, recovery_key, clock, seeded().randbytes)
    audit.note_viewed(desk, desk.new_id())
    vault.lock(desk)
    shutil.copy(old, database(vault_folder))
    code, said = check(vault_folder, recovery_key)
    assert code == NOT_SOUND
    assert "older copy" in said


def test_where_there_is_no_store_nothing_is_checked(tmp_path: Path) -> None:
    code, said = check(tmp_path, PASSPHRASE)
    assert code == NOT_CHECKED
    assert "There is no store in this folder." in said


def test_a_store_that_is_open_is_not_checked(vault_folder: Path, recovery_key: str, clock: Clock) -> None:
    desk = vault.unlock(vault_folder, recovery_key, clock, seeded().randbytes)
    code, said = check(vault_folder, recovery_key)
    vault.lock(desk)
    assert code == NOT_CHECKED
    assert "already open" in said


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_who_gives_no_secret_is_told_that_nothing_was_checked(vault_folder: Path, end: type[BaseException]) -> None:
    def leave(_prompt: str) -> str:
        raise end

    out = Terminal()
    assert verify_vault(vault_folder, leave, out) == NOT_CHECKED
    assert out.getvalue() == "Nothing was checked.\n"


def test_a_terminal_that_lacks_a_letter_stops_nothing(filled: Path, recovery_key: str) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True)
    assert verify_vault(filled, lambda _prompt: recovery_key, out) == SOUND


@pytest.mark.skipif(sys.platform == "win32", reason="getpass reads the console there, which a test has not")
@pytest.mark.parametrize("right", [True, False])
def test_the_command_runs_without_a_display(filled: Path, recovery_key: str, right: bool) -> None:
    seen = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    seen.pop("QT_QPA_PLATFORM", None)
    before = everything(filled)
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "ui.shell.application", "verify-vault", "--folder", str(filled)],
        input=f"{recovery_key if right else 'not this one'}\n",
        capture_output=True,
        text=True,
        env=seen,
        start_new_session=True,  # without a terminal, so that what is typed comes from here
        timeout=60,
        check=False,
    )
    assert ran.returncode == (SOUND if right else NOT_CHECKED), ran.stderr
    assert ("The store is sound." in ran.stdout) == right
    assert recovery_key not in ran.stdout + ran.stderr
    assert not right or everything(filled) == before


def test_it_needs_no_screen() -> None:
    program = "import sys, ui.shell.verifying; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
