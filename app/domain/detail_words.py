"""What each detail of a person is called, in the form, in the details card and in the history of changes."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import gettext as _

from app.domain.people import RoshGroup


def labels() -> Mapping[str, str]:
    """By field of ``Details``, in the order of the form; the levels of ``Rosh`` are called ``rosh_custody_staff`` …"""
    return {
        "name": _("Name"),
        "preferred_name": _("Preferred name"),
        "crn": _("CRN"),
        "date_of_birth": _("Date of birth"),
        "sex": _("Sex"),
        "language": _("Language"),
        "interpreter": _("Needs an interpreter"),
        "adjustments": _("Reasonable adjustments"),
        "staff_alerts": _("Staff-safety alerts"),
        "risk_to_self": _("Risk to self"),
        "index_offence": _("Index offence"),
        "address": _("Address"),
        "address_type": _("Type of address"),
        "household": _("Who else lives there"),
        "practitioners": _("Other practitioners"),
        "status": _("Status"),
        "sentence_start": _("Start of the sentence"),
        "release_date": _("Release"),
        "licence_end": _("End of the licence"),
        "sentence_end": _("End of the sentence"),
        "rar_days_allowed": _("RAR days allowed"),
        "contact_days": _("Days between contacts"),
        "tier": _("Tier"),
        "registered": _("Subject to notification requirements"),
        "mappa_category": _("MAPPA category"),
        "mappa_level": _("MAPPA level"),
        **{
            rosh_key(group, custody=custody): rosh_label(group, custody=custody)
            for custody in (False, True)
            for group in RoshGroup
        },
    }


def rosh_key(group: RoshGroup, *, custody: bool) -> str:
    """The field of ``Rosh``, with ``rosh_`` before it."""
    return f"rosh_{'custody' if custody else 'community'}_{group.value}"


def rosh_label(group: RoshGroup, *, custody: bool) -> str:
    words = _("RoSH in custody: {group}") if custody else _("RoSH in the community: {group}")
    return words.format(group=group.label)
