"""The passphrase of a note is not lost while its file is written, nor afterwards before it is noted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.children_and_victims import Child
from app.services import audit, records
from app.services.desk import Desk
from tests.builders import add_person, an_entry, an_order, sign_session
from tests.exports.reading import pages
from ui.exports import export_page
from ui.exports.documents import Document
from ui.exports.export_page import ExportPage
from ui.widgets.background import Background


@pytest.fixture
def page(desk: Desk, background: Background, qtbot: QtBot, tmp_path: Path) -> ExportPage:
    made = ExportPage(desk, background, sign_session(desk, add_person(desk).id).id)
    qtbot.addWidget(made)
    made.show()
    background.wait_until_idle()
    made._file.set_value(str(tmp_path / "note.pdf"))
    return made


@pytest.fixture
def case_page(desk: Desk, background: Background, qtbot: QtBot) -> ExportPage:
    """Of a person with an order and a child."""
    person = add_person(desk)
    records.add(desk, person.id, an_order())
    first, second = (next(iter(ask.choices)) for ask in Child.asks() if ask.choices)
    child = Child(who="A.B.", relation="Niece", age=first, where=second, concerns="Visits on Sundays")
    records.add(desk, person.id, child, sure=True)
    made = ExportPage(desk, background, person.id, Document.CASE)
    qtbot.addWidget(made)
    made.show()
    background.wait_until_idle()
    return made


def export(page: ExportPage, path: Path) -> str:
    """The text of the file that pressing Export writes to ``path``."""
    page._file.set_value(str(path))
    page._go.click()
    page._background.wait_until_idle()
    return " ".join(pages(path.read_bytes(), page._passphrase.value))


def tick_appendix(page: ExportPage) -> None:
    page._appendix._cards[0].click()


def leave(page: ExportPage) -> list[bool]:
    left: list[bool] = []
    page.leave(lambda: left.append(True))
    return left


def test_a_page_that_wrote_nothing_is_left_without_a_question(page: ExportPage) -> None:
    assert page.settled
    assert leave(page) == [True]


def test_nothing_can_be_pressed_or_typed_while_the_file_is_written(page: ExportPage, background: Background) -> None:
    page._go.click()
    assert not page.settled
    assert [one.isEnabled() for one in (page._leave, page._go, page._file, page._passphrase)] == [False] * 4
    background.wait_until_idle()
    assert page._leave.isEnabled()


def test_leaving_with_a_passphrase_nobody_has_noted_asks(page: ExportPage, background: Background) -> None:
    page._go.click()
    background.wait_until_idle()
    assert not page.settled
    left = leave(page)
    assert left == []
    box = page.findChild(QMessageBox)
    next(button for button in box.buttons() if button.text() == "Leave").click()
    assert left == [True]


def test_done_is_shown_spoken_and_leaves(page: ExportPage, background: Background, qtbot: QtBot) -> None:
    page._go.click()
    background.wait_until_idle()
    done = page.findChild(QPushButton, "done")
    assert (done.text(), done.accessibleName()) == ("Done", "Done")
    with qtbot.waitSignal(page.left):
        done.click()


def test_where_the_file_cannot_be_written_another_can_be_named(
    page: ExportPage, background: Background, tmp_path: Path
) -> None:
    page._file.set_value(str(tmp_path / "no folder" / "note.pdf"))
    page._go.click()
    background.wait_until_idle()
    assert page.settled
    assert page._file.isEnabled()
    assert page._go.isEnabled()


def test_a_bare_name_means_a_pdf_among_the_officers_documents(
    page: ExportPage, background: Background, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_page.QStandardPaths, "writableLocation", lambda _kind: str(tmp_path))
    page._file.set_value("relative")
    page._go.click()
    background.wait_until_idle()
    assert (tmp_path / "relative.pdf").exists()
    assert str(tmp_path / "relative.pdf") in page._done_words.text()


@pytest.mark.parametrize("ticked", [False, True])
def test_a_note_tells_of_children_only_on_an_appendix_that_was_ticked(
    desk, background: Background, qtbot: QtBot, tmp_path: Path, ticked: bool
) -> None:
    entry = an_entry(safeguarding="Her two children visit", held_at=desk.now())
    made = ExportPage(desk, background, sign_session(desk, add_person(desk).id, entry).id)
    qtbot.addWidget(made)
    made.show()
    background.wait_until_idle()
    assert not made._which.isVisible()
    if ticked:
        tick_appendix(made)
    assert ("two children" in export(made, tmp_path / "note.pdf")) is ticked


def test_of_a_person_one_chooses_the_document_and_its_name_follows(case_page: ExportPage, tmp_path: Path) -> None:
    assert case_page._which.value == Document.CASE
    assert Path(case_page._file.value).name.startswith("case-record-2026-03-02-")
    case_page._which._cards[1].click()
    case_page._background.wait_until_idle()
    assert Path(case_page._file.value).name.startswith("arms-crib-")
    assert not case_page._appendix.isVisible()
    assert "Crib for ARMS" in export(case_page, tmp_path / "crib.pdf")


def test_a_name_that_was_typed_stays_when_another_document_is_chosen(case_page: ExportPage) -> None:
    case_page._file.set_value("mine.pdf")
    case_page._which._cards[2].click()
    case_page._background.wait_until_idle()
    assert case_page._file.value == "mine.pdf"


def test_the_restricted_appendix_is_printed_only_when_it_is_ticked_and_audited(
    case_page: ExportPage, desk: Desk, tmp_path: Path
) -> None:
    assert "Niece" not in export(case_page, tmp_path / "without.pdf")
    assert "Restricted appendix exported" not in [one.words for one in audit.lines(desk)]


def test_a_tick_prints_the_appendix_and_says_so_in_the_audit(case_page: ExportPage, desk: Desk, tmp_path: Path) -> None:
    tick_appendix(case_page)
    assert "Niece" in export(case_page, tmp_path / "with.pdf")
    assert "Restricted appendix exported" in [one.words for one in audit.lines(desk)]


def test_the_tick_goes_when_another_document_is_chosen(case_page: ExportPage) -> None:
    tick_appendix(case_page)
    case_page._which._cards[1].click()
    case_page._which._cards[0].click()
    assert case_page._appendix.value is None


def test_what_was_ticked_and_typed_stays_when_the_file_cannot_be_written(case_page: ExportPage, tmp_path: Path) -> None:
    tick_appendix(case_page)
    case_page._passphrase.set_value("short")
    case_page._file.set_value(str(tmp_path / "case.pdf"))
    case_page._go.click()
    case_page._background.wait_until_idle()
    assert case_page._errors.isVisible()
    assert (case_page._passphrase.value, case_page._file.value) == ("short", str(tmp_path / "case.pdf"))
    assert case_page._appendix.value == "appendix"
