"""Formulation and risk management plan: no heading blank, one of each, versions that can be compared."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.formulation import Formulation
from app.domain.plans import Plan
from app.domain.records import Body, differences
from tests.domain.records_builder import refused

BODIES = (Formulation, Plan)


def written(kind: type[Body], **given: Any) -> Body:
    return kind(**({ask.key: "Nothing known yet" for ask in kind.asks()} | given))


def test_the_headings_are_those_of_the_inspectorate() -> None:
    assert [ask.label for ask in Formulation.asks()] == ["Individual", "Interpersonal", "Community", "Society"]
    assert [ask.label for ask in Plan.asks()] == [
        "Supervision",
        "Monitoring and control",
        "Interventions and treatment",
        "Victim safety",
        "Contingency",
    ]


@pytest.mark.parametrize("kind", BODIES)
@given(blanks=st.lists(st.booleans(), min_size=5, max_size=5), blank=st.sampled_from(["", " ", "\n\t"]))
def test_a_blank_heading_is_refused_at_its_field_and_no_other(kind: type[Body], blanks: list[bool], blank: str) -> None:
    keys = [ask.key for ask, is_blank in zip(kind.asks(), blanks, strict=False) if is_blank]
    found = refused(written(kind, **dict.fromkeys(keys, blank)))
    assert list(found) == keys
    labels = {ask.key: ask.label for ask in kind.asks()}
    assert all(sentence.startswith(f"{labels[key]}: enter") for key, sentence in found.items())


@pytest.mark.parametrize("kind", BODIES)
def test_a_second_one_is_refused_and_points_to_the_first(kind: type[Body]) -> None:
    first = kind.asks()[0].key
    assert refused(written(kind), written(kind)) == {
        first: "There is one already, and a person has one at a time: change the one there"
    }
    assert refused(written(kind), *(written(other) for other in BODIES if other is not kind)) == {}


def test_two_versions_differ_in_the_headings_that_were_changed() -> None:
    before = Plan(**{ask.key: "As before" for ask in Plan.asks()})
    after = replace(before, contingency="Recall if he moves", supervision="Weekly")
    assert [(ask.label, old, new) for ask, old, new in differences(before, after, {})] == [
        ("Supervision", "As before", "Weekly"),
        ("Contingency", "As before", "Recall if he moves"),
    ]
