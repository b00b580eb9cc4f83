"""Boxes for what went wrong: a problem with its sentence, or something nobody expected.

The log gets the kind of an error and where it was raised, never its message, which may hold case text.
"""

from __future__ import annotations

import sys
import threading
from gettext import gettext as _
from pathlib import PureWindowsPath
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from shiboken6 import isValid

from app.domain.problems import Problem
from ui.widgets.naming import identify

_shown: dict[str, QMessageBox] = {}  # or Python would drop a box that has no window below it


def show_problem(problem: Problem) -> None:
    """A box with the problem's sentence; does not wait for it to be closed."""
    _show("problem-box", _("There is a problem"), problem.sentence)


def show_unexpected(error: BaseException) -> None:
    """Log an unexpected error and say that it happened; one box at a time."""
    log_unexpected(error)
    _show(
        "unexpected-box",
        _("Something went wrong that Sightline did not expect"),
        _("What was saved before is safe. Lock Sightline, unlock it and try again. The log says where it happened."),
    )


def log_unexpected(error: BaseException) -> None:
    """Kinds and places only."""
    import logging  # noqa: PLC0415  # seldom needed, and not before the lock screen is painted
    import traceback  # noqa: PLC0415  # as above

    steps = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{_file_name(step.filename)}:{step.lineno} {step.name}" for step in reversed(steps))
    kinds = []
    cause: BaseException | None = error
    while cause is not None:
        kinds.append(type(cause).__qualname__)
        cause = cause.__cause__ or cause.__context__
    logging.getLogger("sightline").error("unexpected %s at %s", " from ".join(kinds), places or "no place")


def _file_name(path: str) -> str:
    """Without its folders, which may name the officer; this kind of path knows the slashes of every system."""
    return PureWindowsPath(path).name


def catch_unexpected() -> None:
    """Have every error that nobody caught logged by kind and place, and told in one box."""
    sys.excepthook = _on_error
    threading.excepthook = _on_thread_error


def _show(identifier: str, title: str, sentence: str) -> None:
    before = _shown.get(identifier)
    if before and isValid(before) and before.isVisible():
        return
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, title, QMessageBox.StandardButton.NoButton)
    box.setParent(QApplication.activeWindow(), box.windowFlags())
    identify(box, identifier, title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(sentence)
    box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _shown[identifier] = box
    box.open()


def _on_error(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    show_unexpected(error)


def _on_thread_error(arguments: threading.ExceptHookArgs) -> None:
    """From a thread that may not touch the screen."""
    if arguments.exc_value:
        log_unexpected(arguments.exc_value)
