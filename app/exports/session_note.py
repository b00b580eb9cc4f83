"""The session note for the supervisor: one signed session, or an unsigned draft that says so on each page.

Every rating stands alone: nothing here adds, averages or ranks them. Must not know the store or the services.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from gettext import gettext as _
from uuid import UUID

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from app.domain.days import day_words, moment_words, weekday_words
from app.domain.handover import copied_words, task_text
from app.domain.marks import Mark, Marking, standing_marks
from app.domain.officers import Officer
from app.domain.people import Person
from app.domain.places import Outcome
from app.domain.ratings import Comparison, Factor, Level
from app.domain.restricted import restricted_sentence
from app.domain.reviews import Event
from app.domain.run_chart import Series
from app.domain.sessions import Addendum, Entry, Step
from app.domain.tasks import Task
from app.exports.blocks import (
    bullets,
    columns,
    facts,
    labelled,
    line,
    notice,
    prose,
    section,
    sub_section,
)
from app.exports.document import SMALL, TITLE, WIDTH, Sheet, build
from app.exports.factors import factor
from app.exports.run_chart import run_chart

LONGEST_TITLE = 200
"""Characters of a person's name over the note."""


@dataclass(frozen=True, kw_only=True)
class Note:
    """What the note prints. ``signed_at`` is ``None`` for a draft; ``late`` as `app.domain.contacts` has it.

    ``run`` is as `app.domain.runs.printed` has it: signed sessions only, as recorded on the day of printing.
    ``with_restricted``: children, victims and the information exchanged stand on an appendix, and all of a session that
    is marked as restricted; otherwise they are left out. ``markings`` are all marks ever put on it or taken off, oldest
    first.
    """

    person: Person
    officer: Officer
    entry: Entry
    written_at: datetime
    signed_at: datetime | None
    late: bool
    comparisons: Mapping[Factor, Comparison | None]
    earlier_tasks: Mapping[UUID, Task]
    events: tuple[Event, ...] = ()
    addenda: tuple[Addendum, ...] = ()
    run: tuple[Series, ...] = ()
    printed_on: date | None = None
    with_restricted: bool = False
    markings: tuple[Marking, ...] = ()

    @property
    def is_marked(self) -> bool:
        """Whether all of it is restricted."""
        return Mark.RESTRICTED in standing_marks(self.markings)

    @property
    def holds_restricted(self) -> bool:
        """Whether anything is there that belongs on the restricted appendix."""
        return self.is_marked or bool(self.entry.safeguarding.strip() or self.entry.information)


def session_note(note: Note) -> bytes:
    """The note as PDF, not encrypted: it may not touch a disk like this."""
    entry = note.entry
    story = _title(note)
    story += _left_to_appendix(note) if note.is_marked else _told(note)
    story += [
        Spacer(0, 5 * mm),
        line(_("A working aid of the probation practitioner. NDelius and OASys stay the official record."), SMALL),
    ]
    day = day_words(_day(entry.held_at)) if entry.held_at else _("no date yet")
    sheet = Sheet(
        title=_("Session note, {day}").format(day=day),
        running=_("Session note · {crn} · {day}").format(crn=note.person.details.crn[:20], day=day),
        draft=note.signed_at is None,
    )
    return build(sheet, story, _appendix(note) if note.with_restricted and note.holds_restricted else ())


def _title(note: Note) -> list[Flowable]:
    entry, person, officer = note.entry, note.person.details, note.officer
    story: list[Flowable] = [line(_("Session note"), SMALL), line(" ".join(person.name.split())[:LONGEST_TITLE], TITLE)]
    if note.signed_at is None:
        text = _("This entry can still change and must not be relied on. It is not a record until it is signed.")
        story += [notice(_("DRAFT – not signed"), text), Spacer(0, 3 * mm)]
    story.append(
        facts(
            [
                (_("CRN"), person.crn),
                (_("Date"), weekday_words(_day(entry.held_at)) if entry.held_at else _("Not recorded yet")),
                (_("Place"), entry.place.label if entry.place else _("Not recorded yet")),
                (_("Outcome"), entry.outcome.label if entry.outcome else _("Not recorded yet")),
                (_("Practitioner"), officer.name),
                (_("Role"), officer.role),
                (_("Office"), officer.office),
                (_("SPO"), officer.spo),
            ]
        )
    )
    story += [Spacer(0, 3 * mm), columns(_clocks(note))]
    if note.late:
        story += [Spacer(0, 2 * mm), line(_late(note))]
    if note.signed_at is not None:
        story += [Spacer(0, 2 * mm), *map(line, _marks(note, with_reasons=not note.is_marked))]
    return story


