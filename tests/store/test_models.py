"""The newest revision makes exactly the tables, indexes and triggers that the models speak of."""

import re
from importlib import import_module
from importlib.resources import files

from sqlalchemy import Connection, create_engine

from app.services.desk import Desk
from app.store.schema import append_only, metadata, trigger_statements

MUTABLE = {"people", "drafts", "review_drafts", "whereabouts"}
"""People have their history beside them; a draft is not signed yet; where the officer was is no record.
Everything else is sealed."""


def every_store_module() -> None:
    for file in files("app.store").iterdir():
        if file.name.endswith(".py"):
            import_module(f"app.store.{file.name.removesuffix('.py')}")


def shape(db: Connection) -> dict[str, str]:
    """Name and SQL of everything in the database, without its line breaks; Alembic's own table left out."""
    rows = db.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: re.sub(r"\s+", " ", sql) for name, sql in rows if not name.startswith("alembic")}


def test_the_newest_revision_makes_what_the_models_say(desk: Desk) -> None:
    every_store_module()
    engine = create_engine("sqlite://")
    with engine.connect() as db:
        metadata.create_all(db)
        for table in append_only:
            for statement in trigger_statements(table):
                db.exec_driver_sql(statement)
        from_models = shape(db)
    engine.dispose()
    with desk.read() as db:
        assert shape(db) == from_models


def test_every_other_table_is_sealed() -> None:
    every_store_module()
    assert set(metadata.tables) - append_only == MUTABLE
