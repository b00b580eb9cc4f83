"""What can be exported, and which service writes it. Must not know the page."""

from __future__ import annotations

from enum import StrEnum
from gettext import gettext as _
from pathlib import Path
from uuid import UUID

from app.domain.cribs import Form
from app.services import exports
from app.services.desk import Desk


class Document(StrEnum):
    """The first two are about a session or a draft, the others about a person."""

    NOTE = "note"
    DRAFT = "draft"
    CASE = "case"
    ARMS = "arms"
    OASYS = "oasys"

    @property
    def label(self) -> str:
        return {
            Document.NOTE: _("Session note"),
            Document.DRAFT: _("Session note, not signed"),
            Document.CASE: _("Record of the case"),
            Document.ARMS: _("Crib for ARMS"),
            Document.OASYS: _("Crib for OASys"),
        }[self]

    @property
    def hint(self) -> str:
        """What is in it, for those that one chooses from."""
        crib = _("Dated entries under the headings of the form, and what has no recent evidence")
        return {
            Document.CASE: _("Details, orders, agencies, results, programmes, plan, open questions and prison"),
            Document.ARMS: crib,
            Document.OASYS: crib,
        }.get(self, "")

    @property
    def has_appendix(self) -> bool:
        return self in (Document.NOTE, Document.DRAFT, Document.CASE)

    @property
    def of_session(self) -> bool:
        return self in (Document.NOTE, Document.DRAFT)


OF_PERSON = (Document.CASE, Document.ARMS, Document.OASYS)


def write(document: Document, desk: Desk, subject: UUID, path: Path, passphrase: str, *, with_restricted: bool) -> None:
    """Write it to ``path``; a crib holds nothing restricted.

    Raises the Problems of `exports.session_note`.
    """
    if document is Document.NOTE:
        exports.session_note(desk, subject, path, passphrase, with_restricted=with_restricted)
    elif document is Document.DRAFT:
        exports.draft_note(desk, subject, path, passphrase, with_restricted=with_restricted)
    elif document is Document.CASE:
        exports.case_record(desk, subject, path, passphrase, with_restricted=with_restricted)
    else:
        exports.crib(desk, subject, Form(document.value), path, passphrase)


def suggested_name(document: Document, desk: Desk, subject: UUID) -> str:
    """A file name that holds nobody's name."""
    if document.of_session:
        return exports.suggested_name(desk, subject)
    form = None if document is Document.CASE else Form(document.value)
    return exports.suggested_case_name(desk, subject, form)
