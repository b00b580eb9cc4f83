"""The keyring: which backends count, and that each of its faults is a sentence and never a crash or a hang."""

import json
import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import keyring as library
import pytest
from keyring.backends import chainer, fail, null
from keyring.errors import InitError, KeyringLocked, NoKeyringError

from app.domain.keyring_problems import (
    DeviceSecretGone,
    KeyringForgets,
    KeyringNotSafe,
    KeyringProblem,
    KeyringSilent,
    NoKeyring,
)
from app.domain.keyring_problems import KeyringLocked as Locked
from app.vault.device import SAFE, Keyring, Newest, this_computers
from tests.keyrings import FakeBackend, keyring_on, of_module

VAULT = UUID("11111111-2222-4333-8444-555555555555")
OTHER = UUID("99999999-2222-4333-8444-555555555555")
RANDOM = random.Random(7).randbytes


@pytest.fixture
def backend() -> FakeBackend:
    return FakeBackend()


@pytest.fixture
def _library_restored() -> Iterator[None]:
    before = library.core._keyring_backend
    yield
    library.core._keyring_backend = before


def raises(error: Exception) -> Callable[[], object]:
    def fail_so() -> None:
        raise error

    return fail_so


def test_a_secret_is_made_once_and_found_again(backend: FakeBackend) -> None:
    keyring = keyring_on(backend)
    with pytest.raises(DeviceSecretGone):
        keyring.secret(VAULT)
    secret = keyring.make_secret(VAULT, RANDOM)
    assert len(secret) == 32
    assert keyring.make_secret(VAULT, RANDOM) == secret
    assert keyring_on(backend).secret(VAULT) == secret


def test_two_vaults_never_meet(backend: FakeBackend) -> None:
    keyring = keyring_on(backend)
    one, two = keyring.make_secret(VAULT, RANDOM), keyring.make_secret(OTHER, RANDOM)
    keyring.remember(VAULT, Newest(7, 2), 1)
    keyring.remember(OTHER, Newest(9, 3), 1)
    assert one != two
    keyring.forget(OTHER)
    assert (keyring.secret(VAULT), keyring.newest(VAULT)) == (one, Newest(7, 2))
    assert keyring.newest(OTHER) is None
    with pytest.raises(DeviceSecretGone):
        keyring.secret(OTHER)


def test_entries_are_far_below_what_windows_holds_and_have_a_service_each(backend: FakeBackend) -> None:
    keyring = keyring_on(backend)
    keyring.make_secret(VAULT, RANDOM)
    keyring.remember(VAULT, Newest(2**53, 2**53), 1)
    assert len({service for service, _user in backend.entries}) == 2
    assert all(len(text) <= 1280 for text in backend.entries.values())


@pytest.mark.parametrize(
    "content", ["", "zz", "00" * 31, "00" * 33, "{}", '{"counter":0,"serial":1}', '{"counter":1}', "[" * 5000, "\ud800"]
)
def test_an_entry_that_is_not_ours_counts_as_gone(backend: FakeBackend, content: str) -> None:
    keyring = keyring_on(backend)
    keyring.make_secret(VAULT, RANDOM)
    keyring.remember(VAULT, Newest(1, 1), 1)
    for name in backend.entries:
        backend.entries[name] = content
    with pytest.raises(DeviceSecretGone):
        keyring.secret(VAULT)
    assert keyring.newest(VAULT) is None
    assert len(keyring.make_secret(VAULT, RANDOM)) == 32


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (KeyringLocked("the sign-in password was changed"), Locked),
        (NoKeyringError("none"), NoKeyring),
        (InitError("the daemon was killed"), KeyringSilent),
        (RuntimeError("anything"), KeyringSilent),
        (ConnectionResetError("anything"), KeyringSilent),
    ],
)
def test_whatever_a_backend_raises_is_told_in_a_sentence(
    backend: FakeBackend, error: Exception, told: type[KeyringProblem]
) -> None:
    keyring = keyring_on(backend)
    keyring.make_secret(VAULT, RANDOM)
    backend.before = raises(error)
    for ask in (keyring.secret, keyring.newest):
        with pytest.raises(told) as caught:
            ask(VAULT)
        assert str(error) not in caught.value.sentence
    keyring.remember(VAULT, Newest(1, 1), 1)
    keyring.forget(VAULT)


