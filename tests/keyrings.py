"""A keyring written by hand, which keeps secrets in a dictionary and fails the way it is told to."""

from collections.abc import Callable

from app.vault.device import Backend, Keyring


class KeyringLocked(Exception):
    """As the keyring library's own, by name."""


class FakeBackend:
    """Keeps entries until one of its faults is set; on the list of safe backends by its module."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}
        self.before: Callable[[], object] = nothing
        """Called before each use: a test lets it raise or hang."""
        self.forgets = False
        self.uses = 0

    def get_password(self, service: str, username: str) -> str | None:
        self._used()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._used()
        if not self.forgets:
            self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._used()
        del self.entries[service, username]

    def _used(self) -> None:
        self.uses += 1
        self.before()


FakeBackend.__module__ = "keyring.backends.SecretService"


def of_module(name: str, **attributes: object) -> Backend:
    """A backend that says it comes from the module `name`; using it is an error."""
    kind = type("Keyring", (), {"__module__": name, **attributes})
    backend: Backend = kind()
    return backend


def keyring_on(backend: Backend, seconds: float = 2) -> Keyring:
    """A keyring that finds `backend`."""

    def find() -> Backend:
        return backend

    return Keyring(find, seconds)


def nothing() -> None:
    """No fault."""
