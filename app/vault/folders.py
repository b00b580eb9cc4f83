"""Where each file of a vault lies, and that the folder is this user's alone.

Must not open or understand the files.
"""

import errno
import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from app.vault import files


class VaultFolder:
    """The names in a vault's folder."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.lock = self.path / "vault.lock"
        self.headers = (self.path / "keys.a.json", self.path / "keys.b.json")
        self.head = self.path / "head.json"
        self.tries = self.path / "tries.json"
        self.databases = self.path / "db"
        self.quarantine = self.path / "quarantine"
        self.backups = self.path / "backups"

    def database(self, generation: int) -> Path:
        """The database file of one generation."""
        return self.databases / f"{generation:06d}.db"

    def next_generation(self) -> int:
        """A number above every generation that has a file, so that none is ever written over."""
        return 1 + max((_generation_of(file) for file in self.databases.glob("*.db")), default=0)

    def holds_a_vault(self) -> bool:
        """Whether anything of a vault is here: damaged or partly missing counts too."""
        return any(place.exists() for place in (*self.headers, self.head, self.databases))

    def make(self) -> None:
        """Make the folders, for this user alone."""
        with files.faults_told():
            for folder in (self.path, self.databases, self.quarantine):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if sys.platform == "win32":
                _allow_only_this_user(self.path)
        self.keep_private()

    def keep_private(self) -> None:
        """Close the folder to other users, and with it whatever this process writes from now on."""
        os.umask(0o077)
        with files.faults_told():
            if sys.platform != "win32" and self.path.stat().st_mode & 0o777 != 0o700:
                self.path.chmod(0o700)

    def set_aside(self, file: Path) -> Path:
        """Move a damaged or refused file to quarantine, under a name that is free; gives where it is now."""
        with files.faults_told():
            self.quarantine.mkdir(mode=0o700, exist_ok=True)
            number = 1
            while (aside := self.quarantine / f"{file.name}.{number}").exists():
                number += 1
            file.rename(aside)
        return aside

    def set_database_aside(self, database: Path) -> tuple[str, ...]:
        """As `set_aside`, with its log; gives the names under which they lie in quarantine."""
        found = [database.with_name(database.name + ending) for ending in ("", "-wal", "-shm")]
        return tuple(self.set_aside(file).name for file in found if file.exists())

    def older_databases(self, generation: int) -> list[Path]:
        """Every file of the generations before, logs among them."""
        found = sorted(self.databases.glob("*.db*"))
        return [path for path in found if 0 < _generation_of(path) < generation]

    def remove(self, databases: list[Path]) -> list[Path]:
        """Remove files of older generations for good, and give those that could not be removed."""
        for path in databases:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        files.sync_folder(self.databases)
        return [path for path in databases if path.exists()]


def _generation_of(file: Path) -> int:
    """0 for a file that somebody else put there, as a copy made by hand."""
    number = file.name.partition(".")[0]
    return int(number) if re.fullmatch("[0-9]{6}", number) else 0


if sys.platform == "win32":

    def _allow_only_this_user(folder: Path) -> None:
        """An access list for this user alone, inherited by every file made in the folder."""
        icacls = rf"{os.environ['SYSTEMROOT']}\System32\icacls.exe"
        grant = rf"{os.environ['USERDOMAIN']}\{os.environ['USERNAME']}:(OI)(CI)F"
        command = [icacls, str(folder), "/inheritance:r", "/grant:r", grant]
        made = subprocess.run(  # noqa: S603  # the system's own program, and no shell
            command, capture_output=True, check=False, creationflags=subprocess.CREATE_NO_WINDOW
        )
        if made.returncode != 0:
            raise PermissionError(errno.EACCES, "the access list was refused")
