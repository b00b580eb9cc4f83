"""Carrying rows into a new database: all of them, in every table, or all but somebody's."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.problems import Cancelled
from app.domain.whereabouts import Place
from app.services.desk import Desk
from app.store import audit, engine, migrate, rows, whereabouts
from app.store.engine import Connection
from app.store.schema import metadata
from tests.builders import a_full_case, add_person, sign_session
from tests.store.invented import fill

KEY = "3f" * 32


@contextmanager
def a_new_database(folder: Path) -> Iterator[Connection]:
    with closing(engine.create(folder / "new.db", KEY)) as store, migrate.upgraded(store) as db:
        yield db


def everything(db: Connection) -> dict[str, list[tuple[object, ...]]]:
    names = db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    return {name: list(map(tuple, db.exec_driver_sql(f'SELECT * FROM "{name}"'))) for name in names}


def test_every_table_of_a_store_is_known_here(desk: Desk) -> None:
    """A table that is not would be left behind by an erasure."""
    with desk.read() as db:
        assert set(everything(db)) - {"alembic_version"} == set(metadata.tables)


def test_every_row_is_carried_in_its_order(desk: Desk, tmp_path: Path) -> None:
    a_full_case(desk)
    with desk.read() as source, a_new_database(tmp_path) as target:
        assert rows.carry(source, target) == {}
        assert everything(target) == everything(source)
        assert audit.verify(target, desk.vault.keys.audit) == audit.head(source)


def test_what_refers_to_a_person_only_through_others_goes_with_them(desk: Desk, tmp_path: Path) -> None:
    """Additions name a session alone, checks of tasks a task, and where one was a draft."""
    other = add_person(desk, name="Somebody Else", crn="X000002")
    sign_session(desk, other.id)
    with desk.read() as source:
        before = everything(source)
    person, _earlier, session = a_full_case(desk)
    with desk.write() as db:
        whereabouts.replace(db, [Place("session", None, session.id)])
    with desk.read() as source, a_new_database(tmp_path) as target:
        held, _elsewhere = rows.belonging(source, person.id, ())
        left_out = rows.carry(source, target, {person.id})
        after = everything(target)
    assert {"addenda", "task_checks", "drafts", "whereabouts"} <= set(left_out)
    assert left_out == held
    for name in after.keys() - {"audit", "rule_edits"}:  # nobody's rows, of which the full case adds some
        assert after[name] == before[name], name


def test_of_every_table_whatever_it_is_no_row_of_the_person_is_left_and_no_other_is_missing(tmp_path: Path) -> None:
    with closing(engine.create(tmp_path / "old.db", KEY)) as store, migrate.upgraded(store) as source:
        fill(source, 60)
        before = everything(source)
        gone = UUID(bytes=before["people"][7][0])
        with a_new_database(tmp_path) as target:  # which refuses a row without its parent
            left_out = rows.carry(source, target, {gone})
            after = everything(target)
            assert not rows.holding_id(target, gone)
    personal = {one.name for one in metadata.sorted_tables if {"person_id"} & set(one.columns.keys())}
    assert personal - {"whereabouts"} <= set(left_out)
    for name, found in before.items():
        assert set(after[name]) <= set(found)
        assert len(after[name]) == len(found) - left_out[name]


def test_the_audit_is_carried_whole_whoever_it_tells_of(desk: Desk, tmp_path: Path) -> None:
    person, *_ = a_full_case(desk)
    with desk.read() as source, a_new_database(tmp_path) as target:
        rows.carry(source, target, {person.id})
        assert audit.verify(target, desk.vault.keys.audit) == audit.head(source)


def test_an_id_is_found_in_every_form(desk: Desk) -> None:
    person = add_person(desk)
    for text in (str(person.id), person.id.hex, f"see {str(person.id).upper()}"):
        with desk.read() as db:
            db.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            db.exec_driver_sql("UPDATE people SET id = randomblob(16), address = ?", (text,))
            assert rows.holding_id(db, person.id)["people"] == 1


def test_names_in_records_of_others_are_counted_whatever_their_case(desk: Desk) -> None:
    person = add_person(desk, name="Pŷrson One", crn="X000001")
    add_person(desk, name="Somebody Else", crn="X000002", household="Lives with PŶRSON ONE (x000001)")
    with desk.read() as db:
        _held, elsewhere = rows.belonging(db, person.id, ("Pŷrson One", "X000001", ""))
    assert elsewhere["people"] == 1


def test_progress_that_raises_stops_it(desk: Desk, tmp_path: Path) -> None:
    a_full_case(desk)

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled), desk.read() as source, a_new_database(tmp_path) as target:
        rows.carry(source, target, (), stop)
