"""The header's two copies: damage, foreign files, older and newer ones."""

import hashlib
import random
import shutil
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.problems import HeaderDamaged, HeaderForeign, NewerStore, WrongPassphrase
from app.vault import headers, recovery
from app.vault.folders import VaultFolder
from app.vault.headers import FORMAT, Header
from app.vault.keys import derive
from app.vault.sealed import Envelope, seal, unseal
from app.vault.slots import make_slot
from app.vault.unlocking import unlock
from app.vault.vaults import open_vault
from tests.desks import Clock, a_new_store

KEY = b"k" * 32
OTHER_KEY = b"o" * 32
VAULT = UUID("11111111-2222-4333-8444-555555555555")
SLOT = make_slot(1, "recovery", b"r" * 20, None, b"m" * 32, VAULT, random.Random(3).randbytes)


def a_header(serial: int = 1, generation: int = 1) -> Header:
    return Header(FORMAT, VAULT, serial, generation, (SLOT,))


@pytest.fixture
def folder(tmp_path: Path) -> VaultFolder:
    made = VaultFolder(tmp_path / "vault")
    made.make()
    headers.write(made, a_header(), KEY)
    return made


def test_one_damaged_copy_is_mended_from_the_other_and_kept_in_quarantine(folder: VaultFolder) -> None:
    damaged = folder.headers[0].read_bytes().replace(b'"generation":1', b'"generation":2')
    folder.headers[0].write_bytes(damaged)
    assert headers.newest(headers.read(folder), KEY) == a_header()

    headers.mend(folder, a_header(), KEY)

    assert folder.headers[0].read_bytes() == folder.headers[1].read_bytes()
    assert [file.read_bytes() for file in folder.quarantine.iterdir()] == [damaged]


def test_a_missing_copy_is_written_again(folder: VaultFolder) -> None:
    folder.headers[1].unlink()
    headers.mend(folder, a_header(), KEY)
    assert folder.headers[1].read_bytes() == folder.headers[0].read_bytes()


def test_with_both_copies_damaged_the_header_is_refused(folder: VaultFolder) -> None:
    for path in folder.headers:
        path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(HeaderDamaged):
        headers.read(folder)


def test_the_newest_genuine_copy_counts(folder: VaultFolder) -> None:
    folder.headers[1].write_bytes(seal(a_header(serial=2, generation=2), KEY))
    assert headers.newest(headers.read(folder), KEY) == a_header(serial=2, generation=2)


def test_a_newer_copy_that_another_key_signed_does_not_count(folder: VaultFolder) -> None:
    folder.headers[0].write_bytes(seal(a_header(serial=9, generation=9), OTHER_KEY))
    assert headers.newest(headers.read(folder), KEY) == a_header()


def test_a_header_of_a_newer_format_asks_for_the_newer_program(folder: VaultFolder) -> None:
    for path in folder.headers:
        newer = msgspec.to_builtins(a_header()) | {"format": 2, "something": "new"}
        raw = msgspec.json.encode(newer)
        check = hashlib.sha256(raw).hexdigest()
        path.write_bytes(msgspec.json.encode(Envelope(msgspec.Raw(raw), check, "")))
    with pytest.raises(NewerStore):
        headers.read(folder)


def test_every_flipped_bit_of_one_copy_is_noticed() -> None:
    content = seal(a_header(), KEY)
    for place in range(len(content)):
        for bit in range(8):
            flipped = bytearray(content)
            flipped[place] ^= 1 << bit
            copy = unseal(bytes(flipped), Header)
            genuine = copy is not None and copy.is_genuine(KEY)
            assert not genuine or (copy is not None and copy.body == a_header())


@given(st.binary(max_size=300) | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(msgspec.json.encode))
def test_any_other_content_is_damage_and_never_a_crash(content: bytes) -> None:
    assert unseal(content, Header) is None


def test_an_old_passphrase_does_not_open_an_older_copy_left_beside_the_new_one(tmp_path: Path) -> None:
    folder = VaultFolder(tmp_path / "vault")
    folder.make()
    master = b"m" * 32
    key = derive(master, VAULT).header
    old, new = b"1" * 20, b"2" * 20
    for number, (path, secret) in enumerate(zip(folder.headers, (old, new), strict=True), start=1):
        slot = make_slot(number, "recovery", secret, None, master, VAULT, random.Random(number).randbytes)
        path.write_bytes(seal(Header(FORMAT, VAULT, number, 1, (slot,)), key))

    header, opened, _slot = unlock(headers.read(folder), recovery.to_text(new))
    assert (header.serial, opened) == (2, master)
    with pytest.raises(WrongPassphrase):
        unlock(headers.read(folder), recovery.to_text(old))


def test_both_headers_of_another_store_are_told_apart_before_any_passphrase(
    vault_folder: Path, tmp_path: Path, clock: Clock
) -> None:
    a_new_store(tmp_path / "other", clock, seed=2)
    for name in ("keys.a.json", "keys.b.json"):
        shutil.copy(tmp_path / "other" / name, vault_folder / name)
    before = {path: path.read_bytes() for path in vault_folder.rglob("*") if path.is_file()}
    with pytest.raises(HeaderForeign):
        open_vault(VaultFolder(vault_folder), "anything", clock())
    assert {path: path.read_bytes() for path in vault_folder.rglob("*") if path.is_file()} == before
