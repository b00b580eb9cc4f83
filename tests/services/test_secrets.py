"""Changing the secrets of a real store: the passphrase, the recovery key and this computer's keyring."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest

from app.domain.keyring_problems import DeviceSecretGone, KeyringForgets, KeyringNotSafe, KeyringProblem, KeyringSilent
from app.domain.keyring_problems import KeyringLocked as Locked
from app.domain.problems import (
    DiskFull,
    FolderPutBack,
    NotTheRecoveryKey,
    PassphraseTooWeak,
    Problem,
    RecoveryKeyDiffers,
    RecoveryKeyMistyped,
    RolledBack,
    WaitBeforeTrying,
    WrongPassphrase,
)
from app.services import secrets, vault
from app.services.desk import Desk
from app.services.secrets import KeyringState
from app.store import audit
from app.vault import headers
from app.vault.device import Keyring, Newest
from app.vault.folders import VaultFolder
from tests.desks import PASSPHRASE, Clock, a_new_store, seeded
from tests.faults.disks import full, small_disk
from tests.faults.steps import killed_at
from tests.keyrings import FakeBackend, KeyringLocked, keyring_on, of_module

NEW = "gravel orchid tuesday kettle"


@pytest.fixture
def backend() -> FakeBackend:
    return FakeBackend()


@pytest.fixture
def keyring(backend: FakeBackend) -> Keyring:
    return keyring_on(backend, seconds=0.5)


@pytest.fixture
def opened(vault_folder: Path, recovery_key: str, clock: Clock, keyring: Keyring) -> Iterator[Desk]:
    desk = unlock(vault_folder, recovery_key, clock, keyring)
    yield desk
    vault.lock(desk)


@pytest.fixture
def with_keyring(opened: Desk, vault_folder: Path) -> Path:
    """A locked store whose passphrase needs the keyring."""
    secrets.use_device_secret(opened, PASSPHRASE)
    vault.lock(opened)
    return vault_folder


def unlock(folder: Path, typed: str, clock: Clock, keyring: Keyring, *, accept_older: bool = False) -> Desk:
    return vault.unlock(folder, typed, clock, os.urandom, accept_older=accept_older, keyring=keyring)


def opens(folder: Path, typed: str, clock: Clock, keyring: Keyring) -> bool:
    try:
        vault.lock(unlock(folder, typed, clock, keyring))
    except WrongPassphrase:
        return False
    return True


def last_acts(desk: Desk, number: int = 1) -> list[str]:
    with desk.read() as db:
        return [row.action for row in reversed(audit.page(db, limit=number))]


def slots(desk: Desk) -> list[tuple[str, bool]]:
    return [(slot.kind, slot.device is not None) for slot in desk.vault.header.slots]


# ── The passphrase ───────────────────────────────────────────────────────────────────────────────────


def test_a_changed_passphrase_opens_and_the_old_one_no_longer_does(
    opened: Desk, vault_folder: Path, clock: Clock, keyring: Keyring, recovery_key: str
) -> None:
    secrets.change_passphrase(opened, PASSPHRASE, NEW)
    assert last_acts(opened) == ["change passphrase"]
    assert slots(opened) == [("recovery", False), ("passphrase", False)]
    vault.lock(opened)
    assert not opens(vault_folder, PASSPHRASE, clock, keyring)
    assert opens(vault_folder, NEW, clock, keyring)
    assert opens(vault_folder, recovery_key, clock, keyring)


def test_a_wrong_old_passphrase_changes_nothing_and_slows_down_like_any_wrong_try(opened: Desk, clock: Clock) -> None:
    before = opened.vault.header
    for _again in range(9):
        clock.move(seconds=1)
        with pytest.raises(WrongPassphrase):
            secrets.change_passphrase(opened, "not this one", NEW)
    with pytest.raises(WaitBeforeTrying):
        secrets.change_passphrase(opened, PASSPHRASE, NEW)
    clock.move(seconds=31)
    with pytest.raises(PassphraseTooWeak):
        secrets.change_passphrase(opened, PASSPHRASE, "letmein")
    assert opened.vault.header == before


def test_both_older_header_copies_put_back_together_are_refused(
    opened: Desk, vault_folder: Path, clock: Clock, keyring: Keyring, recovery_key: str
) -> None:
    old = {name: (vault_folder / name).read_bytes() for name in ("keys.a.json", "keys.b.json")}
    secrets.change_passphrase(opened, PASSPHRASE, NEW)
    vault.lock(opened)
    for name, content in old.items():
        (vault_folder / name).write_bytes(content)
    for typed in (PASSPHRASE, recovery_key):
        with pytest.raises(RolledBack):
            unlock(vault_folder, typed, clock, keyring)
    assert {name: (vault_folder / name).read_bytes() for name in old} == old


def test_older_headers_together_with_their_head_are_refused_after_the_next_unlock(
    opened: Desk, vault_folder: Path, clock: Clock, keyring: Keyring
) -> None:
    names = ("keys.a.json", "keys.b.json", "head.json")
    old = {name: (vault_folder / name).read_bytes() for name in names}
    secrets.change_passphrase(opened, PASSPHRASE, NEW)
    vault.lock(opened)
    vault.lock(unlock(vault_folder, NEW, clock, keyring))
    for name, content in old.items():
        (vault_folder / name).write_bytes(content)
    with pytest.raises(RolledBack):
        unlock(vault_folder, PASSPHRASE, clock, keyring)


def test_an_older_head_put_back_beside_a_newer_header_is_refused(
    opened: Desk, vault_folder: Path, clock: Clock, keyring: Keyring, recovery_key: str
) -> None:
    """With the database of that day, which then fits the head."""
    vault.lock(opened)
    old = {file: file.read_bytes() for file in (vault_folder / "head.json", vault_folder / "db" / "000001.db")}
    desk = unlock(vault_folder, recovery_key, clock, keyring)
    secrets.change_passphrase(desk, PASSPHRASE, NEW)
    vault.lock(desk)
    for file, content in old.items():
        file.write_bytes(content)
    for typed in (NEW, recovery_key):
        with pytest.raises(RolledBack):
            unlock(vault_folder, typed, clock, keyring)


def test_after_a_header_that_could_not_be_written_the_store_opens_as_before(
    tmp_path: Path, vault_folder: Path, recovery_key: str, clock: Clock, keyring: Keyring
) -> None:
    """The first copy is written, the second is not: later heads must not refuse what the first one says."""
    desk = unlock(vault_folder, recovery_key, clock, keyring)
    second = vault_folder / "keys.b.json.part"
    second.mkdir()
    with pytest.raises(Problem):
        secrets.change_passphrase(desk, PASSPHRASE, NEW)
    with desk.change("change", "note"):
        pass
    vault.lock(desk)
    second.rmdir()
    assert headers.read(VaultFolder(vault_folder))[0].body.serial > desk.vault.header.serial
    assert opens(vault_folder, PASSPHRASE, clock, keyring)
    assert opens(vault_folder, recovery_key, clock, keyring)


def test_a_change_killed_at_any_step_leaves_the_old_passphrase_or_the_new_one_and_at_last_one_of_them(
    vault_folder: Path, recovery_key: str, tmp_path: Path
) -> None:
    clock, keyring = Clock(), keyring_on(FakeBackend())

    def change(folder: Path) -> None:
        desk = vault.unlock(folder, recovery_key, clock, seeded().randbytes)
        secrets.change_passphrase(desk, PASSPHRASE, NEW)

    changed = False
    for step in range(1, 90, 4):
        folder = Path(shutil.copytree(vault_folder, tmp_path / f"killed-at-{step}"))
        changed = not killed_at(step, partial(change, folder))
        new_opens = opens(folder, NEW, clock, keyring)  # and settles the change for the new one, if it does
        assert opens(folder, PASSPHRASE, clock, keyring) is not new_opens
        assert new_opens or not changed
        desk = unlock(folder, recovery_key, clock, keyring)
        assert len(desk.vault.header.slots) == 2
        vault.lock(desk)
        if changed:
            break
    assert changed, "more steps than this test kills at"


def test_a_change_without_room_on_the_disk_leaves_the_old_passphrase(
    tmp_path: Path, vault_folder: Path, recovery_key: str, clock: Clock, keyring: Keyring
) -> None:
    with small_disk(tmp_path / "disk", 4096) as disk:
        folder = Path(shutil.copytree(vault_folder, disk / "vault"))
        desk = unlock(folder, recovery_key, clock, keyring)
        with full(disk), pytest.raises(DiskFull):
            secrets.change_passphrase(desk, PASSPHRASE, NEW)
        secrets.change_passphrase(desk, PASSPHRASE, NEW)  # once there is room
        assert len(desk.vault.header.slots) == 2
        vault.lock(desk)
        assert opens(folder, NEW, clock, keyring)


# ── The recovery key ─────────────────────────────────────────────────────────────────────────────────


def test_a_new_recovery_key_counts_only_once_it_was_typed_back(
    opened: Desk, vault_folder: Path, clock: Clock, keyring: Keyring, recovery_key: str
) -> None:
    pending = secrets.new_recovery_key(opened, PASSPHRASE)
    assert pending.recovery_key not in repr(pending)
    for wrong in ("", recovery_key, pending.recovery_key[:-1]):
        with pytest.raises(RecoveryKeyDiffers):
            pending.confirm(wrong)
    secrets.test_recovery_key(opened, recovery_key)
    pending.confirm(pending.recovery_key.lower())
    assert last_acts(opened, 2) == ["test recovery key", "replace recovery key"]
    vault.lock(opened)
    assert not opens(vault_folder, recovery_key, clock, keyring)
    assert opens(vault_folder, pending.recovery_key, clock, keyring)
    assert opens(vault_folder, PASSPHRASE, clock, keyring)


def test_testing_a_recovery_key_tells_a_slip_from_another_key(opened: Desk, recovery_key: str) -> None:
    secrets.test_recovery_key(opened, recovery_key)
    assert last_acts(opened) == ["test recovery key"]
    slip = recovery_key[:-1] + ("A" if recovery_key[-1] != "A" else "B")
    with pytest.raises(RecoveryKeyMistyped):
        secrets.test_recovery_key(opened, slip)
    with pytest.raises(NotTheRecoveryKey):
        secrets.test_recovery_key(opened, secrets.new_recovery_key(opened, PASSPHRASE).recovery_key)


def test_without_the_passphrase_no_new_way_in_is_made_and_the_try_is_counted(
    opened: Desk, vault_folder: Path, clock: Clock, recovery_key: str
) -> None:
    for typed in ("", "not the passphrase", recovery_key):
        with pytest.raises(WrongPassphrase):
            secrets.new_recovery_key(opened, typed)
    assert vault.state(vault_folder, clock) == vault.Locked(0, 3)


# ── The keyring as a second secret ───────────────────────────────────────────────────────────────────


def test_with_the_keyring_the_folder_alone_does_not_open_with_the_passphrase(
    with_keyring: Path, clock: Clock, keyring: Keyring, recovery_key: str
) -> None:
    desk = unlock(with_keyring, PASSPHRASE, clock, keyring)
    assert slots(desk) == [("recovery", False), ("passphrase", True)]
    assert secrets.keyring_state(desk) == KeyringState(in_use=True, problem=None)
    assert last_acts(desk, 3) == ["use keyring", "lock", "unlock"]
    vault.lock(desk)
    elsewhere = keyring_on(FakeBackend())
    with pytest.raises(DeviceSecretGone, match="recovery key"):
        unlock(with_keyring, PASSPHRASE, clock, elsewhere)
    assert vault.state(with_keyring, clock) == vault.Locked(0, 0)  # nothing was tried, so nothing failed
    assert opens(with_keyring, recovery_key, clock, elsewhere)


def test_with_the_keyring_a_wrong_passphrase_is_wrong_and_is_counted(
    with_keyring: Path, clock: Clock, keyring: Keyring
) -> None:
    with pytest.raises(WrongPassphrase):
        unlock(with_keyring, "not this one", clock, keyring)
    assert vault.state(with_keyring, clock) == vault.Locked(0, 1)


def test_without_the_keyring_in_use_it_is_never_asked(
    vault_folder: Path, clock: Clock, keyring: Keyring, backend: FakeBackend
) -> None:
    assert opens(vault_folder, PASSPHRASE, clock, keyring)
    assert not opens(vault_folder, "not this one", clock, keyring)
    assert backend.uses == 0


def test_turning_it_on_and_off_asks_for_the_passphrase(opened: Desk, backend: FakeBackend) -> None:
    with pytest.raises(WrongPassphrase):
        secrets.use_device_secret(opened, "not this one")
    assert backend.entries == {}
    secrets.use_device_secret(opened, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        secrets.stop_using_device_secret(opened, "not this one")
    assert opened.vault.uses_keyring


def test_turned_off_the_passphrase_alone_opens_and_nothing_is_left_in_the_keyring(
    with_keyring: Path, clock: Clock, keyring: Keyring, backend: FakeBackend
) -> None:
    desk = unlock(with_keyring, PASSPHRASE, clock, keyring)
    secrets.stop_using_device_secret(desk, PASSPHRASE)
    assert backend.entries == {}
    assert last_acts(desk) == ["stop using keyring"]
    vault.lock(desk)
    assert backend.entries == {}
    assert opens(with_keyring, PASSPHRASE, clock, keyring_on(of_module("keyring.backends.null")))


def test_a_changed_passphrase_keeps_the_keyring_in_use(with_keyring: Path, clock: Clock, keyring: Keyring) -> None:
    desk = unlock(with_keyring, PASSPHRASE, clock, keyring)
    secrets.change_passphrase(desk, PASSPHRASE, NEW)
    assert slots(desk) == [("recovery", False), ("passphrase", True)]
    vault.lock(desk)
    assert opens(with_keyring, NEW, clock, keyring)
    assert not opens(with_keyring, PASSPHRASE, clock, keyring)


def test_the_slot_for_copies_that_leave_opens_without_the_keyring_and_is_sealed_in_the_folder(
    with_keyring: Path, clock: Clock, keyring: Keyring
) -> None:
    desk = unlock(with_keyring, PASSPHRASE, clock, keyring)
    portable = {slot.kind: slot for slot in desk.vault.portable_slots()}
    header = desk.vault.header
    assert portable["passphrase"].device is None
    assert portable["passphrase"].open(PASSPHRASE.encode(), header.vault_id) == desk.vault._master
    assert portable["passphrase"].wrapped not in msgspec.json.encode(header)
    sealed = next(slot for slot in header.slots if slot.device)
    assert sealed.without_device(b"another key" * 3, header.vault_id) is None
    assert sealed.open(PASSPHRASE.encode(), header.vault_id) is None
    vault.lock(desk)


def raises(error: Exception) -> Callable[[], object]:
    def fail_so() -> None:
        raise error

    return fail_so


FAULTS: list[tuple[Callable[[FakeBackend], Keyring], type[KeyringProblem]]] = [
    (lambda _backend: keyring_on(of_module("keyring.backends.fail")), KeyringProblem),
    (lambda _backend: keyring_on(of_module("keyring.backends.null")), KeyringNotSafe),
    (lambda _backend: keyring_on(of_module("keyrings.alt.file")), KeyringNotSafe),
    (lambda _backend: keyring_on(of_module("keyring.backends.chainer")), KeyringNotSafe),
    (lambda backend: spoilt(backend, before=raises(KeyringLocked())), Locked),
    (lambda backend: spoilt(backend, before=raises(ConnectionError("killed"))), KeyringSilent),
    (lambda backend: spoilt(backend, entries={}), DeviceSecretGone),
]


def spoilt(backend: FakeBackend, **fault: object) -> Keyring:
    for name, value in fault.items():
        setattr(backend, name, value)
    return keyring_on(backend)


@pytest.mark.parametrize(("spoil", "told"), FAULTS)
def test_each_fault_of_the_keyring_costs_one_entry_of_the_recovery_key_and_no_data(
    with_keyring: Path,
    clock: Clock,
    backend: FakeBackend,
    recovery_key: str,
    spoil: Callable[[FakeBackend], Keyring],
    told: type[KeyringProblem],
) -> None:
    keyring = spoil(backend)
    with pytest.raises(told, match="recovery key"):
        unlock(with_keyring, PASSPHRASE, clock, keyring)
    desk = unlock(with_keyring, recovery_key, clock, keyring)
    state = secrets.keyring_state(desk)
    assert state.in_use
    assert isinstance(state.problem, told)
    secrets.reset_passphrase(desk, NEW)
    vault.lock(desk)
    assert opens(with_keyring, NEW, clock, keyring)
    assert opens(with_keyring, recovery_key, clock, keyring)


@pytest.mark.parametrize(("spoil", "told"), [*FAULTS[:-1], (lambda b: spoilt(b, forgets=True), KeyringForgets)])
def test_turning_on_a_keyring_that_does_not_work_changes_nothing(
    opened: Desk,
    vault_folder: Path,
    clock: Clock,
    backend: FakeBackend,
    spoil: Callable[[FakeBackend], Keyring],
    told: type[KeyringProblem],
) -> None:
    before = opened.vault.header
    opened.vault.keyring = spoil(backend)
    with pytest.raises(told):
        secrets.use_device_secret(opened, PASSPHRASE)
    assert opened.vault.header == before
    vault.lock(opened)
    assert opens(vault_folder, PASSPHRASE, clock, opened.vault.keyring)


def test_after_a_lost_entry_the_keyring_can_be_used_anew_with_one_reset(
    with_keyring: Path, clock: Clock, keyring: Keyring, backend: FakeBackend, recovery_key: str
) -> None:
    backend.entries.clear()
    desk = unlock(with_keyring, recovery_key, clock, keyring)
    secrets.reset_passphrase(desk, PASSPHRASE, with_keyring=True)
    vault.lock(desk)
    assert opens(with_keyring, PASSPHRASE, clock, keyring)


def test_another_secret_in_the_entry_is_told_from_a_wrong_passphrase(
    with_keyring: Path, clock: Clock, keyring: Keyring, backend: FakeBackend
) -> None:
    for name, text in backend.entries.items():
        if "newest" not in name[0]:
            backend.entries[name] = text[::-1]
    with pytest.raises(DeviceSecretGone):
        unlock(with_keyring, PASSPHRASE, clock, keyring)


def test_two_stores_on_one_computer_each_have_their_own_entry(
    with_keyring: Path, clock: Clock, keyring: Keyring, tmp_path: Path
) -> None:
    made, other_key = a_new_store(tmp_path / "other", clock, seed=2)
    vault.lock(made)
    other = unlock(tmp_path / "other", other_key, clock, keyring)
    secrets.use_device_secret(other, PASSPHRASE)
    assert opens(with_keyring, PASSPHRASE, clock, keyring)
    secrets.stop_using_device_secret(other, PASSPHRASE)
    vault.lock(other)
    assert opens(with_keyring, PASSPHRASE, clock, keyring)


def test_a_use_of_the_keyring_cut_short_by_a_stop_is_settled_at_the_next_unlock(
    opened: Desk, vault_folder: Path, clock: Clock, keyring: Keyring
) -> None:
    device = keyring.make_secret(opened.vault.header.vault_id, os.urandom)
    opened.vault.add_passphrase(PASSPHRASE, os.urandom, device)
    opened.store.close()
    opened.vault.release()
    desk = unlock(vault_folder, PASSPHRASE, clock, keyring)
    assert slots(desk) == [("recovery", False), ("passphrase", True)]
    assert last_acts(desk, 2) == ["drop key slot", "unlock"]
    vault.lock(desk)


# ── A whole folder put back ──────────────────────────────────────────────────────────────────────────


def test_a_whole_folder_put_back_is_noticed_where_the_keyring_is_in_use(
    with_keyring: Path, clock: Clock, keyring: Keyring, recovery_key: str, tmp_path: Path
) -> None:
    old = Path(shutil.copytree(with_keyring, tmp_path / "old"))
    desk = unlock(with_keyring, PASSPHRASE, clock, keyring)
    with desk.change("change", "note"):
        pass
    vault.lock(desk)
    before = {file: file.read_bytes() for file in old.rglob("*") if file.is_file()}
    for typed in (PASSPHRASE, recovery_key):
        with pytest.raises(FolderPutBack):
            unlock(old, typed, clock, keyring)
    with pytest.raises(FolderPutBack):
        unlock(old, PASSPHRASE, clock, keyring, accept_older=True)  # that takes the recovery key
    assert {file: file.read_bytes() for file in old.rglob("*") if file.is_file()} == before

    desk = unlock(old, recovery_key, clock, keyring, accept_older=True)
    assert "older copy" in desk.warnings[0]
    assert last_acts(desk, 2) == ["accept older copy", "unlock"]
    vault.lock(desk)
    assert keyring.newest(desk.vault.header.vault_id) == desk.vault.newest()
    assert opens(old, PASSPHRASE, clock, keyring)


def test_an_older_header_and_head_put_back_are_noticed_by_the_keyring_even_without_a_change_of_the_case(
    with_keyring: Path, clock: Clock, keyring: Keyring, backend: FakeBackend
) -> None:
    desk = unlock(with_keyring, PASSPHRASE, clock, keyring)
    vault.lock(desk)
    newest = desk.vault.newest()
    keyring.remember(desk.vault.header.vault_id, Newest(newest.counter, newest.serial + 1), 1)
    with pytest.raises(FolderPutBack):
        unlock(with_keyring, PASSPHRASE, clock, keyring)


def test_a_keyring_that_hangs_holds_up_a_lock_for_less_than_half_a_second(
    with_keyring: Path, clock: Clock, keyring: Keyring, backend: FakeBackend
) -> None:
    import threading
    import time

    desk = unlock(with_keyring, PASSPHRASE, clock, keyring)
    go_on = threading.Event()
    backend.before = go_on.wait
    started = time.monotonic()
    vault.lock(desk)
    assert time.monotonic() - started < 0.9
    go_on.set()
    assert opens(with_keyring, PASSPHRASE, clock, keyring)


def test_no_secret_of_the_keyring_is_in_any_file(with_keyring: Path, keyring: Keyring, clock: Clock) -> None:
    vault_id = headers.read(VaultFolder(with_keyring))[0].body.vault_id
    secret = keyring.secret(vault_id)
    for file in with_keyring.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert secret not in content
            assert secret.hex().encode() not in content
