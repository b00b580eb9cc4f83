"""The store's health: when all of it was last checked, checking it now, and the verdict in plain words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from gettext import gettext as _
from gettext import ngettext

from PySide6.QtWidgets import QWidget

from app.domain.days import moment_words
from app.domain.problems import Cancelled, Problem
from app.services import health
from app.services.desk import Desk
from app.services.health import Verdict
from ui.widgets.background import Background, Progress
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.label import Text
from ui.widgets.page import Page
from ui.widgets.progress_card import ProgressCard
from ui.widgets.saved_note import announce


class HealthPage(Page):
    """Checks when asked to, and says when that was last done."""

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(
            _("The store’s health"),
            _(
                "Each unlock looks at the store’s key parts. Every page of it is checked in each daily backup, after a "
                "crash or power cut, and here whenever you like. It takes longer the more you have recorded."
            ),
            parent=parent,
        )
        self._desk = desk
        self._background = background
        self._working = False
        self._build()
        self._connect_signals()
        self.refresh()

    @property
    def settled(self) -> bool:
        """Whether nothing is being checked."""
        return not self._working

    def leave(self, go: Callable[[], object]) -> None:
        """Call ``go``, but not while the store is being checked: cancel that first."""
        if not self._working:
            go()

    def refresh(self) -> None:
        """Ask when the last check was."""
        self._background.run(partial(health.last_checked, self._desk), self._on_last)

    def _build(self) -> None:
        self._errors = ErrorSummary()
        self._last = Text(strong=True)
        self._go = PrimaryButton(_("Check the whole store now"))
        self._progress = ProgressCard()
        self._stopped = Text()
        self._stopped.hide()
        self._verdict = _VerdictCard()
        for part in (self._errors, self._last, self._go, self._progress, self._stopped, self._verdict):
            self.add(part)
        self.setFocusProxy(self._go)

    def _connect_signals(self) -> None:
        self._go.clicked.connect(self._on_check)

    def _on_last(self, at: datetime | None) -> None:
        words = _("Last checked here, and sound: {moment}")
        self._last.setText(words.format(moment=moment_words(at)) if at else _("Not checked here yet"))

    def _on_check(self) -> None:
        self._errors.clear()
        self._stopped.hide()
        self._verdict.hide()
        self._set_working(working=True)
        self._progress.begin(_("Checking every page…"))
        self._progress.follow(self._background.run_long(self._check, self._on_checked, self._on_failed))

    def _check(self, progress: Progress) -> Verdict:
        """On the worker thread."""
        return health.check(self._desk, progress.report, self._progress.cancelled)

    def _on_checked(self, verdict: Verdict) -> None:
        self._set_working(working=False)
        self._verdict.show_verdict(verdict)
        announce(self, verdict.sentence)
        if verdict.sound:
            self._on_last(verdict.at)

    def _on_failed(self, problem: Problem) -> None:
        self._set_working(working=False)
        if isinstance(problem, Cancelled):
            self._stopped.setText(problem.sentence)
            self._stopped.show()
            announce(self, problem.sentence)
        else:
            self._errors.show_problems([(None, problem.sentence)])

    def _set_working(self, *, working: bool) -> None:
        self._working = working
        self._go.setEnabled(not working)
        if not working:
            self._progress.hide()
            self._go.setFocus()


class _VerdictCard(Card):
    """Hidden until there is one."""

    def __init__(self) -> None:
        super().__init__(_("Verdict"))
        self._sentence = Text(strong=True)
        self._advice = Text()
        self._rows = Text()
        self._checked = Text(muted=True)
        for part in (self._sentence, self._advice, self._rows, self._checked):
            self.add(part)
        self.hide()

    def show_verdict(self, verdict: Verdict) -> None:
        self._sentence.setText(verdict.sentence)
        self._advice.setText(verdict.advice)
        words = ngettext("{count} row was read, {moment}.", "{count} rows were read, {moment}.", verdict.rows)
        self._rows.setText(words.format(count=f"{verdict.rows:,}", moment=moment_words(verdict.at)))
        self._rows.setVisible(verdict.sound)
        self._checked.setText("\n".join((_("Checked:"), *verdict.checked)))
        self._checked.setVisible(verdict.sound)
        self.show()
