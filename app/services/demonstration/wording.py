"""Phrases filled in for one person and dealt like cards, so that no two notes of a person read alike.

Must not know what the phrases are about.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, TypeVar

from app.domain.people import Sex
from app.services.demonstration.stories import Story

T = TypeVar("T")


class Wording:
    """The words that stand for this person in a phrase, and which phrases they have had already."""

    def __init__(self, story: Story, chance: Random) -> None:
        self._chance = chance
        self._decks: dict[int, list[Any]] = {}
        self.name = story.details.preferred_name or story.details.name.split()[0]
        man = story.details.sex is Sex.MALE
        self._words = {
            "name": self.name,
            "kin": story.kin,
            "Kin": story.kin[:1].upper() + story.kin[1:],
            "hobby": story.hobby,
            "he": "he" if man else "she",
            "He": "He" if man else "She",
            "him": "him" if man else "her",
            "his": "his" if man else "her",
            "His": "His" if man else "Her",
            "himself": "himself" if man else "herself",
        }

    def phrase(self, pool: Sequence[str]) -> str:
        """A sentence of the pool that this person has not had yet, filled in."""
        return self.filled(self.deal(pool))

    def deal(self, pool: Sequence[T]) -> T:
        """The next card of the pool's shuffled deck; the deck is shuffled anew when it has run out."""
        deck = self._decks.setdefault(id(pool), [])
        if not deck:
            deck += self._chance.sample(pool, len(pool))
        card: T = deck.pop()
        return card

    def filled(self, text: str) -> str:
        """The text with names and pronouns in place, each part beginning with a capital."""
        parts = text.format_map(self._words).split("|")
        return "|".join(part[:1].upper() + part[1:] for part in parts)

    def one_in(self, number: int) -> bool:
        return self._chance.randrange(number) == 0

    def likely(self, share: float) -> bool:
        return self._chance.random() < share
