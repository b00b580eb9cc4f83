"""Steps with their states, by keyboard, and short where there is little room."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.windows import focus, in_window
from ui.widgets.step_list import Step, StepList, StepState

STEPS = (
    Step("in", "Check in", StepState.DONE),
    Step("review", "Review", StepState.ATTENTION),
    Step("factors", "Acute factors", StepState.CURRENT),
    Step("tasks", "Set tasks"),
)


@pytest.mark.parametrize(("key", "gone_to"), [(Qt.Key.Key_Down, "tasks"), (Qt.Key.Key_Up, "review")])
def test_arrows_move_along_the_steps_and_enter_goes_to_one(qtbot: QtBot, key: Qt.Key, gone_to: str) -> None:
    steps = a_list(qtbot)
    row(steps, "factors").setFocus()
    qtbot.keyClick(focus(), key)
    with qtbot.waitSignal(steps.step_chosen) as chosen:
        qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert chosen.args == [gone_to]


def test_tab_stops_once_at_the_current_step(qtbot: QtBot) -> None:
    steps = a_list(qtbot)
    stops = [one.objectName() for one in rows(steps) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["step-factors"]


def test_each_step_says_its_number_and_its_state(qtbot: QtBot) -> None:
    spoken = [(one.accessibleName(), one.accessibleDescription()) for one in rows(a_list(qtbot))]
    assert spoken == [
        ("1. Check in", "done"),
        ("2. Review", "needs attention"),
        ("3. Acute factors", "current step"),
        ("4. Set tasks", "not started"),
    ]


def test_a_collapsed_list_says_where_one_is_and_opens_a_menu_of_all(qtbot: QtBot) -> None:
    steps = a_list(qtbot)
    steps.set_collapsed(True)
    assert not row(steps, "factors").isVisible()
    words = [label.text() for label in steps.findChildren(QLabel) if label.isVisible()]
    assert words == ["Step 3 of 4: Acute factors"]
    qtbot.mouseClick(steps.findChild(QPushButton, "all-steps"), Qt.MouseButton.LeftButton)
    menu = steps.findChild(QMenu)
    with qtbot.waitSignal(steps.step_chosen) as chosen:
        menu.actions()[3].trigger()
    assert chosen.args == ["tasks"]


def test_other_steps_replace_those_shown(qtbot: QtBot) -> None:
    steps = a_list(qtbot)
    steps.set_steps(STEPS[:2])
    assert [one.objectName() for one in rows(steps)] == ["step-in", "step-review"]


def a_list(qtbot: QtBot) -> StepList:
    steps = StepList(STEPS)
    in_window(qtbot, steps)
    return steps


def rows(steps: StepList) -> list[QPushButton]:
    found = [one for one in steps.findChildren(QPushButton) if one.objectName().startswith("step-")]
    return sorted((one for one in found if one.isVisible()), key=QWidget.y)


def row(steps: StepList, key: str) -> QPushButton:
    return steps.findChild(QPushButton, f"step-{key}")
