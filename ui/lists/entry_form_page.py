"""Adding an entry to a reference list, changing one, or taking it out: each with a reason."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.case_problems import FieldProblems, NotFound
from app.domain.problems import Problem
from app.domain.reference_lists import Entry, ListPage, ReferenceList, check_entry
from app.services import reference_lists
from app.services.desk import Desk
from ui.lists.dialogs import TakeOutDialog
from ui.lists.entry_form import EntryForm, in_order
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.page import Page
from ui.widgets.question_box import leave_page
from ui.widgets.text_box import TextBox


class EntryFormPage(Page):
    """``key`` is None for a new entry. ``left`` when it was given up, kept, or taken out."""

    left = Signal()

    def __init__(
        self,
        desk: Desk,
        background: Background,
        which: ReferenceList,
        key: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Change an entry") if key else _("Add an entry"), which.label, parent=parent)
        self._desk, self._background, self._which, self._key = desk, background, which, key
        self._entry: Entry | None = None
        self._form: EntryForm | None = None
        self._typed = False
        self._build()
        self._connect_signals()
        background.run(partial(reference_lists.page, desk, which), self._on_loaded, self._on_failed)

    @property
    def subject(self) -> tuple[ReferenceList, str | None]:
        """The list and the entry's key."""
        return self._which, self._key

    @property
    def settled(self) -> bool:
        """Whether nothing typed waits to be kept."""
        return not self._typed

    def leave(self, go: Callable[[], object]) -> None:
        """Call ``go``; asks before, once, where something is typed."""
        leave_page(self, go, settled=self.settled)

    def _build(self) -> None:
        self._problems = ErrorSummary()
        self._reason = TextBox(_("Why"), _("In a sentence. It stands in the history of the list, with your name."))
        self._save = PrimaryButton(_("Save"))
        self._cancel = SecondaryButton(_("Cancel"))
        self._cancel.setShortcut("Escape")
        self._take_out = SecondaryButton(_("Take out…"))
        self._take_out.setVisible(self._key is not None)
        self.add(self._problems)
        self.set_footer(self._save, self._cancel, self._take_out)
        for button in (self._save, self._take_out):
            button.setEnabled(False)

    def _connect_signals(self) -> None:
        self._save.clicked.connect(self._on_save)
        self._cancel.clicked.connect(self._on_cancel)
        self._take_out.clicked.connect(self._on_take_out_wanted)

    def _on_loaded(self, page: ListPage) -> None:
        self._entry = next((one for one in page.entries if one.key == self._key), None)
        if self._key and self._entry is None:
            self._on_failed(NotFound())
            return
        self._form = EntryForm(self._which, self._entry, self._desk.today())
        for part in (self._form, self._reason):
            self.add(part)
        for field in (*self._form.fields.values(), self._reason):
            field.changed.connect(self._on_typed)
        for button in (self._save, self._take_out):
            button.setEnabled(True)
            self.setTabOrder(self._reason.control, button)  # the form came after them
        self._form.fields["name"].setFocus()

    def _on_typed(self) -> None:
        self._typed = True

    def _on_save(self) -> None:
        if self._form is None:
            return
        entry, problems = self._form.read()
        if problems:
            missed = {one.field for one in problems}
            typed = [one for one in check_entry(entry, (), self._desk.today()) if one.field not in missed]
            self._on_failed(FieldProblems([*problems, *typed]))
            return
        self._save.setEnabled(False)
        keep = reference_lists.change if self._key else reference_lists.add
        self._background.run(
            partial(keep, self._desk, self._which, entry, self._reason.value), self._on_kept, self._on_failed
        )

    def _on_kept(self, _result: object) -> None:
        self._typed = False
        self.left.emit()

    def _on_failed(self, problem: Problem) -> None:
        said: list[tuple[QWidget | None, str]] = [(None, problem.sentence)]
        if isinstance(problem, FieldProblems) and self._form:
            places = {**self._form.fields, "reason": self._reason}
            said = [(places.get(one.field), one.sentence) for one in in_order(self._form, problem.problems)]
        self._save.setEnabled(self._form is not None)
        self._problems.show_problems(said)
        self.scroll_to_top()

    def _on_cancel(self) -> None:
        self.leave(self.left.emit)

    def _on_take_out_wanted(self) -> None:
        if self._entry:
            dialog = TakeOutDialog(self._desk, self._background, self._which, self._entry, self)
            dialog.saved.connect(partial(self._on_kept, None))
            dialog.open()
