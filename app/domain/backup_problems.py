"""Failures of making, keeping and restoring backups, as in `problems`; the store in use stays as it is."""

from __future__ import annotations

from gettext import gettext as _

from app.domain.problems import Problem


class NotABackup(Problem):
    """A file that does not end as our backups do: of another kind, or cut off."""

    def __init__(self) -> None:
        super().__init__(
            _("This is not a whole Sightline backup: another kind of file, or its end is missing. Choose another file.")
        )


class BackupMissing(Problem):
    """The file is gone, or what held it."""

    def __init__(self) -> None:
        super().__init__(
            _("This backup is no longer there. Connect the disk that holds it again, or choose another backup.")
        )


class BackupDamaged(Problem):
    """A backup that is ours by its form, but not as it was written."""

    def __init__(self) -> None:
        super().__init__(
            _("This backup is damaged, so it cannot be used. Nothing has been changed. Choose another backup.")
        )


class NewerBackup(Problem):
    """The backup was made by a newer program."""

    def __init__(self) -> None:
        super().__init__(
            _("This backup was made by a newer version of Sightline. Install that version to restore from it.")
        )


class BackupOfAnotherStore(Problem):
    """The backup's vault is not the one it would be restored into."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This backup comes from another store. Choose a backup of this one, or restore it into an empty "
                "folder of its own."
            )
        )


class BackupFolderMissing(Problem):
    """There is no such folder to write a backup into."""

    def __init__(self) -> None:
        super().__init__(
            _("That folder is not there, so no backup was made. Connect its disk again, or choose another folder.")
        )


class BackupIntoStore(Problem):
    """A backup made on demand would lie among the store's own files."""

    def __init__(self) -> None:
        super().__init__(_("That folder belongs to the store itself. Choose one elsewhere, best on another disk."))


class WrongBackupSecret(Problem):
    """What was typed opens none of the backup's slots."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "That does not open this backup. Type the passphrase of the day it was made, or the recovery key; a "
                "backup that used another computer’s keyring opens with the recovery key alone."
            )
        )
