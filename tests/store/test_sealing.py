"""Signed entries and everything beside them refuse to be changed, removed or replaced, whoever asks the database."""

import pytest
from sqlalchemy.exc import IntegrityError

from app.domain.reference_lists import ReferenceList
from app.services import people, reference_lists, rules, sessions
from app.services.desk import Desk
from app.store.schema import append_only
from tests.builders import a_full_case
from tests.store.test_models import every_store_module

every_store_module()


@pytest.fixture
def full(desk: Desk) -> Desk:
    a_full_case(desk)
    rules.switch_off(desk, "predictor_again", "Not used here")
    reference_lists.take_out(desk, ReferenceList.PROGRAMMES, "kaizen", "Not used here")
    return desk


@pytest.mark.parametrize("table", sorted(append_only))
def test_a_sealed_table_takes_rows_and_never_gives_them_up(full: Desk, table: str) -> None:
    with full.read() as db:
        columns = [row[1] for row in db.exec_driver_sql(f"PRAGMA table_info({table})")]
        rows = db.exec_driver_sql(f"SELECT * FROM {table}").fetchall()
        assert rows, "the case should have a row in every table"
        for statement in (
            f"DELETE FROM {table}",
            *(f'UPDATE {table} SET "{column}" = "{column}"' for column in columns),
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
            f"REPLACE INTO {table} SELECT * FROM {table}",
        ):
            with pytest.raises(IntegrityError, match=f"{table} is append-only"):
                db.exec_driver_sql(statement)
        assert db.exec_driver_sql(f"SELECT * FROM {table}").fetchall() == rows


def test_an_upsert_cannot_change_a_signed_session_either(full: Desk) -> None:
    with full.read() as db, pytest.raises(IntegrityError, match="append-only"):
        db.exec_driver_sql(
            "INSERT INTO sessions SELECT * FROM sessions WHERE true ON CONFLICT (id) DO UPDATE SET summary = ''"
        )


def test_the_entry_stays_as_signed_after_all_of_that(desk: Desk) -> None:
    person, _earlier, signed = a_full_case(desk)
    before = sessions.read(desk, signed.id)
    assert before.session.entry == signed.entry
    with pytest.raises(IntegrityError), desk.write() as db:
        db.exec_driver_sql("UPDATE ratings SET level = 'none_seen'")
    assert sessions.read(desk, signed.id) == before
    assert people.page(desk, person.id).sessions[0] == before.session
