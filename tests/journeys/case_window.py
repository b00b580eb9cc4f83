"""The real window with all its rooms, on an open store: what the journeys of the rooms start from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.services.desk import Desk
from tests.journeys.driving import Driver
from ui.shell.main_window import MainWindow
from ui.shell.rooms import open_rooms
from ui.shell.settings import Settings
from ui.widgets.background import Background
from ui.widgets.tokens import Theme, apply_theme


@contextmanager
def open_case(qapp, desk: Desk, folder: Path) -> Iterator[Driver]:
    """A driver on the window, in the light at 100 %; the window is gone at the end."""
    apply_theme(qapp, Theme.LIGHT, 1.0)
    background = Background()
    settings = Settings(folder / "settings.json")
    settings.set_theme(Theme.LIGHT)
    driver = Driver()
    driver.window = MainWindow(settings)
    open_rooms(driver.window, background, desk)
    driver.window.show()
    driver.window.activateWindow()
    background.wait_until_idle()
    try:
        yield driver
    finally:
        background.close()
        driver.window.allow_closing()
        driver.window.close()
        driver.window.deleteLater()
        qapp.processEvents()
