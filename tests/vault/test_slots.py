"""Key slots: who opens them, and what a header may ask for."""

import random
from uuid import UUID

import msgspec
import pytest

from app.vault.slots import Kdf, Slot, make_device_slot, make_slot, mark_of, passphrase_secret
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


# ── With a device secret ─────────────────────────────────────────────────────────────────────────────

SECRET = passphrase_secret("Llŷr")
DEVICE, OTHER_DEVICE = b"d" * 32, b"o" * 32
BACKUP_KEY = b"b" * 32


@pytest.fixture(scope="module")
def device_slot(slot: Slot) -> Slot:
    return make_device_slot(slot, SECRET, DEVICE, MASTER, BACKUP_KEY, VAULT, random.Random(5).randbytes)


def test_a_device_slot_opens_with_both_secrets_and_with_neither_alone(device_slot: Slot) -> None:
    assert device_slot.open(SECRET, VAULT, DEVICE) == MASTER
    assert device_slot.open(SECRET, VAULT) is None
    assert device_slot.open(SECRET, VAULT, OTHER_DEVICE) is None
    assert device_slot.open(passphrase_secret("llŷr"), VAULT, DEVICE) is None


def test_a_device_slot_given_another_mark_or_none_does_not_open(device_slot: Slot) -> None:
    marked = msgspec.structs.replace(device_slot, device=mark_of(OTHER_DEVICE, VAULT))
    assert marked.open(SECRET, VAULT, OTHER_DEVICE) is None
    unmarked = msgspec.structs.replace(device_slot, device=None, portable=None)
    assert unmarked.open(SECRET, VAULT, DEVICE) is None


def test_a_slot_without_a_mark_does_not_care_for_the_device_secret(slot: Slot) -> None:
    assert slot.open(SECRET, VAULT, DEVICE) == MASTER
    assert slot.without_device(BACKUP_KEY, VAULT) is slot


def test_the_portable_slot_inside_comes_out_with_the_vault_s_own_key_alone(device_slot: Slot, slot: Slot) -> None:
    assert device_slot.without_device(BACKUP_KEY, VAULT) == slot
    assert device_slot.without_device(b"x" * 32, VAULT) is None
    assert device_slot.without_device(BACKUP_KEY, OTHER_VAULT) is None
    assert device_slot.portable is not None
    for place in range(len(device_slot.portable)):
        flipped = bytearray(device_slot.portable)
        flipped[place] ^= 1
        altered = msgspec.structs.replace(device_slot, portable=bytes(flipped))
        assert altered.without_device(BACKUP_KEY, VAULT) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"device": None},
        {"portable": None},
        {"device": "AAAA"},
        {"portable": "A" * 2000},
        {"kind": "recovery", "kdf": None},
    ],
)
def test_half_a_device_slot_is_refused(device_slot: Slot, wrong: dict[str, object]) -> None:
    content = msgspec.to_builtins(device_slot) | wrong
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(content), type=Slot)


def test_the_mark_tells_nothing_of_the_secret_and_differs_between_vaults() -> None:
    assert mark_of(DEVICE, VAULT) != mark_of(DEVICE, OTHER_VAULT)
    assert mark_of(DEVICE, VAULT) not in DEVICE
