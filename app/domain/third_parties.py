"""Whether a text looks as if it named or located somebody else, so that a form asks once before it keeps it.

In the restricted records only initials or roles belong (practice rules, section 6). This guesses from the shape of the
text: it misses some names and stops at some places, which is why it only asks. Must not keep nor pass on what it found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from gettext import gettext as _
from itertools import groupby

from app.domain.agencies import Agency
from app.domain.case_problems import FieldProblem
from app.domain.name_words import (
    AT_PLACES,
    EVERYDAY,
    MOVING,
    NO_NAMES,
    PARTICLES,
    PLACES,
    STRETCHES,
    TITLES,
)
from app.domain.officers import Officer
from app.domain.people import Details
from app.domain.prisons import Prison
from app.domain.records import Body, How, Record, bodies
from app.domain.reviews import ReviewEntry
from app.domain.sessions import Entry

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(r"(?<![\d/.:-])(?:(?:\+|00)\d(?:[ ().-]{0,2}\d){8,13}|\(?0(?:[ ().-]{0,2}\d){9,10})(?![\d/:])")
_DAY = re.compile(r"\b\d{1,2}[ ./-]\d{1,2}[ ./-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b")
_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d(?!(?:st|nd|rd|th)\b)[abd-hjlnp-uw-z]{2}\b", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\b\d{1,4}[a-z]?,? (?:[^\W\d_][\w’'-]* ){1,3}"
    r"(?:(?i:street|road|rd|avenue|ave|lane|crescent|terrace)"
    r"|St|Close|Drive|Way|Walk|Place|Court|Park|Hill|Grove|Mews|Square|View|Rise|Row|Gardens)\b"
    r"|\b\d{1,4}[a-z]?,? (?:Stryd|Heol|Ffordd|Rhodfa|Lôn|Clos|Maes|Gerddi|Rhes|Teras) [^\W\d_]+"
)
_TOKEN = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d+|[^\w\s]|\n")
_WORD = re.compile(r"[^\W_]+")
_ABBREVIATED = re.compile(r"\b(Mr|Mrs|Ms|Mx|Dr)\.")
_POSSESSIVE = re.compile(r"[’']s$")

_SHORT = 3
"""Words of an answer that may be nothing but a name."""
_ALSO_GUARDED = {
    "agency": ("note",),
    "breach": ("what", "known_from", "done"),
    "condition": ("wording",),
    "contradiction": ("what", "settled"),
    "information": ("what",),
    "mappa_meeting": ("summary",),
    "plan": ("victim_safety",),
}
"""Answers outside the restricted room that may speak of a child or a victim, by the kind of record."""


def looks_like_third_party(text: str, known: Collection[str]) -> str:
    """What this text looks like, in words, or nothing.

    ``known`` are texts whose names and addresses are no third party's: the person's own, recorded practitioners.
    """
    ours = [_plain(one) for one in known]
    text = _ABBREVIATED.sub(r"\1", unicodedata.normalize("NFC", text))

    def strange(found: Iterable[str]) -> bool:
        return any(not any(_plain(one) in own for own in ours) for one in found)

    looks = (
        (_EMAIL.findall(text), _("an e-mail address")),
        (_TELEPHONE.findall(_DAY.sub(";", text)), _("a telephone number")),
        (_POSTCODE.findall(text), _("a postcode")),
        (_addresses(text), _("an address")),
        (_names(text), _("a full name")),
    )
    return next((words for found, words in looks if strange(found)), "")


def not_third(details: Details, officer: Officer, records: Iterable[Record]) -> tuple[str, ...]:
    """Texts whose names and addresses are no third party's: the person's own, and those of practitioners."""
    called = details.preferred_name.split()[:1] + details.name.split()[-1:]
    known = [details.name, details.preferred_name, " ".join(called), details.practitioners, details.address]
    known += [officer.name, officer.office, officer.spo]
    found = list(records)
    for prison in bodies(Prison, found):
        known += [prison.establishment, prison.pom, prison.com]
    for agency in bodies(Agency, found):
        known += [agency.team, agency.contact]
    return tuple(one for one in known if one.strip())


def worries(entry: Entry | ReviewEntry, known: Collection[str]) -> list[FieldProblem]:
    """What to ask once about a session or a review before it is kept; ``known`` as of `looks_like_third_party`."""
    if isinstance(entry, ReviewEntry):
        texts = {"children": entry.considered.children, "victims": entry.considered.victims}
    else:
        texts = {"safeguarding": entry.safeguarding}
        texts |= {f"information.{place}.what": one.what for place, one in enumerate(entry.information)}
    return _asked(texts, known)


def record_worries(body: Body, before: Body | None, known: Collection[str]) -> list[FieldProblem]:
    """What to ask once about a record: of what was typed or changed since ``before``, the version it follows."""
    typed = {ask.key: ask.how for ask in body.asks() if ask.how in (How.LINE, How.TEXT)}
    keys = typed if body.ROOM.restricted else _ALSO_GUARDED.get(body.KIND, ())
    texts = {key: getattr(body, key) for key in keys if before is None or getattr(before, key) != getattr(body, key)}
    if body.ROOM.restricted:
        texts = {key: _as_a_name(text) if typed[key] is How.LINE else text for key, text in texts.items()}
    return _asked(texts, known)


def detail_worries(details: Details, before: Details, known: Collection[str]) -> list[FieldProblem]:
    """What to ask once about a person's details: of the household, where it was typed anew since ``before``."""
    return _asked({"household": details.household}, known) if details.household != before.household else []


