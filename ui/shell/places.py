"""Where the officer is: rooms that stay, and pages opened on top of one that go when they are left.

Knows no room. A page may have ``refresh()`` (called when it comes into view), ``save_now()`` (called before it goes and
before a lock), ``go_back()`` (goes back within the page; False when there is no way), ``settled`` (False while
something typed is not saved) and ``leave(go)`` (calls ``go`` when the page may be dropped: at once, when it has saved,
when the officer has answered its question, or never).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
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

    def has_room(self, key: str) -> bool:
        return key in self._makers

    def pages(self) -> Iterator[QWidget]:
        """All that is held: the rooms built so far, then the pages on top of the one in view."""
        yield from self._rooms.values()
        yield from self._opened

    def add_room(self, key: str, make: Callable[[], QWidget]) -> None:
        """``make`` builds the room when it is first shown: building all at once would keep the window waiting."""
        self._makers[key] = make

    def show_room(self, key: str, then: Callable[[], object] | None = None) -> None:
        """Leave what is open, show a room, and do ``then`` there; nothing of it when an open page stays."""
        if self._opened:
            self._leave_top(partial(self.show_room, key, then))
            return
        self._room = key
        fresh = key not in self._rooms
        if fresh:
            self._rooms[key] = self._makers[key]()
            self.addWidget(self._rooms[key])
        self._show(self._rooms[key], fresh=fresh)
        if then:
            then()

    def open_page(self, page: QWidget) -> None:
        """Show ``page`` on top of what is in view; it is the way back."""
        self._opened.append(page)
        self.addWidget(page)
        self._show(page, fresh=True)

    def return_to(self, page: QWidget) -> None:
        """Leave what lies on top of ``page``, if that is still open."""
        if page in self._opened and page is not self._opened[-1]:
            self._leave_top(partial(self.return_to, page))
        elif page in self._opened and page is not self.currentWidget():
            self._show(page)

    def go_back(self) -> None:
        """Within the page in view, or to what is below."""
        inside = getattr(self.currentWidget(), "go_back", None)
        if not (inside and inside()) and self._opened:
            self._leave_top(self._show_top)

    def close_page(self, page: QWidget) -> None:
        """A page has left by itself: drop it without asking, wherever it lies."""
        in_view = page is self.currentWidget()
        self._drop(page)
        if in_view:
            self._show_top()

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

    def _leave_top(self, then: Callable[[], object]) -> None:
        page = self._opened[-1]
        go = partial(self._drop_and, page, then)
        leave = getattr(page, "leave", None)
        if leave:
            leave(go)
        else:
            go()

    def _drop_and(self, page: QWidget, then: Callable[[], object]) -> None:
        self._drop(page)
        then()

    def _drop(self, page: QWidget) -> None:
        if page not in self._opened:  # it had left by itself before the answer came
            return
        self._opened.remove(page)
        save = getattr(page, "save_now", None)
        if save:
            save()
        self.removeWidget(page)
        page.hide()
        QTimer.singleShot(1, page, page.deleteLater)  # in a turn of its own, after what takes its place was shown

    def _show_top(self) -> None:
        self._show(self._opened[-1] if self._opened else self._rooms[self._room])

    def _show(self, page: QWidget, *, fresh: bool = False) -> None:
        self.setCurrentWidget(page)
        refresh = getattr(page, "refresh", None)
        if refresh and not fresh:
            refresh()
        held = None if fresh else page.focusWidget()
        if held and held.isVisibleTo(page):
            held.setFocus(Qt.FocusReason.OtherFocusReason)  # where the officer was
        else:
            self.focus_page()
        self.place_changed.emit(self._room)
