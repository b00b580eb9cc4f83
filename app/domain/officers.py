"""The officer who keeps this store. Sealed entries keep what was true when they were signed."""

from __future__ import annotations

from dataclasses import dataclass
from gettext import gettext as _

from app.domain.case_problems import FieldProblem


@dataclass(frozen=True, kw_only=True)
class Officer:
    """Name, role and office of the probation practitioner, and the name of the senior probation officer (SPO)."""

    name: str
    role: str
    office: str
    spo: str


LONGEST = 200
"""Characters of one line about the officer: it stands in the title block of each note."""


def check_officer(officer: Officer) -> list[FieldProblem]:
    """What is missing before these details can be kept, in the order of the form."""
    found: list[FieldProblem] = []
    for field, text, sentence in (
        ("name", officer.name, _("Enter your name")),
        ("role", officer.role, _("Enter your role")),
        ("office", officer.office, _("Enter your office")),
        ("spo", officer.spo, _("Enter the name of your SPO")),
    ):
        if not text.strip():
            found.append(FieldProblem(field=field, sentence=sentence))
        elif len(text) > LONGEST:
            found.append(FieldProblem(field=field, sentence=_("Use at most 200 characters here")))
    return found
