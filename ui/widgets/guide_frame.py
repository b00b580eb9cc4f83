"""How a guide is set into its window: whose draft it is on top, and the steps beside the page or above it.

In a low window what is above the page scrolls away with it. Must not know what is guided.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from ui.widgets.guide_pages import GuidePages
from ui.widgets.naming import restyle
from ui.widgets.step_list import StepList
from ui.widgets.step_page import StepPage
from ui.widgets.tokens import look

_STEPS_BESIDE = 900  # pixels at 100 % from which the step list has room beside the page
_LOW = 360  # pixels at 100 % below which little would be left for the page under all that stands above it


class GuideFrame(QWidget):
    """``header`` is a banner; ``collapsed`` is for steps so few that they never need a list beside the page."""

    def __init__(self, header: QFrame, steps: StepList, pages: GuidePages[Any, Any], *, collapsed: bool) -> None:
        super().__init__()
        self._header = header
        self._steps = steps
        self._pages = pages
        self._collapsed = collapsed
        self._low = False
        self._lead = QWidget(self)
        self._stack = QVBoxLayout(self._lead)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._lead.hide()
        self._holder = QWidget()
        self._around = QVBoxLayout(self._holder)
        self._around.addWidget(steps)
        self._around.addStretch()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(0)
        self._row.addWidget(pages, 1)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addLayout(self._row, 1)
        steps.set_collapsed(True)
        self._arrange()
        pages.currentChanged.connect(self._place_lead)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= look().px(_STEPS_BESIDE) and not self._collapsed
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._steps.set_collapsed(not beside)
        low = not beside and self.height() < look().px(_LOW)
        if low != self._low:
            self._low = low
            self._arrange()
            self._place_lead()

    def _arrange(self) -> None:
        """Header and steps above the page or beside it, or both in the lead."""
        side, above = (0, 0) if self._low else (look().space(8), look().space(4))
        self._around.setContentsMargins(side, above, 0, 0)
        words = self._header.layout()
        if words:
            words.setContentsMargins(side, look().space(2), side, look().space(2))
        restyle(self._header, "role", "" if self._low else "banner")
        if self._low:
            self._stack.addWidget(self._header)
            self._stack.addWidget(self._holder)
        else:
            self._outer.insertWidget(0, self._header)
            self._row.insertWidget(0, self._holder)

    def _place_lead(self) -> None:
        page = self._pages.currentWidget()
        if self._low and isinstance(page, StepPage):
            page.set_lead(self._lead)
        else:  # before the page that has it goes
            self._lead.setParent(self)
