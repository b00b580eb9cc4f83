"""The recovery key as people copy it."""

from hypothesis import given
from hypothesis import strategies as st

from app.vault import recovery

KEYS = st.binary(min_size=20, max_size=20)


@given(KEYS)
def test_a_key_is_read_back_whatever_its_case_blanks_and_dashes(key: bytes) -> None:
    text = recovery.to_text(key)
    assert len(text.split("-")) == 9
    assert recovery.from_text(text) == key
    assert recovery.from_text(f"  {text.lower().replace('-', ' – ')}\n") == key


@given(KEYS)
def test_letters_taken_for_digits_are_understood(key: bytes) -> None:
    text = recovery.to_text(key)
    assert recovery.from_text(text.replace("0", "O").replace("1", "l")) == key


@given(KEYS, st.integers(0, 35), st.sampled_from(recovery.CROCKFORD))
def test_one_wrong_character_is_noticed(key: bytes, place: int, character: str) -> None:
    letters = recovery.to_text(key).replace("-", "")
    mistyped = letters[:place] + character + letters[place + 1 :]
    if mistyped != letters:
        assert recovery.from_text(mistyped) is None
        assert recovery.looks_like_one(mistyped) == any(letter.isdigit() for letter in mistyped)


def test_a_key_without_a_digit_is_read_back_all_the_same() -> None:
    keys = (number.to_bytes(20, "big") for number in range(2**160 - 1, 0, -1))
    key = next(key for key in keys if not any(letter.isdigit() for letter in recovery.to_text(key)))
    assert recovery.from_text(recovery.to_text(key)) == key


def test_a_phrase_of_as_many_letters_is_no_mistyped_key() -> None:
    phrase = "walnut ferry cobble lantern gravel attic"
    assert len(phrase.replace(" ", "")) == 36 - 1
    assert not recovery.looks_like_one(phrase + "s")


@given(st.text())
def test_any_other_text_is_no_recovery_key(text: str) -> None:
    if len(text) < 36:
        assert not recovery.looks_like_one(text)
        assert recovery.from_text(text) is None
