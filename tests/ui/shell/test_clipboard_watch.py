"""Text that the program copied is taken back. The clipboard is a fake: offscreen there is none to own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.shell import clipboard_watch
from ui.shell.clipboard_watch import ClipboardWatch


class FakeClipboard(QObject):
    """As `QClipboard`; ``put_by_another`` is what another program copies."""

    dataChanged = Signal()  # noqa: N815  # Qt spells it so

    def __init__(self) -> None:
        super().__init__()
        self._data = QMimeData()
        self._ours = False

    def ownsClipboard(self) -> bool:
        return self._ours

    def mimeData(self) -> QMimeData:
        return self._data

    def setMimeData(self, data: QMimeData) -> None:
        self._data, self._ours = data, True
        self.dataChanged.emit()

    def clear(self) -> None:
        self._data, self._ours = QMimeData(), False
        self.dataChanged.emit()

    def put_by_another(self, text: str) -> None:
        self._data, self._ours = a_text(text), False
        self.dataChanged.emit()


def a_text(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    return data


@pytest.fixture
def clipboard(qapp: QApplication) -> FakeClipboard:
    return FakeClipboard()


@pytest.fixture
def watch(clipboard: FakeClipboard) -> ClipboardWatch:
    return ClipboardWatch(clipboard)


def test_what_was_copied_here_goes_after_half_a_minute(watch: ClipboardWatch, clipboard: FakeClipboard) -> None:
    clipboard.setMimeData(a_text("case text"))
    assert clipboard.mimeData().text() == "case text"
    assert watch._timer.interval() == 30_000
    assert watch._timer.isActive()
    watch._timer.timeout.emit()
    assert clipboard.mimeData().text() == ""


def test_it_goes_at_a_lock(watch: ClipboardWatch, clipboard: FakeClipboard) -> None:
    clipboard.setMimeData(a_text("case text"))
    watch.clear()
    assert clipboard.mimeData().text() == ""
    assert not watch._timer.isActive()


def test_what_another_program_copied_stays(watch: ClipboardWatch, clipboard: FakeClipboard) -> None:
    clipboard.put_by_another("a shopping list")
    watch.clear()
    assert clipboard.mimeData().text() == "a shopping list"


def test_what_another_program_copied_over_ours_stays(watch: ClipboardWatch, clipboard: FakeClipboard) -> None:
    clipboard.setMimeData(a_text("case text"))
    clipboard.put_by_another("a shopping list")
    assert not watch._timer.isActive()
    watch.clear()
    assert clipboard.mimeData().text() == "a shopping list"


def test_copying_again_begins_the_half_minute_again(
    qtbot: QtBot, clipboard: FakeClipboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard_watch, "SECONDS", 0.3)
    watch = ClipboardWatch(clipboard)
    clipboard.setMimeData(a_text("first"))
    qtbot.wait(200)
    clipboard.setMimeData(a_text("second"))
    qtbot.wait(200)
    assert clipboard.mimeData().text() == "second"
    qtbot.waitUntil(lambda: clipboard.mimeData().text() == "")
    assert not watch._timer.isActive()


@pytest.mark.parametrize(
    ("system", "hint"),
    [
        ("linux", "x-kde-passwordManagerHint"),
        ("win32", 'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"'),
        ("darwin", "org.nspasteboard.ConcealedType"),
    ],
)
def test_histories_of_the_clipboard_are_asked_to_leave_it_out(
    watch: ClipboardWatch, clipboard: FakeClipboard, monkeypatch: pytest.MonkeyPatch, system: str, hint: str
) -> None:
    monkeypatch.setattr(clipboard_watch.sys, "platform", system)
    clipboard.setMimeData(a_text("case text"))
    assert clipboard.mimeData().hasFormat(hint)
    assert clipboard.mimeData().text() == "case text"
