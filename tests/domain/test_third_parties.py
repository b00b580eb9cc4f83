"""Texts that look as if they named or located somebody else, and those that do not."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.agencies import Agency, AgencyType
from app.domain.children_and_victims import AgeBand, Child, ContactScheme, Victim
from app.domain.considered import Considered
from app.domain.days import day_words, short_day_words, weekday_words
from app.domain.plans import Plan
from app.domain.prisons import Prison
from app.domain.reviews import ReviewEntry
from app.domain.sessions import Information
from app.domain.third_parties import looks_like_third_party, not_third, record_worries, worries
from tests.builders import an_entry, an_officer, details
from tests.domain.records_builder import a_record

ROOT = Path(__file__).resolve().parents[2]
FIRST = (
    "Sarah",
    "Mohammed",
    "Siân",
    "Kofi",
    "Alfred",
    "Aoife",
    "Jean-Luc",
    "Priya",
    "D’Arcy",
    "Ŵyn",
    "Zoë",
    "Agnieszka",
)
LAST = ("Jones", "O’Brien", "Khan", "Nowak", "Pugh", "Smith-Reid", "Mensah", "McAllister", "Ŵŷ", "Singh", "de Souza")
AROUND = (
    "{}",
    "{} lives next door.",
    "Rang {} about it.",
    "His niece, {}, stays.",
    "He spoke to {}.",
    "At {}’s house.",
)
ROLES = (
    "Child A", "Victim 1", "J. S.", "K.B.", "neighbour’s son", "Neighbour’s Son", "His Mother", "Crown Court", "MOSOVO",
    "the Victim Liaison Officer", "Children’s Services", "a Senior Probation Officer", "Social Worker",
    "Building Choices",
)  # fmt: skip
PLACES = ("in {}", "near {}", "He moved to {} in May.", "He went back to {}.", "the {} hostel", "at {}")
TOWNS = ("Carreg Las", "Milton Keynes", "Merthyr Tydfil", "King’s Lynn", "Newport")
STREETS = ("High Street", "Low Road", "Sycamore Avenue", "church lane", "Mill Close", "Old Station Road")

names = st.builds("{} {}".format, st.sampled_from(FIRST), st.sampled_from(LAST))
days = st.dates(date(1950, 1, 1), date(2040, 12, 31))


@given(names, st.sampled_from(AROUND))
def test_a_full_name_is_seen_wherever_it_stands(name: str, around: str) -> None:
    assert looks_like_third_party(around.format(name), ()) == "a full name"


@given(st.sampled_from(["Mr", "Mrs.", "Ms", "Dr."]), st.sampled_from(LAST[:-1]))
def test_a_title_makes_a_name_of_one_word(title: str, last: str) -> None:
    assert looks_like_third_party(f"It was said by {title} {last}.", ()) == "a full name"


@given(st.sampled_from(ROLES), st.sampled_from(["{}", "Seen with {} today.", "Asked {} about Sunday", "{} said so"]))
def test_roles_and_initials_are_no_names(role: str, around: str) -> None:
    assert looks_like_third_party(around.format(role), ()) == ""


@given(st.sampled_from(TOWNS), st.sampled_from(PLACES))
def test_places_are_no_names(town: str, around: str) -> None:
    assert looks_like_third_party(around.format(town), ()) == ""


@given(days, st.sampled_from([day_words, short_day_words, weekday_words, str, "{:%d %m %Y} 14:30".format]))
def test_days_are_neither_names_nor_numbers(day: date, words: object) -> None:
    text = f"Since {words(day)}. On {words(day)} Police rang; Monday, March and Easter too."  # type: ignore[operator]
    assert looks_like_third_party(text, ()) == ""


@given(st.sampled_from(["Since", "When", "After", "He", "Told", "Visited", "No", "Perhaps"]), st.sampled_from(FIRST))
def test_a_single_name_at_the_start_of_a_sentence_is_no_full_name(start: str, first: str) -> None:
    assert looks_like_third_party(f"All quiet. {start} {first} came.", ()) == ""


@given(st.integers(1, 9999), st.sampled_from(STREETS), st.sampled_from(["lives at {}", "{}, Newport", "Flat 2, {}"]))
def test_a_number_with_a_street_is_an_address(number: int, street: str, around: str) -> None:
    assert looks_like_third_party(around.format(f"{number} {street}"), ()) == "an address"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22 Stryd y Bont", "an address"),
        ("Rings 07700 900123 at night", "a telephone number"),
        ("(029) 2018 0123", "a telephone number"),
        ("+44 (0)1632 960001", "a telephone number"),
        ("NP20 4AA", "a postcode"),
        ("near np204aa", "a postcode"),
        ("writes to a.b+c@example.org.uk", "an e-mail address"),
        ("a 20 minute drive from the street", ""),
        ("3 close friends and 2 previous Crown Court cases", ""),
        ("12 sessions, 3 missed; stage B1 2nd week at 5pm", ""),
        ("case X123456, prison number A1234BC", ""),
        ("Ratings 0 1 0 2, then 4 May", ""),
        ("on 02 03 2026 14 people came", ""),
        ("Carreg Las is by the sea; he visits Newport Library", ""),
        ("", ""),
    ],
)
def test_other_shapes(text: str, expected: str) -> None:
    assert looks_like_third_party(text, ()) == expected


@given(names, st.sampled_from(AROUND))
def test_a_known_name_is_no_third_partys(name: str, around: str) -> None:
    assert looks_like_third_party(around.format(name), (f"Officer: DC {name}. Another: T. Two",)) == ""


def test_the_notes_of_a_caseload_hardly_ever_trip_it() -> None:
    officer = ("Eleri Maddocks", "Harbour House, Carreg Las")
    tripped, every = 0, 0
    for path in sorted((ROOT / "resources" / "demonstration" / "people").glob("*.toml")):
        story = tomllib.loads(path.read_text("utf-8"))
        own = story.pop("details")
        known = (own["name"], own.get("address", ""), own.get("practitioners", ""), *officer)
        found = [looks_like_third_party(text.split("|")[-1], known) for text in texts_of(story)]
        tripped, every = tripped + sum(map(bool, found)), every + len(found)
    assert every > 1000
    assert tripped / every < 0.01


def texts_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts_of(inner)


def test_somebody_of_the_same_surname_is_a_third_party() -> None:
    known = ("Gwŷn Pritchard",)
    assert looks_like_third_party("Gwyn Pritchard and Mr Pritchard", known) == ""
    assert looks_like_third_party("Gwŷn and Carys Pritchard", known) == "a full name"


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    assert looks_like_third_party(text, ("Pŷrson One", "")) in (
        "", "a full name", "an address", "a postcode", "a telephone number", "an e-mail address",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["a" * 100_000, "12 " + "a" * 100_000, "Aa " * 30_000, "0 " * 50_000, "a.b@" * 25_000])
def test_a_long_text_is_read_at_once(text: str) -> None:
    looks_like_third_party(text, ())


def test_the_person_and_recorded_practitioners_are_not_asked_about() -> None:
    prison = Prison(establishment="HMP Long Stay", pom="Tunde Achebe", com="Ann Two")
    police = Agency(type=AgencyType.POLICE, contact="DC Lowri Beynon, 01632 960001")
    person = details(preferred_name="Bob", address="1 High Street", practitioners="MOSOVO: Harriet Oduya")
    known = not_third(person, an_officer(name="Eleri Maddocks"), [a_record(prison), a_record(police)])
    for text in (
        "Pŷrson One", "Bob One", "1 High Street", "Eleri Maddocks", "Tunde Achebe", "Ann Two", "Lowri Beynon",
        "01632 960001", "Harriet Oduya",
    ):  # fmt: skip
        assert looks_like_third_party(text, known) == "", text
    assert looks_like_third_party("Bob Achebe", known) == "a full name"


def test_the_texts_of_a_session_and_of_a_review_are_asked_about_at_their_fields() -> None:
    shared = Information(what="Sarah Jones visits")
    session = an_entry(
        safeguarding="The child at 3 Low Road", check_in="Sarah Jones", information=(Information(), shared)
    )
    assert [one.field for one in worries(session, ())] == ["safeguarding", "information.1.what"]
    review = ReviewEntry(note="Sarah Jones", considered=Considered(children="Nephew of six", victims="Sarah Jones"))
    assert [one.field for one in worries(review, ())] == ["victims"]
    assert "Jones" not in worries(review, ())[0].sentence


def test_a_record_is_asked_about_only_where_it_was_typed_anew() -> None:
    child = Child(who="Sarah Jones", relation="Niece", age=AgeBand.UNBORN, concerns="Rings 07700 900123")
    assert [one.field for one in record_worries(child, None, ())] == ["who", "concerns"]
    after = replace(child, concerns="Lives at 3 Low Road")
    assert [one.field for one in record_worries(after, child, ())] == ["concerns"]
    assert record_worries(Victim(who="J. S.", scheme=ContactScheme.YES), None, ()) == []


def test_of_the_plan_only_victim_safety_is_asked_about() -> None:
    plan = Plan(**dict.fromkeys(["supervision", "monitoring", "victim_safety", "contingency"], "Sarah Jones"))
    assert [one.field for one in record_worries(plan, None, ())] == ["victim_safety"]


@pytest.mark.parametrize(
    ("who", "asks"),
    [("MARY JONES", True), ("mary jones", True), ("K.", False), ("HIS NIECE", False), ("partner’s son", False)],
)
def test_a_short_answer_in_capitals_or_small_letters_may_be_a_name(who: str, asks: bool) -> None:
    found = record_worries(Victim(who=who), None, ())
    assert [one.field for one in found] == (["who"] if asks else [])
