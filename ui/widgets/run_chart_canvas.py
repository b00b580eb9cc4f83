"""The drawing of a run chart as a widget: its size, and its reading by keyboard and mouse. Knows no table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from gettext import gettext as _

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.run_chart import Frame, Mark, Point, Series, Span, Track, frames, latest_words, span_of, track
from ui.widgets.naming import identify
from ui.widgets.run_chart_paint import MARK, NAMES, Brush, device_ratio, in_device_pixels
from ui.widgets.saved_note import announce
from ui.widgets.tokens import look

_STEP = 17  # between two levels, in pixels at 100 %
_LEVELS = 84  # width of the words for the levels
_NARROW = 620  # below this the names stand above their lines
_LAST = 1_000_000  # further right than any session


class Canvas(QWidget):
    """``point_read`` carries the words of the point that the arrow keys or the mouse came to."""

    point_read = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._span: Span | None = None
        self._tracks: list[Track] = []
        self._brush: Brush | None = None
        self._frames: list[Frame] = []
        self._marks: list[list[Mark]] = []
        self._below = 0  # where the last of them ends
        self._above: list[int] = []  # how far above its top level the name of each begins
        self._picture: QPixmap | None = None  # kept from the second painting in the same size and look
        self._ratio = 1.0  # of the screen it was made for
        self._painted = False
        self._here: tuple[int, int] | None = None  # the series and the point being read
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        identify(
            self,
            "run-chart",
            _("Ratings from session to session, reviews, events and what helped; arrow keys read each"),
        )

    def set_series(self, series: Sequence[Series]) -> None:
        self._span = span_of(series)
        self._tracks = [track(one, self._span) for one in series] if self._span else []
        self._here = None
        self.setAccessibleDescription(
            ". ".join(_("{factor}: {rating}").format(factor=one.name, rating=latest_words(one)) for one in self._tracks)
        )
        self._draw_anew()

    def sizeHint(self) -> QSize:
        return QSize(look().px(640), self._below + look().space(6))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(220), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._draw_anew()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._brush is None:
            return
        if not self._painted:
            self._draw(painter, self._brush)
            self._painted = True
        else:
            ratio = device_ratio(painter)
            if self._picture is None or self._ratio != ratio:
                self._picture, self._ratio = self._kept(self._brush, ratio), ratio
            with in_device_pixels(painter, ratio):
                painter.drawPixmap(0, 0, self._picture)
        if self._here and (self.hasFocus() or self.underMouse()):
            row, place = self._here
            self._brush.paint_reading(painter, self._tracks[row], place, self._frames[row], self.rect())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._here and self._tracks:
            self._read(self._row_from(0, 1), _LAST)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

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
            row = self._row_from(row + down, down)
            place = bisect_left(self._tracks[row].points, on, key=_day_of)
        self._read(row, place + along)
        announce(self, self.reading)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        row = next((row for row, frame in enumerate(self._frames) if at.y() <= frame.base + look().space(3)), None)
        if self._span and row is not None and self._tracks[row].points:
            self._read(row, self._tracks[row].nearest(at.x(), at.y(), self._span, self._frames[row]))

    @property
    def reading(self) -> str:
        """The point being read, in words; empty before the first."""
        if not self._here:
            return ""
        row, place = self._here
        return self._tracks[row].reading(place)

    def _row_from(self, row: int, down: int) -> int:
        """The first series from ``row`` on, in this direction and around, that has a point; one always has."""
        count = len(self._tracks)
        return next(at % count for at in range(row, row + down * count, down) if self._tracks[at % count].points)

    def _read(self, row: int, place: int) -> None:
        here = (row, min(max(place, 0), len(self._tracks[row].points) - 1))
        if here != self._here:
            self._here = here
            self.point_read.emit(self.reading)
        self.update()

    def _draw_anew(self) -> None:
        self._brush = Brush(self._tracks, self._span) if self._span else None
        self._lay_out()
        self.update()

    def _lay_out(self) -> None:
        """Where everything goes in the width there is."""
        current = look()
        self._picture, self._painted = None, False
        step, side, foot = current.px(_STEP), current.px(MARK), current.space(3)
        left = current.px(_LEVELS if self._narrow else NAMES + _LEVELS) + side
        sides = left, max(left + 1, self.width() - side)
        self._frames, self._below = [], 0
        if self._brush and self._span:
            head = round(0.5 * step) + foot
            names = self._brush.lay_out_names(self.width() - side if self._narrow else current.px(NAMES))
            if self._narrow:
                self._above = [height + current.space(2) for height in names]
                head += max(names)
            else:  # names that are long push the next series down
                self._above = [current.space(2)] * len(names)
                beside = [round((one.kind.levels - 0.5) * step) for one in self._tracks]
                head = max(head, *(high - low - foot for high, low in zip(names, beside, strict=True)))
            self._frames = frames(self._tracks, sides, step, head, foot)
            last = self._frames[-1]
            self._below = max(last.base + foot, last.top - self._above[-1] + names[-1])
            pairs = zip(self._tracks, self._frames, strict=True)
            self._marks = [one.marks(self._span, frame, side) for one, frame in pairs]
        self.updateGeometry()

    @property
    def _narrow(self) -> bool:
        return self.width() < look().px(_NARROW)

    def _draw(self, painter: QPainter, brush: Brush) -> None:
        brush.paint(painter, self._frames, self._marks, self._above)

    def _kept(self, brush: Brush, ratio: float) -> QPixmap:
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self._draw(painter, brush)
        painter.end()
        picture.setDevicePixelRatio(1)  # it is put down pixel by pixel
        return picture


def _day_of(point: Point) -> date:
    return point.on
