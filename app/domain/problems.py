"""Failures that the officer hears about, one class each, with one sentence: what happened and what to do.

Must not know the case: no name, no note, no key and no passphrase ever goes into a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from gettext import ngettext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.people import FieldProblem
    from app.domain.signing import Missing


class Problem(Exception):
    """A failure with its `sentence` for the officer, translated when it is made."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


# ── Opening the store ────────────────────────────────────────────────────────────────────────────────


class WrongPassphrase(Problem):
    """Neither a passphrase slot nor the recovery slot opens with what was typed."""

    def __init__(self) -> None:
        super().__init__(_("That does not open the store. Check the keyboard layout and Caps Lock and type it again."))


class WaitBeforeTrying(Problem):
    """Too many failed tries: nothing is tried for `seconds` more."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(
            ngettext(
                "Too many tries that did not open the store. Wait {seconds} second, then try again.",
                "Too many tries that did not open the store. Wait {seconds} seconds, then try again.",
                seconds,
            ).format(seconds=seconds)
        )


class RecoveryKeyMistyped(Problem):
    """What was typed has the shape of a recovery key, but its check characters do not agree."""

    def __init__(self) -> None:
        super().__init__(_("The recovery key has a typing mistake in it. Check each group against your copy."))


class RecoveryKeyDiffers(Problem):
    """The recovery key typed back is not the one just shown."""

    def __init__(self) -> None:
        super().__init__(_("This is not the recovery key that was shown. Check each group against your copy."))


class PassphraseTooWeak(Problem):
    """The passphrase would be guessed."""

    def __init__(self) -> None:
        super().__init__(_("This passphrase is too easy to guess. Make it longer, or take the six words offered."))


class NoStoreHere(Problem):
    """The folder holds no store."""

    def __init__(self) -> None:
        super().__init__(_("There is no store in this folder. Choose the folder it is in, or make a new store."))


class StoreAlreadyHere(Problem):
    """A new store would be written over an existing one."""

    def __init__(self) -> None:
        super().__init__(_("This folder already holds a store. Open that one, or choose an empty folder."))


class FolderNotEmpty(Problem):
    """A new store would be mixed with other files."""

    def __init__(self) -> None:
        super().__init__(_("This folder already holds other files. Choose an empty folder for the store."))


class OpenElsewhere(Problem):
    """Another instance holds the store's lock."""

    def __init__(self) -> None:
        super().__init__(
            _("This store is already open in another Sightline window. Use that window, or lock it first.")
        )


class NotALocalDisk(Problem):
    """The folder is on a network file system or in a folder that is copied to the cloud."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This folder is on a network drive or is copied to the cloud, where the store can be damaged or "
                "read by others. Choose a folder on this computer's own disk."
            )
        )


class NewerStore(Problem):
    """The store was last opened by a newer program."""

    def __init__(self) -> None:
        super().__init__(_("This store was made by a newer version of Sightline. Install that version to open it."))


class NotEnoughMemory(Problem):
    """The key derivation could not get its memory."""

    def __init__(self) -> None:
        super().__init__(_("There is not enough free memory to open the store. Close other programs and try again."))


# ── Damage and roll-back: nothing is changed, nothing is deleted ─────────────────────────────────────


class HeaderDamaged(Problem):
    """Neither copy of the header can be read."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Both copies of the store's key file are missing or damaged, so it cannot be opened. Nothing has "
                "been changed. Keep the folder as it is and restore keys.a.json or keys.b.json from a copy."
            )
        )


class HeaderForeign(Problem):
    """A header, head or database belongs to another store, or was altered by somebody without the keys."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The files in this folder do not belong together: one comes from another store or was altered. "
                "Nothing has been changed. Keep the folder as it is and put the store's own files back."
            )
        )


class HeadDamaged(Problem):
    """head.json is missing or cannot be read."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The file head.json, which shows whether the store is complete, is missing or damaged. Nothing has "
                "been changed. Keep the folder as it is and restore head.json from the latest copy."
            )
        )


class RolledBack(Problem):
    """The database and head.json do not tell of the same last change: one of them is an older copy."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The store does not match its record of the last change: an older copy of a file was put back. "
                "Nothing has been changed. Keep the folder as it is and put the latest copy of all its files back."
            )
        )


class StoreDamaged(Problem):
    """The database cannot be read, or a check of it failed."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The store's database is damaged or missing. Nothing has been changed. Keep the folder as it is, "
                "work on paper, and ask for help to restore the latest copy."
            )
        )


class AuditBroken(Problem):
    """The chain of the audit table does not hold."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The record of who did what was altered outside Sightline. Nothing has been changed. Keep the "
                "folder as it is and tell your manager."
            )
        )


class UpgradeFailed(Problem):
    """A migration's result did not pass its checks; the old generation stays the one in use."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The store could not be brought up to this version of Sightline. It is unchanged: open it with the "
                "version you used before, and report this."
            )
        )


# ── While working ────────────────────────────────────────────────────────────────────────────────────


class DiskFull(Problem):
    """No room for a change."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The disk is full, so this was not saved. Everything saved before is safe. Free some space, then "
                "try again."
            )
        )


class ReadOnlyFolder(Problem):
    """The folder or a file in it may not be written."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The folder may not be written to, so nothing can be saved in it. Everything saved before is safe. "
                "Ask for write access to the folder, then try again."
            )
        )


class DiskRefused(Problem):
    """The disk gave an error that is neither of the above."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The disk did not accept this, so it was not saved. Everything saved before is safe. Check the "
                "disk and its free space, then try again."
            )
        )


class StoreVanished(Problem):
    """A file of the open store was removed, moved or replaced."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The store's files were moved, removed or replaced while it was open, so this was not saved. Put "
                "them back where they were, then close and open Sightline."
            )
        )


class StoreVanishedWhileSaving(Problem):
    """As StoreVanished, but seen only after the commit: what became of the file is what became of the change.

    Until the store is opened anew nothing more is written.
    """

    def __init__(self) -> None:
        super().__init__(
            _(
                "The store's files were moved, removed or replaced just as this was saved, so it may be lost. Put "
                "them back where they were, close and open Sightline, and see whether it is there."
            )
        )


class StoreLocked(Problem):
    """The store was closed by a lock; nothing can be read or written."""

    def __init__(self) -> None:
        super().__init__(_("The store is locked. Unlock it to go on."))


# ── Working on a case ────────────────────────────────────────────────────────────────────────────────


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


class NoOfficer(Problem):
    """Nothing can be sealed before it is known by whom."""

    def __init__(self) -> None:
        super().__init__(_("Your name and office are not recorded yet. Record them first, then save again."))
