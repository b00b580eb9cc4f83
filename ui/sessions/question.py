"""What every page of the session guide adds to a page of any guide: last time, the prompts, and the counter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from app.domain.handover import NDELIUS_LIMIT, note_text
from app.domain.prompts import Prompt
from app.domain.sessions import Entry
from app.services.guide import Guide, prompts_for
from ui.sessions.prompt_list import PromptList
from ui.sessions.route import Stop
from ui.widgets.character_counter import CharacterCounter
from ui.widgets.last_time import LastTime
from ui.widgets.step_page import StepPage


class QuestionPage(StepPage[Entry, Stop]):
    """One page, as of `StepPage`. ``beside_text`` or ``show_beside`` comes last in its ``__init__``."""

    def __init__(self, guide: Guide, stop: Stop, question: str, hint: str = "", *, narrow: bool = True) -> None:
        super().__init__(stop, question, hint, narrow=narrow)
        self.guide = guide
        self.prompts = PromptList()
        self._counter: CharacterCounter | None = None
        self._entered = Entry()
        self.changed.connect(self._on_changed)

    def enter(self, entry: Entry) -> None:
        self._entered = entry
        self._count(entry)
        self.prompts.show_prompts(self._prompts(entry))

    def count_characters(self) -> None:
        """Show how much of the official record's limit the whole entry takes."""
        self._counter = CharacterCounter(NDELIUS_LIMIT)
        self.fields.addWidget(self._counter)

    def show_beside(self, *parts: QWidget) -> None:
        """Last time's entry and the prompts, beside the fields or under them."""
        self._set_beside([*parts, self.prompts], used=bool(parts or self._prompts(self.guide.draft.entry)))

    def beside_text(self, read: Callable[[Entry], str]) -> None:
        """Beside the fields: what was entered here last time, if there is a last time."""
        last = self.guide.last
        text = read(last.entry).strip() if last else ""
        on = self.last_held
        self.show_beside(*([LastTime(on, [text])] if on and text else []))

    @property
    def last_held(self) -> date | None:
        """The local day of the last held session."""
        last = self.guide.last
        return last.entry.held_at.astimezone().date() if last and last.entry.held_at else None

    def _on_changed(self) -> None:
        self._count(self.write(self._entered))

    def _count(self, entry: Entry) -> None:
        if self._counter:
            self._counter.set_count(len(note_text(entry)))

    def _prompts(self, entry: Entry) -> list[Prompt]:
        """Those of this page."""
        found = prompts_for(self.guide, entry, [self.stop.step])
        return [one for one in found if one.factor in (None, self.stop.factor)]
