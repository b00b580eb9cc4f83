"""The record of the case of one person: every record as it now is, room by room, with marks and who recorded it.

Knows no kind by name, but that what protects stands beside the slow factors (practice rules, section 2). What is
restricted never stands in the ordinary part. Must not know the store or the services.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from uuid import UUID

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from app.domain.changes import shown
from app.domain.days import day_words, moment_words
from app.domain.detail_words import labels
from app.domain.kinds import kind_of, kinds_of
from app.domain.marks import Mark, Marking
from app.domain.officers import Officer
from app.domain.people import Person
from app.domain.protective_factors import ProtectiveFactor
from app.domain.records import Body, Record, Room
from app.domain.records import answers as answered
from app.domain.restricted import leaves_apart, restricted_sentence, restricted_title
from app.domain.sessions import Claim, Settlement
from app.domain.slow_factors import SlowFactors
from app.exports.blocks import answers, beside, bullets, facts, line, notice, prose, section, sub_section
from app.exports.document import BODY, BOLD, SMALL, TITLE, Sheet, build

LONGEST_TITLE = 200
"""Characters of a name or of a record's title; a longer one is cut with an ellipsis, and stands whole below."""
ROOM_FOR_A_ROOM, ROOM_FOR_A_KIND, ROOM_FOR_AN_ENTRY = 52 * mm, 38 * mm, 24 * mm
"""Points below which a heading goes to the next page with what follows it."""
_ENTRY = ParagraphStyle("entry", BODY, fontName=BOLD, spaceBefore=2.5 * mm, spaceAfter=0)
_ROOMS = (Room.ORDERS, Room.AGENCIES, Room.TOOLS, Room.PROGRAMMES, Room.PLAN, Room.QUESTIONS, Room.PRISON)
_SIDES: tuple[type[Body], ...] = (SlowFactors, ProtectiveFactor)


@dataclass(frozen=True, kw_only=True)
class CaseRecord:
    """``records`` are those that stand, of every room; ``titles``, ``standings`` and ``marks`` are by their ids.

    ``claims`` rest on the person's word alone, and ``settled`` say what became of others outside a session, newest
    first. ``marks`` also has those of sessions and reviews.
    """

    person: Person
    officer: Officer
    records: tuple[Record, ...]
    titles: Mapping[UUID, str]
    standings: Mapping[UUID, str]
    marks: Mapping[UUID, Mapping[Mark, Marking]]
    claims: tuple[Claim, ...]
    printed_on: date
    settled: tuple[Settlement, ...] = ()

    @property
    def holds_restricted(self) -> bool:
        """Whether anything is left to the restricted appendix."""
        said_in = [one.session_id for one in self.claims] + [one.check.session_id for one in self.settled]
        return any(map(self.is_restricted, self.records)) or any(map(self.is_marked, said_in))

    def is_restricted(self, record: Record) -> bool:
        """By its room or kind, or by a mark that was put on it."""
        return leaves_apart(record.body) or self.is_marked(record.id)

    def is_marked(self, subject: UUID) -> bool:
        return Mark.RESTRICTED in self.marks.get(subject, {})


def case_record(case: CaseRecord, *, with_restricted: bool) -> bytes:
    """The record as PDF, not encrypted: it may not touch a disk like this."""
    story = _title(case)
    if case.holds_restricted:
        story += [Spacer(0, 3 * mm), notice(_("Restricted"), restricted_sentence(printed=with_restricted))]
    story += _overview(case)
    ordinary = _Part(case, restricted=False)
    for room in _ROOMS:
        content = ordinary.of_room(room)
        story += [CondPageBreak(ROOM_FOR_A_ROOM)] if content else []
        story += section(room.label, content or [line(_nothing(case, kinds_of(room)), SMALL)])
    story += [
        Spacer(0, 5 * mm),
        line(_("A working aid of the probation practitioner. NDelius and OASys stay the official record."), SMALL),
    ]
    day = day_words(case.printed_on)
    sheet = Sheet(
        title=_("Record of the case, {day}").format(day=day),
        running=_("Record of the case · {crn} · {day}").format(crn=case.person.details.crn[:20], day=day),
        draft=False,
    )
    return build(sheet, story, _appendix(case) if with_restricted and case.holds_restricted else ())


def _title(case: CaseRecord) -> list[Flowable]:
    person, officer = case.person.details, case.officer
    head = [
        (_("CRN"), person.crn),
        (_("Printed"), day_words(case.printed_on)),
        (_("Practitioner"), officer.name),
        (_("Role"), officer.role),
        (_("Office"), officer.office),
        (_("SPO"), officer.spo),
    ]
    return [line(_("Record of the case"), SMALL), line(_short(person.name), TITLE), facts(head)]


def _overview(case: CaseRecord) -> list[Flowable]:
    """The details as recorded, in the order of the form: but first what staff must know."""
    words = shown(case.person.details)
    told = {key: (label, words[key]) for key, label in labels().items() if key not in ("name", "crn")}
    first = [told.pop(key) for key in ("staff_alerts", "risk_to_self")]
    return section(_("Overview"), answers([*first, *told.values()]))


