"""A person's page draws the run with its reviews and events and with what helped, in few statements."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.ratings import Factor, Level
from app.services.desk import Desk
from tests.builders import a_rating, add_person, an_entry, sign_session
from tests.ui.windows import active, fill
from ui.people.person_page import PersonPage
from ui.widgets.background import Background
from ui.widgets.run_chart import RunChart
from ui.widgets.run_chart_canvas import Canvas
from ui.widgets.table import Table


def test_reviews_events_and_what_helped_stand_under_the_factors(
    desk: Desk, background: Background, qtbot: QtBot
) -> None:
    person = add_person(desk)
    mood = a_rating(Factor.MOOD, Level.PRESENT, helped="Rang <b>his</b> sister")
    others = [a_rating(factor) for factor in Factor if factor is not Factor.MOOD]
    entry = an_entry(ratings=(mood, *others), held_at=desk.now() - timedelta(hours=1), changes_assessment=True)
    sign_session(desk, person.id, entry)
    page = PersonPage(desk, background, person.id)
    page.resize(1070, 700)
    active(qtbot, page)
    background.wait_until_idle()
    fill(page)
    chart = page.findChild(RunChart)
    described = chart.findChild(Canvas).accessibleDescription()
    assert "Negative mood, especially anger: Present, 2 March 2026" in described
    assert "Reviews and events: Trigger, 2 March 2026" in described
    assert "What helped: 2 March 2026" in described
    button = chart.findChild(QWidget, "run-chart-table-toggle")
    button.click()
    model = chart.findChild(Table).model()
    words = [model.index(row, column).data() for row in range(model.rowCount()) for column in range(8)]
    assert "Trigger: Nothing new" in words
    assert "Status: Released" in words
    assert "Negative mood, especially anger: Rang <b>his</b> sister" in words
