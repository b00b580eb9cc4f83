"""The program needs no network: nothing of it can open a connection, so that a prison visits hall is no obstacle."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REACHING = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "requests", "xmlrpc", "telnetlib"}
REACHING_QT = {"PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtMultimedia"}
OURS = sorted(path for folder in ("app", "ui", "migrations") for path in (ROOT / folder).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_of_ours_can_reach_a_network(path: Path) -> None:
    found = set(imported(path))
    assert not {name for name in found if name.split(".")[0] in REACHING or name in REACHING_QT}
