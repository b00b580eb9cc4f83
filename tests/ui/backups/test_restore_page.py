"""Restoring on the page: choose, type, look, confirm; and what a wrong secret, a cancel and damage leave."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.services import backups, restoring, vault
from app.services.desk import Desk
from tests.builders import add_person
from tests.desks import PASSPHRASE, Clock, seeded
from tests.ui.windows import focus, in_window
from ui.backups.restore_page import RestorePage
from ui.widgets.background import Background

RANDOM = seeded(3).randbytes


@pytest.fixture
def made(desk: Desk) -> Path:
    """A backup in the store's folder, of before a person was added."""
    path = backups.make(desk).path
    add_person(desk)
    return path


def a_page(
    folder: Path,
    background: Background,
    clock: Clock,
    qtbot: QtBot,
    desk: Desk | None = None,
    chosen: Path | None = None,
) -> RestorePage:
    page = RestorePage(folder, background, clock, RANDOM, desk, chosen)
    in_window(qtbot, page)
    background.wait_until_idle()
    return page


def look(page: RestorePage, background: Background, typed: str) -> None:
    page._secret.set_value(typed)
    page._secret.control.returnPressed.emit()
    background.wait_until_idle()


def said(page: RestorePage) -> str:
    return page._errors.accessibleDescription() if page._errors.isVisible() else ""


def test_from_the_lock_screen_the_whole_way(
    desk: Desk, made: Path, background: Background, clock: Clock, qtbot: QtBot
) -> None:
    vault.lock(desk)
    page = a_page(desk.vault.folder.path, background, clock, qtbot)
    (row,) = page._list.list.rows
    assert (row.title, row.lines, row.action) == ("2 March 2026, 09:00", (), "Choose")
    page._list.list.row_acted.emit(row.key)
    assert page._secret.control.hasFocus()
    assert page._secret.control.echoMode() is QLineEdit.EchoMode.Password

    look(page, background, PASSPHRASE)
    assert page._words.text() == "Made 2 March 2026, 09:00: 0 people, no signed session."
    assert not page._secret.isVisible()
    assert focus() is page._go

    with qtbot.waitSignal(page.restored) as told:
        page._go.click()
        assert not page.settled
        assert not page._cancel.isVisible()
        background.wait_until_idle()
    restored: Desk = told.args[0]
    with restored.read() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM people").scalar() == 0
    assert page._secret.value == ""
    assert page.settled
    vault.lock(restored)


def test_the_recovery_key_leads_to_a_new_passphrase(
    desk: Desk, made: Path, background: Background, clock: Clock, qtbot: QtBot, recovery_key: str
) -> None:
    vault.lock(desk)
    page = a_page(desk.vault.folder.path, background, clock, qtbot, chosen=made)
    look(page, background, recovery_key.lower())
    with qtbot.waitSignal(page.recovered) as told:
        page._go.click()
        background.wait_until_idle()
    vault.lock(told.args[0])


def test_from_the_open_store_what_is_in_each_is_seen_at_once(
    desk: Desk, made: Path, background: Background, clock: Clock, qtbot: QtBot, recovery_key: str
) -> None:
    page = a_page(desk.vault.folder.path, background, clock, qtbot, desk)
    (row,) = page._list.list.rows
    assert row.lines == ("0 people, no signed session",)
    page.choose(made)
    look(page, background, recovery_key)
    with qtbot.waitSignal(page.restored) as told:
        page._go.click()
        background.wait_until_idle()
    vault.lock(told.args[0])


def test_a_wrong_secret_is_said_at_the_field_and_can_be_typed_again(
    desk: Desk, made: Path, background: Background, clock: Clock, qtbot: QtBot
) -> None:
    page = a_page(desk.vault.folder.path, background, clock, qtbot, desk, made)
    look(page, background, "")
    assert said(page) == "Enter the passphrase or the recovery key"
    look(page, background, "wrong")
    assert "does not open" in said(page)
    assert page._secret.problem == said(page)
    look(page, background, PASSPHRASE)
    assert said(page) == ""
    assert page._go.isVisible()


def test_a_damaged_backup_is_said_and_another_can_be_chosen(
    desk: Desk, made: Path, background: Background, clock: Clock, qtbot: QtBot
) -> None:
    page = a_page(desk.vault.folder.path, background, clock, qtbot, desk, made)
    made.write_bytes(made.read_bytes()[4096:])
    look(page, background, PASSPHRASE)
    assert "This backup is damaged" in said(page)
    page._change.click()
    background.wait_until_idle()
    assert said(page) == ""
    assert page._list.isVisible()
    assert page._list.list.rows[0].tag == "Cannot be used"
    page._list.list.row_acted.emit(page._list.list.rows[0].key)
    assert page._list.isVisible()


def test_cancel_while_it_runs_leaves_the_store_in_use(
    desk: Desk, made: Path, background: Background, clock: Clock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, right = threading.Event(), threading.Event(), restoring.restore

    def slowly(*given: object) -> object:
        begun.set()
        go_on.wait(10)
        return right(*given)

    page = a_page(desk.vault.folder.path, background, clock, qtbot, desk, made)
    look(page, background, PASSPHRASE)
    monkeypatch.setattr(restoring, "restore", slowly)
    page._go.click()
    assert begun.wait(10)
    left: list[bool] = []
    page.leave(lambda: left.append(True))
    assert left == []  # not while it runs
    page.findChild(QPushButton, "cancel-work").click()
    go_on.set()
    background.wait_until_idle()
    assert page._stopped.text() == "Stopped as you asked. Nothing was changed."
    assert page._go.isVisible()
    assert page.settled
    add_person(desk, crn="X999999")


def test_with_no_backup_a_file_can_be_chosen_or_one_gives_up(
    desk: Desk, background: Background, clock: Clock, qtbot: QtBot
) -> None:
    page = a_page(desk.vault.folder.path, background, clock, qtbot, desk)
    assert page._list._empty.isVisible()
    assert focus() is page._elsewhere
    with qtbot.waitSignal(page.left):
        page._cancel.click()
