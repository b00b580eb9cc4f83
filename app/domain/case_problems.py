"""Failures of working on a case, as in `problems`: one class each, with one sentence for the officer.

The sentence of a field says what is missing there and never repeats what was typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from gettext import gettext as _
from gettext import ngettext
from typing import TYPE_CHECKING

from app.domain.problems import Problem

if TYPE_CHECKING:
    from app.domain.signing import Missing


@dataclass(frozen=True, kw_only=True)
class FieldProblem:
    """A field of a form and the sentence that says what is missing or wrong."""

    field: str
    sentence: str


class FieldProblems(Problem):
    """Answers of a form that cannot be kept; ``problems`` says which fields and why."""

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        self.problems = list(problems)
        super().__init__(
            ngettext(
                "Nothing was saved yet: {count} answer needs another look.",
                "Nothing was saved yet: {count} answers need another look.",
                len(self.problems),
            ).format(count=len(self.problems))
        )


class LooksLikeThirdParty(Problem):
    """Texts that seem to name or locate somebody else; ``problems`` says which fields and what they look like.

    They are kept once the officer has said that they are to stay as they are.
    """

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        self.problems = list(problems)
        super().__init__(
            _(
                "Nothing was saved yet: this looks as if it names somebody or says where they are. Use initials or a "
                "role, or say that it is to stay as it is."
            )
        )


class NotReady(Problem):
    """A session that cannot be signed yet; ``missing`` says what is wanting and in which step."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        self.missing = list(missing)
        super().__init__(
            ngettext(
                "This session cannot be signed yet: {count} thing is missing.",
                "This session cannot be signed yet: {count} things are missing.",
                len(self.missing),
            ).format(count=len(self.missing))
        )


class NotFound(Problem):
    """What was asked for is not in the store, or no longer."""

    def __init__(self) -> None:
        super().__init__(_("This is no longer in the store. Go back to the list and open it from there."))


class RecordUnreadable(Problem):
    """Something kept about a person is of no form that this version knows; it stays as it is."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Part of what is recorded about this person cannot be read. Nothing has been changed, and nothing can "
                "be added meanwhile: ask for help to restore the latest copy."
            )
        )


class EntryUnreadable(Problem):
    """A record whose answers cannot be read; it stays as it is."""

    def __init__(self) -> None:
        super().__init__(
            _("This entry cannot be read, so it stays as it is and nothing was changed. Ask for help to restore it.")
        )


class DraftUnreadable(Problem):
    """The text in which an unsigned session is kept cannot be read; it stays as it is."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This unsigned session is damaged and cannot be opened. Nothing has been changed. Write down what you "
                "remember of it, and ask for help to restore the latest copy."
            )
        )


class AlreadySigned(Problem):
    """The draft was signed before; a sealed entry is never written again."""

    def __init__(self) -> None:
        super().__init__(
            _("This session is already signed and sealed. Open it from the person’s page and add to it there.")
        )


class ReviewUnreadable(Problem):
    """The text in which an unsigned review is kept cannot be read; it stays as it is."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This unsigned review is damaged and cannot be opened. Nothing has been changed. Discard it and begin "
                "again, or ask for help to restore the latest copy."
            )
        )


class ReviewSigned(Problem):
    """The draft was signed before; a sealed review is never written again."""

    def __init__(self) -> None:
        super().__init__(_("This review is already signed and sealed. Read it on the person’s page."))


class ChangedSince(Problem):
    """Somebody else's edit, or one from another page, came first; this one is not kept over it."""

    def __init__(self) -> None:
        super().__init__(
            _("This was changed meanwhile, so nothing was saved. Copy what you typed, open it anew and enter it there.")
        )


class StillReferredTo(Problem):
    """Something that other entries refer to cannot be taken out."""

    def __init__(self, what: Sequence[str]) -> None:
        super().__init__(
            _("Other entries refer to this, so it stays: {entries}. Change or end it instead.").format(
                entries="; ".join(what)
            )
        )


class NoOfficer(Problem):
    """Nothing can be sealed before it is known by whom."""

    def __init__(self) -> None:
        super().__init__(_("Your name and office are not recorded yet. Record them first, then save again."))
