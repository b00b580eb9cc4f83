"""Run under strace: an officer at work; each beginning and each acknowledgement of an act is a write to a file."""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path
from random import Random

from app.services import vault
from tests.faults.work import Ledger, Officer, Told, shown, unlocked


def main(folder: Path, key: str, seed: int, acts: int) -> None:
    random = Random(seed)
    told: list[tuple[str, Ledger]] = []
    reports = os.open(folder.parent / "reports", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)

    def tell(one: Told) -> None:
        told.append(one)
        os.write(reports, f"{len(told) - 1}\n".encode())

    done = 0
    while done < acts:
        desk = unlocked(folder, key, random)
        officer = Officer(desk, shown(desk), random, tell, passphrases=random.random() < 0.7)
        tell(("done", officer.ledger))
        for _act in range(random.randrange(5, 25)):
            officer.work()
            done += 1
        if random.random() < 0.8:
            vault.lock(desk)
        else:  # an unclean stop, as far as the disk is told
            desk.store._engine.dispose()
            desk.vault.release()
    (folder.parent / "told").write_bytes(pickle.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
