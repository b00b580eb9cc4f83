"""head.json: the last audited change as the vault remembers it outside the database.

Must not know the audit table's rows, only how many they are and the newest one's mac.
"""

from typing import Annotated
from uuid import UUID

import msgspec

from app.vault import files
from app.vault.folders import VaultFolder
from app.vault.sealed import Sealed, unseal


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`counter` is the number of audited changes, `audit` the chain's head, `clean` whether it was closed.

    `serial` and `generation` are the header's. `changing` says that the header is about to become a newer one: after a
    stop it may be ahead. Otherwise it is neither older nor newer, or one of the two files is an older copy.
    """

    vault_id: UUID
    counter: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    audit: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    serial: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    generation: Annotated[int, msgspec.Meta(ge=1, le=999_999)]
    changing: bool
    clean: bool


def read(folder: VaultFolder) -> Sealed[Head] | None:
    """What head.json says; None when it is missing or damaged."""
    return unseal(files.read(folder.head), Head)
