"""What a walk through the real windows is made of: start and lock as a process does, wait for a page, take its picture
and the time it took. Knows nothing of what is walked through.
"""

from __future__ import annotations

import secrets
import sys
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea

from app.services import vault
from app.services.demonstration import PASSPHRASE
from app.services.desk import Desk
from tests.journeys.driving import Driver, Gaps
from ui.shell.lock_guard import LockGuard
from ui.shell.main_window import MainWindow
from ui.shell.rooms import open_rooms
from ui.shell.settings import Settings
from ui.widgets.background import Background
from ui.widgets.gradual import Gradual
from ui.widgets.heading import Heading
from ui.widgets.row_list import RowList
from ui.widgets.tokens import Theme

PDF_PHRASE = "kettle moss copper ladder fern 27"


class Walk:
    """One walk; ``folder`` gets what it leaves."""

    def __init__(self, folder: Path, place: Path, *, theme: Theme, scale: float, size: str, pictures: bool) -> None:
        self.folder = folder
        self.place = place
        self.pictures = pictures
        self.gaps = Gaps()
        self.driver = Driver(self.gaps)
        self.count = 0
        self.lines: list[str] = []
        self.since = time.perf_counter()
        self.settings = Settings(place / "settings.json")
        self.settings.set_theme(theme)
        self.settings.set_text_size(round(scale * 100))
        self.size = [int(part) for part in size.split("x")]
        self.restarted = False
        self.window: MainWindow | None = None
        self.guard: LockGuard | None = None
        self.background: Background | None = None

    def start(self, folder: Path, *, demonstration: bool = False) -> None:
        """What a fresh process does."""
        with self.gaps.left_out():
            self.restarted = False
            self.background = Background()
            self.window = MainWindow(self.settings, demonstration=demonstration)
            self.driver.window = self.window
            hint = f"The passphrase of the demonstration is: {PASSPHRASE}" if demonstration else ""
            self.guard = LockGuard(
                self.window,
                self.background,
                folder,
                vault.system_clock,
                secrets.token_bytes,
                open_rooms,
                self._on_restart,
            )
            self.guard.show_gate(hint)
            self.window.resize(*self.size)
            self.window.show()
            self.window.activateWindow()
            QTest.qWaitForWindowExposed(self.window)

    def _on_restart(self, *_words: str) -> None:
        self.restarted = True

    def lock(self) -> None:
        self.driver.key("Ctrl+L")
        self.driver.wait(lambda: self.restarted, "the lock")
        with self.gaps.left_out():
            assert self.window
            assert self.background
            self.background.close()
            self.window.allow_closing()
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def desk(self) -> Desk:
        assert self.guard
        assert self.guard.desk
        return self.guard.desk

    def refill(self, label: str, text: str) -> None:
        field = self.driver._field(label)
        self.driver.do(f"empty {label}", field.clear)
        self.driver.type(label, text)

    def open_row(self, name: str, place: int = 0) -> None:
        """Open a row of the list that is called so, by keyboard; a negative place counts from its end."""
        rows = self.driver.find(RowList, name)
        self.driver.do(f"focus {name}", lambda: rows.setFocus(Qt.FocusReason.TabFocusReason))
        self.driver.do(f"choose in {name}", lambda: rows.choose(place % len(rows.rows)))
        self.driver.key("Return")

    def see(self, name: str, heading: str, *, wait_for: str = "") -> None:
        """Wait for a page, let its loading end, and take its picture."""
        if heading:
            self.driver.find(Heading, heading)
        if wait_for:
            self.driver.find(QPushButton, wait_for)
        assert self.background
        self.background.wait_until_idle()
        self.driver.wait(self._is_whole, name)
        for _turn in range(2):  # the last card is laid out, and the focus ring follows
            self.driver.do(f"settle {name}", lambda: None)
        self.note(name)
        self.picture(name)

    def _is_whole(self) -> bool:
        """Whether no card of a page is still to come."""
        return (
            all(one.complete for one in self.window.findChildren(Gradual) if one.isVisible()) if self.window else True
        )

    def note(self, name: str) -> None:
        self.count += 1
        line = f"{self.count:02d} {name}: {(time.perf_counter() - self.since) * 1000:.0f} ms"
        self.lines.append(line)
        if self.pictures:
            sys.stdout.write(f"{line}\n")
        self.since = time.perf_counter()

    def picture(self, name: str) -> None:
        if not self.pictures:
            return
        with self.gaps.left_out():
            shown = QApplication.activeModalWidget() or self.window
            assert self.window
            assert shown
            picture = self.window.grab()
            if shown is not self.window:
                picture = shown.grab()
            picture.save(str(self.folder / f"{self.count:02d}-{name}.png"))
        self.since = time.perf_counter()

    def scroll_pictures(self, name: str, most: int) -> None:
        """The rest of a long page, a windowful at a time."""
        if not self.pictures:
            return
        assert self.window
        areas = [area for area in self.window.findChildren(QScrollArea) if area.isVisible()]
        bar = max((area.verticalScrollBar() for area in areas), key=lambda bar: bar.maximum())
        for _picture in range(most):
            if bar.value() >= bar.maximum():
                break
            self.driver.do(f"scroll {name}", partial(bar.setValue, bar.value() + bar.pageStep() - 40))
            self.driver.do(f"settle {name}", lambda: None)  # the focus ring follows a turn of the loop later
            self.note(name)
            self.picture(name)
        bar.setValue(0)

    def draw_pdf(self, path: Path) -> None:
        if not self.pictures:
            return
        import pypdfium2

        document = pypdfium2.PdfDocument(path, password=PDF_PHRASE)
        for number, page in enumerate(document, 1):
            drawn = page.render(scale=1.5, rev_byteorder=True)
            image = QImage(drawn.buffer, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB888)
            image.copy().save(str(self.folder / f"{self.count:02d}-{path.stem}-page-{number:02}.png"))
        document.close()
