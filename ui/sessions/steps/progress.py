"""Review progress: tasks ticked off, actions closed, claims settled, agency news, and how it went since last time."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Signal

from app.domain.actions import open_first
from app.domain.days import day_words
from app.domain.ratings import Factor
from app.domain.sessions import Claim, ClaimCheck, ClaimOutcome, Entry, Information, Step
from app.domain.tasks import Task, TaskCheck, TaskOutcome
from app.services.guide import Guide
from ui.sessions.action_card import ActionCard
from ui.sessions.question import QuestionPage
from ui.sessions.route import Stop
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card
from ui.widgets.combo_box import Select
from ui.widgets.heading import Heading
from ui.widgets.label import Text
from ui.widgets.last_time import LastTime
from ui.widgets.line_box import LineBox
from ui.widgets.naming import identify
from ui.widgets.text_box import TextBox


class ProgressPage(QuestionPage):
    """``action_done`` carries the record of an action that is to be closed at once, whether or not this is signed;
    ``questions_wanted`` when the officer asks for the room of open questions.
    """

    action_done = Signal(object)
    questions_wanted = Signal()

    def __init__(self, guide: Guide, entry: Entry) -> None:
        question = _("What has {name} done since last time?").format(name=guide.person.details.called)
        super().__init__(guide, Stop(Step.PROGRESS), question)
        self._checks: list[tuple[Task, Select, LineBox]] = []
        self._claims: list[tuple[Claim, Select, LineBox]] = []
        self._build_tasks(entry)
        self._text = self.ask("progress", TextBox(_("Progress")))
        self.count_characters()
        self._text.set_value(entry.progress)
        self._build_actions()
        self._build_claims(entry)
        self._build_news()
        questions = LinkButton(_("All open questions about {name}").format(name=guide.person.details.called))
        questions.clicked.connect(self.questions_wanted)
        self.fields.addWidget(questions)
        last = guide.last.entry.summary.strip() if guide.last else ""
        on = self.last_held
        self.show_beside(*([LastTime(on, [last])] if on and last else []))

    def write(self, entry: Entry) -> Entry:
        checks = tuple(
            TaskCheck(task_id=task.id, outcome=TaskOutcome(chosen.value), note=note.value)
            for task, chosen, note in self._checks
            if chosen.value
        )
        claims = tuple(
            ClaimCheck(
                session_id=claim.session_id,
                factor=claim.factor,
                outcome=ClaimOutcome(chosen.value),
                note=note.value,
            )
            for claim, chosen, note in self._claims
            if chosen.value
        )
        return replace(entry, progress=self._text.value, task_checks=checks, claim_checks=claims)

    def _build_tasks(self, entry: Entry) -> None:
        if not self.guide.open_tasks:
            return
        self.fields.addWidget(Heading(_("Tasks to tick off"), 2))
        done = {check.task_id: check for check in entry.task_checks}
        options = [(one.value, one.label) for one in TaskOutcome]
        for number, task in enumerate(self.guide.open_tasks, 1):
            card = Card()
            card.add(Text(task.what, strong=True))
            card.add(Text(_set_for(task), muted=True))
            check = done.get(task.id)
            chosen = Select(_("How does it stand?"), options)
            note = LineBox(_("Note"), optional=True)
            chosen.set_value(check.outcome if check else None)
            note.set_value(check.note if check else "")
            name = _("Task {number}: {field}")
            self._add_pair(card, chosen, note, number, name, f"task-check-{number}")
            for field in (chosen, note):
                field.set_about(task.what)
            self._checks.append((task, chosen, note))

    def _build_actions(self) -> None:
        found = [(record, action) for record, action in open_first(self.guide.records) if action.done_on is None]
        if not found:
            return
        self.fields.addWidget(Heading(_("Actions still open"), 2))
        self.fields.addWidget(Text(_("Done is recorded at once, whether or not this session is signed."), muted=True))
        for number, (record, action) in enumerate(found, 1):
            card = ActionCard(record, action, number)
            card.done_chosen.connect(self.action_done)
            self.fields.addWidget(card)

    def _build_claims(self, entry: Entry) -> None:
        if not self.guide.claims:
            return
        self.fields.addWidget(Heading(_("Said by the person, not verified yet"), 2))
        done = {(check.session_id, check.factor): check for check in entry.claim_checks}
        options = [(one.value, one.label) for one in ClaimOutcome]
        for number, claim in enumerate(self.guide.claims, 1):
            card = Card()
            card.add(Text(claim.evidence, strong=True))
            card.add(Text(_claimed(claim.factor, claim), muted=True))
            check = done.get((claim.session_id, claim.factor))
            chosen = Select(_("Verified?"), options)
            note = LineBox(_("By whom, or why it is unimportant"))
            chosen.set_value(check.outcome if check else None)
            note.set_value(check.note if check else "")
            name = _("Claim {number}: {field}")
            self._add_pair(card, chosen, note, number, name, f"claim-{number}")
            for field in (chosen, note):
                field.set_about(claim.evidence)
            self._fields[f"claim.{claim.session_id}.{claim.factor}"] = note  # as the domain names it
            self._claims.append((claim, chosen, note))

    def _add_pair(self, card: Card, chosen: Select, note: LineBox, number: int, name: str, identifier: str) -> None:
        """A choice, and the note that opens with it."""
        for field, part in ((chosen, "choice"), (note, "note")):
            identify(field.control, f"{identifier}-{part}", name.format(number=number, field=field.label))
            self.take_in(f"{identifier}-{part}", field)
            card.add(field)
        chosen.changed.connect(partial(_open_note, chosen, note))
        _open_note(chosen, note)
        self.fields.addWidget(card)

    def _build_news(self) -> None:
        if not self.guide.news:
            return
        card = Card(_("News from agencies since last time"))
        for on, one in self.guide.news:
            card.add(Text(_news(one), strong=True))
            card.add(Text(day_words(on), muted=True))
        self.fields.addWidget(card)


def _open_note(chosen: Select, note: LineBox) -> None:
    note.setVisible(chosen.value is not None)


def _set_for(task: Task) -> str:
    if task.due_on is None:
        return _("{who} · set {day}").format(who=task.who, day=day_words(task.set_on))
    return _("{who} · set {day} · due {due}").format(
        who=task.who, day=day_words(task.set_on), due=day_words(task.due_on)
    )


def _claimed(factor: Factor, claim: Claim) -> str:
    return _("{factor} · {day}").format(factor=factor.label, day=day_words(claim.on))


def _news(one: Information) -> str:
    return _("{agency}: {what}").format(agency=one.agency, what=one.what)
