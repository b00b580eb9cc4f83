"""One of the inspectorate's questions: the entries linked to it as chips with their day, and words. Knows no store."""

from __future__ import annotations

from collections.abc import Iterable
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.considered import Answer, Link, Question
from ui.reviews.answers import link_words
from ui.widgets.buttons import SecondaryButton
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.naming import identify
from ui.widgets.tag import Tag, Tone
from ui.widgets.text_box import TextBox
from ui.widgets.tokens import look


class AnswerBox(Field):
    """``links_wanted`` when the officer wants to choose the entries."""

    links_wanted = Signal()

    def __init__(self, question: Question, answer: Answer) -> None:
        super().__init__(question.label)
        self.question = question
        self._links: tuple[Link, ...] = ()
        self._tags: list[Tag] = []
        self._build_links()
        self.words = TextBox(_("In words, where no entry shows it"), _("Such as not yet, and what is missing"))
        self.words.set_about(question.label)
        self.words.set_value(answer.words)
        self.words.changed.connect(self.changed)
        identify(self.words.control, f"{question}-words")
        self._layout.addWidget(self.words)
        self._show(answer.links)

    @property
    def answer(self) -> Answer:
        """As it stands."""
        return Answer(question=self.question, links=self._links, words=self.words.value)

    def set_links(self, links: Iterable[Link]) -> None:
        """Show other links, and say so by ``changed``."""
        self._show(links)
        self.changed.emit()

    def _build_links(self) -> None:
        self._row = QWidget()
        self._chips = FlowLayout(self._row)
        self._chips.setContentsMargins(0, 0, 0, look().space(2))
        self._button = SecondaryButton(_("Link entries…"), "plus")
        self._button.clicked.connect(self.links_wanted)
        self._chips.addWidget(self._button)
        self._layout.addWidget(self._row)
        self._hold(self._button)
        name = _("Link entries… {question}").format(question=self.label)
        identify(self._button, f"{self.question}-links", name)

    def _description(self, control: QWidget) -> str:
        del control
        if not self._links:
            return _("Nothing linked yet")
        return _("Linked: {entries}").format(entries="; ".join(map(link_words, self._links)))

    def _show(self, links: Iterable[Link]) -> None:
        self._links = tuple(links)
        for tag in self._tags:
            self._chips.removeWidget(tag)
            tag.hide()
            tag.deleteLater()
        self._tags = [Tag(link_words(link), Tone.SUCCESS) for link in self._links]
        for tag in self._tags:
            self._chips.addWidget(tag)
        self._row.updateGeometry()
        self._describe()
