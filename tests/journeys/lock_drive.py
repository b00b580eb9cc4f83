"""The real program, driven from within through a lock: run as ``python -m tests.journeys.lock_drive FOLDER TRIGGER``.

A lock replaces the process and starts this script again, which finds in ``report.jsonl`` how far it is: first it
unlocks, opens a draft and types, then waits for TRIGGER to lock it; in the fresh process it looks around, unlocks,
says where it is, and closes. What it sees is written to the report, for the test that started it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit

from tests.desks import PASSPHRASE
from tests.journeys.driving import Driver
from ui.sessions.guide import GuidePage
from ui.shell import application
from ui.shell.idle_watch import IdleWatch
from ui.shell.main_window import MainWindow
from ui.shell.places import Places
from ui.vault.lock_page import LockPage

TYPED = "LockMarkerQ7 said nothing new"
SHORT = 0.5  # seconds without input that the trigger "idle" waits for


class Drive:
    """``folder`` holds the store in ``vault``, and the report."""

    def __init__(self, folder: Path, trigger: str) -> None:
        self._report = folder / "report.jsonl"
        self._trigger = trigger
        self._said = self._report.read_text(encoding="utf-8").splitlines() if self._report.exists() else []
        self._driver = Driver()

    def start(self) -> None:
        try:
            self._find_window()
            self._come_back() if self._said else self._type_and_wait()
        except BaseException as error:  # noqa: BLE001  # told to the test, which would otherwise wait for nothing
            shown = [one.text() for one in QApplication.allWidgets() if isinstance(one, QLabel) and one.isVisible()]
            self._say("failed", error=repr(error), shown=shown)
            os._exit(1)

    def _say(self, what: str, **more: object) -> None:
        line = json.dumps({"what": what, "pid": os.getpid(), "at": time.time(), **more})
        with self._report.open("a", encoding="utf-8") as report:
            report.write(line + "\n")

    def _find_window(self) -> None:
        window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
        window.activateWindow()
        self._driver.window = window
        self._window = window

    def _unlock(self) -> None:
        self._driver.type("Passphrase", PASSPHRASE)
        self._driver.press("Unlock")
        self._driver.wait(lambda: self._window.workspace, "the rooms")

    def _type_and_wait(self) -> None:
        self._unlock()
        ids = json.loads((self._report.parent / "ids.json").read_text(encoding="utf-8"))
        from ui.shell.rooms import _Ways

        ways = self._window.findChild(_Ways)
        ways._open_person(UUID(ids["person"]))
        ways._sessions.open_draft(UUID(ids["draft"]))
        self._driver.wait(self._guide, "the guide")
        self._driver.find(QPlainTextEdit, "Check in").setPlainText(TYPED)
        self._say("ready", titles=self._titles())
        if self._trigger == "idle":
            self._window.findChild(IdleWatch).start(SHORT)
        elif self._trigger == "minimise":
            self._window.settings.set_locks_when_minimised(locks=True)
            self._window.showMinimized()
        elif self._trigger == "keys":
            self._driver.key("Ctrl+L")

    def _come_back(self) -> None:
        gate = self._window.centralWidget().currentWidget()
        words = [label.text() for label in self._window.findChildren(QLabel)]
        self._say(
            "lock screen",
            locked=isinstance(gate, LockPage) and self._window.workspace is None,
            words=words,
            titles=self._titles(),
            arguments=sys.argv,
            environment=dict(os.environ),
        )
        self._unlock()
        self._driver.wait(self._guide, "the guide after the lock")
        guide = self._guide()
        shown = self._driver.find(QPlainTextEdit, "Check in").toPlainText()
        pages = [type(page).__name__ for page in self._window.findChild(Places).pages()]
        self._say("back", step=guide.page.stop.step, draft=str(guide.subject), text=shown, pages=pages)
        self._window.close()

    def _guide(self) -> GuidePage | None:
        places = self._window.findChild(Places)
        page = places.currentWidget() if places else None
        return page if isinstance(page, GuidePage) else None

    def _titles(self) -> list[str]:
        return [one.windowTitle() for one in QApplication.topLevelWidgets() if one.isVisible()]


def main() -> int:
    folder, trigger = Path(sys.argv[1]), sys.argv[2]
    QApplication([])
    drive = Drive(folder, trigger)
    QTimer.singleShot(0, drive.start)
    return application.main(["--folder", str(folder / "vault")])


if __name__ == "__main__":
    sys.exit(main())
