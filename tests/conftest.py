"""Fixtures for every test: folders, a clock, and an open encrypted store on the real migrations."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from app.services import vault
from app.services.desk import Desk
from app.vault import slots
from tests.desks import Clock, RememberedArgon2id, a_new_store, seeded
from ui.shell.language import set_language

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # no window on the screen of whoever runs them

settings.register_profile(
    "sightline", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], print_blob=True
)
settings.load_profile("sightline")


@pytest.fixture(scope="session", autouse=True)
def _umask() -> Iterator[None]:
    """The vault sets the process's umask; give it back to whoever runs the tests."""
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.fixture(scope="session", autouse=True)
def _texts() -> None:
    """As the program does at its start: looking for the catalogue at every text takes long."""
    set_language()


@pytest.fixture(scope="session", autouse=True)
def _stretching_once() -> Iterator[None]:
    """A good part of the suite's time would go into the same few passphrases."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(slots, "Argon2id", RememberedArgon2id)
        yield


@pytest.fixture(autouse=True)
def _no_window_left() -> Iterator[None]:
    """A window that a test leaves open would catch the shortcuts of the next."""
    yield
    # not imported here: most tests need no Qt
    if (widgets := sys.modules.get("PySide6.QtWidgets")) and widgets.QApplication.instance():
        for window in widgets.QApplication.topLevelWidgets():
            window.hide()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def closed_store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A store made once for all tests and locked, with its recovery key. To be copied, never opened."""
    folder = tmp_path_factory.mktemp("made-once") / "vault"
    desk, recovery_key = a_new_store(folder, Clock())
    vault.lock(desk)
    return folder, recovery_key


@pytest.fixture
def vault_folder(tmp_path: Path, closed_store: tuple[Path, str]) -> Path:
    """A locked store of this test's own; its passphrase is `tests.desks.PASSPHRASE`."""
    return Path(shutil.copytree(closed_store[0], tmp_path / "vault"))


@pytest.fixture
def recovery_key(closed_store: tuple[Path, str]) -> str:
    """Opens `vault_folder` without the wait of the passphrase."""
    return closed_store[1]


@pytest.fixture
def desk(vault_folder: Path, recovery_key: str, clock: Clock) -> Iterator[Desk]:
    """An open store on the real migrations, whose clock is the `clock` fixture; locked at the end."""
    opened = vault.unlock(vault_folder, recovery_key, clock, seeded().randbytes)
    yield opened
    vault.lock(opened)
