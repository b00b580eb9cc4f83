"""The ways through the pages about the store itself: backups, secrets, the audit trail, health, restoring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from gettext import gettext as _
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.whereabouts import Place
from app.services import backups
from app.services.desk import Desk
from app.services.erasure import Certificate
from ui.audit.audit_page import AuditPage
from ui.backups.backups_page import BackupsPage
from ui.backups.restore_page import RestorePage
from ui.health.certificate_page import CertificatePage
from ui.health.ended_page import EndedPage
from ui.health.erase_page import ErasePage
from ui.health.health_page import HealthPage
from ui.shell.main_window import MainWindow
from ui.shell.menus import Menus
from ui.shell.store_page import StorePage, Subject
from ui.vault.security_page import SecurityPage
from ui.widgets.background import Background

_BACKUPS, _SECRETS, _HEALTH, _AUDIT, _ENDED = "backups", "secrets", "health", "audit", "ended"


class StoreWays(QObject):
    """``open_page`` puts a page on top of what is in view, with the place that leads back to it after a lock if any
    should; ``close_page`` takes one away.
    """

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        desk: Desk,
        open_page: Callable[[QWidget, Place | None], None],
        close_page: Callable[[QWidget], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._desk = desk
        self._open_page = open_page
        self._close_page = close_page
        self._room: StorePage | None = None
        self._pages: dict[str, Callable[[], QWidget]] = {
            _BACKUPS: self._make_backups,
            _SECRETS: self._make_secrets,
            _HEALTH: self._make_health,
            _AUDIT: self._make_audit,
            _ENDED: self._make_ended,
        }
        self._ask_backup_age()

    def make_room(self) -> StorePage:
        room = StorePage(_subjects())
        room.opened.connect(self.open)
        room.shown.connect(self._ask_backup_age)
        self._room = room
        self._ask_backup_age()
        return room

    def add_commands(self, menus: Menus) -> None:
        """Every page about the store, in the menu of places."""
        menus.go.addSeparator()
        for subject in _subjects():
            menus.add(menus.go, subject.title, "", partial(self.open, subject.key))

    def open(self, key: str) -> None:
        """The page of one subject; nothing for a word that is none."""
        if key in self._pages:
            self._open_page(self._pages[key](), Place(key))

    def _make_backups(self) -> QWidget:
        page = BackupsPage(self._desk, self._background)
        page.restore_wanted.connect(self._open_restore)
        page.backup_age_changed.connect(self._show_backup_age)
        return page

    def _make_secrets(self) -> QWidget:
        return SecurityPage(self._desk, self._background)

    def _make_health(self) -> QWidget:
        return HealthPage(self._desk, self._background)

    def _make_ended(self) -> QWidget:
        page = EndedPage(self._desk, self._background)
        page.erase_chosen.connect(self.open_erasing)
        return page

    def _make_audit(self) -> QWidget:
        return AuditPage(self._desk, self._background)

    def _open_restore(self, chosen: Path | None) -> None:
        """After a lock it is begun anew from the page below."""
        folder, clock, random = self._desk.vault.folder.path, self._desk.clock, self._desk.random
        page = RestorePage(folder, self._background, clock, random, self._desk, chosen)
        page.restored.connect(self._on_restored)
        page.left.connect(partial(self._close_page, page))
        self._open_page(page, None)

    def _on_restored(self, desk: Desk) -> None:
        self._window.store_replaced.emit(desk, None)

    def open_erasing(self, person_id: UUID) -> None:
        """Ask whether, and why, a person is to be erased. After a lock it is begun anew from the page below."""
        page = ErasePage(self._desk, self._background, person_id)
        page.erased.connect(self._on_erased)
        page.left.connect(partial(self._close_page, page))
        self._open_page(page, None)

    def _on_erased(self, desk: Desk, certificate: Certificate) -> None:
        self._window.store_replaced.emit(desk, CertificatePage(desk, certificate, self._background))

    def _ask_backup_age(self) -> None:
        self._background.run(partial(backups.newest, self._desk), self._on_newest_backup, _nothing)

    def _on_newest_backup(self, made_at: datetime | None) -> None:
        self._show_backup_age(backups.age_words(made_at, self._desk.now()))

    def _show_backup_age(self, words: str) -> None:
        self._window.set_backup_age(words)
        if self._room:
            self._room.set_state(_BACKUPS, words)


def _subjects() -> tuple[Subject, ...]:
    return (
        Subject(_BACKUPS, _("Backups"), _("Make one, see what is in them, restore one")),
        Subject(_SECRETS, _("Passphrase and recovery key"), _("Change, replace or test them; use the keyring")),
        Subject(_HEALTH, _("The store’s health"), _("Check every page of it")),
        Subject(_AUDIT, _("Audit trail"), _("Who did what, and when")),
        Subject(_ENDED, _("People whose sentence has ended"), _("Who is still held, and erasing a person")),
    )


def _nothing(_result: object) -> None:
    """Nobody waits for it."""
