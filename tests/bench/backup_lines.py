"""A verified backup against copying and hashing, and what the event loop waits while backing up and restoring."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.services import backups, vault
from app.services.desk import Desk
from tests.bench.big_store import a_large_store
from tests.bench.ratio import Line, compare
from tests.desks import PASSPHRASE, Clock
from tests.journeys.driving import Driver
from ui.backups.backups_page import BackupsPage
from ui.backups.restore_page import RestorePage
from ui.widgets.background import Background
from ui.widgets.tokens import Theme, apply_theme

SESSIONS = 20_000
WORST = 50.0  # milliseconds
KEY = "ab" * 32


def lines() -> Iterator[Line]:
    """All measures of backups, on a store of 20,000 sessions."""
    app = QApplication.instance() or QApplication(["bench"])
    assert isinstance(app, QApplication)
    apply_theme(app, Theme.LIGHT, 1.0)
    with tempfile.TemporaryDirectory() as folder:
        desk, _person_id = a_large_store(Path(folder) / "vault", Clock(), total=SESSIONS)
        yield from _ratios(desk, Path(folder))
        yield _gap(desk)


def _ratios(desk: Desk, folder: Path) -> Iterator[Line]:
    """One page at a time SQLCipher decrypts, encrypts, and then checks twice: no plain copy does any of it."""
    stick, copy, plain = folder / "stick", folder / "copy.db", folder / "plain.db"
    stick.mkdir()

    def back_up() -> None:
        backups.make(desk, stick).path.unlink()

    def copy_and_hash() -> None:
        desk.store.copy(copy, KEY)
        _hash(copy)
        copy.unlink()

    def plain_copy_and_hash() -> None:
        shutil.copyfile(copy, plain)
        with plain.open("rb") as file:
            os.fsync(file.fileno())
        _hash(plain)
        plain.unlink()

    yield compare("A verified backup", "an encrypted copy and its SHA-256", back_up, copy_and_hash, limit=3.5, rounds=5)
    desk.store.copy(copy, KEY)
    size = copy.stat().st_size / 2**20
    floor = f"a plain copy of the same {size:.0f} MB, synced, and its SHA-256 (only told)"
    yield compare("A verified backup", floor, back_up, plain_copy_and_hash, limit=None, rounds=5)
    copy.unlink()


def _hash(path: Path) -> None:
    with path.open("rb") as file:
        hashlib.file_digest(file, "sha256")


def _gap(desk: Desk) -> Line:
    """Backing up and restoring on their own pages, as the officer does; the desk is of no more use afterwards."""
    driver, background = Driver(), Background()
    folder = desk.vault.folder.path
    page = BackupsPage(desk, background)
    page.resize(1100, 760)
    page.show()
    background.wait_until_idle()
    driver.gaps.watch()
    driver.do("backing up", page._make.click)
    driver.wait(page._done.isVisible, "a backup")
    page.close()
    with driver.gaps.left_out():
        restore = RestorePage(folder, background, desk.clock, os.urandom, desk, backups.listed(desk)[0].path)
        restore.resize(1100, 760)
        restored: list[Desk] = []
        restore.restored.connect(restored.append)
        restore.show()
        restore._secret.set_value(PASSPHRASE)
    driver.do("looking into a backup", restore._look.click)
    driver.wait(restore._go.isVisible, "a look into it")
    driver.do("restoring", restore._go.click)
    driver.wait(lambda: restored, "what was restored")
    background.close()
    vault.lock(restored[0])
    for act in dict.fromkeys(spell.act for spell in driver.gaps.spells):
        print(f"  worst gap {max(spell.wall for spell in driver.gaps.spells if spell.act == act):.1f} ms while {act}")
    longest = max(driver.gaps.spells)
    name = f"Worst gap of the event loop while backing up and restoring (at {longest.act!r})"
    line = Line(name=name, floor_name="50 ms", product=longest.wall, floor=WORST, limit=1)
    print(line)
    return line
