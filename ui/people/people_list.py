"""The caseload in rows: a table where its columns have room, and where not, a list that says the same.

Asks no service: it is given the people to show.
"""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.days import short_day_words
from app.domain.people import RoshLevel
from app.services.people import PersonRow
from ui.people.rows import contact_words, full_name, person_row
from ui.widgets.combo_box import Select
from ui.widgets.row_list import RowList
from ui.widgets.table import Cell, Row, Table
from ui.widgets.tag import Tone
from ui.widgets.tokens import look


class PeopleList(QWidget):
    """``person_opened`` carries the id. The order chosen, the cursor and the focus stay when the shape changes."""

    person_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: dict[object, PersonRow] = {}
        columns = _columns()
        self._table = Table(_("People"), columns, narrowest=(175, 88, 136, 90, 78, 172, 112, 85), whole=True)
        self._list = RowList(_("People"))
        (_name, (first, _share)), *others = enumerate(columns)
        self._order = Select(_("Order"), [(str(number), title) for number, (title, _share) in others], unchosen=first)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look().space(3))
        for part in (self._order, self._list, self._table):
            layout.addWidget(part)
        self._shown: Table | RowList = self._table
        self._show_shape(self._table)
        self._order.changed.connect(self._on_order_chosen)
        for rows in (self._table, self._list):
            rows.row_opened.connect(self.person_opened)

    def set_people(self, people: Sequence[PersonRow]) -> None:
        """Show ``people``, in the order chosen; theirs until one is."""
        self._people = {person.id: person for person in people}
        self._table.set_rows([_row(person) for person in people])
        self._fill_list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A table wider than the page would have to be scrolled sideways. Another text size makes it higher as well."""
        super().resizeEvent(event)
        fitting = self._list if self.width() < self._table.narrowest else self._table
        if fitting is not self._shown:
            self._change_shape(fitting)

    def _change_shape(self, fitting: Table | RowList) -> None:
        focused = self._shown.hasFocus()
        if fitting is self._list:
            column = self._table.horizontalHeader().sortIndicatorSection()
            self._order.set_value(str(column) if column > 0 else None)
            self._fill_list()
            current = self._table.current_id()
            if current in self._people:
                self._list.choose(self._table.ids.index(current))
        else:
            self._table.choose(self._list.current_key)
        self._show_shape(fitting)
        if focused:
            fitting.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_shape(self, fitting: Table | RowList) -> None:
        self._shown = fitting
        self.setFocusProxy(fitting)
        listed = fitting is self._list
        self._order.setVisible(listed)
        self._list.setVisible(listed)
        self._table.setVisible(not listed)

    def _fill_list(self) -> None:
        self._list.set_rows([person_row(self._people[one]) for one in self._table.ids])

    def _on_order_chosen(self) -> None:
        """The table sorts for both."""
        self._table.sortByColumn(int(self._order.value or -1), Qt.SortOrder.AscendingOrder)
        self._fill_list()


def _columns() -> list[tuple[str, int]]:
    return [
        (_("Name"), 3),
        (_("CRN"), 0),
        (_("Status"), 2),
        (_("RoSH"), 0),
        (_("MAPPA"), 0),
        (_("Next contact"), 2),
        (_("Last seen"), 0),
        (_("Overdue"), 0),
    ]


def _row(person: PersonRow) -> Row:
    level = person.rosh
    return Row(
        person.id,
        (
            full_name(person),
            person.crn,
            person.status.label if person.status else "",
            Cell(level.label if level else "", sort=-list(RoshLevel).index(level) if level else 1),
            Cell(
                _("Level {level}").format(level=person.mappa_level) if person.mappa_level else "",
                sort=-(person.mappa_level or 0),
            ),
            Cell(contact_words(person.next_at) if person.next_at else "", sort=f"{person.next_at or '9999'}"),
            Cell(short_day_words(person.last_seen) if person.last_seen else "", sort=f"{person.last_seen or ''}"),
            Cell(str(person.overdue), Tone.DANGER, -person.overdue) if person.overdue else Cell("", sort=0),
        ),
    )
