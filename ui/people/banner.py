"""Where a person stands, below the heading of their page: words only."""

from __future__ import annotations

from gettext import gettext as _

from app.domain.days import day_words
from app.domain.people import Details, Status


def standing(details: Details) -> str:
    """Where the sentence stands, with the day that ends it or the release."""
    if details.status is None:
        return _("Status not recorded")
    ends = {Status.LICENCE: details.licence_end, Status.COMMUNITY_ORDER: details.sentence_end}.get(details.status)
    words = details.status.label
    if ends:
        words = _("{status} until {day}").format(status=words, day=day_words(ends))
    elif details.status is Status.CUSTODY and details.release_date:
        words = _("{status}, release on {day}").format(status=words, day=day_words(details.release_date))
    return (
        _("{standing} · known as {name}").format(standing=words, name=details.preferred_name)
        if details.preferred_name
        else words
    )
