"""What stands in place of restricted words: on screen where an entry is marked as restricted, and in an export.

The mark hides what was typed. Days, levels and other choices stay, so that trends, dates and duties are still seen.
What an export leaves to its appendix prints by an explicit tick each time, or not at all (practice rules, section 6).
What comes from here is for showing: it may never be kept as if it had been typed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import fields, is_dataclass, replace
from gettext import gettext as _
from typing import Any
from uuid import UUID

from app.domain.agencies import Exchange
from app.domain.considered import Considered
from app.domain.kinds import kind_of
from app.domain.orders import Condition
from app.domain.ratings import PastRating
from app.domain.records import Body, Record
from app.domain.reviews import Review
from app.domain.sessions import Claim, Session


def restricted_sentence(*, printed: bool) -> str:
    """What the ordinary part says in its place."""
    if printed:
        return _("Part of this is restricted. It stands on a restricted appendix at the end of this file.")
    return _("Part of this is restricted. It stands on a restricted appendix, which is not in this file.")


def leaves_apart(body: Body) -> bool:
    """Whether it is kept out of cribs, and printed on a restricted appendix alone: by its room, or as information."""
    return body.ROOM.restricted or isinstance(body, Exchange)


def restricted_word() -> str:
    """What stands in place of a text that was typed."""
    return _("Restricted")


def restricted_title(record: Record) -> str:
    """What stands for it where another record refers to it."""
    return _("{kind}: restricted").format(kind=kind_of(record).name())


def without_words(value: Any) -> Any:
    """The same with one word in place of each text that was typed, however nested; what was left blank stays so."""
    if type(value) is str:  # a choice is an enum of texts, and stays
        return restricted_word() if value.strip() else value
    if isinstance(value, tuple):
        return type(value)(map(without_words, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: without_words(getattr(value, one.name)) for one in fields(value)})
    return value


def closed_ratings(history: Iterable[PastRating], restricted: Collection[UUID]) -> tuple[PastRating, ...]:
    """Those of a restricted session keep their day and level."""
    return tuple(
        replace(one, rating=without_words(one.rating)) if one.session_id in restricted else one for one in history
    )


def closed_claims(claims: Iterable[Claim], restricted: Collection[UUID]) -> tuple[Claim, ...]:
    """A claim of a restricted session is still there, by its factor and day."""
    return tuple(without_words(one) if one.session_id in restricted else one for one in claims)


def closed_sessions(sessions: Iterable[Session], restricted: Collection[UUID]) -> tuple[Session, ...]:
    return tuple(_closed_session(one) if one.id in restricted else one for one in sessions)


def closed_links(considered: Considered, restricted: Collection[UUID]) -> Considered:
    """Of a linked record that is restricted only the day is named."""
    answers = (
        replace(one, links=tuple(without_words(link) if link.id in restricted else link for link in one.links))
        for one in considered.answers
    )
    return replace(considered, answers=tuple(answers))


def closed_review(review: Review, restricted: Collection[UUID]) -> Review:
    """Also of one that is not restricted itself, but links a record that is."""
    if review.id in restricted:
        return replace(review, note=without_words(review.note), considered=without_words(review.considered))
    return replace(review, considered=review.considered and closed_links(review.considered, restricted))


def closed_reviews(reviews: Iterable[Review], restricted: Collection[UUID]) -> tuple[Review, ...]:
    return tuple(closed_review(one, restricted) for one in reviews)


def closed_records(records: Iterable[Record], restricted: Collection[UUID]) -> tuple[Record, ...]:
    """A restricted prohibition is still in force: its type says which."""
    return tuple(_closed_record(one) if one.id in restricted else one for one in records)


def _closed_session(session: Session) -> Session:
    addenda = tuple(replace(one, text=without_words(one.text)) for one in session.addenda)
    return replace(session, entry=without_words(session.entry), addenda=addenda)


def _closed_record(record: Record) -> Record:
    body = without_words(record.body)
    if isinstance(body, Condition):
        words = _("{type}: its wording is restricted").format(type=body.type.label) if body.type else body.wording
        body = replace(body, wording=words)
    return replace(record, body=body)
