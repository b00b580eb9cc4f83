"""What every test of a room needs: the look and a worker for the store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui.widgets.background import Background
from ui.widgets.tokens import Theme, apply_theme


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    """Sizes are those of the light theme at 100 %, whichever test ran before."""
    apply_theme(qapp, Theme.LIGHT, 1.0)


@pytest.fixture
def background(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Background]:
    """A test's desk is opened before it, so that it is locked only when the worker is done with it."""
    if "desk" in request.fixturenames:
        request.getfixturevalue("desk")
    worker = Background()
    yield worker
    worker.close()
