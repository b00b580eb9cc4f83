"""Recording one review: which, when, whether the assessment or plan changed, and a sentence about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.deadlines import Flag
from app.domain.people import FieldProblem
from app.domain.problems import FieldProblems, Problem
from app.domain.reviews import NewReview, Review, check_review
from app.services import people, reviews
from app.services.desk import Desk
from app.services.people import PersonPage
from app.services.rules import review_titles
from ui.widgets.background import Background
from ui.widgets.banner import Banner
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.choice import ChoiceList
from ui.widgets.combo_box import Select
from ui.widgets.date_box import DateBox
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.field import Field
from ui.widgets.flag_row import due_words
from ui.widgets.label import Text
from ui.widgets.page import Page
from ui.widgets.question_box import ask_to_leave
from ui.widgets.text_box import TextBox

_CHANGED, _SAME = "changed", "same"


class ReviewPage(Page):
    """``kind`` is that of the flag; empty asks which review was done. Ctrl+Enter saves, Escape leaves."""

    review_recorded = Signal(object)
    review_left = Signal()

    def __init__(
        self,
        desk: Desk,
        background: Background,
        person_id: UUID,
        kind: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(review_titles().get(kind, _("Record a review")), parent=parent)
        self._desk, self._background = desk, background
        self._person_id, self._kind = person_id, kind
        self._flags: tuple[Flag, ...] = ()
        self._build_why()
        self._build_fields()
        self._build_footer()
        self._connect_signals()
        self.refresh()

    @property
    def unsaved(self) -> bool:
        """Whether something was answered that is not saved."""
        return bool(self._changed.value or self._note.value.strip())

    def refresh(self) -> None:
        """Fetch who it is about and why it is due; answers stay."""
        work = partial(people.page, self._desk, self._person_id)
        self._background.run(work, self._on_loaded, self._on_failed)

    @property
    def settled(self) -> bool:
        """Asked before a lock, which would lose what is not saved."""
        return not self.unsaved

    def leave(self, go: Callable[[], object]) -> None:
        """Call ``go``; asks before, once, where something is unsaved."""
        if self.unsaved:
            ask_to_leave(self, go)
        else:
            go()

    def save(self) -> None:
        """Record the review; problems are said at the fields and above them, and keep what was typed."""
        kind = self._kind or self._which.value
        unread = [] if kind else [FieldProblem(field="kind", sentence=_("Choose which review was done"))]
        day: date | None = None
        try:
            day = self._day.value()
        except Problem as problem:
            unread.append(FieldProblem(field="done_on", sentence=problem.sentence))
        else:
            if day is None:
                unread.append(FieldProblem(field="done_on", sentence=_("Enter the day of the review")))
        today = self._desk.today()
        changed = {_CHANGED: True, _SAME: False}.get(self._changed.value or "")
        review = NewReview(
            person_id=self._person_id, kind=kind or "", done_on=day or today, changed=changed, note=self._note.value
        )
        if unread:
            self._on_failed(FieldProblems(unread + check_review(review, today)))
            return
        self._save.setEnabled(False)
        self._background.run(partial(reviews.record, self._desk, review), self._on_recorded, self._on_failed)

    def _build_why(self) -> None:
        self._banner = Banner()
        self.set_banner(self._banner)
        self._problems = ErrorSummary()
        self._why = Card(_("Why this is due"))
        self._due, self._reason, self._source = Text(strong=True), Text(), Text(muted=True)
        for part in (self._due, self._reason, self._source):
            self._why.add(part)
        self.add(self._problems)
        self.add(self._why)
        self._why.hide()

    def _build_fields(self) -> None:
        self._which = Select(_("Which review was done?"), list(review_titles().items()))
        self._day = DateBox(_("Day of the review"))
        self._day.set_value(self._desk.today())
        options = [
            (_CHANGED, _("Yes, it changed"), ""),
            (_SAME, _("No change"), _("Reviewed, and nothing in the assessment or plan changes")),
        ]
        self._changed = ChoiceList(_("Did the assessment or plan change?"), options)
        self._note = TextBox(_("What changed, or why nothing did"), _("One sentence is enough"))
        self._fields: dict[str, Field] = {
            "kind": self._which,
            "done_on": self._day,
            "changed": self._changed,
            "note": self._note,
        }
        for field in self._fields.values():
            self.add(field)
        self._which.setVisible(not self._kind)

    def _build_footer(self) -> None:
        self._save = PrimaryButton(_("Record the review"))
        self._cancel = SecondaryButton(_("Cancel"))
        self._cancel.setShortcut("Escape")
        self.set_footer(self._save, self._cancel)

    def _connect_signals(self) -> None:
        self._save.clicked.connect(self.save)
        self._cancel.clicked.connect(self._on_cancel_clicked)
        self._which.changed.connect(self._show_why)

    def _on_cancel_clicked(self) -> None:
        self.leave(self.review_left.emit)

    def _on_loaded(self, content: PersonPage) -> None:
        details = content.person.details
        self._banner.set_person(details.name, [_("CRN {crn}").format(crn=details.crn)], [])
        self._flags = content.flags
        self._show_why()

    def _show_why(self) -> None:
        kind = self._kind or self._which.value
        flag = next((flag for flag in self._flags if flag.kind == kind), None)
        self._why.setVisible(flag is not None)
        if flag is None:
            return
        due = due_words(flag, self._desk.today())
        self._due.setText(_("{due} · {rule}").format(due=due, rule=flag.rule))
        self._reason.setText(flag.why)
        self._source.setText(_("Source: {source} ({sure})").format(source=flag.source, sure=flag.confidence.label))

    def _on_recorded(self, review: Review) -> None:
        self._changed.set_value(None)
        self._note.set_value("")
        self.review_recorded.emit(review.person_id)

    def _on_failed(self, problem: Problem) -> None:
        self._save.setEnabled(True)
        if isinstance(problem, FieldProblems):
            self._problems.show_problems([(self._fields.get(one.field), one.sentence) for one in problem.problems])
        else:
            self._problems.show_problems([(None, problem.sentence)])
        self.scroll_to_top()
