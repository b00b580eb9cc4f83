"""Windows: messages about the session and about power, heard by the main window."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.shell.system_watch import WaitingWatch

_SESSION_CHANGE = 0x02B1  # WM_WTSSESSION_CHANGE
_POWER = 0x0218  # WM_POWERBROADCAST
_SETTING_CHANGED = 0x8013  # PBT_POWERSETTINGCHANGE
_LID = UUID("ba3e0f4d-b817-4094-a2d1-d56379e6a0f3").bytes_le  # GUID_LIDSWITCH_STATE_CHANGE; 0 is closed
_MEANINGS = {
    (_SESSION_CHANGE, 2): "left",  # WTS_CONSOLE_DISCONNECT: another user's turn
    (_SESSION_CHANGE, 4): "left",  # WTS_REMOTE_DISCONNECT
    (_SESSION_CHANGE, 6): "left",  # WTS_SESSION_LOGOFF
    (_SESSION_CHANGE, 7): "left",  # WTS_SESSION_LOCK
    (_POWER, 0x04): "sleep_announced",  # PBT_APMSUSPEND
    (_POWER, 0x07): "woken",  # PBT_APMRESUMESUSPEND
    (_POWER, 0x12): "woken",  # PBT_APMRESUMEAUTOMATIC
}


def meaning(message: int, detail: int, setting: bytes = b"") -> str:
    """The signal of `SystemWatch` that a message stands for; empty for any other message.

    ``setting`` is what a changed power setting points at: which one (16 bytes), a length (4 bytes), the value.
    """
    if (message, detail) == (_POWER, _SETTING_CHANGED):
        return "left" if setting[:16] == _LID and setting[20:24] == bytes(4) else ""
    return _MEANINGS.get((message, detail), "")


class WindowsWatch(WaitingWatch):
    """Windows goes to sleep two seconds after its message at the latest."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._lid: int | None = None
        self._filter = _Filter(self._tell)

    def start(self) -> None:
        if sys.platform == "win32" and self._lid is None:
            handle = int(self._window.winId())
            QCoreApplication.instance().installNativeEventFilter(self._filter)
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(wintypes.HWND(handle), 0)
            register = ctypes.windll.user32.RegisterPowerSettingNotification
            register.restype = wintypes.HANDLE
            self._lid = register(wintypes.HWND(handle), ctypes.c_char_p(_LID), 0) or 0

    def stop(self) -> None:
        super().stop()
        if sys.platform == "win32" and self._lid is not None:
            QCoreApplication.instance().removeNativeEventFilter(self._filter)
            ctypes.windll.wtsapi32.WTSUnRegisterSessionNotification(wintypes.HWND(int(self._window.winId())))
            ctypes.windll.user32.UnregisterPowerSettingNotification(wintypes.HANDLE(self._lid))
            self._lid = None


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__()
        self._tell = tell

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> Any:
        """Looks, and leaves every message to Qt."""
        if kind == b"windows_generic_MSG":
            heard = wintypes.MSG.from_address(int(message))
            if heard.message in (_SESSION_CHANGE, _POWER):
                changed = heard.message == _POWER and heard.wParam == _SETTING_CHANGED
                setting = ctypes.string_at(heard.lParam, 24) if changed else b""
                self._tell(meaning(heard.message, heard.wParam, setting))
        return False, 0