def _told(note: Note) -> list[Flowable]:
    """All that was recorded, and what was added since."""
    held = note.entry.outcome is None or note.entry.outcome.held
    story = _seen(note) if held else _absence(note)
    return [*story, *_brought_forward(note.events), *_addenda(note.addenda)]


def _marks(note: Note, *, with_reasons: bool) -> list[str]:
    """What was said about the entry since it was signed, and whether it is in NDelius."""
    standing = standing_marks(note.markings)
    told = [copied_words(standing.get(Mark.COPIED))]
    for mark, one in standing.items():
        if mark is not Mark.COPIED:
            reason = one.reason.strip() if with_reasons else ""
            words = _("{mark}: {reason} ({name}, {day})") if reason else _("{mark} ({name}, {day})")
            told.append(words.format(mark=mark.label, reason=reason, name=one.by, day=day_words(_day(one.recorded_at))))
    return told


def _late(note: Note) -> str:
    if note.signed_at is None:
        return _("Late: not signed by the working day after the session.")
    return _("Late entry: signed later than the working day after the session.")


def _clocks(note: Note) -> list[tuple[str, str]]:
    held_at = note.entry.held_at
    return [
        (_("Took place"), moment_words(held_at) if held_at else _("Not recorded yet")),
        (_("Written"), moment_words(note.written_at)),
        (_("Signed"), moment_words(note.signed_at) if note.signed_at else _("Not signed")),
    ]


def _seen(note: Note) -> list[Flowable]:
    entry = note.entry
    story: list[Flowable] = []
    story += section(Step.CHECK_IN.label, prose(entry.check_in))
    story += section(_("In the person’s own words"), prose(entry.own_words))
    story += section(Step.PROGRESS.label, [*prose(entry.progress), *_checks(note)])
    factors = [part for rating in entry.ratings for part in factor(rating, note.comparisons.get(rating.factor))]
    story += [CondPageBreak(60 * mm), *section(Step.FACTORS.label, factors)]
    story += section(_("Stance towards the offence (not rated)"), prose(entry.stance))
    story += section(Step.INTERVENTION.label, prose(entry.intervention))
    story += section(Step.SAFEGUARDING.label, _safeguarding(note))
    story += section(Step.RELEASE.label, prose(entry.release))
    story += section(Step.SUMMARY.label, prose(entry.summary))
    story += section(_("Tasks set"), bullets(task_text(task) for task in entry.tasks if task.what.strip()))
    if entry.next_at or note.signed_at:
        story += section(Step.APPOINTMENT.label, _appointment(entry))
    story += section(Step.DECIDE.label, _decisions(entry))
    story += section(Step.ABSENCE.label, prose(entry.absence_note))  # typed before the outcome changed, and sealed
    story += _run(note)
    return story


def _run(note: Note) -> list[Flowable]:
    """How the factors ran up to this session: signed sessions alone, so an unsigned one says that it is not there."""
    drawn = run_chart(note.run)
    if not drawn or note.printed_on is None:
        return []
    words = _("Signed sessions of the last 12 months up to this one, as recorded on {day}. Their texts stay in them.")
    told = [line(words.format(day=day_words(note.printed_on)), SMALL)]
    if note.signed_at is None:
        told.append(line(_("This session is not signed and not among them."), SMALL))
    room = drawn[0].wrap(WIDTH, 0)[1] + 30 * mm  # for the heading and the sentences over it
    return [CondPageBreak(room), *section(_("How each factor ran"), [*told, *drawn])]


def _absence(note: Note) -> list[Flowable]:
    entry = note.entry
    reason = entry.absence_reason.label if entry.absence_reason else ""
    action = entry.action.label if entry.action else ""
    story = [
        *labelled(_("Reason"), reason),
        *labelled(_("What is known"), entry.absence_note),
        *labelled(_("Action"), action),
    ]
    return [
        *section(Step.ABSENCE.label, story),
        *section(Step.APPOINTMENT.label, _appointment(entry)),
        *section(_("Also written before the session ended like this"), _left_over(note)),
    ]


def _left_over(note: Note) -> list[Flowable]:
    """Texts that a session not held does not ask for: they were typed before the outcome changed, and are sealed."""
    entry = note.entry
    before = (
        (Step.CHECK_IN.label, entry.check_in),
        (_("In the person’s own words"), entry.own_words),
        (Step.PROGRESS.label, entry.progress),
        (Step.INTERVENTION.label, entry.intervention),
        (_("Stance towards the offence (not rated)"), entry.stance),
    )
    after = (
        (Step.RELEASE.label, entry.release),
        (Step.SUMMARY.label, entry.summary),
        (Step.DECIDE.label, entry.decision_note),
    )
    return [
        *(part for label, text in before for part in labelled(label, text)),
        *sub_section(Step.SAFEGUARDING.label, _safeguarding(note)),
        *(part for label, text in after for part in labelled(label, text)),
    ]


