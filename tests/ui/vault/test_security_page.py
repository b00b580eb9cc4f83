"""Passphrase and recovery key: each change from the page, on a real store, with a keyring written by hand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.problems import WrongPassphrase
from app.services import secrets, vault
from app.services.desk import Desk
from tests.desks import PASSPHRASE, Clock
from tests.keyrings import FakeBackend, keyring_on, of_module
from ui.vault.new_passphrase_page import NewPassphrasePage
from ui.vault.recovery_page import RecoveryPage
from ui.vault.security_page import SecurityPage
from ui.widgets.background import Background

NEW = "gravel orchid tuesday kettle"


@pytest.fixture
def backend() -> FakeBackend:
    return FakeBackend()


@pytest.fixture
def opened(vault_folder: Path, recovery_key: str, clock: Clock, backend: FakeBackend) -> Iterator[Desk]:
    desk = vault.unlock(vault_folder, recovery_key, clock, os.urandom, keyring=keyring_on(backend, seconds=0.5))
    yield desk
    vault.lock(desk)


@pytest.fixture
def page(opened: Desk, background: Background, qtbot: QtBot) -> SecurityPage:
    return shown(SecurityPage(opened, background), background, qtbot)


def shown(page: QWidget, background: Background, qtbot: QtBot) -> QWidget:
    qtbot.addWidget(page)
    page.resize(900, 800)
    page.show()
    background.wait_until_idle()
    return page


def press(page: QWidget, words: str, background: Background) -> None:
    next(one for one in page.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()
    background.wait_until_idle()


def field(page: QWidget, label: str) -> QLineEdit:
    return next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == label and one.isVisible())


def words_on(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def has_button(page: QWidget, words: str) -> bool:
    return any(one.text() == words and one.isVisible() for one in page.findChildren(QPushButton))


def ask_for_a_new_key(page: SecurityPage, background: Background) -> None:
    press(page, "Replace the recovery key", background)
    field(page, "Passphrase").setText(PASSPHRASE)
    press(page, "Show a new recovery key", background)


def test_the_passphrase_is_changed_and_it_is_said(
    page: SecurityPage, background: Background, opened: Desk, vault_folder: Path, clock: Clock
) -> None:
    press(page, "Change the passphrase", background)
    field(page, "The passphrase you use now").setText(PASSPHRASE)
    for label in ("New passphrase", "The same passphrase again"):
        field(page, label).setText(NEW)
    press(page, "Change the passphrase", background)
    assert "The passphrase is changed." in words_on(page)
    vault.lock(opened)
    vault.lock(vault.unlock(vault_folder, NEW, clock, os.urandom))
    with pytest.raises(WrongPassphrase):
        vault.unlock(vault_folder, PASSPHRASE, clock, os.urandom)


def test_a_wrong_passphrase_is_said_at_its_field_and_can_be_typed_again(
    page: SecurityPage, background: Background
) -> None:
    press(page, "Change the passphrase", background)
    press(page, "Change the passphrase", background)
    assert "Enter the passphrase you use now" in words_on(page)
    field(page, "The passphrase you use now").setText("not this one")
    for label in ("New passphrase", "The same passphrase again"):
        field(page, label).setText(NEW)
    press(page, "Change the passphrase", background)
    assert "does not open the store" in words_on(page)
    field(page, "The passphrase you use now").setText(PASSPHRASE)
    press(page, "Change the passphrase", background)
    assert "The passphrase is changed." in words_on(page)


def test_the_recovery_key_is_tested(page: SecurityPage, background: Background, recovery_key: str) -> None:
    press(page, "Test the recovery key", background)
    field(page, "Recovery key").setText("0000")
    press(page, "Test the recovery key", background)
    assert "There is a problem" in words_on(page)
    field(page, "Recovery key").setText(recovery_key)
    press(page, "Test the recovery key", background)
    assert "opens your store" in words_on(page)


def test_a_recovery_key_is_replaced_only_by_typing_it_back(
    page: SecurityPage, background: Background, opened: Desk, recovery_key: str
) -> None:
    ask_for_a_new_key(page, background)
    press(page, "Keep the old key", background)
    secrets.test_recovery_key(opened, recovery_key)
    ask_for_a_new_key(page, background)
    shown_key = page.findChild(QLabel, "recovery-key").text()
    field(page, "Type the recovery key back").setText(recovery_key)
    press(page, "Finish", background)
    assert "not the recovery key that was shown" in words_on(page)
    secrets.test_recovery_key(opened, recovery_key)
    field(page, "Type the recovery key back").setText(shown_key)
    press(page, "Finish", background)
    assert "The recovery key is replaced" in words_on(page)
    secrets.test_recovery_key(opened, shown_key)


def test_a_new_recovery_key_is_shown_only_to_whoever_knows_the_passphrase(
    page: SecurityPage, background: Background
) -> None:
    press(page, "Replace the recovery key", background)
    field(page, "Passphrase").setText("not this one")
    press(page, "Show a new recovery key", background)
    assert "does not open the store" in words_on(page)
    assert page.findChild(QLabel, "recovery-key") is None
    assert page.go_back()
    assert has_button(page, "Replace the recovery key")


def test_the_keyring_is_turned_on_and_off(page: SecurityPage, background: Background, opened: Desk) -> None:
    assert not has_button(page, "Stop using the keyring")
    for words, in_use in (("Use the keyring", True), ("Stop using the keyring", False)):
        press(page, words, background)
        field(page, "Passphrase").setText(PASSPHRASE)
        press(page, words, background)
        assert opened.vault.uses_keyring is in_use
        assert has_button(page, "Stop using the keyring") is in_use
        assert has_button(page, "Use the keyring") is not in_use


def test_a_keyring_that_is_not_safe_is_not_offered_and_it_is_said_why(
    opened: Desk, background: Background, qtbot: QtBot
) -> None:
    opened.vault.keyring = keyring_on(of_module("keyring.backends.null"))
    page = shown(SecurityPage(opened, background), background, qtbot)
    assert "Not used, and not needed" in words_on(page)
    assert "does not keep secrets safe" in words_on(page)
    assert not has_button(page, "Use the keyring")


def test_back_leads_from_a_change_to_the_overview_and_then_out(page: SecurityPage, background: Background) -> None:
    press(page, "Change the passphrase", background)
    assert page.go_back()
    assert has_button(page, "Test the recovery key")
    assert not page.go_back()


# ── After the recovery key ───────────────────────────────────────────────────────────────────────────


def set_passphrase(page: NewPassphrasePage, background: Background) -> None:
    for label in ("Passphrase", "The same passphrase again"):
        field(page, label).setText(NEW)
    press(page, "Set the passphrase", background)


def test_after_a_lost_entry_the_officer_chooses_whether_to_use_the_keyring_again(
    opened: Desk, background: Background, qtbot: QtBot, backend: FakeBackend
) -> None:
    secrets.use_device_secret(opened, PASSPHRASE)
    backend.entries.clear()
    page = shown(NewPassphrasePage(opened, background), background, qtbot)
    assert "no longer gives its part" in words_on(page)
    assert not has_button(page, "Keep the old passphrase")
    page._keyring.set_values(["use"])
    with qtbot.waitSignal(page.finished, timeout=20_000):
        set_passphrase(page, background)
    assert opened.vault.uses_keyring
    page = shown(NewPassphrasePage(opened, background), background, qtbot)
    page._keyring.set_values([])
    with qtbot.waitSignal(page.finished, timeout=20_000):
        set_passphrase(page, background)
    assert not opened.vault.uses_keyring


def test_with_a_broken_keyring_the_passphrase_alone_is_set(opened: Desk, background: Background, qtbot: QtBot) -> None:
    secrets.use_device_secret(opened, PASSPHRASE)
    opened.vault.keyring = keyring_on(of_module("keyring.backends.fail"))
    page = shown(NewPassphrasePage(opened, background), background, qtbot)
    assert not page._keyring.isVisible()
    with qtbot.waitSignal(page.finished, timeout=20_000):
        set_passphrase(page, background)
    assert not opened.vault.uses_keyring


def test_enter_in_the_last_field_changes_the_passphrase(page: SecurityPage, background: Background) -> None:
    press(page, "Change the passphrase", background)
    field(page, "The passphrase you use now").setText(PASSPHRASE)
    field(page, "New passphrase").setText(NEW)
    field(page, "The same passphrase again").setText(NEW)
    QTest.keyClick(field(page, "The same passphrase again"), Qt.Key.Key_Return)
    background.wait_until_idle()
    assert "The passphrase is changed." in words_on(page)


def test_six_words_take_back_what_was_said_of_the_passphrase_before(page: SecurityPage, background: Background) -> None:
    press(page, "Change the passphrase", background)
    press(page, "Change the passphrase", background)
    assert "There is a problem" in words_on(page)
    press(page, "Suggest six words", background)
    assert "There is a problem" not in words_on(page)
    assert "Type it once more below." in words_on(page)


def test_a_recovery_key_saved_to_a_file_is_said_and_so_is_the_danger(
    page: SecurityPage, background: Background, tmp_path: Path
) -> None:
    ask_for_a_new_key(page, background)
    form = page._form
    assert isinstance(form, RecoveryPage)
    form.save_to(str(tmp_path / "no folder" / "key.txt"))
    assert "could not be written" in words_on(page)
    form.save_to(str(tmp_path / "key.txt"))
    assert "could not be written" not in words_on(page)
    assert f"Saved: {tmp_path / 'key.txt'}" in words_on(page)
    assert "delete it" in words_on(page)
