"""This computer's keyring, where it keeps the device secret of a vault and how far the vault had got.

Never the only way in: whatever goes wrong here is told in a sentence, and the recovery key opens without it. The
keyring library is imported late, and every call has a thread of its own, because a keyring may hang or ask its user.
Must not know slots or files.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Annotated, Final, Protocol, TypeVar
from uuid import UUID

import msgspec

from app.domain.keyring_problems import (
    DeviceSecretGone,
    KeyringForgets,
    KeyringLocked,
    KeyringNotSafe,
    KeyringProblem,
    KeyringSilent,
    NoKeyring,
)
from app.vault.slots import DEVICE_BYTES, Random

Answer = TypeVar("Answer")

USER = "Sightline"
SAFE = {
    "keyring.backends.SecretService",
    "keyring.backends.Windows",
    "keyring.backends.kwallet",
    "keyring.backends.libsecret",
    "keyring.backends.macOS",
}
"""Modules of the backends that encrypt with the user's own sign-in. A null one "succeeds", a plain-text one writes
JSON in the clear."""
CHAINER, NOTHING = "keyring.backends.chainer", "keyring.backends.fail"


class Backend(Protocol):
    """What the keyring library offers; tests write one by hand."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


class Newest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far a vault had got: audited changes, and writings of its header."""

    counter: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    serial: Annotated[int, msgspec.Meta(ge=1, le=2**53)]

    def is_after(self, other: "Newest") -> bool:
        """Whether a vault at `other` is an older copy."""
        return self.counter > other.counter or self.serial > other.serial


def this_computers() -> Backend:
    """The backend that the keyring library chose or was told to use, a chain resolved to its first link."""
    from keyring import backend as library  # noqa: PLC0415  # see the module's docstring
    from keyring import core  # noqa: PLC0415

    backend: Backend = core.get_keyring()
    if _module(backend) == NOTHING:  # looked for before there was one, perhaps
        with suppress(KeyError):  # nothing was kept from looking before
            library.get_all_keyring.reset()
        core.init_backend()
        backend = core.get_keyring()
    if _module(backend) == CHAINER:
        backend = next(iter(backend.backends), backend)  # type: ignore[attr-defined]  # the chainer's own
    return backend


class Keyring:
    """The entries of vaults in a keyring, each under its vault's id so that two vaults never meet."""

    def __init__(self, find: Callable[[], Backend] = this_computers, seconds: float = 2) -> None:
        """`find` gives the backend; a call that takes longer than `seconds` has failed."""
        self._find = find
        self._seconds = seconds
        self._turn = threading.Lock()

    def check(self) -> None:
        """Raise the KeyringProblem that would stop its use, as far as can be told without an entry."""
        self._ask(_nothing_more)

    def secret(self, vault_id: UUID) -> bytes:
        """The vault's device secret. Raises a KeyringProblem, DeviceSecretGone when it is not there."""
        secret = self._found(vault_id)
        if secret is None:
            raise DeviceSecretGone
        return secret

    def make_secret(self, vault_id: UUID, random: Random) -> bytes:
        """The vault's device secret, made when there is none, and read back. Raises a KeyringProblem.

        One that is there is kept: a slot may need it.
        """
        secret = self._found(vault_id)
        if secret is None:
            secret = random(DEVICE_BYTES)
            self._set(_name(vault_id), secret.hex())
        return secret

    def newest(self, vault_id: UUID) -> Newest | None:
        """How far the vault had got; None when that is not known. Raises a KeyringProblem."""

        def get(backend: Backend) -> str | None:
            return backend.get_password(_name_of_newest(vault_id), USER)

        try:
            return msgspec.json.decode(self._ask(get) or "", type=Newest)
        except (msgspec.MsgspecError, RecursionError, UnicodeError):
            return None

    def remember(self, vault_id: UUID, newest: Newest, seconds: float) -> None:
        """Keep how far the vault has got, waiting at most `seconds`; a keyring that cannot is no hindrance."""
        name, text = _name_of_newest(vault_id), msgspec.json.encode(newest).decode()

        def put(backend: Backend) -> None:
            backend.set_password(name, USER, text)

        try:
            self._ask(put, seconds)
        except KeyringProblem:
            return

    def forget(self, vault_id: UUID) -> None:
        """Remove the vault's entries; no slot may need the secret any more. A keyring that cannot is no hindrance."""
        for name in (_name(vault_id), _name_of_newest(vault_id)):
            try:
                self._delete(name)
            except KeyringProblem:
                continue

    def _found(self, vault_id: UUID) -> bytes | None:
        def get(backend: Backend) -> str | None:
            return backend.get_password(_name(vault_id), USER)

        try:
            secret = bytes.fromhex(self._ask(get) or "")
        except ValueError:
            return None
        return secret if len(secret) == DEVICE_BYTES else None

    def _set(self, name: str, text: str) -> None:
        def put_and_read_back(backend: Backend) -> str | None:
            backend.set_password(name, USER, text)
            return backend.get_password(name, USER)

        if self._ask(put_and_read_back) != text:
            raise KeyringForgets

    def _delete(self, name: str) -> None:
        def delete(backend: Backend) -> None:
            if backend.get_password(name, USER) is not None:
                backend.delete_password(name, USER)

        self._ask(delete)

    def _ask(self, call: Callable[[Backend], Answer], seconds: float | None = None) -> Answer:
        """The answer of a call on a thread of its own. One that still hangs holds up those after it, in order."""
        patience = self._seconds if seconds is None else seconds
        answers: list[Answer | Exception] = []
        done = threading.Event()
        if not self._turn.acquire(timeout=patience):
            raise KeyringSilent

        def run() -> None:
            try:
                answers.append(call(_safe(self._find())))
            except Exception as error:  # noqa: BLE001  # a backend may raise anything; none of it may end the program
                answers.append(error)
            finally:
                self._turn.release()
                done.set()

        threading.Thread(target=run, name="keyring", daemon=True).start()
        if not done.wait(patience):
            raise KeyringSilent
        answer = answers[0]
        if isinstance(answer, Exception):
            raise _told(answer) from answer
        return answer


THIS_COMPUTER: Final = Keyring()


def _safe(backend: Backend) -> Backend:
    """The backend when it is on the list. On Windows, its entries stay on this computer from now on."""
    module = _module(backend)
    if module == NOTHING:
        raise NoKeyring
    if module not in SAFE:
        raise KeyringNotSafe
    if module == "keyring.backends.Windows":
        backend.persist = "local machine"  # type: ignore[attr-defined]  # the default roams to other computers
    return backend


def _told(error: Exception) -> KeyringProblem:
    """The Problem for whatever a backend raised."""
    if isinstance(error, KeyringProblem):
        return error
    names = {kind.__name__ for kind in type(error).__mro__}
    if "KeyringLocked" in names or "LockedException" in names:
        return KeyringLocked()
    if names & {"NoKeyringError", "ImportError"}:
        return NoKeyring()
    return KeyringSilent()


def _module(backend: Backend) -> str:
    return type(backend).__module__


def _name(vault_id: UUID) -> str:
    """Each entry is a service of its own: on Windows two users of one service would be moved about at each writing.

    What is kept under it is far below the 1,280 characters that Windows holds.
    """
    return f"Sightline {vault_id}"


def _name_of_newest(vault_id: UUID) -> str:
    return f"Sightline {vault_id} newest"


def _nothing_more(_backend: Backend) -> None:
    """Finding the backend, and that it is a safe one, is all."""
