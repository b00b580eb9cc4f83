"""How each factor ran from session to session: a drawing to see the shape, and a table with the same words.

Shows one step line a factor over the same days, and lanes of marks below. Gaps are gaps. Never a total, a score or a
level made from several.
"""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.days import day_words
from app.domain.run_chart import Series, by_day
from ui.widgets.buttons import LinkButton
from ui.widgets.label import Text
from ui.widgets.naming import identify
from ui.widgets.run_chart_canvas import Canvas
from ui.widgets.table import Cell, Row, Table
from ui.widgets.tokens import look

_DAY_WIDTH, _NAME_WIDTH = 180, 250  # pixels at 100 %: a day in full, and the longest name of a factor


class RunChart(QWidget):
    """Arrow keys read point by point; "Show as table" swaps the drawing for its table, latest session first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series: tuple[Series, ...] = ()
        self._canvas = Canvas()
        self._hint = Text(_("Arrow keys or the mouse read each mark."), muted=True)
        self._table: Table | None = None
        self._toggle = LinkButton(_("Show as table"))
        identify(self._toggle, "run-chart-table-toggle")
        self._build_layout()
        self._toggle.clicked.connect(self._on_toggled)
        self.set_series(())

    def set_series(self, series: Sequence[Series]) -> None:
        """Show other factors, sessions or marks. Points in any order; those of one day share a place."""
        self._series = tuple(series)
        self._canvas.set_series(self._series)
        if self._table:
            self._fill_table(self._table)

    @property
    def shows_table(self) -> bool:
        return bool(self._table and not self._table.isHidden())

    def _build_layout(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._hint, 1)
        head.addWidget(self._toggle, alignment=Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(look().space(2))
        self._layout.addLayout(head)
        self._layout.addWidget(self._canvas)

    def _on_toggled(self) -> None:
        if self._table is None:
            columns = [(_("Day"), 3), *((one.name, 3) for one in self._series)]
            least = [_DAY_WIDTH, *[_NAME_WIDTH] * len(self._series)]
            self._table = Table(_("Ratings by session, latest first"), columns, narrowest=least)
            self._table.hide()
            self._layout.addWidget(self._table)
            self.setTabOrder(self._toggle, self._table)
            self._fill_table(self._table)
        show = not self.shows_table
        self._table.setVisible(show)
        self._canvas.setVisible(not show)
        self._hint.setVisible(not show)
        self._toggle.set_words(_("Show as chart") if show else _("Show as table"))

    def _fill_table(self, table: Table) -> None:
        table.set_rows([Row(day, (Cell(day_words(day), sort=day), *words)) for day, words in by_day(self._series)])
