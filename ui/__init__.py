"""The screen, in Qt Widgets; knows only the services and the domain's values."""
