"""A card with a counted heading over a list of rows."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.heading import Heading
from ui.widgets.label import Text
from ui.widgets.row_list import RowList
from ui.widgets.row_shape import Row

FIRST = 30
"""Rows shown at first."""


class ListCard(Card):
    """Hidden while there is nothing in it, unless ``empty`` says so in a sentence.

    A long list shows its first rows and a button for all of them: laying out hundreds takes longer than the event
    loop may wait, and nobody starts with the last.
    """

    def __init__(
        self,
        title: str,
        letters: str = "",
        hint: str = "",
        *,
        empty: str = "",
        counted: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._title = title
        self._counted = counted
        self._heading = Heading(title, 3)
        self._empty = Text(empty, muted=True)
        self.list = RowList(title, letters, hint)
        self._rows: Sequence[Row] = ()
        self._whole = False
        self._more = SecondaryButton(_("Show all"))
        self.add(self._heading)
        for part in (self._empty, self.list, self._more):
            self.add(part)
            part.hide()
        self.hide()
        self._more.clicked.connect(self._on_more_clicked)

    @property
    def first_control(self) -> QWidget:
        """Where the keyboard starts. A focus proxy would lead Tab back here: the card comes after its list for Tab."""
        return self.list

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show ``rows`` with their number in the heading; those shown whole before stay so."""
        if self._counted and rows:
            self._heading.setText(_("{title}: {count}").format(title=self._title, count=len(rows)))
        else:
            self._heading.setText(self._title)
        self._rows = rows
        self._show_rows()
        self._empty.setVisible(not rows and bool(self._empty.text()))
        self.setVisible(bool(rows or self._empty.text()))

    def _show_rows(self) -> None:
        shown = self._rows if self._whole or len(self._rows) <= FIRST else self._rows[:FIRST]
        self.list.set_rows(shown)
        self.list.setVisible(bool(shown))
        self._more.set_words(_("Show all {count}").format(count=len(self._rows)))
        self._more.setVisible(len(shown) < len(self._rows))

    def _on_more_clicked(self) -> None:
        self._whole = True
        self._show_rows()
        self.list.choose(FIRST)
        self.list.setFocus()
