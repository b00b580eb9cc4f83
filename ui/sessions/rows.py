"""Rows of the same few fields, added and removed by the officer: tasks, information given or received."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.buttons import LinkButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.date_box import DateBox
from ui.widgets.field import Field
from ui.widgets.heading import Heading
from ui.widgets.line_box import LineBox
from ui.widgets.naming import identify, slug
from ui.widgets.step_page import read_or_blank, unread
from ui.widgets.text_box import TextBox
from ui.widgets.tokens import look


class Row(Card):
    """A card with fields by the name that the domain knows them by; a subclass says what they amount to."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self._title = Heading(kind, 3)
        self.remove = LinkButton(_("Remove"), "trash-2")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.remove)
        self.add(head)
        self.fields: dict[str, Field] = {}
        self._names: dict[QWidget, str] = {}

    @property
    def blank(self) -> bool:
        """Nothing was typed: such a row is not part of the entry."""
        return not any(map(_is_typed, self.fields.values()))

    def number(self, number: int) -> None:
        """Its place among the rows, in its title and in the name of each of its controls."""
        title = _("{kind} {number}").format(kind=self._kind, number=number)
        self._title.setText(title)
        for control in self._stops():
            name = self._names.setdefault(control, control.accessibleName())
            words = _("{row}: {field}").format(row=title, field=name)
            identify(control, slug(words), words)

    def chain(self, after: QWidget | None) -> QWidget:
        """Put the row's controls after another in the order of Tab; returns the last of them."""
        for control in [*(c for c in self._stops() if c is not self.remove), self.remove]:
            if after:
                QWidget.setTabOrder(after, control)
            after = control
        return self.remove

    def _stops(self) -> list[QWidget]:
        """What Tab stops at; the list that a choice drops down is a window of its own."""
        inside = (one for one in self.findChildren(QWidget) if one.window() is self.window() and not one.focusProxy())
        return [one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus]


R = TypeVar("R", bound=Row)


class Rows(QWidget, Generic[R]):
    """The rows and the button that adds one. ``changed`` is called whenever anything in them is typed or removed."""

    def __init__(self, make: Callable[[], R], add_label: str, changed: Callable[[], object]) -> None:
        super().__init__()
        self._make = make
        self._changed = changed
        self.rows: list[R] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(look().space(3))
        self._button = SecondaryButton(add_label, "plus")
        self._button.clicked.connect(self._on_add_clicked)
        self._layout.addWidget(self._button)

    def append(self) -> R:
        """Another blank row at the end."""
        row = self._make()
        row.remove.clicked.connect(partial(self._on_remove_clicked, row))
        for field in row.fields.values():
            field.changed.connect(self._changed)
        self._layout.insertWidget(len(self.rows), row)
        self.rows.append(row)
        self._renumber()
        return row

    @property
    def first(self) -> QWidget:
        """Where typing begins: the first field of the first row, or the button that adds one."""
        return next(iter(self.rows[0].fields.values())) if self.rows else self._button

    def filled(self) -> list[R]:
        """The rows in which something was typed, in order."""
        return [row for row in self.rows if not row.blank]

    def field(self, name: str) -> QWidget | None:
        """The field of a name such as ``tasks.0.what``, counted among the filled rows."""
        _noun, place, field = name.split(".")
        rows = self.filled()
        return rows[int(place)].fields[field] if int(place) < len(rows) else None

    def showEvent(self, event: QShowEvent) -> None:
        """The order of Tab is made when the rows are in their window: taking them in had undone it."""
        super().showEvent(event)
        self._renumber()

    def _renumber(self) -> None:
        after: QWidget | None = None
        for place, row in enumerate(self.rows, 1):
            row.number(place)
            after = row.chain(after)
        if after:
            QWidget.setTabOrder(after, self._button)

    def _on_add_clicked(self) -> None:
        row = self.append()
        row.show()
        next(iter(row.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_remove_clicked(self, row: R) -> None:
        self.rows.remove(row)
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._renumber()
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._changed()


def _is_typed(field: Field) -> bool:
    """Whether something stands in it, even half a date; a choice may have been made beforehand and does not count."""
    if isinstance(field, DateBox):
        return bool(unread(field)) or read_or_blank(field.value) is not None
    return isinstance(field, LineBox | TextBox) and bool(field.value.strip())
