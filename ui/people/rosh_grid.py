"""Risk of serious harm as assessed elsewhere: for each group, in the community and in custody."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.detail_words import rosh_key, rosh_label
from app.domain.people import Rosh, RoshGroup, RoshLevel
from ui.widgets.columns import Columns
from ui.widgets.combo_box import Select
from ui.widgets.label import Text
from ui.widgets.tokens import look


class RoshGrid(QWidget):
    """``None`` in every place where nothing is chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: dict[str, _Cell] = {}
        columns = Columns(narrowest=520)
        columns.add(self._column(_("In the community"), custody=False))
        columns.add(self._column(_("In custody"), custody=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(columns)

    @property
    def value(self) -> Rosh:
        chosen = {key: cell.value for key, cell in self._cells.items()}
        return Rosh(**{key: RoshLevel(level) if level else None for key, level in chosen.items()})

    def set_value(self, rosh: Rosh) -> None:
        for key, cell in self._cells.items():
            cell.set_value(getattr(rosh, key))

    def _column(self, heading: str, *, custody: bool) -> QWidget:
        column = QWidget()
        grid = QGridLayout(column)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look().space(4))
        grid.setVerticalSpacing(look().space(2))
        grid.setColumnStretch(1, 1)
        grid.addWidget(Text(heading, strong=True), 0, 0, 1, 2)
        for row, group in enumerate(RoshGroup, 1):
            cell = _Cell(rosh_label(group, custody=custody))
            cell.changed.connect(self.changed)
            self._cells[rosh_key(group, custody=custody).removeprefix("rosh_")] = cell
            grid.addWidget(Text(group.label), row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(cell, row, 1)
        return column


class _Cell(Select):
    """Its row and column say what it is; a screen reader hears the whole label."""

    def __init__(self, label: str) -> None:
        super().__init__(label, [(level.value, level.label) for level in RoshLevel], unchosen=_("Not assessed"))
        self._label.hide()
