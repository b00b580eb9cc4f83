"""The tour's part around the session: a person's rooms, a record and its versions, the timeline, what is exported."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QPushButton

from tests.journeys.walking import PDF_PHRASE, Walk
from ui.widgets.heading import Heading

ROOMS = (
    ("orders", "Orders and conditions"),
    ("tools", "Tool results"),
    ("programmes", "Programmes and support"),
    ("agencies", "MAPPA and agencies"),
    ("prison", "Prison and release"),
    ("questions", "Open questions"),
)


def walk_case(walk: Walk) -> None:
    """From a person's page, and back to it."""
    for name, words in ROOMS:
        _enter(walk, words)
        walk.see(f"room-{name}", words)
    _restricted(walk)
    _record(walk)
    _adding(walk)
    _crib(walk)
    _timeline(walk)
    _export(walk)


def _enter(walk: Walk, words: str) -> None:
    """Another room, by the bar, or by its menu where the tabs have no room."""
    driver = walk.driver
    driver.wait(lambda: driver.has(QAbstractButton, words) or driver.has(QAbstractButton, "all-rooms"), words)
    if driver.has(QAbstractButton, words):
        driver.press(words)
    else:
        driver.press("all-rooms")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        driver.do(words, next(one for one in menu.actions() if one.text() == words).trigger)
        menu.close()
    driver.find(Heading, words)


def _restricted(walk: Walk) -> None:
    _enter(walk, "Children and victims")
    walk.see("room-restricted", "Children and victims", wait_for="Show")
    walk.driver.press("Show")
    walk.see("room-restricted-shown", "Children and victims", wait_for="Add a child")


def _record(walk: Walk) -> None:
    """The plan, its versions, and two of them beside each other."""
    _enter(walk, "Plan and reviews")
    walk.see("room-plan", "Plan and reviews")
    walk.open_row("Risk management plan")
    walk.see("record", "", wait_for="Change…")
    walk.scroll_pictures("record-further", 2)
    walk.open_row("Versions", -1)
    walk.see("versions-compared", "Two versions compared")
    walk.driver.key("Alt+Left")
    walk.driver.find(QPushButton, "Change…")
    walk.driver.key("Alt+Left")
    walk.driver.find(Heading, "Plan and reviews")


def _adding(walk: Walk) -> None:
    """An order that ends before it starts."""
    _enter(walk, "Orders and conditions")
    walk.driver.press("Add an order")
    walk.driver.type("Court or authority", "The Crown Court")
    for label, text in (
        ("Start: Day", "6"),
        ("Start: Month", "1"),
        ("Start: Year", "2026"),
        ("End: Day", "5"),
        ("End: Month", "1"),
        ("End: Year", "2026"),
    ):
        walk.driver.type(label, text)
    walk.driver.press("Save")
    walk.driver.find(QLabel, "There is a problem")
    walk.see("record-form-problems", "Add an order")
    walk.driver.press("Cancel")
    walk.driver.press("Leave without saving")
    walk.driver.find(Heading, "Orders and conditions")


def _crib(walk: Walk) -> None:
    _enter(walk, "Tool results")
    walk.driver.press("Put together for ARMS…")
    walk.see("crib", "Crib for ARMS", wait_for="Copy all")
    walk.driver.key("Alt+Left")
    walk.driver.find(Heading, "Tool results")


def _timeline(walk: Walk) -> None:
    _enter(walk, "Timeline")
    walk.see("timeline", "Timeline")
    walk.driver.type("Search", "polygraph")
    walk.driver.wait(lambda: not walk.driver.has(QLabel, "The newest 50 entries"), "what was searched for")
    walk.see("timeline-searched", "Timeline")
    _enter(walk, "Overview")


def _export(walk: Walk) -> None:
    """The record of the case with its restricted appendix."""
    target = walk.folder / "case.pdf"
    target.unlink(missing_ok=True)
    walk.driver.press("Export as PDF…")
    walk.see("case-export", "Export as PDF")
    walk.driver.press("Print the restricted appendix")
    walk.refill("File", str(target))
    walk.refill("Passphrase", PDF_PHRASE)
    walk.driver.press("Export")
    walk.see("case-exported", "", wait_for="Done")
    walk.draw_pdf(target)
    walk.driver.press("Done")
    walk.driver.find(Heading, "Overview")
