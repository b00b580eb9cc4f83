"""The pages of one guide: made when first shown, and kept while it is open.

Must not know the draft, nor what is asked on a page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.widgets.guide_route import Route, Wanting
from ui.widgets.step_page import StepPage

E = TypeVar("E")
S = TypeVar("S")

_NEXT_TURN = 1  # milliseconds: with none, a timer may still belong to this turn of the event loop


class GuidePages(QStackedWidget, Generic[E, S]):
    """``make`` makes the page for a stop from what was entered by then."""

    def __init__(
        self, make: Callable[[S, E], StepPage[E, S]], made_afresh: Collection[S], follow_the_page_before: Collection[S]
    ) -> None:
        """``made_afresh`` are pages that follow from answers on others, so that they are made each time they are shown.

        Those that ``follow_the_page_before`` cannot be made while that one is still being answered.
        """
        super().__init__()
        self._make = make
        self._made_afresh = made_afresh
        self._follow_the_page_before = follow_the_page_before
        self._pages: dict[S, StepPage[E, S]] = {}
        self._prepared: S | None = None
        self._newest: StepPage[E, S] | None = None
        self._begun = False
        self.addWidget(QWidget())  # in view until a page is

    def show_stop(self, stop: S, entry: E) -> StepPage[E, S]:
        """Show the page for ``stop``, as it was left; one that follows from other pages is made from ``entry``.

        The very first comes into view in the turn of the event loop after what stands around it, with the focus if it
        was given that: both at once would keep the officer waiting.
        """
        if stop in self._made_afresh and stop in self._pages and stop != self._prepared:
            self._forget(stop)
        self._prepared = None
        page = self._pages.get(stop) or self._add(stop, entry)
        page.enter(entry)  # before it is seen: what changes in a page that is shown is laid out twice
        self._newest = page
        if self._begun:
            self._show_newest()
        else:
            QTimer.singleShot(_NEXT_TURN, self, self._show_newest)
        return page

    def prepare(self, stop: S, entry: E) -> None:
        """Make the page for ``stop`` and dress it, hidden, so that showing it keeps nobody waiting."""
        if stop not in self._pages and stop not in self._follow_the_page_before:
            self._prepared = stop
            self._add(stop, entry)
            QTimer.singleShot(_NEXT_TURN, self, partial(self._dress, stop, entry))

    def shed(self) -> bool:
        """Delete a page that is out of view, if there is one."""
        stop = next((stop for stop, page in self._pages.items() if page is not self.currentWidget()), None)
        if stop is not None:
            self._forget(stop)
        return stop is not None

    def problems_at(self, stop: S, route: Route[S]) -> list[Wanting[S]]:
        """What cannot be read comes first, and instead of what is said to be missing in the same field.

        On the last page: of all pages.
        """
        asked = route.stops if stop == route.stops[-1] else [stop]
        unreadable = [one for at in asked if at in self._pages for one in self._pages[at].unreadable()]
        fields = {(one.stop, one.field) for one in unreadable}
        return unreadable + [one for one in route.wanting_at(stop) if (one.stop, one.field) not in fields]

    def forget_readable(self) -> None:
        """Have pages made anew when they are shown again, but for those with something that cannot be read yet."""
        for stop in [stop for stop, page in self._pages.items() if not page.unreadable()]:
            self._forget(stop)

    def _show_newest(self) -> None:
        self._begun = True
        if self._newest:
            self.setCurrentWidget(self._newest)

    def _dress(self, stop: S, entry: E) -> None:
        """Unless it has been shown or forgotten meanwhile."""
        page = self._pages.get(stop) if stop == self._prepared else None
        if page:
            page.enter(entry)
            for part in page.findChildren(QWidget):
                part.ensurePolished()

    def _add(self, stop: S, entry: E) -> StepPage[E, S]:
        page = self._make(stop, entry)
        self.addWidget(page)
        self._pages[stop] = page
        return page

    def _forget(self, stop: S) -> None:
        page = self._pages.pop(stop)
        self.removeWidget(page)
        page.deleteLater()