def _checks(note: Note) -> list[Flowable]:
    """Earlier tasks as ticked off today, and claims that were confirmed or judged unimportant."""
    told = []
    for check in note.entry.task_checks:
        task = note.earlier_tasks.get(check.task_id)
        text = _("{outcome}: {task}").format(outcome=check.outcome.label, task=task_text(task) if task else "")
        told.append(_with_note(text, check.note))
    claims = [
        _with_note(_("{outcome}: {factor}").format(outcome=check.outcome.label, factor=check.factor.label), check.note)
        for check in note.entry.claim_checks
    ]
    return [
        *sub_section(_("Tasks from earlier sessions"), bullets(told)),
        *sub_section(_("Claims that rested on the person’s word"), bullets(claims)),
    ]


def _with_note(text: str, note: str) -> str:
    return _("{text}. {note}").format(text=text, note=note.strip()) if note.strip() else text


def _safeguarding(note: Note) -> list[Flowable]:
    """Children, victims and information exchanged, or the sentence that stands for them."""
    if note.is_marked:  # and so on the appendix already, with all the rest
        return _on_children(note.entry)
    return [line(restricted_sentence(printed=note.with_restricted))] if note.holds_restricted else []


def _left_to_appendix(note: Note) -> list[Flowable]:
    """What stands for the words of a session that is marked as restricted."""
    return [Spacer(0, 3 * mm), notice(_("Restricted"), restricted_sentence(printed=note.with_restricted))]


def _appendix(note: Note) -> list[Flowable]:
    title = line(_("Restricted appendix"), TITLE)
    if note.is_marked:
        return [title, *map(line, _marks(note, with_reasons=True)), *_told(note)]
    return [title, *section(Step.SAFEGUARDING.label, _on_children(note.entry))]


def _on_children(entry: Entry) -> list[Flowable]:
    return [*prose(entry.safeguarding), *_information(entry)]


def _information(entry: Entry) -> list[Flowable]:
    if not entry.information:
        return []
    told = [
        _("{way} {agency}: {what} Lawful reason: {reason}").format(
            way=one.way.label, agency=one.agency.strip(), what=_ended(one.what), reason=one.reason.strip()
        )
        for one in entry.information
    ]
    return sub_section(_("Information exchanged"), bullets(told))


def _ended(text: str) -> str:
    kept = text.strip()
    return kept if kept.endswith((".", "!", "?")) else f"{kept}."


def _appointment(entry: Entry) -> list[Flowable]:
    if entry.next_at is None:
        return [line(_("No next appointment was made."))]
    when = weekday_words(_day(entry.next_at))
    place = entry.next_place.label if entry.next_place else _("place not recorded")
    at = _("{day} at {time:%H:%M}, {place}").format(day=when, time=entry.next_at.astimezone(), place=place)
    return [line(at)]


def _decisions(entry: Entry) -> list[Flowable]:
    story: list[Flowable] = []
    for rating in entry.ratings:
        if rating.level is Level.ACT_TODAY:
            decision = entry.decision(rating.factor)
            texts = [
                *labelled(_("Who was told"), decision.told),
                *labelled(_("What was decided"), decision.decided),
                *labelled(_("Why"), decision.why),
                *labelled(_("Why nothing was done"), decision.why_nothing),
            ]
            story += sub_section(
                _("Act today: {factor}").format(factor=rating.factor.label),
                texts or [line(_("No decision is recorded yet."))],
            )
    changes = "\n".join(change.label for change in entry.changes)
    story += labelled(_("News that brings a risk review forward"), changes)
    if entry.outcome is Outcome.FAILED_TO_COMPLY and entry.action:
        story += labelled(_("Action on the failure to comply"), entry.action.label)
    if entry.changes_assessment is not None:
        answer = _("Yes") if entry.changes_assessment else _("No")
        story += labelled(_("Does today change the risk assessment or plan?"), _with_note(answer, entry.decision_note))
    if entry.rar_day:
        story += labelled(_("Rehabilitation activity"), _("Counts as a RAR day"))
    return story


def _brought_forward(events: Iterable[Event]) -> list[Flowable]:
    told = [
        _("Risk review from {day}: {reason}").format(day=day_words(event.on), reason=event.reason) for event in events
    ]
    return section(_("Brought forward by this session"), bullets(told))


def _addenda(addenda: Iterable[Addendum]) -> list[Flowable]:
    story: list[Flowable] = []
    for addendum in addenda:
        by = _("{author}, {moment}").format(author=addendum.by, moment=moment_words(addendum.added_at))
        story += sub_section(by, prose(addendum.text))
    return section(_("Added after signing"), story)


def _day(moment: datetime) -> date:
    return moment.astimezone().date()
