"""What logind, UPower and screen savers say, on a real bus of the test's own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from uuid import uuid4

import pytest

if sys.platform != "linux":
    pytest.skip("logind and its bus are Linux's", allow_module_level=True)

from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.shell.buses import OTHER_SESSION, FakeLogind, a_bus
from ui.shell.linux_watch import LinuxWatch


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with a_bus() as made:
        yield made


@pytest.fixture
def logind(address: str) -> Iterator[FakeLogind]:
    made = FakeLogind(address)
    yield made
    made.close()


@pytest.fixture
def watch(qapp: QApplication, address: str, logind: FakeLogind, qtbot: QtBot) -> Iterator[LinuxWatch]:
    name = str(uuid4())
    bus = QDBusConnection.connectToBus(address, name)
    assert bus.isConnected()
    made = LinuxWatch(None, bus, bus)
    made.start()
    qtbot.waitUntil(lambda: bool(made._path and made._hold))
    yield made
    made.stop()
    QDBusConnection.disconnectFromBus(name)
    made.deleteLater()


def test_the_locked_session_is_told(qtbot: QtBot, watch: LinuxWatch, logind: FakeLogind) -> None:
    with qtbot.waitSignal(watch.left):
        logind.lock_session()


@pytest.mark.parametrize(("name", "value"), [("Active", False), ("LockedHint", True)])
def test_another_users_turn_and_the_hint_of_a_lock_are_told(
    qtbot: QtBot, watch: LinuxWatch, logind: FakeLogind, name: str, value: bool
) -> None:
    with qtbot.waitSignal(watch.left):
        logind.change_session(name, value)


def test_a_closed_lid_is_told_and_an_opened_one_is_not(qtbot: QtBot, watch: LinuxWatch, logind: FakeLogind) -> None:
    with qtbot.assertNotEmitted(watch.left, wait=200):
        logind.move_lid(closed=False)
    with qtbot.waitSignal(watch.left):
        logind.move_lid(closed=True)


@pytest.mark.parametrize("saver", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.mate.ScreenSaver"])
def test_a_screen_saver_that_begins_is_told(qtbot: QtBot, watch: LinuxWatch, logind: FakeLogind, saver: str) -> None:
    with qtbot.waitSignal(watch.left):
        logind.saver(saver, active=True)


def test_what_says_that_the_officer_is_there_is_not_told(qtbot: QtBot, watch: LinuxWatch, logind: FakeLogind) -> None:
    with qtbot.assertNotEmitted(watch.left, wait=300):
        logind.saver("org.gnome.ScreenSaver", active=False)
        logind.change_session("Active", True)
        logind.change_session("IdleHint", True)


def test_other_peoples_sessions_are_not_ours(qtbot: QtBot, watch: LinuxWatch, logind: FakeLogind) -> None:
    with qtbot.assertNotEmitted(watch.left, wait=300):
        logind.lock_session(OTHER_SESSION)
        logind.change_session("Active", False, OTHER_SESSION)


def test_sleep_waits_until_it_is_allowed(qtbot: QtBot, watch: LinuxWatch, logind: FakeLogind) -> None:
    assert logind.asked[0][0] == "sleep"
    assert logind.asked[0][3] == "delay"
    with qtbot.waitSignal(watch.sleep_announced):
        logind.announce_sleep(begins=True)
    assert logind.held == 1
    watch.allow_sleep()
    qtbot.waitUntil(lambda: logind.held == 0)


def test_after_waking_sleep_is_held_up_again(qtbot: QtBot, watch: LinuxWatch, logind: FakeLogind) -> None:
    watch.allow_sleep()
    with qtbot.waitSignal(watch.woken):
        logind.announce_sleep(begins=False)
    qtbot.waitUntil(lambda: logind.held == 1)


def test_the_end_of_the_watch_keeps_nobody_waiting_and_tells_nothing(
    qtbot: QtBot, watch: LinuxWatch, logind: FakeLogind
) -> None:
    watch.stop()
    qtbot.waitUntil(lambda: logind.held == 0)
    with qtbot.assertNotEmitted(watch.left, wait=200):
        logind.lock_session()


def test_started_again_it_tells_once(qtbot: QtBot, watch: LinuxWatch, logind: FakeLogind) -> None:
    told: list[str] = []
    watch.left.connect(lambda: told.append("left"))
    watch.stop()
    for _time in range(2):
        watch.start()
    qtbot.waitUntil(lambda: logind.held == 1)
    qtbot.wait(100)
    logind.lock_session()
    logind.saver("org.gnome.ScreenSaver", active=True)
    qtbot.wait(300)
    assert told == ["left", "left"]


def test_without_logind_the_screen_saver_still_counts(qtbot: QtBot, address: str) -> None:
    name = str(uuid4())
    bus = QDBusConnection.connectToBus(address, name)
    watch = LinuxWatch(None, bus, bus)
    watch.start()
    qtbot.wait(200)
    logind = FakeLogind(address, knows_session=False)
    with qtbot.waitSignal(watch.left):
        logind.saver("org.freedesktop.ScreenSaver", active=True)
    logind.close()
    watch.stop()
    QDBusConnection.disconnectFromBus(name)


def test_without_any_bus_nothing_happens(qtbot: QtBot) -> None:
    nowhere = QDBusConnection("no such bus")
    watch = LinuxWatch(None, nowhere, nowhere)
    watch.start()
    qtbot.wait(50)
    watch.stop()
