"""The session guide: what a session asks for, given to a stepped guide with the calls that keep it.

Must not know how a page asks nor how the store keeps a draft.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.case_problems import LooksLikeThirdParty, NotReady
from app.domain.problems import Problem
from app.domain.ratings import Factor
from app.domain.records import Record
from app.domain.sessions import Draft, Entry, Step
from app.domain.signing import as_signed
from app.services import actions, records, sessions
from app.services.desk import Desk
from app.services.guide import Guide, as_of
from ui.sessions.action_card import ActionCard
from ui.sessions.guide_header import GuideHeader
from ui.sessions.prompt_list import PromptList
from ui.sessions.question import QuestionPage
from ui.sessions.route import Stop, route, wanting
from ui.sessions.steps import FOLLOW_THE_PAGE_BEFORE, MADE_AFRESH, make_page
from ui.sessions.steps.progress import ProgressPage
from ui.widgets.background import Background
from ui.widgets.buttons import LinkButton
from ui.widgets.guide_route import Route, Wanting
from ui.widgets.guided import Guided
from ui.widgets.naming import identify
from ui.widgets.step_page import StepPage
from ui.widgets.stepped_guide import SteppedGuide


class GuidePage(SteppedGuide[Entry, Stop]):
    """One session from its first question to its signing. ``draft_signed`` carries the session's id.

    ``questions_opened`` carries the person's, for the room of open questions.
    """

    draft_export_requested = Signal(object)
    questions_opened = Signal(object)

    def __init__(self, desk: Desk, background: Background, guide: Guide) -> None:
        self._desk, self._background = desk, background
        self._guide = self._then = guide
        self._folded = False
        self._header = GuideHeader(guide.person.details.name)
        super().__init__(
            background, desk.now, _guided(desk, guide.draft, self._make_question), self._header, self._header.saved
        )
        identify(self, "session-guide", _("Session guide"))

    @property
    def subject(self) -> UUID:
        """The id of the draft."""
        return self._guide.draft.id

    def return_to(self, factor: Factor) -> None:
        """Show the page of ``factor``, where the draft was left in the step that has a page for each."""
        stop = Stop(self._page.stop.step, factor)
        if stop in self._route.stops:
            self._go(stop)

    def take_own_words(self, words: str) -> None:
        """What the person typed in the room belongs to the entry, and to the page that shows it."""
        self._keep(replace(self._entry, own_words=words))
        self._page.enter(self._entry)

    def _make_page(self, stop: Stop, entry: Entry) -> StepPage[Entry, Stop]:
        page = super()._make_page(stop, entry)
        for prompts in page.findChildren(PromptList):
            prompts.set_folded(self._folded)
            prompts.folded.connect(self._on_prompts_folded)
        if isinstance(page, ProgressPage):
            page.action_done.connect(self._on_action_done)
            page.questions_wanted.connect(self._on_questions_wanted)
        return page

    def _make_question(self, stop: Stop, entry: Entry) -> QuestionPage:
        return make_page(self._guide, entry, stop, self._desk.now)

    def _make_buttons(self, stop: Stop) -> list[QWidget]:
        buttons = super()._make_buttons(stop)
        if stop.step is Step.CHECK:
            export = LinkButton(_("Export the draft as PDF…"))
            export.clicked.connect(self._on_export)
            buttons.append(export)
        return buttons

    def _go(self, stop: Stop) -> None:
        """When the day of a late entry is entered or changed, something else stands beside: see `make_page`."""
        then = as_of(self._guide, self._entry)
        if (then.on, then.course) != (self._then.on, self._then.course):
            self._pages.forget_readable()
        self._then = then
        super()._go(stop)

    def _show_steps(self) -> None:
        self._header.show_session(self._draft)
        super()._show_steps()

    def _on_prompts_folded(self, folded: bool) -> None:  # noqa: FBT001 (the value of a signal)
        self._folded = folded
        for prompts in self._pages.findChildren(PromptList):
            prompts.set_folded(folded)

    def _on_action_done(self, record: Record) -> None:
        self._background.run(partial(actions.close, self._desk, record), self._on_action_closed, self._on_not_closed)

    def _on_action_closed(self, closed: Record) -> None:
        """Pages made from now on know it too."""
        standing = tuple(closed if one.id == closed.id else one for one in self._guide.records)
        self._guide = replace(self._guide, records=standing)
        for card in self._pages.findChildren(ActionCard):
            card.show_closed(closed)

    def _on_not_closed(self, problem: Problem) -> None:
        self._page.show_failure(problem.sentence)

    def _on_questions_wanted(self) -> None:
        self.questions_opened.emit(self._guide.person.id)

    def _on_export(self) -> None:
        """The worker runs in order: what is typed is in the store before it is printed."""
        self.save_now()
        self.draft_export_requested.emit(self.subject)


def _guided(
    desk: Desk, draft: Draft, make_question: Callable[[Stop, Entry], QuestionPage]
) -> Guided[Entry, Stop, Draft]:
    def drafted(entry: Entry, step: str) -> Draft:
        return replace(draft, entry=entry, step=Step(step))

    def way(entry: Entry) -> Route[Stop]:
        return route(entry, desk.now())

    def sign(draft: Draft, *, sure: bool) -> UUID:
        asked = [] if sure else records.entry_worries(desk, draft.person_id, as_signed(draft.entry))
        if asked:
            raise LooksLikeThirdParty(asked)
        return sessions.sign(desk, draft).id

    return Guided(
        entry=draft.entry,
        step=draft.step,
        drafted=drafted,
        route=way,
        make_page=make_question,
        made_afresh=MADE_AFRESH,
        follow_the_page_before=FOLLOW_THE_PAGE_BEFORE,
        save=partial(sessions.save_draft, desk),
        sign=sign,
        discard=partial(sessions.discard_draft, desk, draft.id),
        refused=_refused,
        sign_words=_("Sign the session"),
        check_words=_("Check and sign the session"),
        discard_words=_("What was typed in this unsigned session is removed and cannot be brought back."),
    )


def _refused(problem: Problem) -> list[Wanting[Stop]]:
    if isinstance(problem, LooksLikeThirdParty):
        safeguarding = Stop(Step.SAFEGUARDING)
        return [Wanting(stop=safeguarding, field=one.field, sentence=one.sentence) for one in problem.problems]
    return wanting(problem.missing) if isinstance(problem, NotReady) else []
