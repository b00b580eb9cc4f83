"""The vault's header: its id, the generation in use and the key slots, kept in two copies.

Of two copies the newest that the vault's own key signed counts. Must not know passphrases or the database.
"""

from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec

from app.domain.problems import HeaderDamaged, NewerStore, Problem
from app.vault import files
from app.vault.folders import VaultFolder
from app.vault.sealed import Sealed, seal, unseal
from app.vault.slots import Slot

FORMAT: Final = 1


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`serial` goes up with each writing; `generation` names the database file in use."""

    format: Literal[1]
    vault_id: UUID
    serial: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    generation: Annotated[int, msgspec.Meta(ge=1, le=999_999)]
    slots: Annotated[tuple[Slot, ...], msgspec.Meta(min_length=1, max_length=8)]

    def __post_init__(self) -> None:
        if len({slot.number for slot in self.slots}) != len(self.slots):
            raise ValueError("two slots have one number")

    def next_slot_number(self) -> int:
        """A number that no slot of the header has."""
        return 1 + max(slot.number for slot in self.slots)


class AnyFormat(msgspec.Struct, frozen=True):
    """The one field that headers of every format have."""

    format: int


def read(folder: VaultFolder) -> list[Sealed[Header]]:
    """The copies that read undamaged, the newest first. Raises HeaderDamaged when none does, and NewerStore."""
    contents = [files.read(path) for path in folder.headers]
    copies = [copy for copy in (unseal(content, Header) for content in contents) if copy is not None]
    if not copies:
        newer = [copy for copy in (unseal(content, AnyFormat) for content in contents) if copy is not None]
        if any(copy.body.format > FORMAT for copy in newer):
            raise NewerStore
        raise HeaderDamaged
    return sorted(copies, key=_serial, reverse=True)


def newest(copies: list[Sealed[Header]], key: bytes) -> Header | None:
    """Of copies as `read` gives them, the newest that was signed with `key`."""
    return next((copy.body for copy in copies if copy.is_genuine(key)), None)


def write(folder: VaultFolder, header: Header, key: bytes, *, both: bool = True) -> None:
    """Put the header into both copies, one after the other, so that one is whole at every moment.

    Without `both` the first, once it is on the disk for good, is enough: the next unlock mends the second.
    """
    content = seal(header, key)
    first, second = folder.headers
    files.replace(first, content)
    try:
        files.replace(second, content)
    except Problem:
        if both:
            raise


def mend(folder: VaultFolder, header: Header, key: bytes) -> None:
    """Make both copies say `header`; one that is damaged or foreign goes to quarantine first."""
    content = seal(header, key)
    for path in folder.headers:
        found = files.read(path)
        if found == content:
            continue
        copy = unseal(found, Header)
        if path.exists() and (copy is None or not copy.is_genuine(key)):
            folder.set_aside(path)
        files.replace(path, content)


def _serial(copy: Sealed[Header]) -> int:
    return copy.body.serial
