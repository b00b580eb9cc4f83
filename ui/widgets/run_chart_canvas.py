"""The drawing of a run chart as a widget: its size, and its reading by keyboard and mouse. Knows no table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.days import day_words
from ui.widgets.naming import identify
from ui.widgets.run_chart_paint import MARK, NAMES, Brush, latest_words
from ui.widgets.run_chart_shape import LEVELS, Frame, Series, Span, Track, day_of, span_of, track
from ui.widgets.saved_note import announce
from ui.widgets.tokens import look

_STEP = 17  # between two levels, in pixels at 100 %
_LEVELS = 84  # width of the words for the levels
_NARROW = 620  # below this the names stand above their lines
_LAST = 1_000_000  # further right than any session


class Canvas(QWidget):
    """``point_read`` carries the words of the session that the arrow keys or the mouse came to."""

    point_read = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._span: Span | None = None
        self._tracks: list[Track] = []
        self._brush = Brush(())
        self._picture: QPixmap | None = None  # kept from the second painting in the same size and look
        self._painted = False
        self._here: tuple[int, int] | None = None  # the factor and the session being read
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        identify(self, "run-chart", _("Ratings from session to session; arrow keys read each session"))

    def set_series(self, series: Sequence[Series]) -> None:
        self._span = span_of(series)
        self._tracks = [track(one, self._span) for one in series] if self._span else []
        self._here = None
        self.setAccessibleDescription(
            ". ".join(
                _("{factor}: {rating}").format(factor=one.name, rating=latest_words(one.points)) for one in self._tracks
            )
        )
        self._draw_anew()

    def sizeHint(self) -> QSize:
        return QSize(look().px(640), self._row_height() * len(self._tracks) + look().space(6))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(300), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture, self._painted = None, False
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._draw_anew()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._span is None:
            return
        if not self._painted:
            self._draw(painter, self._span)
            self._painted = True
        else:
            ratio = self.devicePixelRatioF()
            if self._picture is None or self._picture.devicePixelRatio() != ratio:
                self._picture = self._kept(self._span, ratio)
            painter.drawPixmap(0, 0, self._picture)
        if self._here and self.hasFocus():
            row, place = self._here
            self._brush.paint_reading(painter, self._tracks[row].points[place], self._frame(row), self._span)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._here:
            self._read(0, _LAST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways: dict[int, tuple[int, int]] = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Home: (0, -_LAST),
            Qt.Key.Key_End: (0, _LAST),
        }
        if event.key() not in ways or not self._here:
            super().keyPressEvent(event)
            return
        down, along = ways[event.key()]
        row, place = self._here
        if down:
            on = self._tracks[row].points[place].on
            row = (row + down) % len(self._tracks)
            place = bisect_left(self._tracks[row].points, on, key=day_of)
        self._read(row, place + along)
        announce(self, self.reading)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        row = at.y() // self._row_height()
        if self._span and 0 <= row < len(self._tracks) and self._tracks[row].points:
            self._read(row, self._tracks[row].nearest(at.x(), self._span, self._frame(row)))

    @property
    def reading(self) -> str:
        """The session being read, in words; empty before the first."""
        if not self._here:
            return ""
        row, place = self._here
        point = self._tracks[row].points[place]
        return _("{day} · {factor}: {rating}").format(
            day=day_words(point.on), factor=self._tracks[row].name, rating=point.label
        )

    def _read(self, row: int, place: int) -> None:
        points = self._tracks[row].points if self._tracks else ()
        here = (row, min(max(place, 0), len(points) - 1))
        if points and here != self._here:
            self._here = here
            self.point_read.emit(self.reading)
            self.update()

    @property
    def _narrow(self) -> bool:
        return self.width() < look().px(_NARROW)

    def _row_height(self) -> int:
        return look().px(_STEP) * LEVELS + look().space(14 if self._narrow else 6)

    def _frame(self, row: int) -> Frame:
        """Where the factor of ``row`` is drawn in the width there is."""
        current = look()
        step = current.px(_STEP)
        left = current.px(_LEVELS if self._narrow else NAMES + _LEVELS) + current.px(MARK)
        top = (row + 1) * self._row_height() - current.space(3) - round((LEVELS - 0.5) * step)
        return Frame(left, max(left + 1, self.width() - current.px(MARK)), top, step)

    def _draw_anew(self) -> None:
        self._brush = Brush(self._tracks)
        self._picture, self._painted = None, False
        self.updateGeometry()
        self.update()

    def _draw(self, painter: QPainter, span: Span) -> None:
        frames = [self._frame(row) for row in range(len(self._tracks))]
        self._brush.paint(painter, frames, span, narrow=self._narrow)

    def _kept(self, span: Span, ratio: float) -> QPixmap:
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self._draw(painter, span)
        painter.end()
        return picture
