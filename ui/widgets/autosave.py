"""Saves what is typed within a second of quiet, on the worker thread, and says truthfully how it went.

Must not know what it saves, nor where.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.problems import Problem
from ui.widgets.background import Background

_QUIET = 600  # milliseconds without a keystroke

T = TypeVar("T")


class Autosave(QObject, Generic[T]):
    """``keep`` takes every new state of a draft; what equals the last state handed over is not saved again."""

    saving = Signal()
    saved = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        background: Background,
        save: Callable[[T], object],
        clock: Callable[[], datetime],
        draft: T,
        parent: QObject,
    ) -> None:
        """``save`` puts a state into the store, on the worker thread; ``draft`` is the state that is there."""
        super().__init__(parent)
        self._background = background
        self._save = save
        self._clock = clock
        self._newest = draft
        self._handed: T | None = draft
        self._running = 0
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET)
        self._quiet.timeout.connect(self.save_now)

    @property
    def settled(self) -> bool:
        """Whether the newest state is in the store."""
        return self._handed == self._newest and not self._running

    def keep(self, draft: T) -> None:
        """Hold ``draft`` and save it when the keyboard rests."""
        self._newest = draft
        if draft != self._handed:
            self.saving.emit()
            self._quiet.start()

    def save_now(self) -> None:
        """Hand what is new to the store at once; ``saved`` or ``failed`` follows."""
        self._quiet.stop()
        if self._newest == self._handed:
            return
        self._handed = self._newest
        self._running += 1
        self._background.run(partial(self._save, self._newest), self._on_saved, self._on_failed)

    def hold_back(self) -> None:
        """Leave the saving to whoever takes the newest draft now; `save_now` saves it all the same."""
        self._quiet.stop()

    def end(self) -> None:
        """The draft is no more: it was signed or discarded."""
        self._quiet.stop()
        self._handed = self._newest

    def _on_saved(self, _result: object) -> None:
        self._running -= 1
        if self.settled:
            self.saved.emit(self._clock())

    def _on_failed(self, problem: Problem) -> None:
        """What failed counts as not handed over, so that the next change or the next leaving tries again.

        One that is on its way already carries all of it, and will tell.
        """
        self._running -= 1
        if not self._running:
            self._handed = None
            self.failed.emit(problem.sentence)
