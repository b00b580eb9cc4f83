"""Takes back what this program put on the clipboard: after half a minute, and at a lock, if it still is ours."""

from __future__ import annotations

import sys
from typing import Protocol

from PySide6.QtCore import QMimeData, QObject, QTimer, SignalInstance

SECONDS = 30

_OURS = "application/x-sightline"
_HINTS = {  # programs that keep a history of the clipboard leave out what says so
    "linux": (("x-kde-passwordManagerHint", b"secret"),),
    "win32": (
        ('application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"', b"1"),
        ('application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"', b"\0\0\0\0"),
        ('application/x-qt-windows-mime;value="CanUploadToCloudClipboard"', b"\0\0\0\0"),
    ),
    "darwin": (("org.nspasteboard.ConcealedType", b"1"),),
}


class Clipboard(Protocol):
    """What is wanted of `QClipboard`."""

    @property
    def dataChanged(self) -> SignalInstance: ...
    def ownsClipboard(self) -> bool: ...
    def mimeData(self) -> QMimeData: ...
    def setMimeData(self, data: QMimeData) -> None: ...
    def clear(self) -> None: ...


class ClipboardWatch(QObject):
    """However it was copied, by a menu or by a text box's own keys, it passes here."""

    def __init__(self, clipboard: Clipboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._timer = QTimer(self, singleShot=True, interval=int(SECONDS * 1000))
        self._timer.timeout.connect(self.clear)
        clipboard.dataChanged.connect(self._on_changed)

    def clear(self) -> None:
        """Empty it, unless somebody else has put something there since."""
        self._timer.stop()
        if self._clipboard.ownsClipboard() and self._clipboard.mimeData().hasFormat(_OURS):
            self._clipboard.clear()

    def _on_changed(self) -> None:
        """Text of ours is marked, so that histories leave it out; the marking itself comes by here again."""
        if not self._clipboard.ownsClipboard():
            self._timer.stop()
            return
        held = self._clipboard.mimeData()
        if held.hasText() and held.text() and not held.hasFormat(_OURS):
            marked = QMimeData()
            marked.setText(held.text())
            for kind, value in ((_OURS, b"1"), *_HINTS.get(sys.platform, ())):
                marked.setData(kind, value)
            self._timer.start()
            self._clipboard.setMimeData(marked)
