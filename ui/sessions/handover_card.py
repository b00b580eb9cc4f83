"""A signed session's text for NDelius, which stays the record: what to copy, how long it is, and that it was copied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.handover import NDELIUS_LIMIT, copied_words
from app.domain.problems import Problem
from app.services import handover
from app.services.desk import Desk
from app.services.handover import Handover
from ui.widgets.background import Background
from ui.widgets.buttons import LinkButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.character_counter import CharacterCounter
from ui.widgets.date_box import DateBox
from ui.widgets.flow import FlowLayout
from ui.widgets.form_dialog import FormDialog, empty
from ui.widgets.label import Text
from ui.widgets.long_text import ReadingBox
from ui.widgets.saved_note import announce
from ui.widgets.tag import Tag, Tone
from ui.widgets.tokens import look

_LINES = 6
"""Of a text seen at once: all of it stands in the answers below."""


class HandoverCard(Card):
    """``changed`` once it was ticked off or unticked, ``failed`` with a Problem."""

    changed = Signal()
    failed = Signal(Problem)

    def __init__(self, desk: Desk, background: Background, found: Handover, parent: QWidget | None = None) -> None:
        super().__init__(_("Copy to NDelius"), parent)
        self._desk, self._background, self._found = desk, background, found
        copied = found.copied
        self.add(Tag(copied_words(copied), Tone.SUCCESS if copied else Tone.ATTENTION))
        if copied:
            self.add(Text(_("Ticked off by {name}").format(name=copied.by), muted=True))
        self._copies = [
            _Part(title, text, self)
            for title, text in (
                (_("Ordinary contact note"), found.ordinary),
                (_("Sensitive: a contact of its own, marked as sensitive"), found.sensitive),
            )
            if text
        ]
        for part in self._copies:
            self.add(part)
        about = _("What is copied leaves the clipboard after half a minute, and at a lock.")
        self.add(Text(about if self._copies else _("There is no text to copy."), muted=True))
        self._build_tick()

    @property
    def first_control(self) -> QWidget:
        """Where the keyboard starts: what is done first, or what ticks it off."""
        return self._copies[0].button if self._copies else self._tick

    def _build_tick(self) -> None:
        copied = self._found.copied
        self._tick = SecondaryButton(_("Copied today: tick off"), "check")
        self._tick.clicked.connect(self._on_ticked)
        if copied:
            self._tick.hide()
        other = LinkButton(_("Change the day…") if copied else _("It was copied on another day…"))
        other.clicked.connect(self._on_other_day)
        row = FlowLayout(spacing=look().space(4))
        for button in (self._tick, other):
            row.addWidget(button)
        if copied:
            undo = LinkButton(_("Not copied: undo"))
            undo.clicked.connect(self._on_undone)
            row.addWidget(undo)
        self.add(row)

    def _on_ticked(self) -> None:
        self._run(partial(handover.tick_off, self._desk, self._found.session.id, self._desk.today()))

    def _on_undone(self) -> None:
        self._run(partial(handover.untick, self._desk, self._found.session.id))

    def _run(self, work: Callable[[], object]) -> None:
        self._background.run(work, self._on_done, self.failed.emit)

    def _on_done(self, _result: object) -> None:
        self.changed.emit()

    def _on_other_day(self) -> None:
        dialog = _DayDialog(self._desk, self._background, self._found, self.window())
        dialog.saved.connect(self.changed)
        dialog.open()


class _Part(QWidget):
    """One of the two texts."""

    def __init__(self, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title, self._text = title, text
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look().space(2))
        counter = CharacterCounter(NDELIUS_LIMIT)
        counter.set_count(len(text))
        self.button = SecondaryButton(_("Copy"), "copy")
        self.button.setAccessibleName(_("Copy: {title}").format(title=title))
        self.button.clicked.connect(self._on_clicked)
        for part in (Text(title, strong=True), ReadingBox(text, title, _LINES), counter, self.button):
            layout.addWidget(part)

    def _on_clicked(self) -> None:
        """It goes from the clipboard by itself after a while, and at a lock."""
        QGuiApplication.clipboard().setText(self._text)
        self.button.set_words(_("Copied"))
        self.button.setAccessibleName(_("Copied: {title}").format(title=self._title))
        announce(self, _("Copied"))


class _DayDialog(FormDialog):
    """On which day it was copied."""

    def __init__(self, desk: Desk, background: Background, found: Handover, parent: QWidget) -> None:
        self._on = DateBox(_("Copied on"))
        self._on.set_value(found.copied.on if found.copied else desk.today())
        super().__init__(_("Copied to NDelius"), {"on": self._on}, self._read, background, parent)
        self._desk, self._session_id = desk, found.session.id

    def _read(self) -> Callable[[], object]:
        on: date | None = self._on.value()
        if on is None:
            raise empty(on=(on, _("Enter the day on which it was copied")))
        return partial(handover.tick_off, self._desk, self._session_id, on)
