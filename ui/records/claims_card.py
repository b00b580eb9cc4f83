"""What rests on the person's word alone, above the open questions: confirmed, judged unimportant, or still open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.days import day_words
from app.domain.people import Person
from app.domain.problems import Problem
from app.domain.sessions import Claim, ClaimCheck, ClaimOutcome
from app.services import claims
from app.services.desk import Desk
from ui.records.words import short
from ui.widgets.background import Background
from ui.widgets.form_dialog import FormDialog
from ui.widgets.list_card import ListCard
from ui.widgets.naming import identify
from ui.widgets.row_shape import Row
from ui.widgets.saved_note import announce
from ui.widgets.text_box import TextBox

_LETTERS = {"C": ClaimOutcome.CONFIRMED, "U": ClaimOutcome.UNIMPORTANT, "O": ClaimOutcome.STILL_OPEN}
_LONGEST = 400
"""Characters of what was said that a row shows; its session says all of it."""


class ClaimsCard(ListCard):
    """``session_opened`` with the session in which it was said, ``failed`` with a Problem."""

    session_opened = Signal(object)
    failed = Signal(Problem)

    def __init__(self, desk: Desk, background: Background, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Said by the person, not verified yet"),
            "".join(_LETTERS),
            _("Enter opens the session, C confirms, U judges it unimportant, O says why it is still open."),
            empty=_("Nothing rests on the person’s word alone."),
            parent=parent,
        )
        self._desk, self._background, self._person_id = desk, background, person_id
        self.list.row_opened.connect(self._on_opened)
        self.list.row_acted.connect(partial(self._ask, ClaimOutcome.CONFIRMED))
        self.list.letter_pressed.connect(self._on_letter)
        self.list.more_wanted.connect(self._on_more_wanted)

    def show_person(self, _person: Person) -> None:
        """Fetch the claims anew; what is shown stays until then."""
        self._refresh()

    def _refresh(self) -> None:
        work = partial(claims.unverified, self._desk, self._person_id)
        self._background.run(work, self._on_loaded, self.failed.emit)

    def _on_loaded(self, found: Sequence[Claim]) -> None:
        self.set_rows([_row(one) for one in found])

    def _on_opened(self, claim: Claim) -> None:
        self.session_opened.emit(claim.session_id)

    def _on_letter(self, claim: Claim, letter: str) -> None:
        self._ask(_LETTERS[letter], claim)

    def _on_more_wanted(self, claim: Claim, place: QPoint) -> None:
        menu = QMenu(self)
        identify(menu, "claim-menu", _("What became of it"))
        for letter, outcome in _LETTERS.items():
            words = _("{command}\t{key}").format(command=_offer(outcome), key=letter)
            menu.addAction(words).triggered.connect(partial(self._on_chosen, outcome, claim))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _on_chosen(self, outcome: ClaimOutcome, claim: Claim, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self._ask(outcome, claim)

    def _ask(self, outcome: ClaimOutcome, claim: Claim) -> None:
        dialog = _ClaimDialog(self._desk, self._background, self._person_id, claim, outcome, self.window())
        dialog.saved.connect(self._on_saved)
        dialog.open()

    def _on_saved(self) -> None:
        announce(self, _("Saved"))
        self._refresh()


class _ClaimDialog(FormDialog):
    """The sentence that goes with it."""

    def __init__(
        self,
        desk: Desk,
        background: Background,
        person_id: UUID,
        claim: Claim,
        outcome: ClaimOutcome,
        parent: QWidget,
    ) -> None:
        self._note = TextBox(_question(outcome))
        about = (short(claim.evidence, _LONGEST), _about(claim))
        super().__init__(outcome.label, {"note": self._note}, self._read, background, parent, about=about)
        self._desk, self._person_id, self._claim, self._outcome = desk, person_id, claim, outcome

    def _read(self) -> Callable[[], object]:
        claim = self._claim
        check = ClaimCheck(
            session_id=claim.session_id, factor=claim.factor, outcome=self._outcome, note=self._note.value
        )
        return partial(claims.settle, self._desk, self._person_id, check)


def _row(claim: Claim) -> Row:
    still = (_("Still open: {why}").format(why=short(claim.note, _LONGEST)),) if claim.note else ()
    return Row(
        key=claim,
        title=short(claim.evidence, _LONGEST),
        lines=still,
        notes=(_about(claim),),
        action=_offer(ClaimOutcome.CONFIRMED),
        opens=True,
        more=True,
    )


def _about(claim: Claim) -> str:
    return _("{factor} · {day}").format(factor=claim.factor.label, day=day_words(claim.on))


def _offer(outcome: ClaimOutcome) -> str:
    return {
        ClaimOutcome.CONFIRMED: _("Confirmed…"),
        ClaimOutcome.UNIMPORTANT: _("Judged unimportant…"),
        ClaimOutcome.STILL_OPEN: _("Still open…"),
    }[outcome]


def _question(outcome: ClaimOutcome) -> str:
    return {
        ClaimOutcome.CONFIRMED: _("Who confirmed it, and how"),
        ClaimOutcome.UNIMPORTANT: _("Why it is unimportant"),
        ClaimOutcome.STILL_OPEN: _("Why it is still open, and what is tried next"),
    }[outcome]
