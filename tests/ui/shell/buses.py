"""A private D-Bus daemon with services on it that say what logind, UPower and screen savers say."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

if not shutil.which("dbus-daemon"):
    pytest.skip("needs dbus-daemon (Debian: dbus-daemon), which is not installed", allow_module_level=True)

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

SESSION = "/org/freedesktop/login1/session/_32"
OTHER_SESSION = "/org/freedesktop/login1/session/_33"


@contextmanager
def a_bus() -> Iterator[str]:
    """The address of a new bus of this test's own."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield daemon.stdout.readline().strip()
    finally:
        daemon.terminate()
        daemon.wait()


class FakeLogind:
    """Answers as logind does for one session; holds the other end of each delay that was asked for."""

    def __init__(self, address: str, *, knows_session: bool = True) -> None:
        self.address = address
        self._knows_session = knows_session
        self._connection: DBusConnection = open_dbus_connection(address, enable_fds=True)
        self._lock = threading.Lock()
        self.holds: list[int] = []
        self.asked: list[tuple[str, ...]] = []
        for name in ("org.freedesktop.login1", "org.freedesktop.UPower"):
            self._connection.send_and_get_reply(message_bus.RequestName(name))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def announce_sleep(self, *, begins: bool) -> None:
        self._emit("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", "b", (begins,))

    def lock_session(self, path: str = SESSION) -> None:
        self._emit(path, "org.freedesktop.login1.Session", "Lock", None, ())

    def change_session(self, name: str, value: bool, path: str = SESSION) -> None:
        self._change(path, "org.freedesktop.login1.Session", name, value)

    def move_lid(self, *, closed: bool) -> None:
        self._change("/org/freedesktop/UPower", "org.freedesktop.UPower", "LidIsClosed", closed)

    def saver(self, interface: str, *, active: bool) -> None:
        self._emit("/" + interface.replace(".", "/"), interface, "ActiveChanged", "b", (active,))

    @property
    def held(self) -> int:
        """How many delays are held: the pipe of one let go of can be read to its end."""
        return sum(not select.select([hold], [], [], 0)[0] for hold in self.holds)

    def close(self) -> None:
        self._connection.close()
        for hold in self.holds:
            os.close(hold)

    def _change(self, path: str, interface: str, name: str, value: bool) -> None:
        body = (interface, {name: ("b", value)}, [])
        self._emit(path, "org.freedesktop.DBus.Properties", "PropertiesChanged", "sa{sv}as", body)

    def _emit(self, path: str, interface: str, name: str, signature: str | None, body: tuple[object, ...]) -> None:
        with self._lock:
            self._connection.send(new_signal(DBusAddress(path, interface=interface), name, signature, body))

    def _serve(self) -> None:
        while True:
            try:
                message = self._connection.receive()
            except (OSError, ValueError):
                return
            if message.header.message_type is MessageType.method_call:
                with self._lock:
                    self._answer(message)

    def _answer(self, message: Message) -> None:
        method = message.header.fields[HeaderFields.member]
        if method == "Inhibit":
            self.asked.append(message.body)
            ours, theirs = os.pipe()
            self.holds.append(ours)
            self._connection.send(new_method_return(message, "h", (theirs,)))
            os.close(theirs)
        elif not self._knows_session:
            self._connection.send(new_error(message, "org.freedesktop.login1.NoSessionForPID"))
        elif method == "Get":
            self._connection.send(new_method_return(message, "v", (("s", "2"),)))
        elif method == "GetSession":
            self._connection.send(new_method_return(message, "o", (SESSION,)))
