"""Failures that the officer hears about, one class each, with one sentence: what happened and what to do.

Must not know the case: no name, no note, no key and no passphrase ever goes into a sentence. Those of working on a
case are in `case_problems`.
"""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext


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


class NotTheRecoveryKey(Problem):
    """A whole and well typed recovery key that does not open this store: an older one, or another store's."""

    def __init__(self) -> None:
        super().__init__(
            _("This recovery key does not open the store. Look for a newer copy, or replace the recovery key.")
        )


class PassphraseTooWeak(Problem):
    """The passphrase would be guessed."""

    def __init__(self) -> None:
        super().__init__(_("This passphrase is too easy to guess. Make it longer, or take the six words offered."))


class NoStoreHere(Problem):
    """The folder holds no store."""

    def __init__(self) -> None:
        super().__init__(_("There is no store in this folder. Restore it from a backup."))


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
                "Both copies of the store's key file are missing or damaged, so the store cannot be opened. Nothing "
                "has been changed. Restore from a backup."
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


class FolderPutBack(Problem):
    """Everything in the folder agrees, but this computer's keyring remembers newer changes: all of it is older."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This folder is an older copy: this computer’s keyring remembers newer changes. Nothing has been "
                "changed. Put the latest copy back or restore the newest backup. If there is neither, the recovery "
                "key can open this older copy."
            )
        )


class StoreDamaged(Problem):
    """The database cannot be read, or a check of it failed."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The store’s database is damaged or missing. Nothing has been changed. Keep the folder as it is and "
                "work on paper until the newest backup is restored, or what is whole is salvaged."
            )
        )


class AuditBroken(Problem):
    """The chain of the audit table does not hold; `seq` is the first row that is not as it was written, if known."""

    def __init__(self, seq: int | None = None) -> None:
        self.seq = seq
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


class SmallFileDamaged(Problem):
    """A copy of the header, or head.json, is missing, damaged or foreign while the store itself is open and sound."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "One of the small files beside the database is missing or damaged. Nothing is lost: lock and unlock "
                "Sightline, and it is made anew."
            )
        )


class NothingSalvaged(Problem):
    """Not one page of the database is whole, or its first bytes, which all the others hang on, are lost."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Nothing of the damaged database can be read. Nothing has been changed. Restore the newest backup, "
                "and keep the folder as it is."
            )
        )


class ErasureNotConfirmed(Problem):
    """What was typed to confirm an erasure is not the person's CRN."""

    def __init__(self) -> None:
        super().__init__(
            _("This is not the CRN of the person to be erased. Nothing was erased. Check it, then type it.")
        )


class ErasureUnproven(Problem):
    """The store made anew still refers to the person; the one in use stays in use."""

    def __init__(self) -> None:
        super().__init__(
            _("The erasure could not be proven complete, so nothing was changed. Report this; keep working as before.")
        )


# ── While working ────────────────────────────────────────────────────────────────────────────────────


class Cancelled(Problem):
    """Long work was stopped by the officer; nothing of it is left."""

    def __init__(self) -> None:
        super().__init__(_("Stopped as you asked. Nothing was changed."))


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
