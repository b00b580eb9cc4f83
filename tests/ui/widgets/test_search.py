"""Finding a name as it is typed."""

from __future__ import annotations

import pytest

from ui.widgets.search import is_exactly, matches


@pytest.mark.parametrize("typed", ["", "pyrson", "PŶRSON", "two py", "x1234", "tw", "jones", " pyrson  "])
def test_a_person_is_found_by_the_start_of_any_word(typed):
    assert matches(typed, "Pŷrson Two-Jones", "Pyrson", "X123456")


@pytest.mark.parametrize("typed", ["yrson", "pyrson smith", "123456", "<b>"])
def test_what_begins_no_word_finds_nobody(typed):
    assert not matches(typed, "Pŷrson Two-Jones", "Pyrson", "X123456")


@pytest.mark.parametrize(
    ("typed", "whole"), [("pyrson two jones", True), (" x123456", True), ("x12345", False), ("", False)]
)
def test_only_a_whole_name_or_number_is_exact(typed, whole):
    assert is_exactly(typed, "Pŷrson Two-Jones", "", "X123456") is whole
