"""Migrations: what they make is what the models say, and one that goes wrong leaves nothing behind."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import app.store
from app.domain.problems import NewerStore, StoreDamaged, UpgradeFailed
from app.store import engine, migrate, schema
from app.store.engine import Store
from tests.store.revisions import with_revisions


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    made = engine.create(tmp_path / "000001.db", "0" * 64)
    yield made
    made.close()


@pytest.fixture
def current(store: Store) -> Store:
    """A database in the program's newest form, with one row."""
    with migrate.upgraded(store) as db:
        db.exec_driver_sql("INSERT INTO audit VALUES (1, '2026-01-01', 'create', 'store', NULL, 1, 'mac')")
    return store


def shape(store: Store) -> set[tuple[str, str, str]]:
    with store.read() as db:
        rows = db.exec_driver_sql("SELECT type, name, coalesce(sql, '') FROM sqlite_master")
        return {(row[0], row[1], row[2]) for row in rows}


def count(store: Store) -> int:
    with store.read() as db:
        return int(db.exec_driver_sql("SELECT count(*) FROM audit").scalar_one())


def test_the_migrations_make_what_the_models_say(current: Store) -> None:
    for module in pkgutil.iter_modules(app.store.__path__):
        importlib.import_module(f"app.store.{module.name}")
    with current.read() as db:
        assert compare_metadata(MigrationContext.configure(db), schema.metadata) == []


def test_every_sealed_table_has_its_triggers(current: Store) -> None:
    for module in pkgutil.iter_modules(app.store.__path__):
        importlib.import_module(f"app.store.{module.name}")
    made = {sql for kind, _name, sql in shape(current) if kind == "trigger"}
    for table in schema.append_only:
        assert set(schema.trigger_statements(table)) <= made


def test_the_newest_number_is_the_one_alembic_finds() -> None:
    assert migrate.newest() == ScriptDirectory(str(migrate.SCRIPTS)).get_current_head()


def test_a_database_just_made_is_not_outdated(current: Store) -> None:
    with current.read() as db:
        assert not migrate.is_outdated(db)


def test_a_database_of_a_newer_program_is_refused(current: Store) -> None:
    with current.begin() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with current.read() as db, pytest.raises(NewerStore):
        migrate.is_outdated(db)


@pytest.mark.parametrize("statement", ["DELETE FROM alembic_version", "DROP TABLE alembic_version"])
def test_a_database_without_a_revision_is_called_damaged(current: Store, statement: str) -> None:
    with current.begin() as db:
        db.exec_driver_sql(statement)
    with current.read() as db, pytest.raises(StoreDamaged):
        migrate.is_outdated(db)


def test_an_older_database_is_brought_up_with_its_rows(
    current: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = with_revisions(
        tmp_path,
        'op.add_column("officers", sa.Column("team", sa.Text))',
        'op.create_table("more", sa.Column("id", sa.Integer, primary_key=True))',
    )
    monkeypatch.setattr(migrate, "SCRIPTS", scripts)
    with current.read() as db:
        assert migrate.is_outdated(db)
    with migrate.upgraded(current):
        pass
    with current.read() as db:
        assert not migrate.is_outdated(db)
        assert db.exec_driver_sql("SELECT team FROM officers").all() == []
    assert count(current) == 1


SECOND_FAILS = [
    """op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
op.execute("INSERT INTO half VALUES (1)")""",
    """op.execute("INSERT INTO nowhere VALUES (1)")""",
]
LOSES_ROWS = [
    """op.execute("DROP TRIGGER audit_refuses_delete")
op.execute("DELETE FROM audit")"""
]
ORPHANS = [
    """op.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
op.execute("CREATE TABLE child (parent INTEGER REFERENCES parent(id))")
op.execute("INSERT INTO child VALUES (9)")"""
]


@pytest.mark.parametrize("bodies", [SECOND_FAILS, LOSES_ROWS, ORPHANS], ids=["fails", "loses rows", "orphans"])
def test_a_migration_that_goes_wrong_leaves_everything_as_it_was(
    current: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bodies: list[str]
) -> None:
    before = shape(current)
    monkeypatch.setattr(migrate, "SCRIPTS", with_revisions(tmp_path, *bodies))
    with pytest.raises(UpgradeFailed), migrate.upgraded(current):
        pass
    assert shape(current) == before
    assert count(current) == 1


@pytest.mark.parametrize(
    "statements",
    [
        ["DROP TRIGGER audit_refuses_update"],
        [
            "DROP TRIGGER audit_refuses_update",
            "CREATE TRIGGER audit_refuses_update BEFORE UPDATE ON audit WHEN 0 BEGIN SELECT RAISE(ABORT, 'no'); END",
        ],
        ["DROP INDEX ix_ratings_latest", "CREATE INDEX ix_ratings_latest ON ratings (level)"],
    ],
    ids=["lost", "hollow", "other index"],
)
def test_a_guard_that_was_lost_or_altered_before_is_noticed_by_the_next_migration(
    current: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statements: list[str]
) -> None:
    with current.begin() as db:
        for statement in statements:
            db.exec_driver_sql(statement)
    scripts = with_revisions(tmp_path, 'op.add_column("officers", sa.Column("team", sa.Text))')
    monkeypatch.setattr(migrate, "SCRIPTS", scripts)
    with pytest.raises(UpgradeFailed), migrate.upgraded(current):
        pass


def test_what_the_block_adds_is_committed_with_the_migration_or_not_at_all(store: Store) -> None:
    def upgrade_and_stop() -> None:
        with migrate.upgraded(store) as db:
            db.exec_driver_sql("INSERT INTO audit VALUES (1, '2026-01-01', 'create', 'store', NULL, 1, 'mac')")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        upgrade_and_stop()
    assert shape(store) == set()
