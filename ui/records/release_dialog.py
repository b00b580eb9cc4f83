"""The small form that records a release on licence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from app.domain.people import AddressType, Person
from app.services import people
from app.services.desk import Desk
from ui.widgets.background import Background
from ui.widgets.combo_box import Select
from ui.widgets.date_box import DateBox
from ui.widgets.form_dialog import FormDialog, empty
from ui.widgets.line_box import LineBox


class ReleaseDialog(FormDialog):
    """When somebody in custody was released on licence, until when that runs, and where to."""

    def __init__(self, desk: Desk, background: Background, person: Person, parent: QWidget | None = None) -> None:
        self._released = DateBox(_("Released on"))
        self._licence_end = DateBox(_("Licence ends"), calendar=False)
        self._licence_end.set_value(person.details.licence_end)
        self._address = LineBox(_("Address after release"))
        self._type = Select(_("Type of address"), [(one.value, one.label) for one in AddressType])
        fields = {
            "release_date": self._released,
            "licence_end": self._licence_end,
            "address": self._address,
            "address_type": self._type,
        }
        about = (_("The person is then on licence, and the review rules of the community apply from that day."),)
        super().__init__(_("Record the release"), fields, self._read, background, parent, about=about)
        self._desk, self._person = desk, person

    def _read(self) -> Callable[[], object]:
        released = self._released.value()
        if released is None:
            raise empty(release_date=(released, _("Enter the day of the release")))
        chosen = AddressType(self._type.value) if self._type.value else None
        return partial(
            people.record_release,
            self._desk,
            self._person.id,
            released,
            self._licence_end.value(),
            self._address.value,
            chosen,
        )
