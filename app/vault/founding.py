"""A vault that is being made: its keys and slots, in memory until the recovery key has been typed back.

Must not know the database, which is made in between.
"""

from uuid import UUID

from app.domain.problems import HeaderDamaged, RecoveryKeyDiffers
from app.vault import files, headers, recovery
from app.vault.device import THIS_COMPUTER
from app.vault.folders import VaultFolder
from app.vault.headers import FORMAT, Header
from app.vault.heads import Head
from app.vault.keys import MASTER_BYTES, derive
from app.vault.locks import FolderLock
from app.vault.sealed import seal
from app.vault.slots import Kdf, Random, make_slot, passphrase_secret
from app.vault.vaults import OpenVault


class Founding:
    """Both slots of a new vault, and the recovery key to show."""

    def __init__(self, passphrase: str, vault_id: UUID, random: Random, kdf: Kdf) -> None:
        """Takes as long as one Argon2id. Raises NotEnoughMemory."""
        self._recovery_key = random(recovery.KEY_BYTES)
        self._master = random(MASTER_BYTES)
        self.keys = derive(self._master, vault_id)
        first = make_slot(1, "passphrase", passphrase_secret(passphrase), kdf, self._master, vault_id, random)
        second = make_slot(2, "recovery", self._recovery_key, None, self._master, vault_id, random)
        self.header = Header(FORMAT, vault_id, serial=1, generation=1, slots=(first, second))

    @property
    def recovery_key(self) -> str:
        """As it is shown, printed and typed back."""
        return recovery.to_text(self._recovery_key)

    def check_typed_back(self, typed: str) -> None:
        """Raise RecoveryKeyDiffers unless `typed` is the recovery key and opens its slot."""
        key = recovery.from_text(typed)
        if key is None or self.header.slots[1].open(key, self.header.vault_id) != self._master:
            raise RecoveryKeyDiffers

    def write(self, folder: VaultFolder, counter: int, audit: str) -> None:
        """Write head and header, the header last: with it the vault exists. Read back before it counts."""
        header = self.header
        head = Head(header.vault_id, counter, audit, header.serial, header.generation, changing=False, clean=True)
        files.replace(folder.head, seal(head, self.keys.head))
        headers.write(folder, self.header, self.keys.header)
        if headers.newest(headers.read(folder), self.keys.header) != self.header:
            raise HeaderDamaged

    def open(self, folder: VaultFolder) -> OpenVault:
        """The vault, open, once it is in its place. Raises OpenElsewhere."""
        lock = FolderLock(folder.lock)
        try:
            return OpenVault(folder, lock, self.header, self._master, self.header.slots[0], THIS_COMPUTER)
        except BaseException:
            lock.release()
            raise
