"""The keeping of one draft: saved as it is typed, and left only when it is saved, signed or discarded.

Must not know what is in the draft, nor how it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from app.domain.problems import Problem
from ui.widgets.autosave import Autosave
from ui.widgets.background import Background
from ui.widgets.guided import Guided

D = TypeVar("D")


class DraftKeeping(Autosave[D]):
    """``refused`` with the Problem for which a draft was neither signed nor discarded."""

    refused = Signal(Problem)

    def __init__(
        self, background: Background, guided: Guided[Any, Any, D], clock: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(background, guided.save, clock, guided.left, parent)
        self._go_on: Callable[[], object] | None = None
        self._done: Callable[[object], object] | None = None

    def leave(self, go: Callable[[], object]) -> None:
        """Call ``go`` when everything is in the store; asked twice, the later counts.

        While the draft is being signed or discarded, that comes first.
        """
        self._go_on = go
        if not self._done:
            self.save_now()
            self._leave_when_saved()

    def stay(self) -> Callable[[], object] | None:
        """Leave nothing any more; returns where it was to go on to, if leaving was asked for."""
        go, self._go_on = self._go_on, None
        return go

    def close(self, work: Callable[[], object], done: Callable[[object], object]) -> None:
        """Sign or discard, once, on the worker thread; ``done`` takes what came of it."""
        if not self._done:
            self._done = done
            self.hold_back()
            self._background.run(work, self._on_closed, self._on_refused)

    def _on_saved(self, result: object) -> None:
        super()._on_saved(result)
        self._leave_when_saved()

    def _leave_when_saved(self) -> None:
        if self._go_on and not self._done and self.settled:
            go, self._go_on = self._go_on, None
            go()

    def _on_closed(self, result: object) -> None:
        self.end()
        if self._done:
            self._done(result)

    def _on_refused(self, problem: Problem) -> None:
        self._done, self._go_on = None, None
        self.save_now()
        self.refused.emit(problem)
