"""What a person's details must satisfy before an edit is kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from gettext import gettext as _

from app.domain.case_problems import FieldProblem
from app.domain.days import day_words
from app.domain.mappa import newest_first
from app.domain.people import Details, Status
from app.domain.records import OLDEST, Record

TIERS = ("A", "B", "C", "D", "E", "F", "G")
MAPPA_CATEGORIES, MAPPA_LEVELS = (1, 2, 3, 4), (1, 2, 3)
LONGEST_NAME, LONGEST_CRN = 200, 20
"""Characters; both stand in the head of every note."""


def check_details(details: Details, today: date) -> list[FieldProblem]:
    """What stops these details from being kept, in the order of the form; empty when nothing does."""
    found: list[FieldProblem] = []

    def say(field: str, sentence: str) -> None:
        found.append(FieldProblem(field=field, sentence=sentence))

    if not details.name.strip():
        say("name", _("Enter the person’s name"))
    elif len(details.name) > LONGEST_NAME:
        say("name", _("Use at most 200 characters here"))
    if not details.crn.strip():
        say("crn", _("Enter the CRN"))
    elif len(details.crn) > LONGEST_CRN:
        say("crn", _("A CRN has at most 20 characters"))
    born = details.date_of_birth
    if born is not None and not OLDEST <= born < today:
        say("date_of_birth", _("Date of birth must be in the past and after 1900"))
    if details.status is None:
        say("status", _("Choose where the sentence stands"))
    found += _check_dates(details, today)
    found += _check_levels(details)
    for field, value, least, sentence in (
        ("rar_days_allowed", details.rar_days_allowed, 0, _("RAR days must be a number from 0 to 365")),
        ("contact_days", details.contact_days, 1, _("Days between contacts must be a number from 1 to 365")),
    ):
        if value is not None and not least <= value <= 365:
            say(field, sentence)
    return found


def check_level_set(before: Details, after: Details, meetings: Iterable[Record]) -> list[FieldProblem]:
    """Level and category are those that the latest MAPPA meeting set, so that there are never two current ones.

    What an edit leaves as it is does not count: a level was recorded before any meeting was.
    """
    latest = next(iter(newest_first(meetings)), None)
    if latest is None or latest.held_on is None:
        return []
    found: list[FieldProblem] = []
    where = _("The MAPPA meeting of {day} set {what}: change it there, or record a later meeting")
    for field, what in (("mappa_category", latest.category), ("mappa_level", latest.level)):
        kept = getattr(after, field)
        if what is not None and kept != getattr(before, field) and kept != int(what):
            sentence = where.format(day=day_words(latest.held_on), what=what.label)
            found.append(FieldProblem(field=field, sentence=sentence))
    return found


def _check_levels(details: Details) -> list[FieldProblem]:
    found: list[FieldProblem] = []
    if details.mappa_category is not None and details.mappa_category not in MAPPA_CATEGORIES:
        found.append(FieldProblem(field="mappa_category", sentence=_("Choose category 1, 2, 3 or 4")))
    elif details.mappa_level is not None and details.mappa_category is None:
        sentence = _("Choose the MAPPA category that goes with this level")
        found.append(FieldProblem(field="mappa_category", sentence=sentence))
    if details.mappa_level is not None and details.mappa_level not in MAPPA_LEVELS:
        found.append(FieldProblem(field="mappa_level", sentence=_("Choose level 1, 2 or 3")))
    if details.tier and details.tier not in TIERS:
        found.append(FieldProblem(field="tier", sentence=_("Choose a tier from A to G")))
    return found


def _check_dates(details: Details, today: date) -> list[FieldProblem]:
    found: list[FieldProblem] = []
    latest = today + timedelta(days=100 * 365)
    for field in ("sentence_start", "release_date", "licence_end", "sentence_end"):
        value = getattr(details, field)
        if value is not None and not OLDEST <= value <= latest:
            sentence = _("This date must be after 1900 and within the next 100 years")
            found.append(FieldProblem(field=field, sentence=sentence))
    return found or _check_order(details, today)


def _check_order(details: Details, today: date) -> list[FieldProblem]:
    found: list[FieldProblem] = []
    start, release = details.sentence_start, details.release_date
    if start and start > today:
        found.append(FieldProblem(field="sentence_start", sentence=_("The sentence cannot start in the future")))
    if start and release and release < start:
        found.append(FieldProblem(field="release_date", sentence=_("Release is before the start of the sentence")))
    licence_end, sentence_end = details.licence_end, details.sentence_end
    if start and licence_end and licence_end < start:
        sentence = _("The end of the licence is before the start of the sentence")
        found.append(FieldProblem(field="licence_end", sentence=sentence))
    elif licence_end and sentence_end and licence_end > sentence_end:
        found.append(FieldProblem(field="licence_end", sentence=_("The licence cannot end after the sentence")))
    if start and sentence_end and sentence_end < start:
        sentence = _("The end of the sentence is before its start")
        found.append(FieldProblem(field="sentence_end", sentence=sentence))
    if details.status is Status.LICENCE and release is None:
        found.append(FieldProblem(field="release_date", sentence=_("Enter the release date of a person on licence")))
    if details.status is Status.LICENCE and release and release > today:
        found.append(
            FieldProblem(
                field="release_date",
                sentence=_("A person on licence was released in the past; choose In custody until release"),
            )
        )
    return found
