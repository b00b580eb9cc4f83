"""The real program, driven from inside: texts are typed key by key, then it is locked and becomes a fresh process.

The first process finds the texts in a file, which it removes; the fresh one finds none and only shows the lock screen.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.faults.work import PASSPHRASES
from tests.journeys.driving import Driver
from ui.shell import application
from ui.shell.language import set_language
from ui.shell.main_window import MainWindow
from ui.shell.settings import Settings
from ui.vault.lock_page import LockPage
from ui.widgets.row_list import RowList
from ui.widgets.table import Table

GUIDE = ("Check in", "Progress")
"""Of the guide, each on a page of its own."""
FIELDS = ("Action", "Why", *GUIDE)
"""And before them those of a record, and of the mark that it is given."""


def main(work: Path) -> int:
    set_language()
    app = QApplication(["sightline"])
    canaries = work / "canaries"
    if canaries.exists():
        texts = canaries.read_text("utf-8").split("\n")
        canaries.unlink()
        QTimer.singleShot(0, app, lambda: _type_and_lock(work, texts))
    else:
        QTimer.singleShot(0, app, lambda: _tell(app, work))
    return application.run(Settings(work / "settings.json"), work / "vault", demonstration=False)


def _type_and_lock(work: Path, texts: list[str]) -> None:
    driver = Driver()
    driver.window = next(top for top in QApplication.topLevelWidgets() if isinstance(top, MainWindow))
    driver.window.activateWindow()
    driver.type("Passphrase", PASSPHRASES[1])
    driver.key("Return")
    given = dict(zip(FIELDS, texts, strict=True))
    _keep_a_marked_record(driver, given)
    driver.press("Today")
    driver.press("Start a session")
    driver.type("Name or CRN", "X000000")
    driver.key("Return")
    for words in ("Now", "Office", "Attended, complied", "Continue"):
        driver.press(words)
    for field in GUIDE:
        driver.type(field, given[field])
        if field != GUIDE[-1]:
            driver.press("New job or volunteering")
            driver.press("Continue")
    (work / "typed").touch()
    driver.wait((work / "go").exists, "the word to go on")
    (work / "began").write_text(str(time.monotonic()), "ascii")
    driver.key("Ctrl+L")


def _keep_a_marked_record(driver: Driver, given: dict[str, str]) -> None:
    driver.press("People")
    driver.type("Name or CRN", "X000000")
    _open_first(driver, driver.find(Table, "People"))
    driver.press("MAPPA and agencies")
    driver.press("Add an action")
    driver.type("Action", given["Action"])
    driver.type("Owner", "Police")
    driver.press("Other")
    driver.press("Save")
    _open_first(driver, driver.find(RowList, "Actions"))
    driver.press("Mark as disputed…")
    driver.type("Why", given["Why"])
    driver.press("Save")
    driver.find(RowList, "Marks")


def _open_first(driver: Driver, rows: QWidget) -> None:
    driver.do("focus the list", lambda: rows.setFocus(Qt.FocusReason.TabFocusReason))
    driver.key("Return")


def _tell(app: QApplication, work: Path) -> None:
    """When the lock screen is there, say since when; end when told to."""
    pages = [page for top in app.topLevelWidgets() for page in top.findChildren(LockPage) if page.isVisible()]
    if not pages:
        QTimer.singleShot(1, app, lambda: _tell(app, work))
        return
    pages[0].grab()  # painted, not only there
    (work / "shown").write_text(str(time.monotonic()), "ascii")
    timer = QTimer(app, interval=50)
    timer.timeout.connect(lambda: app.quit() if (work / "end").exists() else None)
    timer.start()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
