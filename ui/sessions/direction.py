"""How a factor moved since it was last rated, in words and with an arrow."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.domain.days import day_words
from app.domain.ratings import Comparison, Direction, Level
from ui.widgets.icons import paint_icon
from ui.widgets.label import Text
from ui.widgets.tokens import look

_ARROWS = {
    Direction.EASING: "arrow-down-right",
    Direction.SAME: "arrow-right",
    Direction.RISING: "arrow-up-right",
    Direction.NEW: "circle-dot",
}


def direction_words(comparison: Comparison | None, before: Level | None, now: Level | None) -> str:
    """ "Rising since 9 November 2026: Emerging, now Present"; empty when there is nothing to compare.

    ``before`` may be unknown, then only the direction and the day are said.
    """
    if comparison is None:
        return ""
    words = comparison.direction.label
    if comparison.since is None:
        return _("{direction}: not rated before").format(direction=words)
    since = day_words(comparison.since)
    if before is None or now is None:
        return _("{direction} since {day}").format(direction=words, day=since)
    if before is now:
        return _("{direction} as on {day}: {level}").format(direction=words, day=since, level=now.label)
    return _("{direction} since {day}: {before}, now {now}").format(
        direction=words, day=since, before=before.label, now=now.label
    )


class DirectionLine(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._arrow = _Arrow()
        self._words = Text(strong=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().space(2))
        row.addWidget(self._arrow)
        row.addWidget(self._words, 1)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def show_direction(self, comparison: Comparison | None, before: Level | None, now: Level | None) -> None:
        self._words.setText(direction_words(comparison, before, now))
        if comparison:
            self._arrow.show_icon(_ARROWS[comparison.direction])
        self.setVisible(comparison is not None)


class _Arrow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._icon = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str) -> None:
        self._icon = name
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look().px(20), look().px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._icon:
            paint_icon(QPainter(self), self._icon, "text", QRectF(self.rect()))
