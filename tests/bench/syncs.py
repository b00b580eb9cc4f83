"""Run under strace: an autosave, one that changes nothing, and a signing, with a getcwd call between them."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from app.services import sessions, vault
from tests.bench.big_store import a_large_store
from tests.builders import an_entry
from tests.desks import Clock


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        desk, person_id = a_large_store(Path(folder) / "vault", clock, total=40)
        draft = sessions.start(desk, person_id).draft
        written = replace(draft, entry=an_entry(held_at=clock()))
        Path.cwd()
        sessions.save_draft(desk, written)
        Path.cwd()
        sessions.save_draft(desk, written)
        Path.cwd()
        sessions.sign(desk, written)
        Path.cwd()
        vault.lock(desk)


if __name__ == "__main__":
    main()
