"""The page of backups: what it tells, what its buttons do, and that one under way can be stopped."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.services import backups
from app.services.desk import Desk
from tests.builders import add_person
from tests.desks import Clock
from ui.backups.backups_page import BackupsPage
from ui.widgets.background import Background


@pytest.fixture
def page(desk: Desk, background: Background, qtbot: QtBot) -> BackupsPage:
    made = BackupsPage(desk, background)
    qtbot.addWidget(made)
    made.show()
    background.wait_until_idle()
    return made


def test_an_empty_list_says_what_comes(page: BackupsPage) -> None:
    assert page._age.text() == "There is no verified backup on this computer yet"
    assert page._list._empty.isVisible()


def test_back_up_now_makes_one_and_says_so(page: BackupsPage, desk: Desk, background: Background, qtbot: QtBot) -> None:
    add_person(desk)
    with qtbot.waitSignal(page.backup_age_changed) as told:
        page._make.click()
        assert page._progress.isVisible()
        assert not page._make.isEnabled()
        background.wait_until_idle()
    assert told.args[0].startswith("Backed up today")
    (row,) = page._list.list.rows
    assert row.title == "2 March 2026, 09:00"
    assert row.lines == ("1 person, no signed session",)
    assert (row.tag, row.action) == ("Newest", "Restore…")
    assert not page._progress.isVisible()
    assert page._make.isEnabled()
    assert page._done.text().startswith("Backed up and checked")
    assert page._age.text() == "Newest verified backup: 2 March 2026, 09:00"


def test_another_folder_is_asked_for_and_used(page: BackupsPage, background: Background, tmp_path: Path) -> None:
    page._elsewhere.click()
    dialog = page.findChild(QFileDialog)
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    dialog.close()
    (tmp_path / "stick").mkdir()
    page._on_folder(str(tmp_path / "stick"))
    background.wait_until_idle()
    assert [path.suffix for path in (tmp_path / "stick").iterdir()] == [".backup"]


def test_a_folder_that_is_gone_is_a_problem_on_the_page(
    page: BackupsPage, background: Background, tmp_path: Path
) -> None:
    page._on_folder(str(tmp_path / "gone"))
    background.wait_until_idle()
    assert page._errors.isVisible()
    assert "no backup was made" in page._errors.accessibleDescription()
    assert page._make.isEnabled()


def test_cancel_stops_it_and_leaves_nothing(
    page: BackupsPage, desk: Desk, background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, right = threading.Event(), threading.Event(), backups.make

    def slowly(*given: object) -> object:
        begun.set()
        go_on.wait(10)
        return right(*given)

    monkeypatch.setattr(backups, "make", slowly)
    page._make.click()
    assert begun.wait(10)
    page.findChild(QPushButton, "cancel-work").click()
    go_on.set()
    background.wait_until_idle()
    assert page._done.text() == "Stopped as you asked. Nothing was changed."
    assert not page._errors.isVisible()
    assert list(desk.vault.folder.backups.iterdir()) == []


def test_one_that_cannot_be_used_says_why_and_offers_nothing(
    page: BackupsPage, desk: Desk, background: Background
) -> None:
    made = backups.make(desk).path
    made.write_bytes(made.read_bytes()[:-1])
    page.refresh()
    background.wait_until_idle()
    (row,) = page._list.list.rows
    assert (row.title, row.tag, row.action) == (made.name, "Cannot be used", "")
    assert "not a whole Sightline backup" in row.lines[0]
    assert page._age.text() == "There is no verified backup on this computer yet"


def test_restoring_is_asked_for_with_the_chosen_one_or_without(
    page: BackupsPage, desk: Desk, background: Background, clock: Clock, qtbot: QtBot
) -> None:
    made = backups.make(desk)
    page.refresh()
    background.wait_until_idle()
    with qtbot.waitSignal(page.restore_wanted) as asked:
        page._list.list.row_acted.emit(page._list.list.rows[0].key)
    assert asked.args == [made.path]
    with qtbot.waitSignal(page.restore_wanted) as asked:
        page._restore.click()
    assert asked.args == [None]
