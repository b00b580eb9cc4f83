"""The passphrase of a note is not lost while its file is written, nor afterwards before it is noted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.services.desk import Desk
from tests.builders import add_person, sign_session
from ui.exports import export_page
from ui.exports.export_page import ExportPage
from ui.widgets.background import Background


@pytest.fixture
def page(desk: Desk, background: Background, qtbot: QtBot, tmp_path: Path) -> ExportPage:
    made = ExportPage(desk, background, sign_session(desk, add_person(desk).id).id)
    qtbot.addWidget(made)
    made.show()
    background.wait_until_idle()
    made._file.set_value(str(tmp_path / "note.pdf"))
    return made


def leave(page: ExportPage) -> list[bool]:
    left: list[bool] = []
    page.leave(lambda: left.append(True))
    return left


def test_a_page_that_wrote_nothing_is_left_without_a_question(page: ExportPage) -> None:
    assert page.settled
    assert leave(page) == [True]


def test_nothing_can_be_pressed_or_typed_while_the_file_is_written(page: ExportPage, background: Background) -> None:
    page._go.click()
    assert not page.settled
    assert [one.isEnabled() for one in (page._leave, page._go, page._file, page._passphrase)] == [False] * 4
    background.wait_until_idle()
    assert page._leave.isEnabled()


def test_leaving_with_a_passphrase_nobody_has_noted_asks(page: ExportPage, background: Background) -> None:
    page._go.click()
    background.wait_until_idle()
    assert not page.settled
    left = leave(page)
    assert left == []
    box = page.findChild(QMessageBox)
    next(button for button in box.buttons() if button.text() == "Leave").click()
    assert left == [True]


def test_done_is_shown_spoken_and_leaves(page: ExportPage, background: Background, qtbot: QtBot) -> None:
    page._go.click()
    background.wait_until_idle()
    done = page.findChild(QPushButton, "done")
    assert (done.text(), done.accessibleName()) == ("Done", "Done")
    with qtbot.waitSignal(page.left):
        done.click()


def test_where_the_file_cannot_be_written_another_can_be_named(
    page: ExportPage, background: Background, tmp_path: Path
) -> None:
    page._file.set_value(str(tmp_path / "no folder" / "note.pdf"))
    page._go.click()
    background.wait_until_idle()
    assert page.settled
    assert page._file.isEnabled()
    assert page._go.isEnabled()


def test_a_bare_name_means_a_pdf_among_the_officers_documents(
    page: ExportPage, background: Background, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_page.QStandardPaths, "writableLocation", lambda _kind: str(tmp_path))
    page._file.set_value("relative")
    page._go.click()
    background.wait_until_idle()
    assert (tmp_path / "relative.pdf").exists()
    assert str(tmp_path / "relative.pdf") in page._done_words.text()
