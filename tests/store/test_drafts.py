"""The autosave goes past SQLAlchemy, and is as safe as any other write."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as driver

from app.domain.problems import StoreVanished
from app.services import sessions
from app.services.desk import Desk
from tests.builders import add_person, an_entry


def test_an_autosave_into_a_store_that_was_moved_is_refused_and_undone(desk: Desk, vault_folder: Path) -> None:
    draft = sessions.start(desk, add_person(desk).id).draft
    (file,) = (vault_folder / "db").glob("*.db")
    moved = file.rename(file.with_suffix(".moved"))
    with pytest.raises(StoreVanished):
        sessions.save_draft(desk, replace(draft, entry=an_entry()))
    moved.rename(file)
    assert sessions.open_draft(desk, draft.id).draft == draft
    sessions.save_draft(desk, replace(draft, entry=an_entry()))
    assert sessions.open_draft(desk, draft.id).draft.entry == an_entry()


def test_a_statement_that_fails_leaves_no_transaction_open(desk: Desk) -> None:
    person = add_person(desk)
    with pytest.raises(driver.IntegrityError):
        desk.store.write_alone("UPDATE people SET name = NULL WHERE id = :id", {"id": person.id.bytes})
    assert sessions.start(desk, person.id).person == person
