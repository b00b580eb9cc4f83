"""Which catalogue the texts come from. English needs none; a translation is found in ``resources/translations``."""

from __future__ import annotations

import functools
import gettext
from collections.abc import Iterable

from ui.widgets.resource import resource

_DOMAIN = "sightline"
_find = gettext.find


def set_language() -> None:
    """Once, before the first text. The computer's own setting chooses the language.

    The standard library looks for the catalogue on the disk at every text, 20 µs each, which was a third of the time
    of building a page; where it lies does not change while the program runs, so it is looked for once.
    """
    gettext.bindtextdomain(_DOMAIN, str(resource("translations")))
    gettext.textdomain(_DOMAIN)
    gettext.find = _find_once  # type: ignore[assignment]


def _find_once(
    domain: str,
    localedir: str | None = None,
    languages: Iterable[str] | None = None,
    all: bool = False,  # noqa: A002, FBT001, FBT002  # as the standard library calls it
) -> str | list[str] | None:
    return _found(domain, localedir, None if languages is None else tuple(languages), all)


@functools.cache
def _found(domain: str, folder: str | None, languages: tuple[str, ...] | None, every: bool) -> str | list[str] | None:  # noqa: FBT001
    found: str | list[str] | None = _find(domain, folder, languages, every)
    return found
