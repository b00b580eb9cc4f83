"""How hard a passphrase is to guess, and a phrase of six words to offer.

zxcvbn brings large word lists, so it is imported only when a passphrase is being chosen. Must not know slots.
"""

import math
from dataclasses import dataclass
from functools import cache
from gettext import gettext as _
from importlib.resources import files

from app.vault.slots import Random

ENOUGH_BITS = 50
LONGEST_MEASURED = 72
"""Characters: zxcvbn refuses more, and takes long over many."""
KNOWN_WORDS = ["sightline", "probation"]
WORDS_OFFERED = 6


@dataclass(frozen=True)
class Strength:
    """`bits` to guess, whether they are `enough`, and a sentence of `advice` when they are not."""

    bits: float
    enough: bool
    advice: str


def strength(passphrase: str) -> Strength:
    """Measure the first 72 characters. Slow on a long one: not for the thread that draws."""
    from zxcvbn import zxcvbn  # noqa: PLC0415  # its lists may not be read before the lock screen is painted

    if not passphrase:
        return Strength(0, enough=False, advice=_("Use several words that do not belong together."))
    found = zxcvbn(passphrase[:LONGEST_MEASURED], user_inputs=KNOWN_WORDS)
    bits = math.log2(max(1, int(found["guesses"])))
    if bits >= ENOUGH_BITS:
        return Strength(bits, enough=True, advice="")
    patterns = {part["pattern"] for part in found["sequence"]}
    if patterns & {"date", "regex", "repeat", "sequence", "spatial"}:
        advice = _("Dates, rows of keys and repeated letters are guessed first. Use more words instead.")
    else:
        advice = _("Add words that do not belong together; four or five in all are usually enough.")
    return Strength(bits, enough=False, advice=advice)


def suggest_phrase(random: Random) -> str:
    """Six words drawn evenly from the list: more than 60 bits."""
    words = _words()
    return " ".join(words[_below(len(words), random)] for _number in range(WORDS_OFFERED))


@cache
def _words() -> tuple[str, ...]:
    return tuple(files("resources").joinpath("words.txt").read_text(encoding="ascii").split())


def _below(limit: int, random: Random) -> int:
    """A number from 0 up to `limit`, each equally likely: a draw in the last, incomplete round is repeated."""
    whole_rounds = 2**32 - 2**32 % limit
    while (number := int.from_bytes(random(4))) >= whole_rounds:
        pass
    return number % limit
