"""Start, unlocking, the run chart, memory and idleness against minimal windows and bare drawing."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, QLineF, QObject, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.officers import Officer
from app.domain.run_chart import Point, Series
from app.services import officers, vault
from app.vault.slots import DEFAULT, make_slot, passphrase_secret
from tests.bench.ratio import Line, compare
from tests.desks import PASSPHRASE
from tests.journeys.driving import Driver
from ui.shell.lock_guard import LockGuard
from ui.shell.main_window import MainWindow
from ui.shell.settings import Settings
from ui.widgets.background import Background
from ui.widgets.heading import Heading
from ui.widgets.run_chart import RunChart
from ui.widgets.run_chart_canvas import Canvas
from ui.widgets.tokens import Theme, apply_theme

LEVELS = ("None seen", "Emerging", "Present", "Act today")


def lines() -> Iterator[Line]:
    """All measures of windows."""
    app = QApplication.instance() or QApplication(["bench"])
    assert isinstance(app, QApplication)
    apply_theme(app, Theme.LIGHT, 1.0)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "vault"
        made = vault.create(place, PASSPHRASE, os.urandom)
        desk = made.confirm_recovery_key(made.recovery_key, vault.system_clock)
        officers.record(desk, Officer(name="A Officer", role="Probation officer", office="An office", spo="A Senior"))
        vault.lock(desk)
        yield _cold_start(place)
        yield _unlock(place, Path(folder))
        yield from _chart()
        yield _memory(place)


def _cold_start(place: Path) -> Line:
    return compare(
        "Cold start to the lock screen painted",
        "a minimal PySide6 window",
        lambda: _run("product", str(place)),
        lambda: _run("floor"),
        limit=1.25,
    )


def _run(*words: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "tests.bench.first_paint", *words]
    subprocess.run(command, check=True, env=environment, capture_output=True, timeout=60)


class Painted(QObject):
    """Notes when a widget was last painted."""

    at = 0.0

    def eventFilter(self, thing: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.at = time.perf_counter()
        return False


def _unlock(place: Path, folder: Path) -> Line:
    from ui.shell.rooms import open_rooms

    def unlock() -> float:
        background = Background()
        window = MainWindow(Settings(folder / "settings.json"))
        guard = LockGuard(window, background, place, vault.system_clock, os.urandom, open_rooms, lambda *_words: None)
        guard.show_gate()
        window.show()
        background.run(vault.warm_up, lambda _nothing: None)
        background.wait_until_idle()
        driver = Driver()
        driver.type("Passphrase", PASSPHRASE)
        begin = time.perf_counter()
        driver.key("Return")
        today = driver.find(Heading, "Today")
        background.wait_until_idle()
        window.repaint()
        spent = (time.perf_counter() - begin) * 1000
        del today
        guard.lock()
        background.close()
        window.allow_closing()
        window.close()
        window.deleteLater()
        return spent

    def derive() -> None:
        from uuid import uuid4

        secret = passphrase_secret(PASSPHRASE)
        make_slot(1, "passphrase", secret, DEFAULT, bytes(32), uuid4(), os.urandom)

    return compare("Enter on the passphrase to Today painted", "Argon2id alone", unlock, derive, limit=1.3)


class BareLines(QWidget):
    """Five times 300 points with nothing but drawLines."""

    def __init__(self) -> None:
        super().__init__()
        rng = random.Random(5)
        self._lines = []
        for factor in range(5):
            heights = [20 + 120 * factor + 25 * rng.randrange(4) for _point in range(301)]
            self._lines.append([QLineF(3 * at, heights[at], 3 * at + 3, heights[at + 1]) for at in range(300)])

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(Qt.GlobalColor.black, 1.0))
        for drawn in self._lines:
            painter.drawLines(drawn)
        painter.end()


def _chart() -> Iterator[Line]:
    chart, bare = _a_chart(), BareLines()
    for widget in (chart, bare):
        widget.resize(960, 720)
        widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        widget.show()
    name = "drawLines of as many points"
    picture = QImage(960, 720, QImage.Format.Format_ARGB32_Premultiplied)

    def paint(widget: QWidget) -> None:
        widget.render(picture)

    def first(make: Callable[[], QWidget], *, whole: bool) -> float:
        widget = make()
        widget.resize(960, 720)
        if not whole:  # styled and told its size, as a window does before it paints
            widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            widget.show()
        begin = time.perf_counter()
        widget.render(picture)
        spent = (time.perf_counter() - begin) * 1000
        widget.deleteLater()
        return spent

    yield compare(
        "Run chart of 5 × 300 points, first paint of the drawing",
        name,
        lambda: first(_a_canvas, whole=False),
        lambda: first(BareLines, whole=False),
        limit=1.5,
    )
    yield compare(
        "Run chart of 5 × 300 points, the same with style sheet and layout",
        name,
        lambda: first(_a_canvas, whole=True),
        lambda: first(BareLines, whole=True),
        limit=None,
    )
    yield compare(
        "Run chart of 5 × 300 points, the same with its button and sentence",
        name,
        lambda: first(_a_chart, whole=True),
        lambda: first(BareLines, whole=True),
        limit=None,
    )
    yield compare(
        "Run chart of 5 × 300 points, redraw",
        name,
        lambda: paint(chart),
        lambda: paint(bare),
        limit=1.5,
        repeat=20,
    )


def _a_chart() -> RunChart:
    chart = RunChart()
    chart.set_series(_a_run())
    return chart


def _a_canvas() -> Canvas:
    canvas = Canvas()
    canvas.set_series(_a_run())
    return canvas


def _a_run() -> list[Series]:
    rng = random.Random(5)
    begin = date(2025, 1, 1)
    series = []
    for factor in range(5):
        levels = [rng.randrange(4) for _point in range(300)]
        points = [Point(begin + timedelta(days=2 * at), level, LEVELS[level]) for at, level in enumerate(levels)]
        series.append(Series(f"Factor {factor}", tuple(points)))
    return series


def _memory(place: Path) -> Line:
    product = _idle("idle-product", str(place), PASSPHRASE)
    floor = _idle("idle-floor")
    print(f"Wake-ups in 5 s of idling: {product[1]} (a minimal window: {floor[1]})")
    line = Line(
        name="Resident memory when unlocked and idle (in KiB, not ms)",
        floor_name="a minimal PySide6 window",
        product=product[0],
        floor=floor[0],
        limit=2,
    )
    print(line)
    return line


def _idle(*words: str) -> tuple[int, int]:
    command = [sys.executable, "-m", "tests.bench.first_paint", *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    resident, wakes = done.stdout.split()[-2:]
    return int(resident), int(wakes)
