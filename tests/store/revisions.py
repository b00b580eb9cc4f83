"""Revisions for tests: the program's own migrations with more behind them, in a folder of the test's."""

import shutil
from pathlib import Path

from app.store import migrate

PACKAGED = migrate.SCRIPTS

TEMPLATE = """
import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"


def upgrade() -> None:
{body}
"""


def with_revisions(folder: Path, *bodies: str) -> Path:
    """A copy of the migrations with one more revision for each body: lines of Python, not indented."""
    scripts = Path(shutil.copytree(PACKAGED, folder / "migrations", ignore=shutil.ignore_patterns("__pycache__")))
    before = max(file.name[:4] for file in (scripts / "versions").glob("[0-9]*.py"))
    for body in bodies:
        revision = f"{int(before) + 1:04d}"
        indented = "\n".join(f"    {line}" for line in body.splitlines())
        text = TEMPLATE.format(revision=revision, before=before, body=indented)
        (scripts / "versions" / f"{revision}_test.py").write_text(text, encoding="utf-8")
        before = revision
    return scripts
