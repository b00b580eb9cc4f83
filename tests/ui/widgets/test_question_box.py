"""Leaving a page: at once when nothing is lost, otherwise after one question whose safe answer is the default."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.windows import in_window
from ui.widgets.question_box import leave_page


def test_a_settled_page_is_left_at_once(qtbot: QtBot) -> None:
    page, left = QWidget(), []
    in_window(qtbot, page)
    leave_page(page, lambda: left.append(True), settled=True)
    assert left == [True]
    assert page.findChild(QMessageBox) is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_escape_and_enter_keep_what_was_typed(qtbot: QtBot, key: Qt.Key) -> None:
    page, left = QWidget(), []
    in_window(qtbot, page)
    leave_page(page, lambda: left.append(True), settled=False)
    box = page.findChild(QMessageBox)
    qtbot.waitUntil(box.isActiveWindow)
    QTest.keyClick(box.focusWidget(), key)
    assert left == []
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is None)


def test_only_the_answer_that_says_so_leaves(qtbot: QtBot) -> None:
    page, left = QWidget(), []
    in_window(qtbot, page)
    leave_page(page, lambda: left.append(True), settled=False)
    next(one for one in page.findChild(QMessageBox).buttons() if one.text() == "Leave without saving").click()
    assert left == [True]
