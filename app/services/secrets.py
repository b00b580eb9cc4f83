"""The secrets that open the store: changing the passphrase, the recovery key, and this computer's keyring.

A new slot is written and proven by opening before the old one goes, so that at no moment nothing opens. All of it is in
the audit, and all of it takes its time: not for the thread that draws.
"""

from dataclasses import dataclass, field

from app.domain.keyring_problems import DeviceSecretGone, KeyringProblem
from app.domain.problems import NotTheRecoveryKey, PassphraseTooWeak, RecoveryKeyDiffers, RecoveryKeyMistyped
from app.services.desk import Desk
from app.vault import passphrases, recovery
from app.vault.slots import mark_of


@dataclass(frozen=True)
class KeyringState:
    """Whether the passphrase needs this computer's keyring, and what is wrong with the keyring, if anything is."""

    in_use: bool
    problem: KeyringProblem | None


@dataclass(frozen=True)
class NewRecoveryKey:
    """A recovery key to show; until it is typed back the one before stays the one that opens."""

    desk: Desk = field(repr=False)
    recovery_key: str = field(repr=False)

    def confirm(self, typed: str) -> None:
        """Put it in place of the one before. Raises RecoveryKeyDiffers, and the Problems of a disk."""
        key = recovery.from_text(typed)
        if key is None or key != recovery.from_text(self.recovery_key):
            raise RecoveryKeyDiffers
        vault = self.desk.vault
        with self.desk.change("replace recovery key", "store"):
            slot = vault.add_recovery(key, self.desk.random)
        vault.keep_only(slot)


def check_passphrase(desk: Desk, passphrase: str) -> None:
    """Raise unless it is the passphrase; a wrong one counts as a failed try, as on the lock screen.

    Raises WrongPassphrase or WaitBeforeTrying.
    """
    desk.vault.check_passphrase(passphrase, desk.now())


def change_passphrase(desk: Desk, old: str, new: str) -> None:
    """Let `new` open the store instead of `old`; the keyring stays in use, or not, as it was.

    Raises WrongPassphrase, WaitBeforeTrying, PassphraseTooWeak or a KeyringProblem.
    """
    check_passphrase(desk, old)
    reset_passphrase(desk, new, with_keyring=desk.vault.uses_keyring)


def reset_passphrase(desk: Desk, passphrase: str, *, with_keyring: bool = False) -> None:
    """Let `passphrase` open the store instead of the old one, which nobody asks for: after the recovery key.

    `with_keyring` makes this computer's keyring a second secret beside it. Raises PassphraseTooWeak or, when the
    keyring is asked for, a KeyringProblem.
    """
    if not passphrases.strength(passphrase).enough:
        raise PassphraseTooWeak
    _renew_slot(desk, passphrase, "change passphrase", with_keyring=with_keyring)


def use_device_secret(desk: Desk, passphrase: str) -> None:
    """From now on the passphrase opens the store only together with this computer's keyring.

    Raises WrongPassphrase, WaitBeforeTrying or a KeyringProblem; then nothing changed.
    """
    check_passphrase(desk, passphrase)
    _renew_slot(desk, passphrase, "use keyring", with_keyring=True)


def stop_using_device_secret(desk: Desk, passphrase: str) -> None:
    """From now on the passphrase alone opens the store; its entries in the keyring are removed.

    Works without the keyring. Backups made here meanwhile open with the recovery key. Raises WrongPassphrase or
    WaitBeforeTrying.
    """
    check_passphrase(desk, passphrase)
    _renew_slot(desk, passphrase, "stop using keyring", with_keyring=False)


def keyring_state(desk: Desk) -> KeyringState:
    """Ask the keyring, which may take two seconds."""
    vault = desk.vault
    try:
        if not vault.uses_keyring:
            vault.keyring.check()
        else:
            mark = mark_of(vault.keyring.secret(vault.header.vault_id), vault.header.vault_id)
            if all(slot.device != mark for slot in vault.header.slots):
                raise DeviceSecretGone
    except KeyringProblem as problem:
        return KeyringState(vault.uses_keyring, problem)
    return KeyringState(vault.uses_keyring, None)


def new_recovery_key(desk: Desk, passphrase: str) -> NewRecoveryKey:
    """A new recovery key, which counts once it has been typed back. Raises WrongPassphrase or WaitBeforeTrying."""
    check_passphrase(desk, passphrase)
    return NewRecoveryKey(desk, recovery.to_text(desk.random(recovery.KEY_BYTES)))


def test_recovery_key(desk: Desk, typed: str) -> None:
    """Raise RecoveryKeyMistyped or NotTheRecoveryKey unless `typed` opens the store."""
    key = recovery.from_text(typed)
    if key is None:
        raise RecoveryKeyMistyped
    if not desk.vault.is_recovery_key(key):
        raise NotTheRecoveryKey
    with desk.change("test recovery key", "store"):
        pass


def _renew_slot(desk: Desk, passphrase: str, action: str, *, with_keyring: bool) -> None:
    vault = desk.vault
    vault_id, used_it = vault.header.vault_id, vault.uses_keyring
    device = vault.keyring.make_secret(vault_id, desk.random) if with_keyring else None
    with desk.change(action, "store"):
        slot = vault.add_passphrase(passphrase, desk.random, device)
    vault.keep_only(slot)
    vault.remember_newest()
    if used_it and not with_keyring:
        vault.keyring.forget(vault_id)