def addendum_worries(text: str, known: Collection[str]) -> list[FieldProblem]:
    """What to ask once about a correction of a signed session, or an addition to it."""
    return _asked({"text": text}, known)


def _asked(texts: Mapping[str, str], known: Collection[str]) -> list[FieldProblem]:
    found = {field: looks_like_third_party(text, known) for field, text in texts.items()}
    words = _("This looks like {what}: initials or a role are enough here")
    return [FieldProblem(field=field, sentence=words.format(what=what)) for field, what in found.items() if what]


def _as_a_name(text: str) -> str:
    """A short answer as a name would be spelled: one in capitals or small letters alone is a name all the same."""
    words = text.split()
    return text.title() if len(words) <= _SHORT and (text.isupper() or text.islower()) else text


def _plain(text: str) -> str:
    """Its words and numbers alone, without accents, each between two blanks."""
    bare = "".join(one for one in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(one))
    return f" {' '.join(_WORD.findall(bare))} "


def _addresses(text: str) -> list[str]:
    """Numbers with a street, and not those of things, days or distances."""
    none = EVERYDAY | NO_NAMES | STRETCHES
    return [one for one in _ADDRESS.findall(text) if not none & set(_plain(one).split())]


def _names(text: str) -> Iterator[str]:
    """Two capitalised words or more, or one after a title, in a run that nothing shows to be something else."""
    tokens = _TOKEN.findall(text)
    place = 0
    while place < len(tokens):
        end = _run_end(tokens, place)
        if end > place:
            yield from _names_in(tokens[place:end], [one.casefold() for one in tokens[max(place - 2, 0) : place]])
        place = max(end, place + 1)


def _run_end(tokens: list[str], start: int) -> int:
    """Where the run of capitalised words that begins at ``start`` ends."""
    end = start
    while end < len(tokens) and _capitalised(tokens[end]):
        end += 1
        after = end
        while after < len(tokens) and tokens[after] in PARTICLES:
            after += 1
        if after < len(tokens) and _capitalised(tokens[after]):
            end = after
    return end


def _capitalised(token: str) -> bool:
    return len(token) > 1 and token[0].isupper() and (token[1].islower() or token[1] in "’'")


def _names_in(run: list[str], before: list[str]) -> Iterator[str]:
    """The names in one run; ``before`` are the two words before it in small letters."""
    if run[0].casefold() in EVERYDAY:
        before, run = [run[0].casefold()], run[1:]
    if not run or (_speaks_of_place(before) and not _POSSESSIVE.search(run[-1])):
        return
    words = [_POSSESSIVE.sub("", one) for one in run]
    if any(one.casefold() in PLACES for one in words):
        return
    titled = words[0].casefold() in TITLES
    for is_name, part in groupby(words[titled:], _may_be_name):
        name = list(part)
        if is_name and len(name) + titled > 1:
            yield " ".join(name)


def _may_be_name(word: str) -> bool:
    return word.casefold() not in NO_NAMES


def _speaks_of_place(before: list[str]) -> bool:
    """Whether the words before a run of capitals say that it is a place."""
    if not before:
        return False
    return before[-1] in AT_PLACES or (before[-1] in ("to", "from") and before[0] in MOVING)
