"""The colours by role for each theme, and the sizes in pixels at 100 % text. A test computes the contrast of each pair.

Values of the program, not data read at run time: reading them from a file costs a tenth of the whole start.
"""

from __future__ import annotations

SIZES = {
    "tiny": 13,  # key hints, axis labels
    "small": 14,  # hints beside fields, table heads
    "body": 15,
    "lead": 17,  # card titles
    "heading": 20,  # headings inside a page
    "title": 27,  # the heading of a page
    "radius": 5,
}

LIGHT = {
    "window": "#f3f4f6",
    "surface": "#ffffff",
    "sunken": "#e9ebee",
    "text": "#0b0c0c",
    "muted": "#45494e",
    "border": "#d2d6db",
    "control_border": "#6b7278",
    "hover": "#eef1f4",
    "link": "#1a5a9c",
    "link_hover": "#0c3a6b",
    "selected": "#e5edf7",
    "selected_border": "#1d5a9e",
    "accent": "#1d5a9e",
    "on_accent": "#ffffff",
    "primary": "#0f7a52",
    "primary_hover": "#0b6343",
    "primary_pressed": "#084d34",
    "on_primary": "#ffffff",
    "danger": "#b3201a",
    "disabled": "#767c83",
    "disabled_surface": "#e4e7ea",
    "rail": "#10263b",
    "rail_text": "#e3eaf1",
    "rail_hover": "#18334e",
    "rail_selected": "#204468",
    "rail_mark": "#ffdd00",
    "scroll": "#6f767d",
    "focus_outer": "#ffdd00",
    "focus_inner": "#0b0c0c",
    "neutral_back": "#e3e6e8",
    "neutral_text": "#26292c",
    "info_back": "#d3e3f2",
    "info_text": "#0d3358",
    "attention_back": "#fde4d2",
    "attention_text": "#6b3413",
    "danger_back": "#f8d7d5",
    "danger_text": "#7d1612",
    "success_back": "#d2eadf",
    "success_text": "#0a4a31",
}

DARK = {
    "window": "#101418",
    "surface": "#1a1f24",
    "sunken": "#0b0e11",
    "text": "#f1f3f5",
    "muted": "#b9c0c7",
    "border": "#39414a",
    "control_border": "#8d96a0",
    "hover": "#242b32",
    "link": "#8fc3f4",
    "link_hover": "#c0defa",
    "selected": "#1b3450",
    "selected_border": "#7db8f0",
    "accent": "#8fc3f4",
    "on_accent": "#08131e",
    "primary": "#3fbd84",
    "primary_hover": "#5ccf9b",
    "primary_pressed": "#2fa470",
    "on_primary": "#04140c",
    "danger": "#ff938c",
    "disabled": "#858e97",
    "disabled_surface": "#262d34",
    "rail": "#080b0e",
    "rail_text": "#dde4eb",
    "rail_hover": "#17202a",
    "rail_selected": "#1c3550",
    "rail_mark": "#ffdd00",
    "scroll": "#808a94",
    "focus_outer": "#ffdd00",
    "focus_inner": "#000000",
    "neutral_back": "#363e46",
    "neutral_text": "#eceff2",
    "info_back": "#1d3f62",
    "info_text": "#d9eafb",
    "attention_back": "#553018",
    "attention_text": "#ffdcc2",
    "danger_back": "#5e211e",
    "danger_text": "#ffdad7",
    "success_back": "#16442f",
    "success_text": "#cdf2de",
}
