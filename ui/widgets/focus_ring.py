"""A ring around whatever has the focus: black, with yellow outside, on any background."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from ui.widgets.tokens import look

_LINE = 2.5  # the black line and the yellow one, in pixels at 100 %
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ZOrderChange}


class FocusRing(QObject):
    """One for the application; follows the focus from window to window, and the widget when it scrolls."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: _Ring | None = None
        self._watched: list[QWidget] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._follow)
        app.focusChanged.connect(self._on_focus_changed)
        self._on_focus_changed(None, app.focusWidget())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES and not self._later.isActive():
            self._later.start()
        return False

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        for widget in filter(isValid, self._watched):
            widget.removeEventFilter(self)
        self._watched = _with_parents(new)
        for widget in self._watched:
            widget.installEventFilter(self)
        self._follow()

    def _follow(self) -> None:
        target = self._watched[0] if self._watched and isValid(self._watched[0]) else None
        if target is None or not _wants_ring(target):
            if self._ring and isValid(self._ring):
                self._ring.hide()
            return
        window = target.window()
        if self._ring is None or not isValid(self._ring) or self._ring.parentWidget() is not window:
            if self._ring and isValid(self._ring):
                self._ring.deleteLater()
            self._ring = _Ring(window)
        self._ring.surround(target, window)


class _Ring(QWidget):
    """Lies on top of its window, lets the mouse through and is cut off where the widget is scrolled out of sight."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._around = QRectF()

    def surround(self, target: QWidget, window: QWidget) -> None:
        place = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        reach = look().px(2 * _LINE)
        seen = place.adjusted(-reach, -reach, reach, reach)
        for parent in _with_parents(target)[1:]:
            if parent is window or isinstance(parent.parentWidget(), QAbstractScrollArea):
                seen &= QRect(parent.mapTo(window, QPoint(0, 0)), parent.size())
        self.setGeometry(seen)
        self._around = QRectF(place.translated(-seen.topLeft()))
        self.setVisible(not seen.isEmpty())
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        current = look()
        line = current.scale * _LINE
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = current.size("radius")
        for role, out in (("focus_outer", 1.5 * line), ("focus_inner", 0.5 * line)):
            painter.setPen(QPen(current.colour(role), line))
            painter.drawRoundedRect(self._around.adjusted(-out, -out, out, out), radius + out, radius + out)


def _wants_ring(widget: QWidget) -> bool:
    """Not what cannot be reached by Tab, and not lists that drop down, which show their own current line."""
    reached = widget.focusPolicy() & Qt.FocusPolicy.StrongFocus
    return bool(reached) and widget.isVisible() and widget.window().windowType() is not Qt.WindowType.Popup


def _with_parents(widget: QWidget | None) -> list[QWidget]:
    chain: list[QWidget] = []
    while widget is not None:
        chain.append(widget)
        widget = None if widget.isWindow() else widget.parentWidget()
    return chain
