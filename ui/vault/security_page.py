"""Passphrase and recovery key: what opens the store, and how each of it is changed, tested or replaced."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _

from PySide6.QtWidgets import QStackedLayout, QWidget

from app.domain.keyring_problems import DeviceSecretGone
from app.domain.problems import Problem
from app.services import secrets
from app.services.desk import Desk
from app.services.secrets import KeyringState, NewRecoveryKey
from ui.vault.passphrase_fields import PassphraseFields
from ui.vault.recovery_page import RecoveryPage
from ui.vault.secret_form import SecretForm, hidden_box
from ui.widgets.background import Background
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Text
from ui.widgets.line_box import LineBox
from ui.widgets.page import Page
from ui.widgets.saved_note import announce
from ui.widgets.tokens import look


class SecurityPage(QWidget):
    """An overview, and on top of it the one change that is being made; Back leads to the overview."""

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._background = background
        self._pages = QStackedLayout(self)
        self._form: QWidget | None = None
        self._build()
        self.refresh()

    def refresh(self) -> None:
        """Ask the keyring anew; it may answer slowly, and nothing waits for it."""
        self._background.run(partial(secrets.keyring_state, self._desk), self._on_state)

    def go_back(self) -> bool:
        """From a change to the overview; False when the overview is in view."""
        if self._form is None:
            return False
        self._show_overview()
        return True

    # ── The overview ─────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self._overview = Page(_("Passphrase and recovery key"), _("What opens your store."))
        self._note = Text(strong=True)
        self._note.hide()
        self._overview.add(self._note)
        self._build_passphrase()
        self._build_recovery()
        self._build_keyring()
        self._pages.addWidget(self._overview)

    def _build_passphrase(self) -> None:
        change = SecondaryButton(_("Change the passphrase"), "key-round")
        change.clicked.connect(self._on_change)
        self.setFocusProxy(change)
        self._add_card(
            _("Passphrase"),
            Text(
                _(
                    "You type it at each unlock. After a change, copies of the store made before, backups among "
                    "them, still open with the old passphrase."
                )
            ),
            change,
        )

    def _build_recovery(self) -> None:
        test = SecondaryButton(_("Test the recovery key"))
        replace = SecondaryButton(_("Replace the recovery key"))
        test.clicked.connect(self._on_test)
        replace.clicked.connect(self._on_replace)
        self._add_card(
            _("Recovery key"),
            Text(
                _(
                    "The only other way in when the passphrase is lost. Test your printed copy once in a while. "
                    "Replace it when the copy is lost or somebody else may have seen it."
                )
            ),
            test,
            replace,
        )

    def _build_keyring(self) -> None:
        self._keyring_words = Text(_("Asking the keyring…"), muted=True)
        self._use = SecondaryButton(_("Use the keyring"))
        self._stop = SecondaryButton(_("Stop using the keyring"))
        self._use.clicked.connect(self._on_use)
        self._stop.clicked.connect(self._on_stop)
        self._use.hide()
        self._stop.hide()
        self._add_card(_("This computer’s keyring"), self._keyring_words, self._use, self._stop)

    def _add_card(self, title: str, words: Text, *buttons: SecondaryButton) -> None:
        card = Card(title)
        card.add(words)
        row = FlowLayout(spacing=look().space(3))
        for button in buttons:
            row.addWidget(button)
        card.add(row)
        self._overview.add(card)

    def _on_state(self, state: KeyringState) -> None:
        self._keyring_words.set_role("text")
        self._keyring_words.setText(_keyring_words(state))
        gone = isinstance(state.problem, DeviceSecretGone)  # it can be made anew
        self._use.setVisible(gone or (not state.in_use and state.problem is None))
        self._stop.setVisible(state.in_use)

    # ── The changes ──────────────────────────────────────────────────────────────────────────────────

    def _on_change(self) -> None:
        old = hidden_box(_("The passphrase you use now"))
        new = PassphraseFields(self._background, _("New passphrase"))

        def work() -> Callable[[], object]:
            return partial(secrets.change_passphrase, self._desk, old.value, new.value)

        self._open(
            SecretForm(
                _("Change the passphrase"),
                _("The old one stays until the new one has been proven to open the store."),
                [(old, _("Enter the passphrase you use now"))],
                _("Change the passphrase"),
                work,
                self._background,
                new,
            ),
            _("The passphrase is changed."),
        )

    def _on_test(self) -> None:
        key = LineBox(_("Recovery key"), _("From your printed copy. Capitals and dashes do not matter."))

        def work() -> Callable[[], object]:
            return partial(secrets.test_recovery_key, self._desk, key.value)

        self._open(
            SecretForm(
                _("Test the recovery key"),
                _("Nothing is changed by it."),
                [(key, _("Enter the recovery key"))],
                _("Test the recovery key"),
                work,
                self._background,
            ),
            _("The recovery key opens your store. Put the copy back in its place."),
        )

    def _on_replace(self) -> None:
        passphrase = hidden_box(_("Passphrase"))
        made: list[NewRecoveryKey] = []

        def work() -> Callable[[], object]:
            return partial(make, passphrase.value)

        def make(typed: str) -> None:
            made.append(secrets.new_recovery_key(self._desk, typed))

        def show() -> None:
            self._show_new_key(made[0])

        form = SecretForm(
            _("Replace the recovery key"),
            _("The new key is shown next. The old one stays valid until you have typed the new one back."),
            [(passphrase, _("Enter the passphrase"))],
            _("Show a new recovery key"),
            work,
            self._background,
        )
        form.done.connect(show)
        form.left.connect(self._show_overview)
        self._show_form(form)

    def _show_new_key(self, pending: NewRecoveryKey) -> None:
        page = RecoveryPage(
            pending.recovery_key,
            _("The old key stays valid until you have typed this one back. Older backups still open with it."),
            way_back=_("Keep the old key"),
        )

        def confirm(typed: str) -> None:
            self._background.run(partial(pending.confirm, typed), self._on_replaced, failed)

        def failed(problem: Problem) -> None:
            page.show_problem(problem.sentence)

        page.typed_back.connect(confirm)
        page.left.connect(self._show_overview)
        self._show_form(page)

    def _on_replaced(self, _nothing: object) -> None:
        self._show_overview(_("The recovery key is replaced. Destroy the copies of the old one."))

    def _on_use(self) -> None:
        self._open_keyring_form(
            _("Use the keyring"),
            _(
                "From then on the passphrase opens the store only in your own account on this computer: a copied "
                "folder is of no use elsewhere. If the computer or the account is lost, the recovery key opens the "
                "store and its backups."
            ),
            secrets.use_device_secret,
            _("The passphrase and this computer’s keyring open the store together from now on."),
        )

    def _on_stop(self) -> None:
        self._open_keyring_form(
            _("Stop using the keyring"),
            _(
                "From then on the passphrase alone opens the store. Backups kept in the store’s own folder until now "
                "open with the recovery key."
            ),
            secrets.stop_using_device_secret,
            _("The passphrase alone opens the store from now on."),
        )

    def _open_keyring_form(self, heading: str, below: str, change: Callable[[Desk, str], object], said: str) -> None:
        passphrase = hidden_box(_("Passphrase"))

        def work() -> Callable[[], object]:
            return partial(change, self._desk, passphrase.value)

        fields = [(passphrase, _("Enter the passphrase"))]
        self._open(SecretForm(heading, below, fields, heading, work, self._background), said)

    # ── Which of them is in view ─────────────────────────────────────────────────────────────────────

    def _open(self, form: SecretForm, said: str) -> None:
        form.done.connect(partial(self._show_overview, said))
        form.left.connect(self._show_overview)
        self._show_form(form)

    def _show_form(self, form: QWidget) -> None:
        self._drop_form()
        self._form = form
        self._pages.addWidget(form)
        self._pages.setCurrentWidget(form)
        form.setFocus()

    def _drop_form(self) -> None:
        if self._form is not None:
            self._pages.removeWidget(self._form)
            self._form.deleteLater()
            self._form = None

    def _show_overview(self, said: str = "") -> None:
        """Back from a change, which is dropped with whatever was typed; ``said`` is what became of it."""
        self._pages.setCurrentWidget(self._overview)
        self._drop_form()
        self._note.setText(said)
        self._note.setVisible(bool(said))
        if said:
            announce(self._note, said)
        self.setFocus()
        self.refresh()


def _keyring_words(state: KeyringState) -> str:
    if state.in_use and state.problem is not None:
        return state.problem.sentence
    if state.in_use:
        return _(
            "In use: the passphrase opens the store only in your own account on this computer. Backups that you make "
            "to another folder open with the passphrase alone, those in the store’s own folder open elsewhere with "
            "the recovery key."
        )
    if state.problem is not None:
        return _("Not used, and not needed: the passphrase alone opens the store.\n{problem}").format(
            problem=state.problem.sentence
        )
    return _(
        "Not used: the passphrase alone opens the store, and a copy of its folder as well. The keyring is where this "
        "computer keeps secrets for your account; with it, a copied folder is of no use elsewhere."
    )
