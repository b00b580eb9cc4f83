"""Which catalogue the texts come from. English needs none; a translation is found in ``resources/translations``."""

from __future__ import annotations

import functools
import gettext

from ui.widgets.resource import resource

_DOMAIN = "sightline"


def set_language() -> None:
    """Once, before the first text. The computer's own setting chooses the language.

    The standard library looks for the catalogue on the disk at every text, 20 µs each, which was a third of the time
    of building a page; where it lies does not change while the program runs, so it is looked for once.
    """
    gettext.bindtextdomain(_DOMAIN, str(resource("translations")))
    gettext.textdomain(_DOMAIN)
    if not hasattr(gettext.find, "cache_clear"):
        gettext.find = functools.cache(gettext.find)  # type: ignore[assignment]  # the same calls, remembered
