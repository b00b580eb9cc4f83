"""The first run and the lock screen, on real windows and a real encrypted store."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from app.domain.officers import Officer
from app.services import officers, vault
from app.services.desk import Desk
from ui.vault.first_run import FirstRun
from ui.vault.lock_page import LockPage
from ui.vault.new_passphrase_page import NewPassphrasePage
from ui.widgets.background import Background

PHRASE = "gorse lantern 58 quiet harbour oak"
OFFICER = Officer(name="A Officer", role="Probation officer", office="An office", spo="A Senior")


def clock() -> datetime:
    return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def background(qapp):
    worker = Background()
    yield worker
    worker.close()


def field(page: QWidget, name: str) -> QLineEdit:
    return next(line for line in page.findChildren(QLineEdit) if line.accessibleName() == name)


def press(page: QWidget, words: str) -> None:
    buttons = (b for b in page.findChildren(QPushButton) if b.text() == words and b.isVisible())
    next(buttons).click()


def words_on(page: QWidget) -> str:
    shown = [*page.findChildren(QLabel), *page.findChildren(QPushButton)]
    return "\n".join(one.text() for one in shown if one.isVisible())


def first_run(folder: Path, qtbot, background: Background) -> FirstRun:
    page = FirstRun(folder, background, clock, os.urandom)
    qtbot.addWidget(page)
    page.resize(1280, 760)
    page.show()
    for name, text in (
        ("Your name", OFFICER.name),
        ("Your role", OFFICER.role),
        ("Your office", OFFICER.office),
        ("Your SPO’s name", OFFICER.spo),
    ):
        qtbot.keyClicks(field(page, name), text)
    press(page, "Continue")
    return page


def until_recovery_key(page: FirstRun, qtbot, background: Background) -> str:
    qtbot.keyClicks(field(page, "Passphrase"), PHRASE)
    qtbot.keyClicks(field(page, "The same passphrase again"), PHRASE)
    press(page, "Continue")
    background.wait_until_idle()
    return page.findChild(QLabel, "recovery-key").text()


def make_store(folder: Path, qtbot, background: Background) -> tuple[Desk, str]:
    page = first_run(folder, qtbot, background)
    key = until_recovery_key(page, qtbot, background)
    with qtbot.waitSignal(page.store_created, timeout=20_000) as made:
        qtbot.keyClicks(field(page, "Type the recovery key back"), key.lower())
        press(page, "Finish")
    return made.args[0], key


def test_three_screens_make_a_store_that_knows_the_officer(tmp_path, qtbot, background) -> None:
    desk, _key = make_store(tmp_path / "vault", qtbot, background)
    assert officers.current(desk) == OFFICER
    vault.lock(desk)


def test_a_missing_name_is_said_at_the_field_and_nothing_typed_is_lost(tmp_path, qtbot, background) -> None:
    page = FirstRun(tmp_path / "vault", background, clock, os.urandom)
    qtbot.addWidget(page)
    page.show()
    qtbot.keyClicks(field(page, "Your office"), "An office")
    press(page, "Continue")
    assert "Enter your name" in words_on(page)
    assert field(page, "Your office").text() == "An office"


def test_a_weak_passphrase_is_refused_in_words(tmp_path, qtbot, background) -> None:
    page = first_run(tmp_path / "vault", qtbot, background)
    for name in ("Passphrase", "The same passphrase again"):
        qtbot.keyClicks(field(page, name), "Password1!")
    press(page, "Continue")
    background.wait_until_idle()
    assert "too easy to guess" in words_on(page)
    assert not (tmp_path / "vault").exists()


def test_a_recovery_key_typed_wrong_makes_no_store(tmp_path, qtbot, background) -> None:
    page = first_run(tmp_path / "vault", qtbot, background)
    key = until_recovery_key(page, qtbot, background)
    wrong = ("1" if key[0] != "1" else "2") + key[1:]
    qtbot.keyClicks(field(page, "Type the recovery key back"), wrong)
    press(page, "Finish")
    background.wait_until_idle()
    assert "recovery key" in words_on(page)
    assert "There is a problem" in words_on(page)
    assert not (tmp_path / "vault").exists()


def test_a_suggested_phrase_is_strong_enough(tmp_path, qtbot, background) -> None:
    page = first_run(tmp_path / "vault", qtbot, background)
    press(page, "Suggest six words")
    background.wait_until_idle()
    phrase = field(page, "Passphrase").text()
    assert len(phrase.split()) == 6
    assert vault.strength(phrase).enough


def lock_page(folder: Path, qtbot, background: Background) -> LockPage:
    page = LockPage(folder, background, clock, os.urandom)
    qtbot.addWidget(page)
    page.show()
    return page


def test_the_passphrase_unlocks_with_enter(tmp_path, qtbot, background) -> None:
    desk, _key = make_store(tmp_path / "vault", qtbot, background)
    vault.lock(desk)
    page = lock_page(tmp_path / "vault", qtbot, background)
    with qtbot.waitSignal(page.unlocked, timeout=20_000) as opened:
        qtbot.keyClicks(field(page, "Passphrase"), PHRASE)
        qtbot.keyClick(field(page, "Passphrase"), Qt.Key.Key_Return)
    assert field(page, "Passphrase").text() == ""
    vault.lock(opened.args[0])


def test_a_wrong_passphrase_says_what_to_do_and_the_fifth_waits(tmp_path, qtbot, background) -> None:
    desk, _key = make_store(tmp_path / "vault", qtbot, background)
    vault.lock(desk)
    page = lock_page(tmp_path / "vault", qtbot, background)
    for _try in range(5):
        field(page, "Passphrase").setText("not the passphrase")
        press(page, "Unlock")
        background.wait_until_idle()
    assert "There is a problem" in words_on(page)
    press(page, "Unlock")
    background.wait_until_idle()
    assert "try again" in words_on(page).lower()


def test_the_recovery_key_opens_and_a_new_passphrase_is_set(tmp_path, qtbot, background) -> None:
    desk, key = make_store(tmp_path / "vault", qtbot, background)
    vault.lock(desk)
    page = lock_page(tmp_path / "vault", qtbot, background)
    press(page, "Use the recovery key")
    with qtbot.waitSignal(page.recovered, timeout=20_000) as opened:
        field(page, "Recovery key").setText(key)
        press(page, "Unlock")
    new = NewPassphrasePage(opened.args[0], background)
    qtbot.addWidget(new)
    new.show()
    other = "seven copper kettles under moss 19"
    with qtbot.waitSignal(new.finished, timeout=20_000):
        for name in ("Passphrase", "The same passphrase again"):
            qtbot.keyClicks(field(new, name), other)
        press(new, "Set the passphrase")
    vault.lock(opened.args[0])
    with pytest.raises(Exception, match="open"):
        vault.unlock(tmp_path / "vault", PHRASE, clock, os.urandom)
    vault.lock(vault.unlock(tmp_path / "vault", other, clock, os.urandom))


def test_the_lock_screen_names_nobody(tmp_path, qtbot, background) -> None:
    desk, _key = make_store(tmp_path / "vault", qtbot, background)
    vault.lock(desk)
    page = lock_page(tmp_path / "vault", qtbot, background)
    assert OFFICER.name not in words_on(page)
    assert OFFICER.name not in page.windowTitle()


def test_the_recovery_key_can_be_marked_and_copied(tmp_path, qtbot, background):
    page = first_run(tmp_path / "store", qtbot, background)
    until_recovery_key(page, qtbot, background)
    key = page.findChild(QLabel, "recovery-key")
    assert key.focusPolicy() is Qt.FocusPolicy.StrongFocus
    assert key.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse


def test_finish_pressed_twice_makes_one_store(tmp_path, qtbot, background):
    page = first_run(tmp_path / "store", qtbot, background)
    key = until_recovery_key(page, qtbot, background)
    made: list[Desk] = []
    page.store_created.connect(made.append)
    typed = field(page, "Type the recovery key back")
    qtbot.keyClicks(typed, key)
    for _press in range(2):
        qtbot.keyClick(typed, Qt.Key.Key_Return)
    background.wait_until_idle()
    assert len(made) == 1
    assert not page._recovery._errors.isVisible()
    vault.lock(made[0])


def test_finish_can_be_pressed_again_after_a_mistake(tmp_path, qtbot, background):
    page = first_run(tmp_path / "store", qtbot, background)
    until_recovery_key(page, qtbot, background)
    qtbot.keyClicks(field(page, "Type the recovery key back"), "not the key")
    press(page, "Finish")
    background.wait_until_idle()
    assert page._recovery._go.isEnabled()


def test_the_way_to_the_other_key_is_spoken_as_it_is_shown(vault_folder, qtbot, background):
    page = LockPage(vault_folder, background, clock, os.urandom)
    qtbot.addWidget(page)
    for words in ("Use the recovery key", "Use the passphrase", "Use the recovery key"):
        assert (page._other.text(), page._other.accessibleName()) == (words, words)
        page._other.click()
