"""The steps of a guide with their states; where there is little room, only "Step 3 of 9"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.flow import FlowLayout
from ui.widgets.icons import paint_icon
from ui.widgets.label import OneLine
from ui.widgets.menu_button import Entry, MenuButton
from ui.widgets.naming import identify
from ui.widgets.tokens import look

_MARK = 24


class StepState(StrEnum):
    """How far a step has come."""

    NOT_STARTED = "not_started"
    CURRENT = "current"
    DONE = "done"
    ATTENTION = "attention"

    @property
    def label(self) -> str:
        return {
            StepState.NOT_STARTED: _("not started"),
            StepState.CURRENT: _("current step"),
            StepState.DONE: _("done"),
            StepState.ATTENTION: _("needs attention"),
        }[self]


@dataclass(frozen=True)
class Step:
    """``key`` comes back in ``step_chosen``."""

    key: str
    label: str
    state: StepState = StepState.NOT_STARTED


class StepList(QWidget):
    """Up and down move along the steps, Enter or Space goes to one; Tab stops once."""

    step_chosen = Signal(str)

    def __init__(self, steps: Sequence[Step] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        identify(self, "steps", _("Steps"))
        self._steps: tuple[Step, ...] = ()
        self._rows: list[_Row] = []
        self._place = OneLine(strong=True)
        self._all = MenuButton(_("All steps"), self._entries)
        self._short = QWidget()
        short = FlowLayout(self._short, spacing=look().space(4))
        short.addWidget(self._place)
        short.addWidget(self._all)
        self._long = QWidget()
        self._column = QVBoxLayout(self._long)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._short)
        layout.addWidget(self._long)
        layout.addStretch(1)
        self.set_collapsed(False)
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show other states, or other steps."""
        self._steps = tuple(steps)
        while len(self._rows) > len(steps):
            row = self._rows.pop()
            row.hide()
            row.deleteLater()
        while len(self._rows) < len(steps):
            self._rows.append(self._add_row())
        for number, (row, step) in enumerate(zip(self._rows, steps, strict=True), 1):
            row.show_step(number, step)
        current = self._current()
        self._place.setText(
            _("Step {number} of {count}: {step}").format(
                number=current + 1, count=len(steps), step=steps[current].label
            )
            if steps
            else ""
        )

    def set_collapsed(self, collapsed: object) -> None:
        """Only the current step and a menu of all; made to be connected to `Columns.stacked_changed`."""
        self._short.setVisible(bool(collapsed))
        self._long.setVisible(not collapsed)

    def _add_row(self) -> _Row:
        row = _Row()
        row.clicked.connect(self._on_row_clicked)
        row.moved.connect(self._on_moved)
        self._column.addWidget(row)
        return row

    def _current(self) -> int:
        states = [step.state for step in self._steps]
        return states.index(StepState.CURRENT) if StepState.CURRENT in states else 0

    def _on_row_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, _Row):
            self.step_chosen.emit(row.step.key)

    def _on_moved(self, steps: int) -> None:
        here = next((place for place, row in enumerate(self._rows) if row.hasFocus()), self._current())
        self._rows[(here + steps) % len(self._rows)].setFocus(Qt.FocusReason.TabFocusReason)

    def _entries(self) -> Iterator[Entry]:
        for number, step in enumerate(self._steps, 1):
            words = _("{number}. {step} ({state})").format(number=number, step=step.label, state=step.state.label)
            yield Entry(words=words, choose=partial(self.step_chosen.emit, step.key))


class _Row(QPushButton):
    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "step")
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_step(self, number: int, step: Step) -> None:
        self.number, self.step = number, step
        identify(self, f"step-{step.key}", _("{number}. {step}").format(number=number, step=step.label))
        self.setAccessibleDescription(step.state.label)
        at = Qt.FocusPolicy.StrongFocus if step.state is StepState.CURRENT else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(at)
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in ways:
            self.moved.emit(ways[event.key()])
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        width = look().px(220)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(140), look().px(36))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        words = QRect(0, 0, max(1, width - self._words_left()), 10_000)
        height = QFontMetrics(self._font()).boundingRect(words, Qt.TextFlag.TextWordWrap, self.step.label).height()
        return max(height, look().px(_MARK)) + look().space(3)

    def paintEvent(self, _event: QPaintEvent) -> None:
        current = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(current.colour("sunken"))
            painter.drawRoundedRect(QRectF(self.rect()), current.size("radius"), current.size("radius"))
        side = current.px(_MARK)
        self._paint_mark(painter, QRectF(current.space(1), current.space(1.5), side, side))
        painter.setFont(self._font())
        quiet = self.step.state is StepState.NOT_STARTED
        painter.setPen(current.colour("muted" if quiet else "text"))
        top = current.space(1.5) + max(0, side - QFontMetrics(self._font()).height()) // 2
        words = QRect(self._words_left(), top, self.width() - self._words_left(), self.height())
        painter.drawText(words, Qt.TextFlag.TextWordWrap, self.step.label)

    def _paint_mark(self, painter: QPainter, place: QRectF) -> None:
        current = look()
        state = self.step.state
        fill, ink = {
            StepState.NOT_STARTED: ("surface", "muted"),
            StepState.CURRENT: ("accent", "on_accent"),
            StepState.DONE: ("primary", "on_primary"),
            StepState.ATTENTION: ("attention_back", "attention_text"),
        }[state]
        filled = state in (StepState.CURRENT, StepState.DONE)
        line = "control_border" if state is StepState.NOT_STARTED else ink
        painter.setPen(Qt.PenStyle.NoPen if filled else QPen(current.colour(line), 1.0))
        painter.setBrush(current.colour(fill))
        painter.drawEllipse(place.adjusted(0.5, 0.5, -0.5, -0.5))
        if state is StepState.DONE:
            edge = place.width() * 0.2
            paint_icon(painter, "check", ink, place.adjusted(edge, edge, -edge, -edge))
            return
        font = QFont(self.font())
        font.setPixelSize(current.size("tiny"))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(current.colour(ink))
        mark = "!" if state is StepState.ATTENTION else str(self.number)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, mark)

    def _words_left(self) -> int:
        return look().space(1) + look().px(_MARK) + look().space(2.5)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setBold(self.step.state is StepState.CURRENT)
        return font
