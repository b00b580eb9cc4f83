"""A computer that has nothing but a backup: from the first run to the open case."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.services import backups, people, vault
from app.services.desk import Desk
from tests.builders import add_person
from tests.desks import Clock
from ui.backups.restore_page import RestorePage
from ui.shell.gates import Gates
from ui.shell.main_window import MainWindow
from ui.shell.settings import Settings
from ui.vault.new_passphrase_page import NewPassphrasePage
from ui.widgets.background import Background


def test_the_recovery_key_and_a_backup_bring_everything_back(
    desk: Desk, clock: Clock, tmp_path: Path, recovery_key: str, qtbot: QtBot, qapp: object
) -> None:
    person = add_person(desk)
    elsewhere = tmp_path / "stick"
    elsewhere.mkdir()
    backup = backups.make(desk, elsewhere).path
    vault.lock(desk)
    background = Background()
    window = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    gates = Gates(window, background, tmp_path / "bare", clock, os.urandom, "")
    gates.show()
    window.show()

    link = next(one for one in window.findChildren(QPushButton) if one.text() == "Restore from a backup instead")
    link.click()
    page = window.findChild(RestorePage)
    page.choose(backup)
    page._secret.set_value(recovery_key)
    page._look.click()
    background.wait_until_idle()
    page._go.click()
    background.wait_until_idle()
    fresh = window.findChild(NewPassphrasePage)
    with qtbot.waitSignal(gates.passed) as passed:
        next(one for one in fresh.findChildren(QPushButton) if one.text() == "Keep the old passphrase").click()
    restored = passed.args[0]
    assert [row.id for row in people.list_people(restored)] == [person.id]
    assert restored.vault.folder.path == tmp_path / "bare"
    vault.lock(restored)
    background.close()
