"""The lock screen where something is wrong: what it says, and which way out it offers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import keyring as library
import pytest
from keyring.backend import KeyringBackend
from pytestqt.qtbot import QtBot

from app.domain.problems import FolderPutBack, NoStoreHere, StoreDamaged
from app.services import secrets, vault
from tests.desks import PASSPHRASE, Clock
from tests.keyrings import FakeBackend
from tests.ui.vault.test_security_page import field, has_button, press, shown, words_on
from ui.vault.lock_page import LockPage
from ui.vault.warning_page import WarningPage
from ui.widgets.background import Background


class Fake(FakeBackend, KeyringBackend):
    """As the library wants it."""

    priority = 1


Fake.__module__ = "keyring.backends.SecretService"


@pytest.fixture
def backend() -> Iterator[Fake]:
    """This computer's keyring, for as long as the test runs."""
    before = library.core._keyring_backend
    made = Fake()
    library.set_keyring(made)
    yield made
    library.core._keyring_backend = before


@pytest.fixture
def with_keyring(vault_folder: Path, recovery_key: str, clock: Clock, backend: Fake) -> Path:
    desk = vault.unlock(vault_folder, recovery_key, clock, os.urandom)
    secrets.use_device_secret(desk, PASSPHRASE)
    vault.lock(desk)
    return vault_folder


def lock_page(folder: Path, clock: Clock, background: Background, qtbot: QtBot) -> LockPage:
    page = LockPage(folder, background, clock, os.urandom)
    shown(page, background, qtbot)
    return page


def unlock(page: LockPage, typed: str, background: Background) -> None:
    field(page, "Passphrase").setText(typed)
    press(page, "Unlock", background)


def unlock_with_key(page: LockPage, key: str, background: Background) -> None:
    press(page, "Use the recovery key", background)
    field(page, "Recovery key").setText(key)
    press(page, "Unlock", background)


def test_a_keyring_without_the_entry_is_named_and_the_recovery_key_opens(
    with_keyring: Path, clock: Clock, background: Background, qtbot: QtBot, backend: Fake, recovery_key: str
) -> None:
    backend.entries.clear()
    page = lock_page(with_keyring, clock, background, qtbot)
    unlock(page, PASSPHRASE, background)
    assert "no longer gives its part of the key" in words_on(page)
    with qtbot.waitSignal(page.recovered, timeout=20_000) as opened:
        unlock_with_key(page, recovery_key, background)
    vault.lock(opened.args[0])


def test_a_recovery_key_typed_as_a_passphrase_counts_as_one(
    vault_folder: Path, clock: Clock, background: Background, qtbot: QtBot, recovery_key: str
) -> None:
    page = lock_page(vault_folder, clock, background, qtbot)
    with qtbot.waitSignal(page.recovered, timeout=20_000) as opened:
        unlock(page, recovery_key, background)
    vault.lock(opened.args[0])


def test_an_older_folder_opens_only_with_the_recovery_key_and_a_second_yes(
    with_keyring: Path, clock: Clock, background: Background, qtbot: QtBot, recovery_key: str, tmp_path: Path
) -> None:
    old = Path(shutil.copytree(with_keyring, tmp_path / "old"))
    vault.lock(vault.unlock(with_keyring, PASSPHRASE, clock, os.urandom))
    page = lock_page(old, clock, background, qtbot)
    unlock(page, PASSPHRASE, background)
    assert "older copy" in words_on(page)
    assert not has_button(page, "Open this older copy")
    with qtbot.waitSignal(page.damage_opened) as told:
        press(page, "What can be done", background)
    assert isinstance(told.args[0], FolderPutBack)
    unlock_with_key(page, recovery_key, background)
    with qtbot.waitSignal(page.recovered, timeout=20_000) as opened:
        press(page, "Open this older copy", background)
    desk = opened.args[0]
    warning = WarningPage(desk)
    shown(warning, background, qtbot)
    assert "older copy" in words_on(warning)
    with qtbot.waitSignal(warning.finished):
        press(warning, "Continue", background)
    vault.lock(desk)


def test_damage_leads_to_what_can_be_done_and_a_mistyped_passphrase_does_not(
    vault_folder: Path, clock: Clock, background: Background, qtbot: QtBot, recovery_key: str
) -> None:
    page = lock_page(vault_folder, clock, background, qtbot)
    unlock(page, "not this one", background)
    assert not has_button(page, "What can be done")
    (vault_folder / "db" / "000001.db").write_bytes(b"x" * 8192)
    unlock(page, PASSPHRASE, background)
    with qtbot.waitSignal(page.damage_opened) as told:
        press(page, "What can be done", background)
    assert isinstance(told.args[0], StoreDamaged)
    with qtbot.waitSignal(page.restore_chosen):
        press(page, "Restore from a backup", background)


def test_a_check_after_a_sudden_stop_says_how_far_it_is(
    vault_folder: Path, clock: Clock, background: Background, qtbot: QtBot, recovery_key: str
) -> None:
    (vault_folder / "head.json").unlink()
    page = lock_page(vault_folder, clock, background, qtbot)
    told: list[str] = []
    page._progressed.connect(lambda _done, _total: told.append(words_on(page)))
    with qtbot.waitSignal(page.unlocked, timeout=20_000) as opened:
        unlock(page, PASSPHRASE, background)
    assert any("Checking the store" in words for words in told)
    assert opened.args[0].warnings
    vault.lock(opened.args[0])


def test_a_folder_without_a_store_is_said_before_anybody_types(
    tmp_path: Path, clock: Clock, background: Background, qtbot: QtBot
) -> None:
    (tmp_path / "holiday.txt").write_text("nothing of ours")
    page = lock_page(tmp_path, clock, background, qtbot)
    qtbot.waitUntil(lambda: NoStoreHere().sentence in words_on(page))


def test_after_a_wait_the_field_in_view_has_the_focus(
    vault_folder: Path, clock: Clock, background: Background, qtbot: QtBot
) -> None:
    page = lock_page(vault_folder, clock, background, qtbot)
    page.activateWindow()
    press(page, "Use the recovery key", background)
    page._wait(2)
    assert "Nothing is lost. You can try again in 2 seconds." in words_on(page)
    page._go.setFocus()
    for _second in range(2):
        page._on_tick()
    assert page.focusWidget() is field(page, "Recovery key")
    assert "You can try again now." in words_on(page)
    assert page._go.isEnabled()
