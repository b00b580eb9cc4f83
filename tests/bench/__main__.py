"""``python3 dev.py bench``: every measure, then which were not met.

``bench store``, ``today``, ``backups``, ``windows`` or ``tour`` for a part.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tests.bench.ratio import Line
from ui.shell.language import set_language


def main(words: list[str]) -> int:
    set_language()
    parts = words or ["windows", "store", "today", "backups", "tour"]
    measured = [line for part in parts for line in _lines(part)]
    missed = [line.name for line in measured if not line.met]
    print(f"{len(measured) - len(missed)} of {len(measured)} measures met")
    for name in missed:
        print(f"not met: {name}")
    return 0


def _lines(part: str) -> Iterator[Line]:
    if part == "store":
        from tests.bench import store_lines as module
    elif part == "today":
        from tests.bench import today_lines as module  # type: ignore[no-redef]
    elif part == "backups":
        from tests.bench import backup_lines as module  # type: ignore[no-redef]
    elif part == "windows":
        from tests.bench import window_lines as module  # type: ignore[no-redef]
    else:
        from tests.bench import tour_lines as module  # type: ignore[no-redef]
    yield from module.lines()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