def _appendix(case: CaseRecord) -> list[Flowable]:
    """Children and victims, information exchanged, and what was marked as restricted elsewhere."""
    restricted = _Part(case, restricted=True)
    words = _(
        "Children, victims, information exchanged and entries marked as restricted. Printed because it was asked for."
    )
    story: list[Flowable] = [line(_("Restricted appendix"), TITLE), line(words, SMALL)]
    for room in (Room.CHILDREN_AND_VICTIMS, *_ROOMS):
        story += section(room.label, restricted.of_room(room))
    return story


class _Part:
    """The rooms as the ordinary part tells them, or as the appendix does."""

    def __init__(self, case: CaseRecord, *, restricted: bool) -> None:
        self._case = case
        self._records = [one for one in case.records if case.is_restricted(one) is restricted]
        self._claims = [one for one in case.claims if case.is_marked(one.session_id) is restricted]
        self._settled = [one for one in case.settled if case.is_marked(one.check.session_id) is restricted]
        self._beside = not restricted
        hidden = (
            {} if restricted else {one.id: restricted_title(one) for one in case.records if case.is_restricted(one)}
        )
        self._titles = {one: _short(title) for one, title in {**case.titles, **hidden}.items()}

    def of_room(self, room: Room) -> list[Flowable]:
        """Nothing where nothing is recorded."""
        story: list[Flowable] = []
        for kind in kinds_of(room):
            if kind is SlowFactors and self._beside:
                story += self._slow_beside_protective()
            elif kind is not ProtectiveFactor or not self._beside:
                entries = [part for one in self._of(kind) for part in self._entry(one)]
                story += [CondPageBreak(ROOM_FOR_A_KIND), *sub_section(kind.name(), entries)] if entries else []
        return story + self._claims_of(room)

    def _of(self, kind: type[Body]) -> list[Record]:
        return [one for one in self._records if kind_of(one) is kind]

    def _entry(self, record: Record) -> list[Flowable]:
        title = self._title(record)
        head = [line(title, _ENTRY)] if title else []
        return [CondPageBreak(ROOM_FOR_AN_ENTRY), *head, *self._about(record), *answers(self._answers(record))]

    def _title(self, record: Record) -> str:
        """Empty where the name of the kind over it says enough."""
        return "" if record.body.SINGLE else _short(record.body.title)

    def _about(self, record: Record) -> list[Flowable]:
        return [part for words in self._standing_words(record) for part in prose(words, SMALL)]

    def _standing_words(self, record: Record) -> list[str]:
        """How it stands, who recorded it, how many versions there are; then a line for each mark."""
        by = _("recorded by {name}, {moment}") if self._case.standings[record.id] else _("Recorded by {name}, {moment}")
        parts = [self._case.standings[record.id], by.format(name=record.by, moment=moment_words(record.recorded_at))]
        if record.revision > 1:
            parts.append(_("versions: {count}").format(count=record.revision))
        marks = self._case.marks.get(record.id, {}).values()
        return [" · ".join(part for part in parts if part), *map(_mark_words, marks)]

    def _answers(self, record: Record) -> list[tuple[str, str]]:
        """What was answered and is not the title already."""
        return [
            (ask.label, words)
            for ask, words in answered(record.body, self._titles)
            if words and words != self._title(record) and getattr(record.body, ask.key) is not False
        ]

    def _slow_beside_protective(self) -> list[Flowable]:
        if not any(map(self._of, _SIDES)):
            return []
        left, right = (self._side(kind) for kind in _SIDES)
        return sub_section(_("Slow factors, and beside them what protects"), beside(left, right))

    def _side(self, kind: type[Body]) -> list[tuple[str, str]]:
        told = []
        for record in self._of(kind):
            title = self._title(record)
            label = _("What protects: {title}").format(title=title) if title else kind.name()
            lines = [
                _("{question}: {answer}").format(question=one, answer=words) for one, words in self._answers(record)
            ]
            told.append((label, "\n".join([*lines, *self._standing_words(record)])))
        return told or [(kind.name(), _nothing(self._case, [kind]))]

    def _claims_of(self, room: Room) -> list[Flowable]:
        if room is not Room.QUESTIONS:
            return []
        words = _("{day}, {factor}: {evidence}")
        told = [
            words.format(day=day_words(one.on), factor=one.factor.label, evidence=one.evidence.strip())
            for one in self._claims
        ]
        became = [
            _("{outcome}, {factor}: {note} ({name}, {moment})").format(
                outcome=one.check.outcome.label,
                factor=one.check.factor.label,
                note=one.check.note.strip(),
                name=one.by,
                moment=moment_words(one.recorded_at),
            )
            for one in self._settled
        ]
        return [
            *sub_section(_("Claims that rest on the person’s word alone"), bullets(told)),
            *sub_section(_("What became of claims outside a session"), bullets(became)),
        ]


def _nothing(case: CaseRecord, kinds: Sequence[type[Body]]) -> str:
    """What stands where the ordinary part has no entry of these kinds."""
    if any(kind_of(one) in kinds and case.is_restricted(one) for one in case.records):
        return _("What is recorded here is restricted.")
    return _("Nothing recorded.")


def _mark_words(marking: Marking) -> str:
    words = _("{mark}: {reason} ({name}, {moment})") if marking.reason else _("{mark} ({name}, {moment})")
    return words.format(
        mark=marking.mark.label, reason=marking.reason, name=marking.by, moment=moment_words(marking.recorded_at)
    )


def _short(text: str) -> str:
    even = " ".join(text.split())
    return even if len(even) <= LONGEST_TITLE else f"{even[:LONGEST_TITLE]} …"
