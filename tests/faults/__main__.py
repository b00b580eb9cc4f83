"""``python3 dev.py faults [PART …] [--long] [--seed N]``: break the vault and print what came of it."""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

from tests.faults.tally import Impossible, Run, Tally

PARTS = ("kills", "power", "flips", "races", "disk_cases", "leaks", "audits", "parsers", "salvage", "gaps")


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py faults", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--long", action="store_true", help="the full numbers, which take long")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    given = parser.parse_args(words)
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"there is no part {min(unknown)}: there are {', '.join(PARTS)}")
    good = True
    for name in given.parts or PARTS:
        started = time.monotonic()
        try:
            tallies = break_in(name, given.seed, long=given.long)
        except Impossible as lacking:
            _say(f"left out: {name}: {lacking}")
            continue
        except Exception as error:  # noqa: BLE001  # the other parts are done all the same
            _say(f"BROKEN {name}: {error!r}")
            good = False
            continue
        for tally in tallies:
            _say(*tally.lines())
            good = good and tally.good
        _say(f"     {name}: {time.monotonic() - started:.0f} s, seed {given.seed}")
    return 0 if good else 1


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def break_in(name: str, seed: int, *, long: bool) -> list[Tally]:
    """Run one part in a folder of its own. Raises Impossible."""
    folder = Path(tempfile.mkdtemp(prefix=f"sightline-faults-{name}-"))
    try:
        run = Run(folder, random.Random(f"{name} {seed}"), long)
        return list(import_module(f"tests.faults.{name}").run(run))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
