"""The names in a vault's folder: what others put among the databases is neither a generation nor in the way."""

from pathlib import Path

import pytest

from app.services import vault
from app.vault.folders import VaultFolder
from tests.desks import Clock, seeded


@pytest.mark.parametrize("name", ["000001 - Copy.db", "000001 (copy).db", "1x.db", "20240101.db", "2.db", "notes.db"])
def test_a_file_put_among_the_databases_by_hand_keeps_nobody_out_and_stays(
    vault_folder: Path, recovery_key: str, clock: Clock, name: str
) -> None:
    (vault_folder / "db" / name).write_bytes(b"")
    vault.lock(vault.unlock(vault_folder, recovery_key, clock, seeded().randbytes))
    folder = VaultFolder(vault_folder)
    assert folder.next_generation() == 2
    assert [path.name for path in folder.older_databases(2)] == ["000001.db"]
