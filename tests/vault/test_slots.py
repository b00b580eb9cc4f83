"""Key slots: who opens them, and what a header may ask for."""

import random
from uuid import UUID

import msgspec
import pytest

from app.vault.slots import Kdf, Slot, make_slot, passphrase_secret
from tests.desks import FAST

VAULT = UUID("11111111-2222-4333-8444-555555555555")
OTHER_VAULT = UUID("99999999-2222-4333-8444-555555555555")
MASTER = bytes(range(32))


@pytest.fixture(scope="module")
def slot() -> Slot:
    return make_slot(1, "passphrase", passphrase_secret("Llŷr"), FAST, MASTER, VAULT, random.Random(2).randbytes)


def test_a_slot_opens_with_its_secret_alone(slot: Slot) -> None:
    assert slot.open(passphrase_secret("Llŷr"), VAULT) == MASTER
    assert slot.open(passphrase_secret("llŷr"), VAULT) is None


def test_a_passphrase_is_the_same_however_its_letters_are_composed(slot: Slot) -> None:
    assert slot.open(passphrase_secret("Lly\N{COMBINING CIRCUMFLEX ACCENT}r"), VAULT) == MASTER


def test_a_slot_moved_to_another_vault_or_number_does_not_open(slot: Slot) -> None:
    assert slot.open(passphrase_secret("Llŷr"), OTHER_VAULT) is None
    assert msgspec.structs.replace(slot, number=2).open(passphrase_secret("Llŷr"), VAULT) is None


def test_a_slot_whose_kdf_parameters_were_altered_does_not_open(slot: Slot) -> None:
    altered = msgspec.structs.replace(slot, kdf=Kdf(memory_kib=64 * 1024, passes=4, lanes=4))
    assert altered.open(passphrase_secret("Llŷr"), VAULT) is None


@pytest.mark.parametrize(
    "kdf",
    [
        {"memory_kib": 64 * 1024 - 1, "passes": 3, "lanes": 4},
        {"memory_kib": 1024 * 1024 + 1, "passes": 3, "lanes": 4},
        {"memory_kib": 64 * 1024, "passes": 2, "lanes": 4},
        {"memory_kib": 64 * 1024, "passes": 11, "lanes": 4},
        {"memory_kib": 64 * 1024, "passes": 3, "lanes": 0},
        {"memory_kib": 64 * 1024, "passes": 3, "lanes": 17},
        {"memory_kib": 64 * 1024, "passes": 3, "lanes": 4, "secret": 1},
        None,
    ],
)
def test_parameters_out_of_bounds_are_refused_before_anything_is_derived(slot: Slot, kdf: object) -> None:
    content = msgspec.to_builtins(slot) | {"kdf": kdf}
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(content), type=Slot)
