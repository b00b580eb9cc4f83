"""The small forms of a person's page: next appointment, MAPPA meeting, MAPPA action."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.domain.places import Place
from app.services import people
from app.services.desk import Desk
from ui.widgets.background import Background
from ui.widgets.choice import ChoiceList
from ui.widgets.combo_box import Select
from ui.widgets.date_box import DateBox
from ui.widgets.form_dialog import FormDialog, empty
from ui.widgets.line_box import LineBox
from ui.widgets.text_box import TextBox
from ui.widgets.time_box import TimeBox


class AppointmentDialog(FormDialog):
    """When and where the person is seen next; takes the place of an appointment set before."""

    def __init__(self, desk: Desk, background: Background, person_id: UUID, parent: QWidget | None = None) -> None:
        self._day = DateBox(_("Day"))
        self._time = TimeBox(_("Time"))
        self._place = Select(_("Place"), [(place.value, place.label) for place in Place])
        fields = {"at": self._day, "time": self._time, "place": self._place}
        super().__init__(_("Set the next appointment"), fields, self._read, background, parent)
        self._desk, self._person_id = desk, person_id

    def _read(self) -> Callable[[], object]:
        day, time, place = self._day.value(), self._time.time(), self._place.value
        if day is None or time is None or place is None:
            raise empty(
                at=(day, _("Enter the day of the appointment")),
                time=(time, _("Enter the time of the appointment")),
                place=(place, _("Choose where you meet")),
            )
        at = datetime.combine(day, time).astimezone()
        return partial(people.set_appointment, self._desk, self._person_id, at, Place(place))


class MeetingDialog(FormDialog):
    """A MAPPA meeting that was held."""

    def __init__(self, desk: Desk, background: Background, person_id: UUID, parent: QWidget | None = None) -> None:
        self._held_on = DateBox(_("Day of the meeting"))
        levels = [(str(level), _("Level {number}").format(number=level), "") for level in (1, 2, 3)]
        self._level = ChoiceList(_("Level set by the meeting"), levels)
        self._summary = TextBox(_("Summary"), _("What was decided, in a few sentences"))
        fields = {"held_on": self._held_on, "level": self._level, "summary": self._summary}
        super().__init__(_("Record a MAPPA meeting"), fields, self._read, background, parent)
        self._desk, self._person_id = desk, person_id

    def _read(self) -> Callable[[], object]:
        held_on, level, summary = self._held_on.value(), self._level.value, self._summary.value.strip()
        if held_on is None or level is None or not summary:
            raise empty(
                held_on=(held_on, _("Enter the day of the meeting")),
                level=(level, _("Choose the level set by the meeting")),
                summary=(summary, _("Enter what was decided")),
            )
        return partial(people.record_meeting, self._desk, self._person_id, held_on, int(level), summary)


class ActionDialog(FormDialog):
    """An action from a MAPPA meeting, with its owner."""

    def __init__(self, desk: Desk, background: Background, person_id: UUID, parent: QWidget | None = None) -> None:
        self._action = TextBox(_("Action"))
        self._owner = LineBox(_("Owner"), _("The agency or role that does it"))
        self._due_on = DateBox(_("Due"), optional=True)
        fields = {"action": self._action, "owner": self._owner, "due_on": self._due_on}
        super().__init__(_("Add a MAPPA action"), fields, self._read, background, parent)
        self._desk, self._person_id = desk, person_id

    def _read(self) -> Callable[[], object]:
        due_on = self._due_on.value()
        action, owner = self._action.value.strip(), self._owner.value.strip()
        if not (action and owner):
            raise empty(action=(action, _("Enter what is to be done")), owner=(owner, _("Enter who does it")))
        return partial(people.record_mappa_action, self._desk, self._person_id, action, owner, due_on)
