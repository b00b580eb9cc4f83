"""Where the officer is: rooms that stay, and pages opened on top of one that go when they are left.

Knows no room. A page may have ``refresh()`` (called when it comes into view), ``save_now()`` (called before it goes and
before a lock), ``go_back()`` (goes back within the page; False when there is no way), ``settled`` (False while
something typed could not be saved) and ``may_leave()`` (False keeps it: it asks by itself, and leaves by a signal of
its own).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.shell.focusing import focus_first


class Places(QStackedWidget):
    """``place_changed`` carries the key of the room in view."""

    place_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._rooms: dict[str, QWidget] = {}
        self._room = ""
        self._opened: list[QWidget] = []

    @property
    def room(self) -> str:
        """The key of the room in view, also while a page is open on top of it."""
        return self._room

    @property
    def can_go_back(self) -> bool:
        return bool(self._opened)

    def pages(self) -> Iterator[QWidget]:
        """All that is held: the rooms built so far, then the pages on top of the one in view."""
        yield from self._rooms.values()
        yield from self._opened

    def add_room(self, key: str, make: Callable[[], QWidget]) -> None:
        """``make`` builds the room when it is first shown: building all at once would keep the window waiting."""
        self._makers[key] = make

    def show_room(self, key: str) -> bool:
        """Leave what is open and show a room; False when an open page asks to stay."""
        while self._opened:
            if not self._leave_top():
                return False
        self._room = key
        fresh = key not in self._rooms
        if fresh:
            self._rooms[key] = self._makers[key]()
            self.addWidget(self._rooms[key])
        self._show(self._rooms[key], fresh=fresh)
        return True

    def open_page(self, page: QWidget) -> None:
        """Show ``page`` on top of what is in view; it is the way back."""
        self._opened.append(page)
        self.addWidget(page)
        self._show(page, fresh=True)

    def replace_page(self, page: QWidget) -> None:
        """Show ``page`` in the place of the one in view, which is left: back goes to what was before."""
        if self._opened:
            self._drop_top()
        self.open_page(page)

    def go_back(self) -> bool:
        """Within the page in view, or to what is below; False where there is nothing, or the page asks to stay."""
        inside = getattr(self.currentWidget(), "go_back", None)
        if inside and inside():
            return True
        if not self._opened or not self._leave_top():
            return False
        self._show(self._opened[-1] if self._opened else self._rooms[self._room])
        return True

    def close_page(self, page: QWidget) -> None:
        """A page has left by itself: drop it without asking, wherever it lies."""
        if page is self.currentWidget():
            self._drop_top()
            self._show(self._opened[-1] if self._opened else self._rooms[self._room])
        elif page in self._opened:
            self._opened.remove(page)
            self._drop(page)

    @property
    def settled(self) -> bool:
        """Whether nothing typed waits to be saved; asked after ``save_now`` and its callbacks."""
        return all(getattr(page, "settled", True) for page in self.pages())

    def save_now(self) -> None:
        """Have every page save what was typed."""
        for page in self.pages():
            save = getattr(page, "save_now", None)
            if save:
                save()

    def focus_page(self) -> None:
        """Put the focus on the page in view: where the page wants it, or on its first control."""
        page = self.currentWidget()
        if page:
            focus_first(page)

    def _leave_top(self) -> bool:
        may_leave = getattr(self._opened[-1], "may_leave", None)
        if may_leave and not may_leave():
            return False
        self._drop_top()
        return True

    def _drop_top(self) -> None:
        self._drop(self._opened.pop())

    def _drop(self, page: QWidget) -> None:
        save = getattr(page, "save_now", None)
        if save:
            save()
        self.removeWidget(page)
        page.hide()
        page.deleteLater()

    def _show(self, page: QWidget, *, fresh: bool = False) -> None:
        self.setCurrentWidget(page)
        refresh = getattr(page, "refresh", None)
        if refresh and not fresh:
            refresh()
        self.focus_page()
        self.place_changed.emit(self._room)
