"""A lock from beginning to end, in the real program in a process of its own, offscreen, on a real store."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.sessions import Step
from app.services import officers, sessions, vault
from tests.builders import add_person, an_entry, an_officer
from tests.desks import Clock, seeded
from tests.journeys.lock_drive import TYPED
from tests.markers import files_with
from tests.ui.shell.buses import FakeLogind, a_bus

NAME = "LockNameMarkerQ7"

if sys.platform == "win32":
    pytest.skip("the buses of these journeys are Linux's", allow_module_level=True)


@pytest.fixture
def ids(vault_folder: Path, recovery_key: str, clock: Clock, tmp_path: Path) -> dict[str, str]:
    """A store with a draft at its second step, put away."""
    desk = vault.unlock(vault_folder, recovery_key, clock, seeded().randbytes)
    officers.record(desk, an_officer())
    person = add_person(desk, name=NAME)
    draft = sessions.start(desk, person.id).draft
    entry = replace(an_entry(held_at=desk.now()), check_in="")
    sessions.save_draft(desk, replace(draft, entry=entry, step=Step.CHECK_IN))
    vault.lock(desk)
    made = {"person": str(person.id), "draft": str(draft.id)}
    (tmp_path / "ids.json").write_text(json.dumps(made), encoding="utf-8")
    return made


@pytest.fixture
def logind() -> Iterator[FakeLogind]:
    with a_bus() as address:
        made = FakeLogind(address)
        yield made
        made.close()


class Journey:
    """The program's process, and what it reported so far."""

    def __init__(self, folder: Path, trigger: str, address: str) -> None:
        self._report = folder / "report.jsonl"
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_STATE_HOME": str(folder / "state"),
            "DBUS_SYSTEM_BUS_ADDRESS": address,
            "DBUS_SESSION_BUS_ADDRESS": address,
        }
        command = [sys.executable, "-m", "tests.journeys.lock_drive", str(folder), trigger]
        self.process = subprocess.Popen(command, env=environment)

    def until(self, what: str) -> dict[str, object]:
        """Wait for a line of the report."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            for line in self.lines():
                if line["what"] == "failed":
                    pytest.fail(f"{line['error']} while it showed {line['shown']}")
                if line["what"] == what:
                    return line
            time.sleep(0.05)
        pytest.fail(f"the program never reported {what!r}")

    def lines(self) -> list[dict[str, object]]:
        if not self._report.exists():
            return []
        whole = self._report.read_text(encoding="utf-8").rpartition("\n")[0]
        return [json.loads(line) for line in whole.splitlines()]


Start = Callable[[str], Journey]


@pytest.fixture
def start(ids: dict[str, str], tmp_path: Path, logind: FakeLogind) -> Iterator[Start]:
    begun: list[Journey] = []

    def begin(trigger: str) -> Journey:
        begun.append(Journey(tmp_path, trigger, logind.address))
        return begun[-1]

    yield begin
    for journey in begun:
        if journey.process.poll() is None:
            journey.process.kill()
        journey.process.wait()


def lock_by_bus(logind: FakeLogind) -> None:
    logind.lock_session()


def sleep_by_bus(logind: FakeLogind) -> None:
    assert logind.held == 1
    logind.announce_sleep(begins=True)


def leave_it(logind: FakeLogind) -> None:
    """The program locks by itself."""


@pytest.mark.parametrize(
    ("trigger", "act"), [("session lock", lock_by_bus), ("sleep", sleep_by_bus), ("idle", leave_it), ("keys", leave_it)]
)
def test_a_lock_saves_leaves_nothing_behind_and_unlocking_returns_to_the_same_place(
    start: Start, logind: FakeLogind, ids: dict[str, str], tmp_path: Path, trigger: str, act: Callable[..., None]
) -> None:
    journey = start(trigger)
    ready = journey.until("ready")
    act(logind)
    locked = journey.until("lock screen")
    assert locked["locked"]
    assert locked["pid"] == ready["pid"], "the process is replaced, not joined by a second one"
    assert NAME not in json.dumps(ready["titles"])
    told = json.dumps([locked[key] for key in ("words", "titles", "arguments", "environment")])
    assert [word for word in (NAME, TYPED, *ids.values()) if word in told] == []
    assert logind.held == 0, "a computer about to sleep is kept waiting no longer"
    back = journey.until("back")
    assert back["draft"] == ids["draft"]
    assert back["step"] == Step.CHECK_IN
    assert back["text"] == TYPED
    assert back["pages"] == ["TodayPage", "PersonPage", "GuidePage"]
    assert journey.process.wait(30) == 0
    assert [found for marker in (NAME, TYPED) for found in files_with(marker, tmp_path / "vault")] == []


def test_the_lock_screen_is_there_within_a_second(start: Start, logind: FakeLogind) -> None:
    journey = start("session lock")
    journey.until("ready")
    began = time.time()
    logind.lock_session()
    assert journey.until("lock screen")["at"] - began < 1.0 * SLOWER


SLOWER = 3.0
"""Other work shares this computer's cores; the harness measures on a quiet one."""
