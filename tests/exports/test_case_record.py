"""The record of the case as its reader sees it: what is said, beside what, and that nothing restricted is among it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_type_hints
from uuid import UUID

import pytest

from app.domain.agencies import Exchange
from app.domain.children_and_victims import Child, Victim
from app.domain.formulation import Formulation
from app.domain.kinds import KINDS
from app.domain.marks import Mark, Marking
from app.domain.orders import Breach, Condition
from app.domain.protective_factors import ProtectiveFactor
from app.domain.ratings import Factor
from app.domain.records import Body, Record, Room
from app.domain.sessions import Claim, ClaimCheck, ClaimOutcome, Settlement
from app.domain.slow_factors import SlowFactors
from app.domain.unreadable import Unreadable
from app.exports.case_record import CaseRecord, case_record
from tests.builders import AN_ID, MOMENT, a_person, an_officer, an_order
from tests.domain.records_builder import a_record
from tests.exports.reading import fonts, images, in_order, pages, text

ANOTHER = UUID(int=9)


def a_case(*records: Record, marks: dict[UUID, dict[Mark, Marking]] | None = None, **given: Any) -> CaseRecord:
    usual = CaseRecord(
        person=a_person(),
        officer=an_officer(),
        records=records,
        titles={one.id: one.body.title for one in records},
        standings={one.id: one.body.standing(MOMENT.date()) for one in records},
        marks=marks or {},
        claims=(),
        printed_on=MOMENT.date(),
    )
    return replace(usual, **given)


def printed(case: CaseRecord, *, with_restricted: bool = False) -> str:
    return text(case_record(case, with_restricted=with_restricted))


def marked(record: Record, mark: Mark, reason: str = "") -> dict[UUID, dict[Mark, Marking]]:
    one = Marking(subject=record.id, mark=mark, put=True, reason=reason, by="Another Officer", recorded_at=MOMENT)
    return {record.id: {mark: one}}


def a_child(who: str = "A.B.") -> Child:
    first, second = (next(iter(ask.choices)) for ask in Child.asks() if ask.choices)
    return Child(who=who, relation="Niece", age=first, where=second, concerns="Visits on Sundays")


def full(kind: type[Body], value: str) -> Body:
    """A record of this kind with an answer to everything; ``value`` is every text."""
    answers: dict[str, Any] = {}
    for name, hint in get_type_hints(kind).items():
        if name not in {field.name for field in dataclasses.fields(kind)}:
            continue
        of = (
            next((one for one in get_args(hint) if one is not type(None)), hint)
            if isinstance(hint, UnionType)
            else hint
        )
        if of is str:
            answers[name] = value
        elif of is bool:
            answers[name] = True
        elif of is date:
            answers[name] = MOMENT.date()
        elif of is UUID:
            answers[name] = ANOTHER
        elif of is int:
            answers[name] = 3
        elif issubclass(of, StrEnum):
            answers[name] = next(iter(of))
    return kind(**answers)


def test_the_title_says_whose_case_it_is_who_printed_it_and_when() -> None:
    found = printed(a_case(person=a_person(name="Pŷrson One", crn="X900101")))
    assert in_order(found, "Record of the case", "Pŷrson One", "X900101", "Overview")
    for told in ("2 March 2026", "An Officer", "An office", "A Senior"):
        assert told in found


def test_the_overview_tells_the_staff_alert_first_and_leaves_out_what_is_not_recorded() -> None:
    found = printed(a_case(person=a_person(staff_alerts="Visit in pairs", mappa_category=1, index_offence="Of 2022")))
    assert in_order(found, "Overview", "Staff-safety alerts", "Visit in pairs", "Date of birth", "17 May 1980")
    assert "Of 2022" in found
    assert "On licence" in found
    assert "Preferred name" not in found


def test_an_entry_says_how_it_stands_by_whom_when_its_versions_and_its_marks() -> None:
    order = a_record(an_order(), revision=3)
    found = printed(a_case(order, marks=marked(order, Mark.DISPUTED, "He says that it ended")))
    assert in_order(
        found,
        "Orders and conditions",
        "Sexual Harm Prevention Order (SHPO)",
        "In force · recorded by An Officer, 2 March 2026, 09:00 · versions: 3",
        "Disputed: He says that it ended (Another Officer, 2 March 2026, 09:00)",
        "A Crown Court",
        "6 January 2030",
    )


def test_every_kind_is_printed_in_its_room_and_a_room_without_entries_says_so() -> None:
    records = [a_record(full(kind, f"words of {key}")) for key, kind in KINDS.items()]
    found = printed(a_case(*records), with_restricted=True)
    for key, kind in KINDS.items():
        assert f"words of {key}" in found, key
        assert kind.name() in found or kind is ProtectiveFactor, key
    assert all(room.label in found for room in Room)
    empty = printed(a_case())
    assert empty.count("Nothing recorded.") == len(Room) - 1
    assert Room.CHILDREN_AND_VICTIMS.label not in empty


def test_what_protects_stands_beside_the_slow_factors_and_its_absence_is_said() -> None:
    slow = a_record(SlowFactors(deviancy="None of late", deviancy_on=date(2026, 1, 5)))
    choir = a_record(ProtectiveFactor(what="Sings in a choir", evidence="The leader rang"))
    found = printed(a_case(slow, choir))
    assert in_order(found, "beside them what protects", "None of late", "Sings in a choir", "The leader rang")
    assert in_order(printed(a_case(slow)), "None of late", "Protective factors Nothing recorded.")
    long = a_record(replace(slow.body, attitudes="He said a good deal. " * 400))
    assert "Sings in a choir" in printed(a_case(long, choir))


def test_claims_that_nobody_confirmed_are_open_questions() -> None:
    claim = Claim(session_id=AN_ID, factor=Factor.ACCESS, on=date(2026, 2, 9), evidence="No children visit")
    found = printed(a_case(claims=(claim,)))
    assert in_order(found, "Open questions", "Claims that rest on", "9 February 2026, Access", "No children visit")


# ── What is restricted ───────────────────────────────────────────────────────────────────────────────


def test_children_and_victims_are_never_printed_without_the_tick() -> None:
    victim = a_record(Victim(who="K.", concerns="Fears to meet him"))
    case = a_case(a_record(a_child()), victim)
    without = printed(case)
    for secret in ("A.B.", "Niece", "Visits on Sundays", "K.", "Fears to meet him"):
        assert secret not in without
    assert "It stands on a restricted appendix, which is not in this file." in without
    assert "Niece" in printed(case, with_restricted=True)


def test_the_appendix_has_pages_of_its_own_which_say_what_they_are() -> None:
    children = [a_record(a_child(f"Child {number}")) for number in range(20)]
    found = pages(case_record(a_case(a_record(an_order()), *children), with_restricted=True))
    own = [page for page in found if "Restricted appendix: keep apart" in page]
    assert len(own) > 1
    assert own == found[-len(own) :]
    assert not any("Niece" in page for page in found[: -len(own)])
    assert not any("Crown Court" in page for page in own)
    assert "It stands on a restricted appendix at the end of this file." in found[0]


def test_an_entry_marked_as_restricted_is_printed_on_the_appendix_alone_with_its_reason() -> None:
    order = a_record(an_order(court="Secret Court"))
    case = a_case(order, marks=marked(order, Mark.RESTRICTED, "A court asked"))
    without = printed(case)
    assert "Secret Court" not in without
    assert "A court asked" not in without
    assert in_order(without, "Orders and conditions", "What is recorded here is restricted.")
    found = pages(case_record(case, with_restricted=True))
    assert "Secret Court" in found[-1]
    assert "A court asked" in found[-1]


def test_an_ordinary_entry_that_refers_to_a_restricted_one_does_not_tell_its_words() -> None:
    condition = a_record(Condition(wording="Not to go near Heol Wen"))
    breach = a_record(Breach(condition=condition.id, what="Was seen there"))
    case = a_case(condition, breach, marks=marked(condition, Mark.RESTRICTED, "Victim lives there"))
    found = printed(case)
    assert "Was seen there" in found
    assert "Heol Wen" not in found
    assert "Prohibitions and conditions: restricted" in found


def test_a_claim_from_a_restricted_session_goes_with_it() -> None:
    claim = Claim(session_id=AN_ID, factor=Factor.ACCESS, on=date(2026, 2, 9), evidence="No children visit")
    one = Marking(subject=AN_ID, mark=Mark.RESTRICTED, put=True, reason="x", by="y", recorded_at=MOMENT)
    case = a_case(claims=(claim,), marks={AN_ID: {Mark.RESTRICTED: one}})
    assert "No children visit" not in printed(case)
    assert "No children visit" in printed(case, with_restricted=True)


def test_information_exchanged_is_printed_on_the_appendix_alone() -> None:
    told = a_record(Exchange(agency="Police", what="A new partner", reason="Prevention of crime"))
    case = a_case(told, a_record(an_order()))
    without = printed(case)
    assert "new partner" not in without
    assert "on a restricted appendix, which is not in this file." in without
    assert in_order(without, "MAPPA and agencies", "What is recorded here is restricted.")
    assert "new partner" in pages(case_record(case, with_restricted=True))[-1]


def test_what_became_of_a_claim_is_printed_with_its_note_and_goes_with_a_restricted_session() -> None:
    check = ClaimCheck(session_id=AN_ID, factor=Factor.ACCESS, outcome=ClaimOutcome.CONFIRMED, note="By his sister")
    case = a_case(settled=(Settlement(check=check, by="An Officer", recorded_at=MOMENT),))
    assert in_order(printed(case), "Open questions", "What became of claims", "By his sister (An Officer, 2 March 2026")
    one = Marking(subject=AN_ID, mark=Mark.RESTRICTED, put=True, reason="x", by="y", recorded_at=MOMENT)
    closed = replace(case, marks={AN_ID: {Mark.RESTRICTED: one}})
    assert "By his sister" not in printed(closed)
    assert "By his sister" in pages(case_record(closed, with_restricted=True))[-1]


def test_an_entry_that_cannot_be_read_says_so_in_its_room() -> None:
    damaged = replace(a_record(Unreadable(ROOM=Room.ORDERS)), kind="order")
    unknown = replace(a_record(Unreadable(), id=ANOTHER), kind="of a later version")
    found = printed(a_case(damaged, unknown, a_record(an_order(), id=UUID(int=11))))
    assert in_order(found, "Orders and conditions", "This entry cannot be read", "A Crown Court")
    assert in_order(found, "Open questions", "Entry of a kind not known here")
    assert found.count("This entry cannot be read") == 2


def test_a_case_with_nothing_restricted_has_no_appendix_and_says_nothing_of_one() -> None:
    found = printed(a_case(a_record(an_order())), with_restricted=True)
    assert "estricted" not in found


# ── Any text ─────────────────────────────────────────────────────────────────────────────────────────

HOSTILE = "Pŷrson <b>bold</b> </para> <img src='/etc/hostname'> & &amp; <font size=80>x"


def everything(value: str) -> CaseRecord:
    records = [a_record(full(kind, value), by=value) for kind in KINDS.values()]
    marks = {}
    for record in records:
        marks |= marked(record, Mark.DISPUTED, value)
    return a_case(
        *records,
        person=a_person(name=value, crn=value, index_offence=value, household=value, staff_alerts=value),
        officer=an_officer(name=value, role=value, office=value, spo=value),
        marks=marks,
        claims=(Claim(session_id=AN_ID, factor=Factor.ACCESS, on=MOMENT.date(), evidence=value),),
    )


def test_markup_in_any_field_is_printed_as_typed() -> None:
    pdf = case_record(everything(HOSTILE), with_restricted=True)
    assert "".join(text(pdf).split()).count("".join(HOSTILE.split())) >= 60
    assert images(pdf) == 0


@pytest.mark.parametrize(
    "make",
    [
        lambda: "\x00\x07\ud800\u202e👩‍👩‍👧 مرحبا \ufffe",
        lambda: "w" * 2_000,
        lambda: "line\n" * 200,
        lambda: "word " * 150,
    ],
    ids=["strange characters", "a long word", "many lines", "long answers"],
)
def test_any_text_in_any_field_can_be_printed(make: Callable[[], str]) -> None:
    found = pages(case_record(everything(make()), with_restricted=True))
    assert all(page.count("OFFICIAL-SENSITIVE") == 2 for page in found)


def test_every_page_is_marked_and_numbered_in_the_embedded_font() -> None:
    pdf = case_record(a_case(a_record(Formulation(individual="He said a good deal. " * 800))), with_restricted=False)
    found = pages(pdf)
    assert len(found) > 3
    for number, page in enumerate(found, start=1):
        assert page.count("OFFICIAL-SENSITIVE") == 2
        assert f"Page {number} of {len(found)}" in page
        assert "Record of the case · X123456 · 2 March 2026" in page
    assert all("AtkinsonHyperlegibleNext" in name for name in fonts(pdf))
    assert all(fonts(pdf).values())
