"""Where the files of ``resources`` lie. Knows nothing of what is in them."""

from __future__ import annotations

from pathlib import Path

import resources

_FOLDER = Path(resources.__file__).parent  # importlib.resources would cost 8 ms of the start for the same answer


def resource(*parts: str) -> Path:
    """The path of a file, such as ``resource("icons", "plus.svg")``."""
    return _FOLDER.joinpath(*parts)
