"""Starting Sightline: arguments, folders, log and look, then the lock screen, before anything heavy is loaded."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import QApplication

from ui.shell.clipboard_watch import ClipboardWatch
from ui.shell.language import set_language
from ui.shell.lock_guard import LockGuard, Rooms
from ui.shell.main_window import MainWindow
from ui.shell.restarting import restart
from ui.shell.settings import Settings
from ui.widgets.background import Background, Progress
from ui.widgets.problem_box import catch_unexpected
from ui.widgets.tokens import apply_theme

if TYPE_CHECKING:  # the lock screen is painted before the services are loaded
    from app.services.desk import Desk

_NAME = "sightline"
_AFTER_PAINT = 50  # milliseconds: the lock screen is on the screen by then


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program until its window closes; returns the exit code."""
    set_language()
    chosen = _parser().parse_args(arguments)
    if chosen.version:
        sys.stdout.write(f"Sightline {_version()}\n")
        return 0
    _forbid_core_dumps()
    places = QStandardPaths.StandardLocation
    data = Path(QStandardPaths.writableLocation(places.GenericDataLocation)) / _NAME
    folder = chosen.folder or data / ("demonstration" if chosen.demo else "store")
    if chosen.command:
        return _verify(folder)
    if not _has_display():
        sys.stderr.write(_("Sightline needs a screen, and there is no display here.") + "\n")
        return 1
    catch_unexpected()
    settings = Settings(Path(QStandardPaths.writableLocation(places.GenericConfigLocation)) / _NAME / "settings.json")
    return run(settings, folder, demonstration=chosen.demo, locked=chosen.locked)


def run(settings: Settings, folder: Path, *, demonstration: bool, locked: bool = False) -> int:
    """Show the window on the store in ``folder``. ``locked``: the demonstration, too, begins with its lock screen."""
    app = QApplication.instance() or QApplication([_NAME])
    if not isinstance(app, QApplication):
        raise TypeError
    app.setApplicationName(_NAME)
    app.setApplicationDisplayName("Sightline")
    apply_theme(app, settings.theme, settings.text_size / 100)
    app.setCursorFlashTime(0)  # a blinking cursor would wake an idle program twice a second
    window = MainWindow(settings, demonstration=demonstration)
    background = Background(app)
    guard = LockGuard(
        window,
        background,
        folder,
        _now,
        os.urandom,
        _open_rooms,
        partial(restart, "--locked") if demonstration else restart,
    )
    leaving = partial(_watch_for_leaving, window, guard, ClipboardWatch(app.clipboard(), window))
    guard.opened.connect(leaving, Qt.ConnectionType.SingleShotConnection)
    if demonstration and not locked:
        _show_demonstration(window, background, guard, folder)
    else:
        guard.show_gate(_demonstration_hint() if demonstration else "")
    window.show()
    QTimer.singleShot(_AFTER_PAINT, partial(_finish_starting, app, window, background))
    return app.exec()


def _verify(folder: Path) -> int:
    from getpass import getpass  # noqa: PLC0415  # only for this command

    from ui.shell.verifying import verify_vault  # noqa: PLC0415  # as above

    return verify_vault(folder, getpass, sys.stdout)


def _show_demonstration(window: MainWindow, background: Background, guard: LockGuard, folder: Path) -> None:
    from ui.shell.demonstration_gate import DemonstrationGate  # noqa: PLC0415  # only for the demonstration

    gate = DemonstrationGate(background, partial(_make_demonstration, folder))
    gate.opened.connect(guard.open)
    window.show_gate(gate)


def _make_demonstration(folder: Path, progress: Progress) -> Desk:
    """On the worker thread, which may take its time to load what this needs."""
    from app.services.demonstration import open_demonstration  # noqa: PLC0415  # see above

    return open_demonstration(folder, _now, os.urandom, progress.report)


def _demonstration_hint() -> str:
    from app.services.demonstration import PASSPHRASE  # noqa: PLC0415  # only for the demonstration

    return _("The passphrase of the demonstration is: {passphrase}").format(passphrase=PASSPHRASE)


def _open_rooms(window: MainWindow, background: Background, desk: Desk) -> Rooms:
    from ui.shell.rooms import open_rooms  # noqa: PLC0415  # loaded by warm_up while the passphrase is typed

    return open_rooms(window, background, desk)


def _watch_for_leaving(window: MainWindow, guard: LockGuard, clipboard: ClipboardWatch) -> None:
    """From the first time that the case is in view."""
    from ui.shell.idle_watch import IdleWatch  # noqa: PLC0415  # as above
    from ui.shell.lock_triggers import LockTriggers  # noqa: PLC0415  # as above
    from ui.shell.system_watch import kind_of_watch  # noqa: PLC0415  # as above

    LockTriggers(window, guard, IdleWatch(parent=window), kind_of_watch()(window), clipboard)


def _finish_starting(app: QApplication, window: MainWindow, background: Background) -> None:
    """What the first paint need not wait for."""
    from platformdirs import user_log_path  # noqa: PLC0415  # see above

    from ui.shell.logs import start_log  # noqa: PLC0415  # see above
    from ui.widgets.focus_ring import FocusRing  # noqa: PLC0415  # see above

    window.build_menus()
    FocusRing(app)
    start_log(user_log_path(_NAME, appauthor=False))
    background.run(warm_up, _ignore)


def warm_up() -> None:
    """Load what is needed after unlocking, on the worker thread, so that Enter does not wait for it.

    Nothing loaded here is ever garbage: looking through it would stop all threads for 60 ms, again and again.
    """
    gc.disable()
    import ui.shell.lock_triggers  # noqa: PLC0415  # see above
    import ui.shell.rooms  # noqa: F401, PLC0415  # see above
    from app.services import vault  # noqa: PLC0415  # see above
    from ui.shell.system_watch import kind_of_watch  # noqa: PLC0415  # see above

    kind_of_watch()
    vault.warm_up()
    gc.freeze()
    gc.enable()


def _now() -> datetime:
    return datetime.now(UTC)


def _ignore(_result: object) -> None:
    """Nothing is to be told."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=_NAME,
        description=_("Guides supervision sessions, shows what is overdue and prints session notes. Needs no network."),
    )
    parser.add_argument(
        "command",
        nargs="?",
        choices=["verify-vault"],
        help=_("verify-vault: check the locked store on the terminal, without a window"),
    )
    parser.add_argument("--demo", action="store_true", help=_("open a store of its own with invented people"))
    parser.add_argument("--folder", type=Path, metavar="PATH", help=_("keep the store in this folder"))
    parser.add_argument("--version", action="store_true", help=_("say which version this is"))
    parser.add_argument("--locked", action="store_true", help=argparse.SUPPRESS)
    return parser


def _version() -> str:
    from importlib.metadata import version  # noqa: PLC0415  # slow to load, and seldom asked for

    return version(_NAME)


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _forbid_core_dumps() -> None:
    """A core dump would hold case text and keys; where the system knows no such limit there is none to set."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  # does not exist on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
