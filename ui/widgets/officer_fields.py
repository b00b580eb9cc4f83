"""The four lines about the officer: at the first run, and later when something about them changes."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.officers import Officer, check_officer
from ui.widgets.field import Field
from ui.widgets.line_box import LineBox
from ui.widgets.tokens import look


class OfficerFields(QWidget):
    """Name, role, office and the SPO's name; ``changed`` when something was typed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = {
            "name": LineBox(_("Your name"), _("As it should stand on session notes")),
            "role": LineBox(_("Your role"), _("For example probation officer, or probation services officer")),
            "office": LineBox(_("Your office")),
            "spo": LineBox(_("Your SPO’s name"), _("The senior probation officer who supervises your work")),
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look().space(5))
        for field in self._fields.values():
            layout.addWidget(field)
            field.changed.connect(self.changed)
        self.setFocusProxy(self._fields["name"])

    @property
    def value(self) -> Officer:
        typed = {name: " ".join(field.value.split()) for name, field in self._fields.items()}
        return Officer(**typed)

    def set_value(self, officer: Officer) -> None:
        for name, field in self._fields.items():
            field.set_value(getattr(officer, name))

    def problems(self) -> list[tuple[Field, str]]:
        """Pairs of field and sentence for what is missing."""
        return [(self._fields[one.field], one.sentence) for one in check_officer(self.value)]
