"""What stands over a list of rules whose facts are not recorded yet."""

from __future__ import annotations

from gettext import gettext as _

from ui.widgets.label import Text
from ui.widgets.list_card import ListCard


def say_not_recorded(card: ListCard) -> None:
    """Below the heading of ``card``, and spoken with its list."""
    words = _("What starts these rules is not recorded yet, so they raise no flag.")
    card.body.insertWidget(1, Text(words, muted=True))
    card.list.setAccessibleDescription(words)
