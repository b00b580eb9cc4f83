"""Icons from resources/icons, drawn from their outlines: sharp at every size, in the colours of the theme in force."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.widgets.resource import resource
from ui.widgets.tokens import look


def icon(name: str, colour_role: str = "text") -> QIcon:
    """An icon that takes the colour of ``colour_role`` from whatever theme is in force when it is drawn."""
    return QIcon(_Outline(name, colour_role))


def paint_icon(painter: QPainter, name: str, colour_role: str, place: QRectF) -> None:
    """Draw one icon into ``place`` in the current theme."""
    _renderer(name, look().colour(colour_role).name()).render(painter, place)


class _Outline(QIconEngine):
    """Square, at the left of the room it gets: a wider icon size leaves a gap before the words of a button."""

    def __init__(self, name: str, colour_role: str) -> None:
        super().__init__()
        self._name = name
        self._colour_role = colour_role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        role = "disabled" if mode is QIcon.Mode.Disabled else self._colour_role
        side = min(rect.width(), rect.height())
        top = rect.top() + (rect.height() - side) / 2
        paint_icon(painter, self._name, role, QRectF(rect.left(), top, side, side))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Outline(self._name, self._colour_role)


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    outline = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(outline.replace("currentColor", colour).encode()))
