"""Strength of passphrases, and the six words offered."""

import random

import pytest

from app.vault import passphrases
from app.vault.passphrases import strength, suggest_phrase
from tests.desks import PASSPHRASE


@pytest.mark.parametrize(
    "weak", ["", "a", "password1", "Sightline2026!", "qwertyuiopasdfgh", "aaaaaaaaaaaaaaaaaaaaaaaa", "12/03/1984"]
)
def test_what_is_guessed_first_is_not_enough_and_says_why(weak: str) -> None:
    found = strength(weak)
    assert not found.enough
    assert found.bits < passphrases.ENOUGH_BITS
    assert found.advice


def test_words_that_do_not_belong_together_are_enough() -> None:
    found = strength(PASSPHRASE)
    assert found.enough
    assert found.bits >= passphrases.ENOUGH_BITS
    assert not found.advice


def test_a_very_long_text_is_measured_by_its_beginning() -> None:
    assert strength("x" * 100_000) == strength("x" * 72)


def test_the_six_words_offered_are_always_enough() -> None:
    source = random.Random(5).randbytes
    phrases = {suggest_phrase(source) for _phrase in range(40)}
    assert len(phrases) == 40
    assert all(strength(phrase).enough for phrase in phrases)
    assert all(len(phrase.split(" ")) == 6 for phrase in phrases)


def test_the_list_gives_sixty_bits_and_plain_words() -> None:
    words = passphrases._words()
    assert len(words) == len(set(words)) >= 1296  # 6 words of 1,296 are 62 bits
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 8 for word in words)


def test_a_draw_from_the_incomplete_last_round_is_repeated() -> None:
    draws = iter([b"\xff\xff\xff\xff", b"\x00\x00\x00\x07"])

    def random_bytes(_count: int) -> bytes:
        return next(draws)

    assert passphrases._below(1889, random_bytes) == 7
