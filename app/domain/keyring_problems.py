"""Failures of this computer’s keyring where the store uses it as a second secret, as in `problems`.

The recovery key opens the store without it.
"""

from __future__ import annotations

from gettext import gettext as _

from app.domain.problems import Problem


class KeyringProblem(Problem):
    """The keyring did not do what was asked; each of its faults says so in a sentence of its own."""


class NoKeyring(KeyringProblem):
    """There is no keyring, or none that runs."""

    def __init__(self) -> None:
        super().__init__(_("This computer offers no keyring. The recovery key opens the store without it."))


class KeyringNotSafe(KeyringProblem):
    """The keyring set up here is not on the list of those that keep secrets: null, plain text, a chain of unknown."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The keyring that is set up on this computer does not keep secrets safe, so it is not used. The "
                "recovery key opens the store without it."
            )
        )


class KeyringLocked(KeyringProblem):
    """The keyring is locked: its password was changed, or was not given when signing in."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This computer’s keyring is locked. Unlock it with the password of your account on this computer "
                "and try again, or use the recovery key, which opens the store without it."
            )
        )


class KeyringSilent(KeyringProblem):
    """The keyring failed, or gave no answer in time."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This computer’s keyring does not answer. If it asks for its password, give it and try again, or "
                "use the recovery key, which opens the store without it."
            )
        )


class KeyringForgets(KeyringProblem):
    """What was put into the keyring was not there, or was something else, when it was read back."""

    def __init__(self) -> None:
        super().__init__(
            _("This computer’s keyring did not keep what was put into it, so it is not used. Nothing was changed.")
        )


class DeviceSecretGone(KeyringProblem):
    """The keyring answers, but its part of this store's key is not in it, or is another one."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This computer’s keyring no longer gives its part of the key, so the passphrase alone does not open "
                "the store. Use the recovery key. Nothing is lost."
            )
        )
