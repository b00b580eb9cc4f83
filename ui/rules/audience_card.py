"""One group of people that a rule is for, in plain choices."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.audiences import LEVELS, SUPERVISED, Audience
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.choice import ChoiceList
from ui.widgets.columns import Columns, stack
from ui.widgets.combo_box import Select
from ui.widgets.heading import Heading
from ui.widgets.label import Text
from ui.widgets.naming import identify

_NOT_ASSESSED, _YES, _NO = "not_assessed", "yes", "no"


class AudienceCard(Card):
    """``changed`` when the officer chose; ``removed`` when the group is to go, which the first cannot."""

    changed = Signal()
    removed = Signal()

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        heading = _("For whom") if number == 1 else _("And also for")
        self.add(Heading(heading, 3))
        self.add(Text(_("Tick none where it does not matter. All that you choose must hold."), muted=True))
        statuses = [(one.value, one.label, "") for one in SUPERVISED]
        levels = [(one or _NOT_ASSESSED, one.label if one else _("Not yet assessed"), "") for one in LEVELS]
        self._status = ChoiceList(_("Where the sentence stands"), statuses, several=True)
        self._rosh = ChoiceList(_("Risk of serious harm"), levels, several=True)
        mappa = [(str(level), _("Level {number}").format(number=level), "") for level in (1, 2, 3)]
        self._mappa = ChoiceList(_("MAPPA level"), mappa, several=True)
        registered = [(_YES, _("Registered only")), (_NO, _("Not registered only"))]
        self._registered = Select(_("Notification requirements"), registered, unchosen=_("Does not matter"))
        own = [(_YES, _("Set for the person")), (_NO, _("Not set"))]
        self._own = Select(_("Own contact frequency"), own, unchosen=_("Does not matter"))
        columns = Columns(narrowest=560)
        columns.add(stack(self._status, self._mappa))
        columns.add(stack(self._rosh))
        self.add(columns)
        selects = Columns(narrowest=560)
        selects.add(stack(self._registered))
        selects.add(stack(self._own))
        self.add(selects)
        for field in (self._status, self._rosh, self._mappa, self._registered, self._own):
            field.set_about(heading)
            field.changed.connect(self.changed)
        if number > 1:
            remove = SecondaryButton(_("Take this group away"), "x")
            remove.clicked.connect(self.removed)
            self.add(remove)
            for part in self.findChildren(QWidget):
                if part.accessibleIdentifier():  # each is known by its own name, as the fields of the first group are
                    identify(part, f"{part.accessibleIdentifier()}-{number}")

    @property
    def value(self) -> Audience:
        chosen = self._rosh.values
        return Audience(
            status=tuple(one for one in SUPERVISED if one.value in self._status.values),
            rosh=tuple(one for one in LEVELS if (one or _NOT_ASSESSED) in chosen),
            registered=_chosen(self._registered),
            mappa_level=tuple(int(level) for level in self._mappa.values),
            own_frequency=_chosen(self._own),
        )

    def set_value(self, audience: Audience) -> None:
        self._status.set_values(audience.status)
        self._rosh.set_values([one or _NOT_ASSESSED for one in audience.rosh])
        self._mappa.set_values(map(str, audience.mappa_level))
        for select, value in ((self._registered, audience.registered), (self._own, audience.own_frequency)):
            select.set_value(None if value is None else _YES if value else _NO)


def _chosen(select: Select) -> bool | None:
    return None if select.value is None else select.value == _YES
