"""About you: the officer's own details. A change counts from now; signed entries keep what was true then."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from app.domain.officers import Officer
from app.services import officers
from app.services.desk import Desk
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.officer_fields import OfficerFields
from ui.widgets.page import Page
from ui.widgets.question_box import leave_page
from ui.widgets.saved_note import SavedNote


class OfficerPage(Page):
    """Leaving it asks while something typed is not kept."""

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(
            _("About you"), _("A change counts from now on. Entries you signed keep what was true then."), parent=parent
        )
        self._desk = desk
        self._background = background
        self._errors = ErrorSummary()
        self._fields = OfficerFields()
        self._kept = self._handed = self._fields.value
        self._saved = SavedNote()
        for part in (self._errors, self._fields):
            self.add(part)
        save = PrimaryButton(_("Save"))
        save.clicked.connect(self._on_save)
        self.set_footer(save, self._saved)
        self.setFocusProxy(self._fields)
        self.refresh()

    @property
    def settled(self) -> bool:
        """Whether what is shown is what is kept."""
        return self._fields.value == self._kept

    def leave(self, go: Callable[[], object]) -> None:
        """Call ``go``; asks before, once, where something is not kept."""
        leave_page(self, go, settled=self.settled)

    def refresh(self) -> None:
        """Show what is kept; what is being typed stays."""
        self._background.run(partial(officers.current, self._desk), self._on_loaded)

    def _on_loaded(self, officer: Officer | None) -> None:
        if officer and self.settled:
            self._fields.set_value(officer)
            self._kept = self._fields.value

    def _on_save(self) -> None:
        problems = self._fields.problems()
        self._errors.show_problems(problems)
        if not problems:
            self._handed = self._fields.value
            self._background.run(partial(officers.record, self._desk, self._handed), self._on_saved)

    def _on_saved(self, _nothing: None) -> None:
        self._kept = self._handed
        self._saved.show_saved(self._desk.now())
