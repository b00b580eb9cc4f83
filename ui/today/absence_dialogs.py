"""The small forms about missed contact: how an absence is judged, and what the officer decided. Suggests neither."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from app.domain.absences import DECIDE, NewJudgement
from app.domain.deadlines import Flag
from app.domain.facts import Absence
from app.domain.places import AbsenceReason
from app.domain.reviews import NewReview
from app.services import absences, reviews
from app.services.desk import Desk
from ui.widgets.background import Background
from ui.widgets.choice import ChoiceList
from ui.widgets.combo_box import Select
from ui.widgets.date_box import DateBox
from ui.widgets.form_dialog import FormDialog, empty
from ui.widgets.text_box import TextBox

_YES, _NO = "yes", "no"


class JudgeDialog(FormDialog):
    """Whether an absence is acceptable, by which evidence. ``about`` says which one."""

    def __init__(
        self, desk: Desk, background: Background, absence: Absence, about: str, parent: QWidget | None = None
    ) -> None:
        choices = [(_YES, _("Acceptable"), ""), (_NO, _("Unacceptable"), "")]
        self._acceptable = ChoiceList(_("How do you judge the absence?"), choices)
        self._reason = Select(_("Reason for the absence"), [(one.value, one.label) for one in AbsenceReason])
        self._evidence = TextBox(_("What evidence you saw, or why it is not acceptable"))
        self._seen_on = DateBox(_("Day on which you saw the evidence"), optional=True)
        fields = {
            "acceptable": self._acceptable,
            "reason": self._reason,
            "evidence": self._evidence,
            "seen_on": self._seen_on,
        }
        kept = _("The signed session stays as it is: the judgement stands beside it, and the latest counts.")
        super().__init__(_("Judge the absence"), fields, self._read, background, parent, about=(about, kept))
        self._desk, self._session_id = desk, absence.session_id
        self._reason.hide()
        self._acceptable.chosen.connect(self._on_chosen)

    def _on_chosen(self) -> None:
        self._reason.setVisible(self._acceptable.value == _YES)

    def _read(self) -> Callable[[], object]:
        chosen, reason = self._acceptable.value, self._reason.value
        new = NewJudgement(
            session_id=self._session_id,
            acceptable=None if chosen is None else chosen == _YES,
            reason=AbsenceReason(reason) if reason and chosen == _YES else None,
            evidence=self._evidence.value,
            seen_on=self._seen_on.value(),
        )
        return partial(absences.judge, self._desk, new)


class DecisionDialog(FormDialog):
    """What the officer decided after the second absence, the one that ``asked`` is about, in their own words."""

    def __init__(self, desk: Desk, background: Background, asked: Flag, parent: QWidget | None = None) -> None:
        self._done_on = DateBox(_("Day of the decision"))
        self._note = TextBox(_("What was decided, with whom, and why"))
        choices = [(_YES, _("Yes"), ""), (_NO, _("No"), "")]
        self._changed = ChoiceList(_("Does the decision change the assessment or plan?"), choices)
        fields = {"done_on": self._done_on, "note": self._note, "changed": self._changed}
        kept = _("Sightline records your decision and suggests none. NDelius stays the official record.")
        super().__init__(_("Record your decision"), fields, self._read, background, parent, about=(asked.why, kept))
        self._desk, self._asked = desk, asked

    def _read(self) -> Callable[[], object]:
        done_on, note, changed = self._done_on.value(), self._note.value.strip(), self._changed.value
        if done_on is None or not note or changed is None:
            raise empty(
                done_on=(done_on, _("Enter the day of the decision")),
                note=(note, _("Enter what was decided, with whom, and why")),
                changed=(changed, _("Choose whether the assessment or plan changes")),
            )
        new = NewReview(
            person_id=self._asked.person_id,
            kind=DECIDE,
            subject=self._asked.subject,
            done_on=done_on,
            changed=changed == _YES,
            note=note,
        )
        return partial(reviews.record, self._desk, new)
