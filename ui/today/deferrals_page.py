"""What was put off, by whom, from when to when, why and how often, and suspended contact: for the supervisor."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.days import day_words, moment_words
from app.domain.problems import Problem
from app.services import deadlines
from app.services.deadlines import DeferralRow, SuspensionRow
from app.services.desk import Desk
from ui.widgets.background import Background
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.label import Text
from ui.widgets.line_box import LineBox
from ui.widgets.list_card import ListCard
from ui.widgets.page import Page
from ui.widgets.row_shape import Row
from ui.widgets.search import matches
from ui.widgets.tag import Tone


class DeferralsPage(Page):
    """Of one person, or of everybody when ``person_id`` is None; then part of a name finds whose."""

    person_opened = Signal(object)

    def __init__(
        self, desk: Desk, background: Background, person_id: UUID | None = None, parent: QWidget | None = None
    ) -> None:
        below = _("Each stays here for good, with who put it off and why.")
        super().__init__(_("Deferrals and suspended contact"), below, wide=True, parent=parent)
        self._desk, self._background = desk, background
        self.subject = person_id
        self._deferred: Sequence[DeferralRow] = ()
        self._suspended: Sequence[SuspensionRow] = ()
        self._build_parts()
        self.refresh()

    def refresh(self) -> None:
        """Fetch everything anew; what is shown stays until then."""
        self._background.run(partial(_fetch, self._desk, self.subject), self._on_loaded, self._on_failed)

    def _build_parts(self) -> None:
        self._problem = ErrorSummary()
        self._search = LineBox(_("Name"), _("Part of the name of a person"))
        self._search.setVisible(self.subject is None)
        self._search.changed.connect(self._show_found)
        self._count = Text(strong=True)
        self._duties = ListCard(_("Put off"), empty=_("Nothing was ever put off."))
        self._contact = ListCard(_("Contact suspended"), empty=_("Contact was never suspended."))
        for part in (self._problem, self._search, self._count, self._duties, self._contact):
            self.add(part)
        self._duties.list.row_opened.connect(self._on_opened)
        self._contact.list.row_opened.connect(self._on_opened)

    def _on_loaded(self, found: tuple[Sequence[DeferralRow], Sequence[SuspensionRow]]) -> None:
        self._problem.clear()
        self._deferred, self._suspended = found
        stand = sum(row.stands for row in self._deferred)
        run = sum(row.runs for row in self._suspended)
        words = _("Put off now: {stand}. Contact suspended now: {run}.")
        self._count.setText(words.format(stand=stand, run=run))
        self._show_found()

    def _show_found(self) -> None:
        typed = self._search.value
        self._duties.set_rows([deferral_row(row) for row in self._deferred if matches(typed, row.person_name)])
        self._contact.set_rows([suspension_row(row) for row in self._suspended if matches(typed, row.person_name)])

    def _on_failed(self, problem: Problem) -> None:
        self._problem.show_problems([(None, problem.sentence)])

    def _on_opened(self, row: DeferralRow | SuspensionRow) -> None:
        self.person_opened.emit(row.person_id)


def deferral_row(row: DeferralRow) -> Row:
    """Whose duty, from when to when, why, how often, by whom and whether it stands."""
    one = row.deferral
    signed = _("{officer}, {moment}").format(officer=one.by, moment=moment_words(one.recorded_at))
    if one.taken_back:
        words, tag, tone = _("Due again on {due}"), _("Taken back"), Tone.NEUTRAL
    else:
        words = _("From {due} until {until} · times put off: {times}")
        tag, tone = (_("Put off now"), Tone.INFO) if row.stands else (_("Past"), Tone.NEUTRAL)
    span = words.format(due=day_words(one.due_on), until=day_words(row.until), times=row.times)
    return Row(
        key=row,
        title=row.person_name,
        beside=row.title,
        lines=(span, one.reason) if one.reason else (span,),
        notes=(signed,),
        tag=tag,
        tone=tone,
        opens=True,
    )


def suspension_row(row: SuspensionRow) -> Row:
    span = row.span
    words = _("From {since} until {until}")
    return Row(
        key=row,
        title=row.person_name,
        lines=(words.format(since=day_words(span.since), until=day_words(span.until)), span.reason),
        tag=_("Suspended now") if row.runs else "",
        tone=Tone.INFO,
        opens=True,
    )


def _fetch(desk: Desk, person_id: UUID | None) -> tuple[Sequence[DeferralRow], Sequence[SuspensionRow]]:
    return deadlines.deferrals(desk, person_id), deadlines.suspensions(desk, person_id)
