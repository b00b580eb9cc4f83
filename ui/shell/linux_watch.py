"""Linux: logind and UPower on the system bus, the screen saver on the session bus. Where none answers, nothing is told.

Every call is asynchronous: a bus that hangs keeps nobody waiting. Sleep is held up by a file descriptor of logind's,
which is closed to let it come; logind goes on without us after a few seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
)

from ui.shell.system_watch import SystemWatch

_LOGIND = "org.freedesktop.login1"
_MANAGER = "/org/freedesktop/login1"
_OWN_SESSION = "/org/freedesktop/login1/session/auto"
_SESSION = "org.freedesktop.login1.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_UPOWER = "org.freedesktop.UPower"
_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.xfce.ScreenSaver",
)
_GONE: dict[tuple[str, str], bool] = {
    (_SESSION, "Active"): False,
    (_SESSION, "LockedHint"): True,
    (_UPOWER, "LidIsClosed"): True,
}
"""Properties, and the value that says that the officer is not at the screen."""

_ON_CHANGED = SLOT("on_changed(QString,QVariantMap,QStringList)")


class LinuxWatch(SystemWatch):
    """``system`` and ``session`` are this computer's buses unless given; one not connected tells nothing."""

    def __init__(
        self,
        parent: QObject | None = None,
        system: QDBusConnection | None = None,
        session: QDBusConnection | None = None,
    ) -> None:
        super().__init__(parent)
        self._system = system or QDBusConnection.systemBus()
        self._session = session or QDBusConnection.sessionBus()
        self._started = False
        self._path = ""
        self._hold: QDBusUnixFileDescriptor | None = None
        self._calls: set[QDBusPendingCallWatcher] = set()

    def start(self) -> None:
        """Twice is harmless."""
        if self._started:
            return
        self._started = True
        for saver in _SAVERS:
            self._listen(self._session, "", "", saver, "ActiveChanged", SLOT("on_saver(bool)"))
        self._listen(self._system, _LOGIND, _MANAGER, f"{_LOGIND}.Manager", "PrepareForSleep", SLOT("on_sleep(bool)"))
        self._listen(self._system, _UPOWER, "/org/freedesktop/UPower", _PROPERTIES, "PropertiesChanged", _ON_CHANGED)
        self._ask(_OWN_SESSION, _PROPERTIES, "Get", [_SESSION, "Id"], self._on_session_named)
        self._hold_sleep()

    def stop(self) -> None:
        self._started = False
        super().stop()

    def allow_sleep(self) -> None:
        """Closes the file descriptor that logind waits for."""
        self._hold = None

    @Slot(bool)
    def on_saver(self, active: bool) -> None:  # noqa: FBT001 (the value of a signal)
        if active and self._started:
            self.left.emit()

    @Slot(bool)
    def on_sleep(self, begins: bool) -> None:  # noqa: FBT001 (the value of a signal)
        if not self._started:
            return
        if begins:
            self.sleep_announced.emit()
        else:
            self.woken.emit()
            self._hold_sleep()

    @Slot()
    def on_locked(self) -> None:
        if self._started:
            self.left.emit()

    @Slot(str, "QVariantMap", "QStringList")
    def on_changed(self, interface: str, values: dict[str, Any], _forgotten: list[str]) -> None:
        gone = (_GONE.get((interface, name)) is value for name, value in values.items())
        if self._started and any(gone):
            self.left.emit()

    def _hold_sleep(self) -> None:
        reason = _("Sightline saves and locks first")
        self._ask(_MANAGER, f"{_LOGIND}.Manager", "Inhibit", ["sleep", "Sightline", reason, "delay"], self._on_held)

    def _on_held(self, answer: object) -> None:
        if self._started and isinstance(answer, QDBusUnixFileDescriptor):
            self._hold = answer

    def _on_session_named(self, name: object) -> None:
        """Signals come from the session's own path, not from the one that stands for it."""
        if isinstance(name, str):
            self._ask(_MANAGER, f"{_LOGIND}.Manager", "GetSession", [name], self._on_session_found)

    def _on_session_found(self, path: object) -> None:
        if isinstance(path, QDBusObjectPath) and path.path() != self._path:
            self._path = path.path()
            self._listen(self._system, _LOGIND, self._path, _SESSION, "Lock", SLOT("on_locked()"))
            self._listen(self._system, _LOGIND, self._path, _PROPERTIES, "PropertiesChanged", _ON_CHANGED)

    def _listen(self, bus: QDBusConnection, service: str, path: str, interface: str, name: str, slot: str) -> None:
        """Twice would tell twice: Qt keeps one connection for the same slot only."""
        bus.disconnect(service, path, interface, name, self, slot)  # type: ignore[call-overload]  # the stub says bytes
        bus.connect(service, path, interface, name, self, slot)  # type: ignore[call-overload]  # but only text works

    def _ask(
        self, path: str, interface: str, method: str, arguments: list[str], answered: Callable[[object], None]
    ) -> None:
        """Call logind; where it refuses or is not there, nothing follows."""
        call = QDBusMessage.createMethodCall(_LOGIND, path, interface, method)
        call.setArguments(arguments)
        watcher = QDBusPendingCallWatcher(self._system.asyncCall(call), self)
        self._calls.add(watcher)
        watcher.finished.connect(partial(self._on_answered, answered, watcher))

    def _on_answered(self, answered: Callable[[object], None], watcher: QDBusPendingCallWatcher) -> None:
        reply = watcher.reply()
        self._calls.discard(watcher)
        watcher.deleteLater()
        if reply.type() is QDBusMessage.MessageType.ReplyMessage and reply.arguments():
            answer = reply.arguments()[0]
            answered(answer.variant() if hasattr(answer, "variant") else answer)
