"""The verdict, what can be done about damage, and erasing a person, on real stores."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.problems import HeaderDamaged, StoreDamaged
from app.services import backups, health, people, vault
from app.services.desk import Desk
from app.services.erasure import Certificate
from tests.builders import a_full_case, add_person
from tests.damage import damage, pages_of
from tests.desks import Clock, seeded
from ui.health.certificate_page import CertificatePage
from ui.health.damage_page import DamagePage
from ui.health.ended_page import EndedPage
from ui.health.erase_page import ErasePage
from ui.health.health_page import HealthPage
from ui.health.salvaged_page import SalvagedPage
from ui.widgets.background import Background
from ui.widgets.label import Text


def shown(qtbot: QtBot, background: Background, page: QWidget) -> None:
    qtbot.addWidget(page)
    page.show()
    background.wait_until_idle()


def words(page: QWidget) -> str:
    return "\n".join(text.text() for text in page.findChildren(Text) if text.isVisible())


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


# ── Health ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_sound_store_is_said_to_be_sound(desk: Desk, background: Background, qtbot: QtBot) -> None:
    page = HealthPage(desk, background)
    shown(qtbot, background, page)
    assert "Not checked here yet" in words(page)
    page._go.click()
    assert not page.settled
    background.wait_until_idle()
    assert page.settled
    assert "The store is sound." in words(page)
    assert "Last checked here, and sound: 2 March 2026" in words(page)


def test_damage_is_said_with_what_to_do(desk: Desk, background: Background, qtbot: QtBot) -> None:
    a_full_case(desk)
    page = HealthPage(desk, background)
    shown(qtbot, background, page)
    desk.store.checkpoint()
    damage(desk.vault.database, [pages_of(desk.vault.database) - 1])
    page._go.click()
    background.wait_until_idle()
    assert StoreDamaged().sentence in words(page)
    assert "“What can be done”" in words(page)
    assert "rows were read" not in words(page)


def test_a_check_under_way_is_not_left_and_can_be_cancelled(desk: Desk, background: Background, qtbot: QtBot) -> None:
    page = HealthPage(desk, background)
    shown(qtbot, background, page)
    page._go.click()
    page._progress._cancel.click()
    left: list[bool] = []
    page.leave(lambda: left.append(True))
    assert left == []
    background.wait_until_idle()
    assert "Stopped as you asked" in words(page)
    page.leave(lambda: left.append(True))
    assert left == [True]


# ── Damage ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_damaged_store_is_salvaged_from_the_page(
    desk: Desk, recovery_key: str, background: Background, qtbot: QtBot, clock: Clock
) -> None:
    a_full_case(desk)
    folder, database = desk.vault.folder.path, desk.vault.database
    vault.lock(desk)
    damage(database, [1])
    page = DamagePage(folder, background, clock, seeded().randbytes, StoreDamaged())
    shown(qtbot, background, page)
    assert "no backup on this computer" in words(page) or "Newest backup" in words(page)
    assert "delete" not in words(page).replace("Nothing is deleted", "")
    page._salvage.click()
    assert page._secret.problem
    page._secret.set_value(recovery_key)
    found: list[tuple[Desk, health.Report]] = []
    page.salvaged.connect(lambda opened, report: found.append((opened, report)))
    page._salvage.click()
    background.wait_until_idle()
    ((opened, report),) = found
    assert len(people.list_people(opened)) == 1
    told = SalvagedPage(report)
    shown(qtbot, background, told)
    assert "Signed sessions: 2" in words(told)
    assert "quarantine" in words(told)
    vault.lock(opened)


def test_with_a_wrong_secret_nothing_happens(
    vault_folder: Path, background: Background, qtbot: QtBot, clock: Clock
) -> None:
    page = DamagePage(vault_folder, background, clock, seeded().randbytes, StoreDamaged())
    shown(qtbot, background, page)
    page._secret.set_value("not the passphrase at all")
    page._salvage.click()
    background.wait_until_idle()
    assert page.settled
    assert page._secret.problem
    assert list((vault_folder / "db").iterdir()) == [vault_folder / "db/000001.db"]


def test_salvage_is_offered_only_where_it_can_help(
    vault_folder: Path, background: Background, qtbot: QtBot, clock: Clock
) -> None:
    page = DamagePage(vault_folder, background, clock, seeded().randbytes, HeaderDamaged())
    shown(qtbot, background, page)
    assert not page._second.isVisible()
    with qtbot.waitSignal(page.restore_chosen):
        page._restore.click()
    with qtbot.waitSignal(page.left):
        page._back.click()


# ── Erasing ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_person_is_erased_with_reason_and_crn(desk: Desk, background: Background, qtbot: QtBot) -> None:
    person, *_ = a_full_case(desk)
    page = ErasePage(desk, background, person.id)
    shown(qtbot, background, page)
    assert "Signed sessions: 2" in words(page)
    assert person.details.crn in words(page)
    page._go.click()
    assert (page._reason.problem is not None, page._typed.problem is not None) == (True, True)
    page._reason.set_value("retention")
    page._typed.set_value("X999999")
    page._go.click()
    background.wait_until_idle()
    assert page._typed.problem
    assert len(people.list_people(desk)) == 1
    page._typed.set_value(person.details.crn)
    found: list[tuple[Desk, Certificate]] = []
    page.erased.connect(lambda new, certificate: found.append((new, certificate)))
    page._go.click()
    background.wait_until_idle()
    ((new, _certificate),) = found
    assert people.list_people(new) == []
    vault.lock(new)


def test_what_becomes_of_backups_is_asked_where_there_are_some(
    desk: Desk, background: Background, qtbot: QtBot
) -> None:
    person, *_ = a_full_case(desk)
    made = backups.make(desk)
    page = ErasePage(desk, background, person.id)
    shown(qtbot, background, page)
    assert "1 backup on this computer" in words(page)
    page._reason.set_value("retention")
    page._typed.set_value(person.details.crn)
    page._go.click()
    assert page._backups.problem
    page._backups.set_value("remove")
    found: list[Desk] = []
    page.erased.connect(lambda new, _certificate: found.append(new))
    page._go.click()
    background.wait_until_idle()
    assert not made.path.exists()
    vault.lock(found[0])


def test_the_certificate_is_saved_for_this_user_alone_never_over_the_stores_own_files(
    desk: Desk, background: Background, qtbot: QtBot, tmp_path: Path
) -> None:
    certificate = Certificate(text="Certificate\n", mark="0" * 64, file_name="sightline-erasure.txt")
    page = CertificatePage(desk, certificate, background)
    shown(qtbot, background, page)
    assert page.findChild(QPlainTextEdit, "certificate").toPlainText() == certificate.text
    page.save_to(str(tmp_path / "no folder" / "one.txt"))
    background.wait_until_idle()
    keys = desk.vault.folder.headers[0]
    before = keys.read_bytes()
    page.save_to(str(keys))
    background.wait_until_idle()
    assert keys.read_bytes() == before
    assert "holds the store itself" in words(page)
    page._finish.click()
    box = page.findChild(QMessageBox)
    assert box.isVisible()
    box.close()
    page.save_to(str(tmp_path / "one.txt"))
    background.wait_until_idle()
    assert (tmp_path / "one.txt").read_text() == certificate.text
    assert (tmp_path / "one.txt").stat().st_mode & 0o777 == 0o600
    with qtbot.waitSignal(page.finished):
        page._finish.click()


def test_somebody_whose_sentence_ended_can_be_chosen_for_erasure(
    desk: Desk, background: Background, qtbot: QtBot
) -> None:
    person = add_person(desk, status="ended")
    page = EndedPage(desk, background)
    shown(qtbot, background, page)
    chosen: list[object] = []
    page.erase_chosen.connect(chosen.append)
    (row,) = page._list.list.rows
    assert person.details.name == row.title
    page._list.list.row_acted.emit(row.key)
    assert chosen == [person.id]


def test_erasing_begins_with_what_is_erased_in_view(desk: Desk, background: Background, qtbot: QtBot) -> None:
    person, *_ = a_full_case(desk)
    page = ErasePage(desk, background, person.id)
    page.resize(800, 400)
    page.activateWindow()
    shown(qtbot, background, page)
    held = page.findChild(Text, "held")
    assert held.hasFocus()
    assert "Signed sessions: 2" in held.accessibleDescription()
    assert not page.heading.visibleRegion().isEmpty()


def test_continuing_once_too_often_erases_nobody(desk: Desk, background: Background, qtbot: QtBot) -> None:
    person, *_ = a_full_case(desk)
    page = ErasePage(desk, background, person.id)
    shown(qtbot, background, page)
    page._reason.set_value("retention")
    page._typed.set_value(person.details.crn)
    page._on_continue()
    background.wait_until_idle()
    assert len(people.list_people(desk)) == 1
