"""The log: what kind of thing went wrong and where, with ids and never with words of a case."""

from __future__ import annotations

import logging
from pathlib import Path

_LARGEST = 1_000_000


def start_log(folder: Path) -> None:
    """Write to ``folder``, keeping one older file; without a log where the folder cannot be written."""
    log = logging.getLogger("sightline")
    log.setLevel(logging.INFO)
    log.propagate = False
    path = folder / "sightline.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LARGEST:
            path.replace(path.with_suffix(".old"))
        handler: logging.Handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
