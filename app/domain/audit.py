"""What the audit can say: every act that the program writes down, in the officer's words.

A test holds this list to the acts that the services really write.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from gettext import gettext as _


class Group(StrEnum):
    """Kinds of acts to look for."""

    OPENING = "opening"
    VIEWING = "viewing"
    RECORDING = "recording"
    SENDING = "sending"
    KEEPING = "keeping"
    SECRETS = "secrets"
    ERASING = "erasing"

    @property
    def label(self) -> str:
        return {
            Group.OPENING: _("Opening and locking"),
            Group.VIEWING: _("Looking at a person"),
            Group.RECORDING: _("Recording and signing"),
            Group.SENDING: _("Exports and prints"),
            Group.KEEPING: _("Backups and repairs"),
            Group.SECRETS: _("Passphrase and keys"),
            Group.ERASING: _("Erasing"),
        }[self]


def words(action: str, kind: str) -> str:
    """What was done, in words; the program's own two where it has none, as for an act of a newer version."""
    known = _acts().get((action, kind))
    return known[1] if known else _("{action}: {kind}").format(action=action, kind=kind)


def acts_of(group: Group) -> frozenset[tuple[str, str]]:
    """The pairs of action and kind that belong to the group."""
    return frozenset(act for act, (its_group, _words) in _acts().items() if its_group is group)


def known_acts() -> frozenset[tuple[str, str]]:
    """Every pair of action and kind that there are words for."""
    return frozenset(_acts())


@cache
def _acts() -> dict[tuple[str, str], tuple[Group, str]]:
    return {
        (action, kind): (group, words)
        for group, acts in (
            (Group.OPENING, _opening()),
            (Group.VIEWING, _viewing()),
            (Group.RECORDING, _recording()),
            (Group.SENDING, _sending()),
            (Group.KEEPING, _keeping()),
            (Group.SECRETS, _secrets()),
            (Group.ERASING, _erasing()),
        )
        for (action, kind), words in acts.items()
    }


def _opening() -> dict[tuple[str, str], str]:
    return {
        ("create", "store"): _("Store made"),
        ("unlock", "passphrase"): _("Opened with the passphrase"),
        ("unlock", "recovery"): _("Opened with the recovery key"),
        ("failed unlock", "store"): _("Try that did not open the store"),
        ("lock", "store"): _("Locked"),
    }


def _viewing() -> dict[tuple[str, str], str]:
    return {
        ("view", "person"): _("A person’s page looked at"),
        ("view", "restricted"): _("Restricted records of a person shown"),
    }


def _recording() -> dict[tuple[str, str], str]:
    return {
        ("add", "person"): _("Person added"),
        ("edit", "person"): _("Person’s details changed"),
        ("record", "officer"): _("Officer’s own details changed"),
        ("sign", "session"): _("Session signed"),
        ("discard", "draft"): _("Unsigned session discarded"),
        ("add", "addendum"): _("Addition to a signed session"),
        ("record", "review"): _("Review recorded"),
        ("add", "record"): _("Record added"),
        ("edit", "record"): _("Record changed"),
        ("remove", "record"): _("Record taken out as entered in error"),
        ("mark", "entry"): _("Entry marked"),
        ("unmark", "entry"): _("Mark taken off an entry"),
        ("set", "appointment"): _("Appointment set"),
        ("check", "task"): _("Task ticked off"),
        ("settle", "claim"): _("What was said checked: confirmed, unimportant or still open"),
        ("sign", "review"): _("Review signed"),
        ("discard", "review"): _("Unsigned review discarded"),
        ("defer", "review"): _("Duty put off"),
        ("take deferral back", "review"): _("Duty no longer put off"),
        ("set official date", "review"): _("Due day from the official system recorded"),
        ("suspend contact", "person"): _("Contact suspended"),
        ("resume contact", "person"): _("Contact resumed"),
        ("judge absence", "session"): _("Absence judged"),
        ("edit", "rule"): _("Review rule edited"),
        ("switch off", "rule"): _("Review rule switched off"),
        ("switch on", "rule"): _("Review rule switched on"),
        ("add", "rule"): _("Review rule added"),
        ("reset", "rule"): _("Review rule reset"),
        ("add", "reference list"): _("Entry added to a reference list"),
        ("edit", "reference list"): _("Entry of a reference list changed"),
        ("take out", "reference list"): _("Entry taken out of a reference list"),
        ("reset", "reference list"): _("Reference list reset"),
    }


def _sending() -> dict[tuple[str, str], str]:
    return {
        ("export", "session"): _("Session note exported"),
        ("export", "draft"): _("Unsigned session exported"),
        ("export", "case"): _("Record of the case exported"),
        ("export", "crib"): _("Crib for ARMS or OASys exported"),
        ("export", "restricted"): _("Restricted appendix exported"),
        ("export", "audit"): _("Audit trail exported"),
        ("export", "certificate"): _("Certificate of an erasure saved"),
    }


def _keeping() -> dict[tuple[str, str], str]:
    return {
        ("back up", "store"): _("Backup made"),
        ("back up", "folder"): _("Backup made in another folder"),
        ("remove", "backup"): _("Backup removed"),
        ("restore", "store"): _("Store restored from a backup"),
        ("check", "store"): _("Store checked: rows read"),
        ("salvage", "store"): _("Store salvaged from damage"),
        ("salvage", "audit"): _("Entries of this list lost to damage"),
        ("rebuild head", "store"): _("Record of the last change made anew"),
        ("accept older copy", "store"): _("Older copy accepted: changes missing"),
        ("upgrade", "store"): _("Store brought up to a newer version"),
    }


def _erasing() -> dict[tuple[str, str], str]:
    return {
        ("erase", "person"): _("Person erased: rows"),
        ("remove", "generation"): _("Older database removed after an erasure"),
    }


def _secrets() -> dict[tuple[str, str], str]:
    return {
        ("change passphrase", "store"): _("Passphrase changed"),
        ("replace recovery key", "store"): _("Recovery key replaced"),
        ("test recovery key", "store"): _("Recovery key tested"),
        ("use keyring", "store"): _("This computer’s keyring taken into use"),
        ("stop using keyring", "store"): _("This computer’s keyring no longer used"),
        ("drop key slot", "passphrase"): _("Older passphrase dropped"),
        ("drop key slot", "recovery"): _("Older recovery key dropped"),
    }
