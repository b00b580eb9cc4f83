"""Both themes can be read, and the style sheet is whole at every text size."""

import re

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui.widgets.colours import DARK, LIGHT
from ui.widgets.tokens import FONT_FAMILY, Theme, apply_theme, look, make_look, style_sheet

THEMES = {"light": LIGHT, "dark": DARK}
SURFACES = ("window", "surface", "hover", "selected")
TEXT = [
    *((ink, paper) for ink in ("text", "muted", "link", "danger") for paper in ("window", "surface")),
    *(("text", paper) for paper in SURFACES),
    ("muted", "selected"),
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("on_primary", "primary_pressed"),
    ("on_accent", "accent"),
    ("rail_text", "rail"),
    ("rail_text", "rail_hover"),
    ("rail_text", "rail_selected"),
    *((f"{tone}_text", f"{tone}_back") for tone in ("neutral", "info", "attention", "danger", "success")),
]
CONTROLS = [
    ("control_border", "surface"),
    ("control_border", "window"),
    ("selected_border", "selected"),
    ("primary", "window"),
    ("primary", "surface"),
    ("accent", "surface"),
    ("scroll", "window"),
    ("rail_mark", "rail_selected"),
    ("danger", "surface"),
]


def contrast(one: str, other: str) -> float:
    """As WCAG 2 defines it."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_computed_as_in_the_standard() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "paper"), TEXT)
def test_text_can_be_read(theme: str, ink: str, paper: str) -> None:
    assert contrast(THEMES[theme][ink], THEMES[theme][paper]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("line", "paper"), CONTROLS)
def test_controls_can_be_seen(theme: str, line: str, paper: str) -> None:
    assert contrast(THEMES[theme][line], THEMES[theme][paper]) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("paper", [*SURFACES, "primary", "rail", "rail_selected"])
def test_one_of_the_two_lines_of_the_focus_ring_shows_on_any_ground(theme: str, paper: str) -> None:
    colours = THEMES[theme]
    assert max(contrast(colours[line], colours[paper]) for line in ("focus_outer", "focus_inner")) >= 3


def test_both_themes_name_the_same_roles() -> None:
    assert LIGHT.keys() == DARK.keys()


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_the_style_sheet_is_whole_and_grows_with_the_text(theme: Theme, scale: float) -> None:
    sheet = style_sheet(make_look(theme, scale))
    assert "$" not in sheet
    body = make_look(theme, scale).size("title")
    assert f"font-size: {body}px" in sheet
    assert body == round(27 * scale)


def test_a_theme_dresses_palette_font_and_look(qapp: QApplication) -> None:
    apply_theme(qapp, Theme.DARK, 1.5)
    try:
        assert look().theme is Theme.DARK
        assert qapp.palette().window().color() == QColor(DARK["window"])
        assert qapp.font().family() == FONT_FAMILY
        assert qapp.font().pixelSize() == round(15 * 1.5)
    finally:
        apply_theme(qapp, Theme.LIGHT, 1.0)


@pytest.mark.parametrize(("asked", "given"), [(0.2, 1.0), (5.0, 2.0)])
def test_the_text_size_stays_between_100_and_200_per_cent(qapp: QApplication, asked: float, given: float) -> None:
    apply_theme(qapp, Theme.LIGHT, asked)
    assert look().scale == given
    apply_theme(qapp, Theme.LIGHT, 1.0)


def test_the_font_has_the_welsh_letters(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, Theme.LIGHT, 1.0)
    label = QLabel("ŵŷŴŶ")
    qtbot.addWidget(label)
    metrics = label.fontMetrics()
    assert all(metrics.inFontUcs4(ord(letter)) for letter in "ŵŷŴŶâêîôû")


def test_no_radius_is_above_half_the_smallest_size_of_its_part() -> None:
    """Qt draws such a corner square."""
    sheet = style_sheet(make_look(Theme.LIGHT, 2.0))
    radii = [int(found) for found in re.findall(r"border-radius: (\d+)px", sheet)]
    assert radii
    assert max(radii) <= 12
