"""The look: colours and sizes of one theme at one text size, as a palette and one generated style sheet.

Knows no widget. The look in force is kept as a property of the application, so that it changes with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from ui.widgets.colours import DARK, LIGHT, SIZES
from ui.widgets.resource import resource

FONT_FAMILY = "Atkinson Hyperlegible Next"
_STEP = 4
_PROPERTY = "look"


class Theme(StrEnum):
    """What the officer chose; *system* follows the computer."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Look:
    """One theme at one text size. ``scale`` is 1.0 to 2.0."""

    theme: Theme
    scale: float
    colours: Mapping[str, QColor]
    sizes: Mapping[str, int]

    def colour(self, role: str) -> QColor:
        return self.colours[role]

    def size(self, name: str) -> int:
        """A named size (``body``, ``title``, ``radius`` …) in pixels at this scale."""
        return self.px(self.sizes[name])

    def space(self, steps: float) -> int:
        """``steps`` of the 4-pixel grid, in pixels at this scale."""
        return self.px(steps * _STEP)

    def px(self, pixels: float) -> int:
        return round(pixels * self.scale)


def look() -> Look:
    """The look in force; light at 100 % before any was applied."""
    app = QApplication.instance()
    current = app.property(_PROPERTY) if app else None
    return current if isinstance(current, Look) else make_look(Theme.LIGHT, 1.0)


@cache
def make_look(theme: Theme, scale: float) -> Look:
    """``theme`` is *light* or *dark*."""
    values = DARK if theme is Theme.DARK else LIGHT
    return Look(theme, scale, {role: QColor(value) for role, value in values.items()}, SIZES)


def apply_theme(app: QApplication, theme: Theme, scale: float) -> None:
    """Dress the whole application; ``scale`` is held between 1.0 and 2.0. Can be called again at any time."""
    look = make_look(_resolved(app, theme), min(max(scale, 1.0), 2.0))
    if app.property(_PROPERTY) == look:
        return
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    _load_fonts()
    app.setStyleSheet("")  # taking the old sheet off first makes the change four times as fast
    app.setProperty(_PROPERTY, look)
    font = QFont(FONT_FAMILY)
    font.setPixelSize(look.size("body"))
    app.setFont(font)
    app.setPalette(_palette(look))
    app.setStyleSheet(style_sheet(look))


def style_sheet(look: Look) -> str:
    values: dict[str, str] = {role: colour.name() for role, colour in look.colours.items()}
    values |= {f"size_{name}": f"{look.size(name)}px" for name in look.sizes}
    values |= {
        f"px{pixels}": f"{look.px(pixels)}px"
        for pixels in (2, 3, 4, 6, 8, 10, 12, 16, 18, 20, 24, 26, 32, 36, 200, 240, 280, 360)
    }
    return _template().substitute(values)


def _resolved(app: QApplication, theme: Theme) -> Theme:
    hints = app.styleHints()
    if theme is Theme.SYSTEM:
        hints.unsetColorScheme()
        return Theme.DARK if hints.colorScheme() is Qt.ColorScheme.Dark else Theme.LIGHT
    hints.setColorScheme(Qt.ColorScheme.Dark if theme is Theme.DARK else Qt.ColorScheme.Light)
    return theme


def _palette(look: Look) -> QPalette:
    roles = QPalette.ColorRole
    parts = {
        roles.Window: "window",
        roles.WindowText: "text",
        roles.Base: "surface",
        roles.AlternateBase: "hover",
        roles.Text: "text",
        roles.PlaceholderText: "muted",
        roles.Button: "surface",
        roles.ButtonText: "text",
        roles.BrightText: "on_accent",
        roles.ToolTipBase: "surface",
        roles.ToolTipText: "text",
        roles.Highlight: "accent",
        roles.HighlightedText: "on_accent",
        roles.Accent: "accent",
        roles.Link: "link",
        roles.LinkVisited: "link",
        roles.Light: "surface",
        roles.Midlight: "hover",
        roles.Mid: "border",
        roles.Dark: "control_border",
        roles.Shadow: "sunken",
    }
    palette = QPalette()
    for role, name in parts.items():
        palette.setColor(role, look.colour(name))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, look.colour("disabled"))
    return palette


@cache
def _load_fonts() -> None:
    for name in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(resource("fonts", f"AtkinsonHyperlegibleNext-{name}.ttf")))


@cache
def _template() -> Template:
    return Template(resource("style", "sheet.qss").read_text(encoding="utf-8"))
