"""The list of keyboard shortcuts, read from the menus so that it is always true."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.widgets.buttons import SecondaryButton
from ui.widgets.heading import Heading
from ui.widgets.naming import identify
from ui.widgets.table import Row, Table
from ui.widgets.tokens import look


class Shortcuts(QDialog):
    """Pairs of what is done and its keys, and those that belong to pages."""

    def __init__(self, commands: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        identify(self, "shortcuts", _("Keyboard shortcuts"))
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        table = Table(_("Keyboard shortcuts"), ((_("Command"), 2), (_("Keys"), 1)))
        table.set_rows([Row(words, (words, keys)) for words, keys in (*commands, *_on_pages())])
        close = SecondaryButton(_("Close"))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        edge = look().space(6)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(look().space(3))
        layout.addWidget(Heading(_("Keyboard shortcuts"), 2))
        layout.addWidget(table, 1)
        layout.addWidget(close)
        self.resize(look().px(520), look().px(560))
        table.setFocus()


def _on_pages() -> tuple[tuple[str, str], ...]:
    return (
        (_("Continue, save or start: the green button"), _("Ctrl+Enter")),
        (_("Choose an answer by its number"), _("1 to 9")),
        (_("Rate an acute factor, and go on to what is asked next"), _("1 to 6")),
        (_("Leave a text box"), _("Tab")),
        (_("Open a row of a list"), _("Enter")),
        (_("Do what the button of a row says"), _("Space")),
        (_("What else can be done with something due"), _("Menu key or Shift+F10")),
        (_("Record what was done about something due"), _("R")),
        (_("Start a session with the person of a row"), _("S")),
        (_("Put off something due"), _("P")),
        (_("Enter a date of the official system"), _("O")),
        (_("Show the rule by which it is due"), _("W")),
        (_("Tick a task off as done"), _("D")),
        (_("Judge an absence"), _("J")),
        (_("Record the letter about an absence"), _("L")),
        (_("Add one more to a list of records"), _("A")),
        (_("Tick a session off as copied to NDelius"), _("C")),
        (_("What the person said: confirmed, judged unimportant, still open"), _("C, U, O")),
        (_("From room to room of a person, once there by Tab"), _("Left and right, then Enter")),
        (_("By day and by week in the calendar"), _("Arrow keys")),
        (_("Sort a table by a column; again to turn it round"), _("1 to 9 in the table")),
        (_("Leave a form"), _("Escape")),
    )
