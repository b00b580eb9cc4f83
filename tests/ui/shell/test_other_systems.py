"""What messages of Windows and notifications of macOS stand for; how a computer is kept awake for a moment."""

from __future__ import annotations

import time

import pytest
from pytestqt.qtbot import QtBot

from ui.shell import capture, macos_watch, windows_watch
from ui.shell.system_watch import WaitingWatch

LID = bytes.fromhex("4d0f3eba17b89440a2d1d56379e6a0f3")  # {BA3E0F4D-B817-4094-A2D1-D56379E6A0F3} as it lies in memory
DISPLAY = bytes(16)


@pytest.mark.parametrize(
    ("message", "detail", "means"),
    [
        (0x2B1, 7, "left"),
        (0x2B1, 8, ""),
        (0x2B1, 2, "left"),
        (0x2B1, 4, "left"),
        (0x218, 4, "sleep_announced"),
        (0x218, 0x12, "woken"),
        (0x218, 7, "woken"),
        (0x218, 0xA, ""),
        (0x100, 7, ""),
    ],
)
def test_messages_of_windows(message: int, detail: int, means: str) -> None:
    assert windows_watch.meaning(message, detail) == means


@pytest.mark.parametrize(
    ("setting", "means"),
    [
        (LID + b"\4\0\0\0" + b"\0\0\0\0", "left"),
        (LID + b"\4\0\0\0" + b"\1\0\0\0", ""),
        (DISPLAY + b"\4\0\0\0" + b"\0\0\0\0", ""),
        (b"", ""),
    ],
)
def test_a_closed_lid_on_windows(setting: bytes, means: str) -> None:
    assert windows_watch.meaning(0x218, 0x8013, setting) == means


@pytest.mark.parametrize(
    ("name", "means"),
    [
        ("com.apple.screenIsLocked", "left"),
        ("com.apple.screenIsUnlocked", ""),
        ("NSWorkspaceSessionDidResignActiveNotification", "left"),
        ("NSWorkspaceScreensDidSleepNotification", "left"),
        ("NSWorkspaceWillSleepNotification", "sleep_announced"),
        ("NSWorkspaceDidWakeNotification", "woken"),
    ],
)
def test_notifications_of_macos(name: str, means: str) -> None:
    assert macos_watch.meaning(name) == means


def test_the_message_about_sleep_is_handled_until_sleep_is_allowed(qtbot: QtBot) -> None:
    watch = WaitingWatch()
    heard: list[str] = []
    watch.sleep_announced.connect(lambda: heard.append("sleep"))
    watch.sleep_announced.connect(watch.allow_sleep)
    began = time.monotonic()
    watch._tell("sleep_announced")
    assert heard == ["sleep"]
    assert time.monotonic() - began < 1


def test_nobody_is_kept_waiting_for_longer_than_the_system_waits(qtbot: QtBot) -> None:
    watch = WaitingWatch()
    began = time.monotonic()
    watch._tell("sleep_announced")
    assert 1 < time.monotonic() - began < 2
    watch._tell("")


@pytest.mark.parametrize(("system", "offered"), [("linux", False), ("win32", True), ("darwin", True)])
def test_where_windows_can_be_kept_out_of_screenshots(
    monkeypatch: pytest.MonkeyPatch, system: str, offered: bool
) -> None:
    monkeypatch.setattr(capture.sys, "platform", system)
    assert capture.is_offered() is offered
