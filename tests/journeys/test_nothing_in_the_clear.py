"""Looks for case text in every file that the program wrote, while it is open and after it is locked."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.reviews import NewReview
from app.services import exports, people, reviews, sessions, vault
from app.services.desk import Desk
from tests.builders import add_person, an_entry, sign_session
from tests.desks import PASSPHRASE, Clock, seeded
from tests.journeys.case_window import open_case
from tests.markers import files_with
from ui.shell.logs import start_log
from ui.widgets.background import Background
from ui.widgets.heading import Heading

MARKERS = ("PersonMarkerQ7", "AddressMarkerQ7", "DraftMarkerQ7", "SignedMarkerQ7", "ReviewMarkerQ7", "LoggedMarkerQ7")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All that this process could write to is under it: store, settings, log, exports, temporary files."""
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    log = logging.getLogger("sightline")
    before = list(log.handlers)
    start_log(tmp_path / "log")
    yield tmp_path
    log.handlers[:] = before


def leaked(folder: Path) -> list[tuple[str, Path]]:
    return [(marker, path) for marker in MARKERS for path in files_with(marker, folder)]


def fail_with_case_text() -> None:
    raise RuntimeError("LoggedMarkerQ7")


def test_no_file_holds_case_text_while_open_or_after_the_lock(
    qapp: QApplication, folder: Path, vault_folder: Path, clock: Clock
) -> None:
    desk = vault.unlock(vault_folder, PASSPHRASE, clock, seeded().randbytes)
    put_in_the_store(desk, folder)
    with open_case(qapp, desk, folder) as driver:
        driver.find(Heading, "Today")
        fail_in_the_background()
        assert leaked(folder) == []
    vault.lock(desk)
    assert leaked(folder) == []
    assert "RuntimeError" in (folder / "log" / "sightline.log").read_text(encoding="utf-8")


def fail_in_the_background() -> None:
    """An error nobody expected, whose message holds case text: it is logged by its kind."""
    background = Background()
    background.run(fail_with_case_text, print)
    background.close()
    for box in QApplication.topLevelWidgets():
        if box.objectName() == "unexpected-box":
            box.close()


def put_in_the_store(desk: Desk, folder: Path) -> None:
    person = add_person(desk, name="PersonMarkerQ7")
    people.edit(desk, person.id, replace(person.details, address="AddressMarkerQ7 Road"))
    entry = an_entry(held_at=desk.now(), check_in="SignedMarkerQ7")
    signed = sign_session(desk, person.id, entry)
    exports.session_note(desk, signed.id, folder / "note.pdf", "gorse lantern quiet harbour oak 58")
    review = NewReview(
        person_id=person.id, kind="risk_review", done_on=desk.today(), changed=False, note="ReviewMarkerQ7 again"
    )
    reviews.record(desk, review)
    draft = sessions.start(desk, person.id).draft
    for length in range(3):
        typed = "DraftMarkerQ7 " * (200 + length)
        sessions.save_draft(desk, replace(draft, entry=replace(draft.entry, summary=typed)))
