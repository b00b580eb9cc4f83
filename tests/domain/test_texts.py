"""Typed text is kept as it is, but for what no store, screen or export could carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.places import Place
from app.domain.ratings import Factor
from app.domain.sessions import Entry, Information
from app.domain.texts import clean, cleaned
from tests.builders import a_full_entry, with_texts
from tests.hostile import HOSTILE, cleaned_of

anything = st.text(st.characters(codec=None, categories=None))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_lose_only_control_characters_and_half_surrogates(hostile: str) -> None:
    assert clean(hostile) == cleaned_of(hostile)


@given(anything)
def test_clean_text_can_be_encoded_and_is_not_changed_again(text: str) -> None:
    once = clean(text)
    assert once.encode().decode() == once
    assert clean(once) == once == cleaned_of(text)


TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(
    st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Zl", "Zp"), exclude_characters="\x7f" + TURNS))
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


def test_every_text_of_a_nested_value_is_cleaned_and_all_else_kept() -> None:
    assert cleaned(with_texts(a_full_entry(), "a\0b")) == with_texts(a_full_entry(), "ab")
    entry = Entry(place=Place.OFFICE, information=(Information(agency="Police"),))
    assert cleaned(entry) is entry
    assert type(cleaned(Factor.MOOD)) is Factor
