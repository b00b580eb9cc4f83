"""macOS: notifications of the workspace, and those of the login window that tell about the locked screen."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.shell import objective_c
from ui.shell.system_watch import WaitingWatch

_OF_WORKSPACE = {
    "NSWorkspaceWillSleepNotification": "sleep_announced",
    "NSWorkspaceDidWakeNotification": "woken",
    "NSWorkspaceScreensDidSleepNotification": "left",  # the lid, among other reasons
    "NSWorkspaceSessionDidResignActiveNotification": "left",  # another user's turn
}
_OF_LOGIN = {"com.apple.screenIsLocked": "left", "com.apple.screensaver.didstart": "left"}


def meaning(notification: str) -> str:
    """The signal of `SystemWatch` that a notification stands for; empty for any other."""
    return {**_OF_WORKSPACE, **_OF_LOGIN}.get(notification, "")


class MacosWatch(WaitingWatch):
    """The workspace waits for its observers before the computer sleeps."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._observer: tuple[Any, Any] | None = None
        self._listening = False

    def start(self) -> None:
        if self._listening:
            return
        self._listening = True
        self._observer = self._observer or objective_c.observer("SightlineSystemWatch", self._on_noticed)
        for center, names in zip(_centers(), (_OF_WORKSPACE, _OF_LOGIN), strict=True):
            for name in names:
                objective_c.send(
                    center,
                    "addObserver:selector:name:object:",
                    self._observer[0],
                    objective_c.selector("noticed:"),
                    objective_c.string(name),
                    None,
                )

    def stop(self) -> None:
        super().stop()
        if self._listening and self._observer:
            for center in _centers():
                objective_c.send(center, "removeObserver:", self._observer[0])
        self._listening = False

    def _on_noticed(self, notification: str) -> None:
        self._tell(meaning(notification))


def _centers() -> tuple[Any, Any]:
    workspace = objective_c.send(objective_c.a_class("NSWorkspace"), "sharedWorkspace")
    return (
        objective_c.send(workspace, "notificationCenter"),
        objective_c.send(objective_c.a_class("NSDistributedNotificationCenter"), "defaultCenter"),
    )
