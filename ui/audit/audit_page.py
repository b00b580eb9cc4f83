"""The audit trail: who did what when, to be read, narrowed down, checked and taken out as a table."""

from __future__ import annotations

from datetime import date
from functools import partial
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QDir, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.audit import Group
from app.domain.days import clock_words, short_day_words
from app.domain.problems import Problem
from app.services import audit
from app.services.audit import EVERYTHING, Filter, Line, Verdict
from app.services.desk import Desk
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns, stack
from ui.widgets.combo_box import Select
from ui.widgets.date_box import DateBox, NotADate
from ui.widgets.empty_state import EmptyState
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Text
from ui.widgets.page import Page
from ui.widgets.question_box import ask
from ui.widgets.saved_note import announce
from ui.widgets.table import Row, Table
from ui.widgets.tag import Tag, Tone
from ui.widgets.tokens import look

_NAME = 16
"""Letters of a name that the list of persons has room for before it is filled."""


class AuditPage(Page):
    """Newest entries first; older ones are read as the table is scrolled to its end."""

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Audit trail"),
            _("Who did what, and when. Entries are only ever added: none can be changed or taken away."),
            wide=True,
            parent=parent,
        )
        self._desk = desk
        self._background = background
        self._wanted = EVERYTHING
        self._oldest: int | None = None
        self._build_head()
        self._build_filters()
        self._build_table()
        self._connect_signals()
        self.refresh()

    def refresh(self) -> None:
        """Fetch the newest entries anew; the filters stay."""
        self._background.run(partial(audit.persons, self._desk), self._on_persons)
        self._load()

    def _build_head(self) -> None:
        self._check = PrimaryButton(_("Check the audit trail"))
        self._export = SecondaryButton(_("Export…"), "download")
        self._errors = ErrorSummary()
        self._outcome = Card()
        self._tag = Tag("")
        self._sentence = Text()
        self._outcome.add(self._tag)
        self._outcome.add(self._sentence)
        self._outcome.hide()
        buttons = FlowLayout(spacing=look().space(3))
        for button in (self._check, self._export):
            buttons.addWidget(button)
        for part in (self._errors, buttons, self._outcome):
            self.add(part)

    def _build_filters(self) -> None:
        self._since = DateBox(_("From"), _("The first day to show."))
        self._until = DateBox(_("To"), _("The last day to show."))
        self._group = Select(_("What was done"), [(one.value, one.label) for one in Group], unchosen=_("All"))
        self._person = Select(_("Person"), [], unchosen=_("All"))
        self._person.control.setMinimumContentsLength(_NAME)
        filters = Columns(narrowest=900)
        for field in (self._group, self._person, self._since, self._until):
            filters.add(stack(field))
        self.add(filters)

    def _build_table(self) -> None:
        columns = [(_("Entry"), 0), (_("When"), 1), (_("What was done"), 3), (_("Person"), 3), (_("How many"), 0)]
        self._table = Table(_("Audit trail"), columns, narrowest=(84, 170, 260, 180, 92), sortable=False)
        self._nothing = EmptyState(_("No entry matches."), _("Choose other days, or take a filter away."))
        card = Card()
        for part in (self._table, self._nothing):
            card.add(part)
        self._nothing.hide()
        self.add(card)

    def _connect_signals(self) -> None:
        self._check.clicked.connect(self._on_check)
        self._export.clicked.connect(self._on_export)
        for field in (self._since, self._until, self._group, self._person):
            field.changed.connect(self._on_filter_changed)
        self._table.more_wanted.connect(self._on_more_wanted)

    # ── Reading ──────────────────────────────────────────────────────────────────────────────────────

    def _load(self, before: int | None = None) -> None:
        work = partial(audit.lines, self._desk, self._wanted, before)
        self._background.run(work, partial(self._on_loaded, self._wanted, before), self._on_failed)

    def _on_more_wanted(self) -> None:
        self._load(self._oldest)

    def _on_loaded(self, wanted: Filter, before: int | None, lines: tuple[Line, ...]) -> None:
        if wanted != self._wanted:  # another filter was chosen meanwhile, and its entries are on their way
            return
        rows, more = [_row(line) for line in lines], len(lines) == audit.PAGE
        if before is None:
            self._errors.clear()
            self._table.set_rows(rows, more=more)
            self._table.setVisible(bool(rows))
            self._nothing.setVisible(not rows)
            self._export.setEnabled(bool(rows))
        elif before == self._oldest:
            self._table.add_rows(rows, more=more)
        if lines:
            self._oldest = lines[-1].seq

    def _on_persons(self, persons: list[tuple[UUID, str]]) -> None:
        self._person.set_options([(str(person_id), name) for person_id, name in persons])

    def _on_failed(self, problem: Problem) -> None:
        self._set_busy(busy=False)
        self._errors.show_problems([(None, problem.sentence)])

    def _on_filter_changed(self) -> None:
        days = [_day(box) for box in (self._since, self._until)]
        if None in days:
            return  # half typed, or no date: what is shown stays
        (since,), (until,) = (day or (None,) for day in days)
        group, person = self._group.value, self._person.value
        self._wanted = Filter(
            since=since,
            until=until,
            group=Group(group) if group else None,
            person_id=UUID(person) if person else None,
        )
        self._load()

    # ── Checking and taking out ──────────────────────────────────────────────────────────────────────

    def _on_check(self) -> None:
        self._set_busy(busy=True)
        self._background.run(partial(audit.verify, self._desk), self._on_checked, self._on_failed)

    def _on_checked(self, verdict: Verdict) -> None:
        self._set_busy(busy=False)
        self._check.setFocus()
        if verdict.sound:
            self._say(_("Whole"), Tone.SUCCESS, verdict.sentence)
        else:
            self._say(_("Altered"), Tone.DANGER, verdict.sentence)

    def _on_export(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = Path(documents or QDir.homePath()) / audit.suggested_name(self._desk)
        dialog = QFileDialog(self, _("Where to write the audit trail"), str(start), _("Tables (*.csv)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # the page asks: that box can be read and tested
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file_chosen)
        dialog.open()

    def _on_file_chosen(self, name: str) -> None:
        path = Path(name)
        if not path.exists():
            self._write(path)
            return
        ask(
            self,
            _("There is a file of this name already"),
            _("Write over it, or go back and choose another name."),
            _("Go back"),
            _("Write over it"),
            partial(self._write, path),
        )

    def _write(self, path: Path) -> None:
        self._set_busy(busy=True)
        work = partial(audit.export, self._desk, path, self._wanted)
        self._background.run(work, partial(self._on_written, path), self._on_failed)

    def _on_written(self, path: Path, count: int) -> None:
        self._set_busy(busy=False)
        sentence = ngettext(
            "{count} entry is in {file}. It holds no names: an entry’s number finds the person here.",
            "{count} entries are in {file}. It holds no names: an entry’s number finds the person here.",
            count,
        )
        file = QDir.toNativeSeparators(str(path))
        self._say(_("Exported"), Tone.SUCCESS, sentence.format(count=f"{count:,}", file=file))
        self._load()  # the export is an entry itself

    def _say(self, word: str, tone: Tone, sentence: str) -> None:
        self._errors.clear()
        self._tag.set_state(word, tone)
        self._sentence.setText(sentence)
        self._outcome.show()
        announce(self, sentence)

    def _set_busy(self, *, busy: bool) -> None:
        self._check.setEnabled(not busy)
        self._export.setEnabled(not busy)


def _day(box: DateBox) -> tuple[date | None] | None:
    """The day typed, or that there is none; nothing while it cannot be told. Says so once all of it is typed."""
    try:
        day = box.value()
    except NotADate as problem:
        whole = box.day.text() and box.month.text() and len(box.year.text()) >= 4
        box.set_problem(problem.sentence if whole else None)
        return None
    box.set_problem(None)
    return (day,)


def _row(line: Line) -> Row:
    when = _("{day}, {time}").format(day=short_day_words(line.at.astimezone().date()), time=clock_words(line.at))
    return Row(line.seq, (f"{line.seq:,}", when, line.words, line.about, f"{line.count:,}"))