def test_a_keyring_that_hangs_is_waited_for_no_longer_than_the_time_given(backend: FakeBackend) -> None:
    go_on = threading.Event()
    keyring = keyring_on(backend, seconds=0.1)
    keyring.make_secret(VAULT, RANDOM)
    backend.before = go_on.wait
    started = time.monotonic()
    for _again in range(3):
        with pytest.raises(KeyringSilent):
            keyring.secret(VAULT)
    assert time.monotonic() - started < 1.5
    uses = backend.uses
    go_on.set()
    assert len(keyring.secret(VAULT)) == 32
    assert uses == 3 + 1  # the calls behind the one that hung were never made


def test_a_keyring_that_keeps_nothing_is_found_out_by_reading_back(backend: FakeBackend) -> None:
    backend.forgets = True
    with pytest.raises(KeyringForgets):
        keyring_on(backend).make_secret(VAULT, RANDOM)


@pytest.mark.parametrize(
    "module",
    ["keyring.backends.null", "keyrings.alt.file", "keyring.backends.chainer", "__main__", "keyring.backends", ""],
)
def test_a_backend_that_is_not_on_the_list_is_refused_unused(module: str) -> None:
    with pytest.raises(KeyringNotSafe):
        keyring_on(of_module(module)).make_secret(VAULT, RANDOM)


def test_on_windows_entries_stay_on_this_computer() -> None:
    backend: Any = of_module("keyring.backends.Windows", persist="enterprise")
    keyring_on(backend).check()
    assert backend.persist == "local machine"


@pytest.mark.usefixtures("_library_restored")
class TestWhatTheLibraryFinds:
    def test_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        library.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
        with pytest.raises(NoKeyring):
            Keyring().check()

    def test_null(self) -> None:
        library.set_keyring(null.Keyring())  # type: ignore[no-untyped-call]
        with pytest.raises(KeyringNotSafe):
            Keyring().make_secret(VAULT, RANDOM)

    def test_a_chain_counts_as_its_first_link(self, monkeypatch: pytest.MonkeyPatch) -> None:
        safe, plain = FakeBackend(), of_module("keyrings.alt.file")
        library.set_keyring(chainer.ChainerBackend())  # type: ignore[no-untyped-call]
        monkeypatch.setattr(chainer.ChainerBackend, "backends", [safe, plain])
        assert this_computers() is safe
        monkeypatch.setattr(chainer.ChainerBackend, "backends", [plain, safe])
        with pytest.raises(KeyringNotSafe):
            Keyring().make_secret(VAULT, RANDOM)
        monkeypatch.setattr(chainer.ChainerBackend, "backends", [])
        with pytest.raises(KeyringNotSafe):
            Keyring().check()

    def test_a_keyring_that_came_up_after_the_start_is_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        library.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
        assert type(this_computers()).__module__ == "keyring.backends.null"


def test_the_list_names_backends_that_the_library_has() -> None:
    folder = Path(library.__file__).parent / "backends"
    assert {f"keyring.backends.{file.stem}" for file in folder.iterdir()} >= SAFE


def test_how_far_a_vault_had_got_is_kept_in_a_strict_form(backend: FakeBackend) -> None:
    keyring = keyring_on(backend)
    keyring.remember(VAULT, Newest(12, 3), 1)
    assert [json.loads(text) for text in backend.entries.values()] == [{"counter": 12, "serial": 3}]
    assert Newest(12, 3).is_after(Newest(11, 3))
    assert Newest(12, 3).is_after(Newest(13, 2))
    assert not Newest(12, 3).is_after(Newest(12, 3))
