"""What may be shown to the person: headings in plain words, and their own tasks alone."""

from __future__ import annotations

import re

import pytest

from app.domain.in_the_room import agenda, own_tasks
from app.domain.places import Outcome, Place
from app.domain.sessions import Entry
from app.domain.tasks import NewTask
from tests.builders import details, with_texts

OFFICER = "Siân Officer"


@pytest.mark.parametrize("place", [None, *Place])
def test_the_agenda_has_no_word_of_risk_and_nothing_of_what_the_officer_does_alone(place: Place | None) -> None:
    words = " ".join(agenda(Entry(place=place)))
    assert words
    assert not re.search(r"risk|factor|acute|victim|child|decide|sign|agenc|police|safeguard", words, re.IGNORECASE)


def test_the_agenda_of_a_prison_visit_speaks_of_release_and_others_do_not() -> None:
    assert "Getting ready for your release" in agenda(Entry(place=Place.PRISON_VISIT))
    assert "Getting ready for your release" not in agenda(Entry(place=Place.OFFICE))


def test_whoever_sits_there_has_come_whatever_outcome_was_entered() -> None:
    assert agenda(Entry(outcome=Outcome.FAILED_TO_ATTEND)) == agenda(Entry())


def test_the_agenda_holds_nothing_typed() -> None:
    assert "Marker" not in "".join(agenda(with_texts(Entry(), "Marker")))


@pytest.mark.parametrize("who", ["Llŷr", "llŷr ap siôn", " Llŷr  ap Siôn ", "Bach"])
def test_a_task_under_the_persons_name_is_theirs(who: str) -> None:
    person = details(name="Llŷr ap Siôn", preferred_name="Bach")
    assert [task.what for task in own_tasks(person, OFFICER, [NewTask(what="Ring the GP", who=who)])] == ["Ring the GP"]


@pytest.mark.parametrize("who", ["", "Police", "Officer", "Llŷr and the police", "Siôn", "Llŷr’s mother", "Me"])
def test_any_other_task_is_not_shown(who: str) -> None:
    person = details(name="Llŷr ap Siôn")
    assert own_tasks(person, OFFICER, [NewTask(what="Ask about the partner", who=who)]) == ()


def test_a_first_name_that_the_officer_has_too_does_not_say_whose_task_it_is() -> None:
    person = details(name="Siân Llwyd")
    tasks = [NewTask(what="Ask the police", who="Siân"), NewTask(what="Ring the GP", who="Siân Llwyd")]
    assert [task.what for task in own_tasks(person, OFFICER, tasks)] == ["Ring the GP"]
