"""What the store holds, in officers' words: a noun for each table of the case."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import gettext as _


def nouns() -> dict[str, str]:
    """By table, in the order in which they are told; where the officer was at the last lock is nobody's record."""
    return {
        "people": _("People"),
        "sessions": _("Signed sessions"),
        "ratings": _("Ratings"),
        "addenda": _("Additions to sessions"),
        "drafts": _("Unsigned sessions"),
        "tasks": _("Tasks"),
        "task_checks": _("Checks of tasks"),
        "claim_checks": _("Checks of what was said"),
        "claim_settlings": _("Claims settled outside a session"),
        "act_decisions": _("Decisions on “act today”"),
        "information": _("Information exchanged"),
        "events": _("Events"),
        "appointments": _("Appointments"),
        "reviews": _("Reviews"),
        "review_drafts": _("Unsigned reviews"),
        "official_dates": _("Due days from the official system"),
        "deferrals": _("Duties put off"),
        "suspensions": _("Suspensions of contact"),
        "absence_judgements": _("Judgements of absences"),
        "records": _("Records of the case, every version"),
        "markings": _("Marks on entries"),
        "person_changes": _("Changes to a person’s details"),
        "rule_edits": _("Changes to the rules"),
        "reference_edits": _("Changes to the reference lists"),
        "officers": _("Officer’s details"),
        "audit": _("Rows of the audit"),
    }


def told(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Noun and number of what there is at least one of."""
    return tuple((noun, counts[table]) for table, noun in nouns().items() if counts.get(table))
