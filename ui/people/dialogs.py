"""The small forms of a person's page: next appointment, MAPPA meeting, action."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.domain.actions import Action, ActionOrigin
from app.domain.mappa import MappaCategory, MappaLevel, MappaMeeting
from app.domain.places import Place
from app.services import people, records
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
        asks = {ask.key: ask for ask in MappaMeeting.asks()}
        self._held_on = DateBox(asks["held_on"].label)
        levels = [(level.value, level.label, "") for level in MappaLevel]
        self._level = ChoiceList(asks["level"].label, levels)
        categories = [(category.value, category.label) for category in MappaCategory]
        self._category = Select(asks["category"].label, categories, asks["category"].hint, optional=True)
        self._summary = TextBox(asks["summary"].label, asks["summary"].hint)
        fields = {
            "held_on": self._held_on,
            "level": self._level,
            "category": self._category,
            "summary": self._summary,
        }
        super().__init__(MappaMeeting.adding(), fields, self._read, background, parent)
        self._desk, self._person_id = desk, person_id

    def _read(self) -> Callable[[], object]:
        level, category = self._level.value, self._category.value
        meeting = MappaMeeting(
            held_on=self._held_on.value(),
            level=MappaLevel(level) if level else None,
            category=MappaCategory(category) if category else None,
            summary=self._summary.value.strip(),
        )
        return partial(records.add, self._desk, self._person_id, meeting)


class ActionDialog(FormDialog):
    """An action with its owner."""

    def __init__(self, desk: Desk, background: Background, person_id: UUID, parent: QWidget | None = None) -> None:
        asks = {ask.key: ask for ask in Action.asks()}
        self._what = TextBox(asks["what"].label)
        self._owner = LineBox(asks["owner"].label, asks["owner"].hint)
        self._due = DateBox(asks["due"].label, optional=True)
        self._origin = Select(asks["origin"].label, [(origin.value, origin.label) for origin in ActionOrigin])
        fields = {"what": self._what, "owner": self._owner, "due": self._due, "origin": self._origin}
        super().__init__(Action.adding(), fields, self._read, background, parent)
        self._desk, self._person_id = desk, person_id

    def _read(self) -> Callable[[], object]:
        origin = self._origin.value
        action = Action(
            what=self._what.value.strip(),
            owner=self._owner.value.strip(),
            due=self._due.value(),
            origin=ActionOrigin(origin) if origin else None,
        )
        return partial(records.add, self._desk, self._person_id, action)
