"""A page of a room: heading, one green action, body of a comfortable width, and a footer that stays in sight."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.buttons import PrimaryButton
from ui.widgets.flow import FlowLayout
from ui.widgets.heading import Heading
from ui.widgets.label import Text
from ui.widgets.tokens import look

_QUESTION_WIDTH = 700
_WIDE_WIDTH = 1240
_LOW = 360  # pixels at 100 % below which a banner scrolls away with the page
_HEAD_WIDTH = 240  # pixels at 100 % that the words of a heading have beside an action


class Page(QWidget):
    """Put parts in with ``add``. ``wide`` for lists and workspaces; a page of questions is narrower.

    Ctrl+Enter presses the green button, wherever it is on the page. What takes the focus scrolls into view.
    """

    def __init__(
        self, heading: str = "", below: str = "", *, wide: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.heading = Heading(heading)
        self.below = Text(below, muted=True)
        self._actions = QHBoxLayout()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._content = _Content()
        self._scroll = self._build_scroll(_WIDE_WIDTH if wide else _QUESTION_WIDTH)
        self._outer.addWidget(self._scroll, 1)
        self._footer: QFrame | None = None
        self._above: QWidget | None = None
        self._low = False
        self._build_header()
        self.set_heading(heading, below)
        shortcut = QShortcut(self)
        shortcut.setKeys([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])  # the second on the keypad
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_continue)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def set_heading(self, heading: str, below: str = "") -> None:
        """Another heading, and the quiet line below it; empty words hide their line."""
        self.heading.setText(heading)
        self.heading.setVisible(bool(heading))
        self.below.setText(below)
        self.below.setVisible(bool(below))
        self._fit_head()

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        """Below what is there already."""
        if isinstance(part, QLayout):
            self.body.addLayout(part, stretch)
        else:
            self.body.addWidget(part, stretch)

    def set_action(self, button: QWidget) -> None:
        """Beside the heading, to the right."""
        self._actions.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._fit_head()

    def set_banner(self, banner: QWidget) -> None:
        """Above the page, where scrolling does not move it; in a low window it would leave too little of the page."""
        self._above = banner
        self._place_banner()

    def set_footer(self, *parts: QWidget) -> None:
        """Buttons that stay in sight below the page, the green one first."""
        if self._footer:
            self._outer.removeWidget(self._footer)
            self._footer.deleteLater()
        self._footer = QFrame()
        self._footer.setProperty("role", "footer")
        row = FlowLayout(self._footer, spacing=look().space(3))
        row.setContentsMargins(look().space(8), look().space(3), look().space(8), look().space(3))
        for part in parts:
            row.addWidget(part)
        self._outer.addWidget(self._footer)

    def scroll_to(self, widget: QWidget) -> None:
        """Bring ``widget``, or the line being typed in it, or its current row, into view."""
        place = QRect(widget.mapTo(self._content, QPoint(0, 0)), widget.size())
        if isinstance(widget, QPlainTextEdit):
            place = widget.cursorRect().translated(place.topLeft())
        elif isinstance(widget, QAbstractItemView) and widget.currentIndex().isValid():
            place = widget.visualRect(widget.currentIndex()).translated(place.topLeft())
        margin = look().space(6)
        middle = place.center()
        self._scroll.ensureVisible(middle.x(), middle.y(), 0, place.height() // 2 + margin)

    def scroll_to_top(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()
        if self._low != (self.height() < look().px(_LOW)):
            self._low = not self._low
            self._place_banner()

    def _place_banner(self) -> None:
        if self._above:
            place = self._all if self._low else self._outer
            place.insertWidget(0, self._above)

    def _fit_head(self) -> None:
        """The action goes below the heading where both do not fit side by side; long words may wrap beside it."""
        room = self.width() - 2 * look().space(8) - look().px(16)
        longest = max(one.fontMetrics().horizontalAdvance(one.text()) for one in (self.heading, self.below))
        words = max(self.heading.minimumSizeHint().width(), min(longest, look().px(_HEAD_WIDTH)))
        wanted = words + self._actions.sizeHint().width() + look().space(4)
        ways = QBoxLayout.Direction
        self._head.setDirection(ways.TopToBottom if wanted > room else ways.LeftToRight)

    def _build_scroll(self, width: int) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._all = QVBoxLayout(self._content)
        self._all.setContentsMargins(0, 0, 0, 0)
        self._all.setSpacing(0)
        row = QHBoxLayout()
        self._all.addLayout(row, 1)
        edge = look().space(8)
        row.setContentsMargins(edge, look().space(6), edge, look().space(8))
        column = QWidget()
        column.setMaximumWidth(look().px(width))
        column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(column, 1)
        row.addStretch(0)
        whole = QVBoxLayout(column)
        whole.setContentsMargins(0, 0, 0, 0)
        self.body = QVBoxLayout()
        self.body.setSpacing(look().space(4.5))
        whole.addLayout(self.body)
        whole.addStretch()  # a layout aligned to the top would cut wrapped words off where the page is narrow
        scroll.setWidget(self._content)
        return scroll

    def _build_header(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(look().space(0.5))
        words.addWidget(self.heading)
        words.addWidget(self.below)
        self._head.addLayout(words, 1)
        self._head.addLayout(self._actions)
        self.body.addLayout(self._head)

    def _on_continue(self) -> None:
        button = next((b for b in self.findChildren(PrimaryButton) if b.isVisible() and b.isEnabled()), None)
        if button:
            button.click()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._content.isAncestorOf(new):
            self.scroll_to(new)


class _Content(QWidget):
    """As high as its width asks for: the least height of wrapped words is reckoned for a far narrower page."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)
