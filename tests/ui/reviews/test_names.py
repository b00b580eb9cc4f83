"""What a review says of children and victims is asked about once where it looks like a name."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.services import reviews
from app.services.desk import Desk
from tests.builders import add_person
from tests.ui.reviews.opening import a_review_entry, problems
from tests.ui.windows import active, fill
from ui.reviews.keeping import open_review
from ui.reviews.parts import Part
from ui.reviews.review_page import ReviewPage
from ui.widgets.background import Background
from ui.widgets.tokens import Theme, apply_theme


def test_a_name_among_children_and_victims_is_asked_about_once_and_can_stay(
    desk: Desk, qapp: QApplication, qtbot: QtBot
) -> None:
    apply_theme(qapp, Theme.LIGHT, 1.0)
    background = Background()
    person = add_person(desk)
    opened = open_review(desk, person.id, "risk_review")
    entry = a_review_entry(opened.beside, desk.today())
    entry = replace(entry, considered=replace(entry.considered, victims="Gwendolyn Ashcroft"), part=Part.CHECK.value)
    opened.save(entry)
    page = ReviewPage(desk, background, open_review(desk, person.id, "risk_review"))
    active(qtbot, page)
    page._go(Part.CHECK)
    page._on_sign()
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    QTest.keyClick(page.findChild(QMessageBox), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.page.stop is Part.PEOPLE)
    fill(page)
    qtbot.waitUntil(lambda: problems(page) == ["This looks like a full name: initials or a role are enough here"])
    page._go(Part.CHECK)
    with qtbot.waitSignal(page.draft_signed) as signed:
        page._on_sign()
    kept = reviews.read(desk, signed.args[0].person_id, signed.args[0].id).considered
    assert kept is not None
    assert kept.victims == "Gwendolyn Ashcroft"
    background.close()
