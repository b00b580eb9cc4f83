"""Picks the dated entries that answer a question, from the person's sessions, reviews and records."""

from __future__ import annotations

from collections.abc import Iterable
from gettext import gettext as _
from textwrap import shorten

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.domain.considered import Link, LinkKind
from app.services.beside import Beside
from app.services.rules import review_titles
from ui.reviews.answers import changed_words, link_words
from ui.widgets.buttons import PrimaryButton
from ui.widgets.list_card import ListCard
from ui.widgets.naming import identify
from ui.widgets.page import Page
from ui.widgets.row_shape import Row
from ui.widgets.tag import Tone
from ui.widgets.tokens import look

_LONGEST = 160  # characters of an entry shown to know it by


class LinkDialog(QDialog):
    """Space links an entry or takes the link away; ``links_changed`` carries all that are linked, each time."""

    links_changed = Signal(object)

    def __init__(self, beside: Beside, question: str, links: Iterable[Link], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Link entries"))
        identify(self, "link-entries", _("Link entries"))
        self._beside = beside
        self._links = list(links)
        self._entries = ListCard(
            _("Entries of this person"),
            hint=_("Space links an entry, or takes the link away."),
            empty=_("Nothing is recorded yet: answer in words."),
        )
        self._done = PrimaryButton(_("Done"))
        self._build_page(question)
        self._entries.list.row_acted.connect(self._on_acted)
        self._entries.list.row_opened.connect(self._on_acted)
        self._done.clicked.connect(self.accept)
        self._show()
        (self._entries.list if self._entries.list.rows else self._done).setFocus()

    def _build_page(self, question: str) -> None:
        page = Page(question)
        page.add(self._entries)
        page.set_footer(self._done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.resize(QSize(look().px(640), look().px(620)).boundedTo(self.screen().availableSize()))

    def _on_acted(self, link: Link) -> None:
        rest = [one for one in self._links if one.id != link.id]
        self._links = rest if len(rest) < len(self._links) else [*rest, link]
        self._show()
        self.links_changed.emit(tuple(self._links))

    def _show(self) -> None:
        self._entries.set_rows([self._row(link) for link in self._beside.links])

    def _row(self, link: Link) -> Row:
        linked = any(one.id == link.id for one in self._links)  # its title may have changed since
        return Row(
            key=link,
            title=link_words(link),
            lines=tuple(filter(None, self._about(link))),
            tag=_("Linked") if linked else "",
            tone=Tone.SUCCESS,
            action=_("Unlink") if linked else _("Link"),
        )

    def _about(self, link: Link) -> tuple[str, ...]:
        """What the entry is to be known by."""
        if link.kind is LinkKind.SESSION:
            entry = next(one.entry for one in self._beside.sessions if one.id == link.id)
            labels = (entry.place.label if entry.place else "", entry.outcome.label if entry.outcome else "")
            words = entry.summary or entry.check_in or entry.absence_note
            return " · ".join(filter(None, labels)), _short(words)
        if link.kind is LinkKind.RECORD:
            record = next(one for one in self._beside.records if one.id == link.id)
            return record.body.name(), record.body.standing(self._beside.today)
        review = next(one for one in self._beside.reviews if one.id == link.id)
        title = review_titles().get(review.kind, review.kind)
        return " · ".join((title, changed_words(review.changed))), _short(review.note)


def _short(words: str) -> str:
    return shorten(words, _LONGEST, placeholder=" …")
