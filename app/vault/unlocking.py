"""From what was typed to the master key: which header counts, and which of its slots opens.

Must not know files, locks or tries.
"""

from app.domain.keyring_problems import DeviceSecretGone, KeyringProblem
from app.domain.problems import HeaderForeign, RecoveryKeyMistyped, WrongPassphrase
from app.vault import headers, recovery
from app.vault.device import Keyring
from app.vault.headers import Header
from app.vault.keys import derive
from app.vault.sealed import Sealed
from app.vault.slots import Slot, mark_of, passphrase_secret

DevicePart = bytes | KeyringProblem | None
"""The device secret, why the keyring did not give it, or None when nobody asked."""


def device_part(copies: list[Sealed[Header]], typed: str, keyring: Keyring) -> DevicePart:
    """What the keyring has for these headers. Not asked when no slot needs it, nor for a recovery key."""
    needed = any(slot.device for copy in copies for slot in copy.body.slots)
    if not needed or recovery.from_text(typed) is not None:
        return None
    try:
        return keyring.secret(copies[0].body.vault_id)
    except KeyringProblem as problem:
        return problem


def unlock(copies: list[Sealed[Header]], typed: str, device: DevicePart = None) -> tuple[Header, bytes, Slot]:
    """The newest genuine header, the master key and the slot that `typed` opens.

    A copy that only an older secret opens does not count once a newer genuine copy lies beside it. Raises
    WrongPassphrase, RecoveryKeyMistyped, HeaderForeign, or the KeyringProblem for which nothing could be tried.
    """
    secret = device if isinstance(device, bytes) else None
    for header in dict.fromkeys(copy.body for copy in copies):
        found = _open_slot(header, typed, secret)
        if found is None:
            continue
        newest = headers.newest(copies, derive(found[0], header.vault_id).header)
        if newest is None:
            raise HeaderForeign
        again = found if newest == header else _open_slot(newest, typed, secret)
        if again is not None and again[0] == found[0]:
            return newest, *again
    raise _why_not(copies[0].body, typed, device)


def _open_slot(header: Header, typed: str, device: bytes | None) -> tuple[bytes, Slot] | None:
    """The master key and the slot it came from. Of two that one secret opens, the newest: its change was under way."""
    secrets = {"recovery": recovery.from_text(typed), "passphrase": passphrase_secret(typed)}
    for kind, secret in secrets.items():
        for slot in sorted(header.slots, key=_number, reverse=True):
            if slot.kind == kind and secret is not None:
                master = slot.open(secret, header.vault_id, device)
                if master is not None:
                    return master, slot
    return None


def _why_not(header: Header, typed: str, device: DevicePart) -> WrongPassphrase | RecoveryKeyMistyped | KeyringProblem:
    """What to say when nothing opened: a passphrase without its device secret was never tried, so it is not wrong."""
    if recovery.looks_like_one(typed):
        return RecoveryKeyMistyped() if recovery.from_text(typed) is None else WrongPassphrase()
    marks = {slot.device for slot in header.slots if slot.device}
    if marks and isinstance(device, KeyringProblem):
        return device
    if marks and not (isinstance(device, bytes) and mark_of(device, header.vault_id) in marks):
        return DeviceSecretGone()
    return WrongPassphrase()


def _number(slot: Slot) -> int:
    return slot.number
