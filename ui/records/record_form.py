"""The fields of one kind of record, made from what the kind asks. Knows no kind by name, and no service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.case_problems import FieldProblem
from app.domain.problems import Problem
from app.domain.records import Ask, Body
from ui.records.answer_fields import Answer, Offered, answer_field
from ui.widgets.field import Field
from ui.widgets.gradual import Gradual
from ui.widgets.tokens import look


class RecordForm(QWidget):
    """One field a turn of the event loop, each filled from ``before``; then ``built``."""

    built = Signal()

    def __init__(self, before: Body, offered: Mapping[str, Offered], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = before
        self._offered = offered
        self._answers: dict[str, tuple[Ask, Answer]] = {}
        self._untouched: dict[str, Any] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Gradual(self._make_fields(), look().space(6)))

    @property
    def fields(self) -> dict[str, Field]:
        """Leads from a problem to its place."""
        return {key: answer.field for key, (_ask, answer) in self._answers.items()}

    @property
    def settled(self) -> bool:
        """Whether every answer is as it was at first, also while further fields are still being made."""
        return self.read() == (self._untouched, [])

    def read(self) -> tuple[dict[str, Any], list[FieldProblem]]:
        """The answers as typed, and what stops them from being read: only then also what is needed and blank."""
        values: dict[str, Any] = {}
        unread, problems = False, []
        for key, (ask, answer) in self._answers.items():
            try:
                values[key] = answer.read()
            except Problem as problem:
                unread = True
                problems.append(FieldProblem(field=key, sentence=problem.sentence))
            else:
                if ask.needed and values[key] in (None, ""):
                    problems.append(FieldProblem(field=key, sentence=ask.needed))
        return values, problems if unread else []

    def _make_fields(self) -> Iterator[QWidget]:
        for ask in self._before.asks():
            answer = answer_field(ask, self._offered.get(ask.key, Offered()))
            self._answers[ask.key] = ask, answer
            answer.show(getattr(self._before, ask.key))
            self._untouched[ask.key] = answer.read()
            yield answer.field
        self.built.emit()
