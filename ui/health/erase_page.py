"""Erasing a person: what is held, what will be left elsewhere, why, and the CRN typed to confirm it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _
from gettext import ngettext
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.days import day_words
from app.domain.problems import Cancelled, ErasureNotConfirmed, Problem
from app.services import erasure
from app.services.desk import Desk
from app.services.erasure import Certificate, Plan, Reason
from ui.health.counts import lines
from ui.widgets.background import Background, Progress
from ui.widgets.buttons import SecondaryButton, SignButton
from ui.widgets.card import Card
from ui.widgets.choice import ChoiceList
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.field import Field
from ui.widgets.label import Text
from ui.widgets.line_box import LineBox
from ui.widgets.naming import identify
from ui.widgets.page import Page
from ui.widgets.progress_card import ProgressCard
from ui.widgets.saved_note import announce
from ui.widgets.tokens import look

_REMOVE, _KEEP = "remove", "keep"


class ErasePage(Page):
    """``erased`` carries the new desk, the old one is of no more use, and the certificate; ``left`` when given up."""

    erased = Signal(object, object)
    left = Signal()

    def __init__(self, desk: Desk, background: Background, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(_("Erase a person"), parent=parent)
        self._desk = desk
        self._background = background
        self._person_id = person_id
        self._working = False
        self._build()
        self._connect_signals()
        self._background.run(partial(erasure.plan, desk, person_id), self._on_planned)

    @property
    def settled(self) -> bool:
        """Whether nobody is being erased."""
        return not self._working

    def leave(self, go: Callable[[], object]) -> None:
        """Call ``go``, but not while somebody is being erased: cancel that first."""
        if not self._working:
            go()

    def _build(self) -> None:
        self._errors = ErrorSummary()
        self._held = Card(_("What will be erased"))
        self._held_words = Text()
        self._held_words.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._held_words.setMargin(look().space(1))
        identify(self._held_words, "held", _("What will be erased"))
        self._held.add(self._held_words)
        self._kept = Card(_("What may still hold this person"))
        self._kept_words = Text()
        self._kept.add(self._kept_words)
        self._reason = ChoiceList(
            _("Why is this person erased?"),
            [(reason.value, reason.label, "") for reason in Reason],
            _("It stands on the certificate."),
        )
        self._backups = ChoiceList(
            _("What becomes of the backups that hold this person?"),
            [
                (_REMOVE, _("Remove them now"), _("A new backup, without this person, is made first.")),
                (_KEEP, _("Keep them until they are dropped"), _("They could bring back everything, this person too.")),
            ],
        )
        self._typed = LineBox(_("Type the CRN to confirm"))
        self._progress = ProgressCard()
        self._stopped = Text(strong=True)
        self._form = (self._held, self._kept, self._reason, self._backups, self._typed)
        self._go = SignButton(_("Erase for good"), "trash-2")
        self._cancel = SecondaryButton(_("Cancel"))
        for part in (self._errors, *self._form, self._stopped, self._progress):
            self.add(part)
        for hidden in (*self._form, self._stopped, self._go):
            hidden.hide()
        self.set_footer(self._go, self._cancel)

    def _connect_signals(self) -> None:
        self._go.clicked.connect(self._on_erase)
        self._cancel.clicked.connect(self.left)

    def _on_planned(self, plan: Plan) -> None:
        details = plan.person.details
        self.set_heading(
            _("Erase {name}").format(name=details.name),
            _("This cannot be taken back. The store is made anew without this person, and you get a certificate."),
        )
        self._held_words.setText(lines(plan.held))
        self._held_words.setAccessibleDescription(self._held_words.text())
        self._kept_words.setText("\n".join(_remains(plan)))
        hint = _("It is {crn}.") if details.crn else _("There is none: type the name, {crn}.")
        self._typed.set_hint(hint.format(crn=erasure.confirmation(plan.person)))
        for part in (*self._form, self._go):
            part.show()
        self._backups.setVisible(bool(plan.backups))
        self._held_words.setFocus()

    def _on_erase(self) -> None:
        if self._working:
            return
        problems: list[tuple[Field, str]] = []
        if self._reason.value is None:
            problems.append((self._reason, _("Choose why this person is erased")))
        if self._backups.isVisible() and self._backups.value is None:
            problems.append((self._backups, _("Choose what becomes of the backups")))
        if not self._typed.value.strip():
            problems.append((self._typed, self._typed.label))
        self._errors.show_problems(problems)
        if problems or self._reason.value is None:
            return
        self._stopped.hide()
        self._set_working(working=True)
        self._progress.begin(_("Making the store anew…"))
        removes = self._backups.value == _REMOVE
        work = partial(self._erase, Reason(self._reason.value), self._typed.value, removes)
        self._progress.follow(self._background.run_long(work, self._on_erased, self._on_failed))

    def _erase(self, reason: Reason, typed: str, removes: bool, progress: Progress) -> tuple[Desk, Certificate]:  # noqa: FBT001
        """On the worker thread."""
        return erasure.erase(
            self._desk,
            self._person_id,
            reason,
            typed,
            progress.report,
            self._progress.cancelled,
            remove_backups=removes,
        )

    def _on_erased(self, found: tuple[Desk, Certificate]) -> None:
        self._set_working(working=False)
        announce(self, _("Erased"))
        self.erased.emit(*found)

    def _on_failed(self, problem: Problem) -> None:
        self._set_working(working=False)
        if isinstance(problem, Cancelled):
            self._stopped.setText(problem.sentence)
            self._stopped.show()
            announce(self, problem.sentence)
            return
        field = self._typed if isinstance(problem, ErasureNotConfirmed) else None
        self._errors.show_problems([(field, problem.sentence)])

    def _set_working(self, *, working: bool) -> None:
        self._working = working
        for part in (*self._form, self._go, self._cancel):
            part.setEnabled(not working)
        if not working:
            self._progress.hide()


def _remains(plan: Plan) -> list[str]:
    told = []
    if plan.backups:
        words = ngettext(
            "{count} backup on this computer, until about {day}. Below you say what becomes of it.",
            "{count} backups on this computer, the last until about {day}. Below you say what becomes of them.",
            len(plan.backups),
        )
        last = max(held.until for held in plan.backups)
        told.append(words.format(count=len(plan.backups), day=day_words(last)))
    if plan.elsewhere:
        told.append(_("Where records of other people name this one:"))
        told.append(lines(plan.elsewhere))
    if plan.quarantined:
        words = _("Damaged files in quarantine, which may hold this person: {count}.")
        told.append(words.format(count=plan.quarantined))
    told.append(_("Backups in other folders, and notes exported or printed: Sightline does not know where they are."))
    told.append(_("The audit, which holds numbers and no names."))
    return told
