"""tries.json: how often, and when, somebody typed a secret that did not open the vault.

It has no MAC, for there is no key yet when it is written; whoever can delete it can also copy the folder
and try elsewhere. It slows down a person at the keyboard. Must not hold anything that was typed.
"""

import math
from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from app.vault import files
from app.vault.folders import VaultFolder

# Delays before a try, in seconds: none up to the 4th, 1 s from the 5th, 30 s from the 10th.
DELAYS = ((9, 30), (4, 1))
TIMES_KEPT = 100

When = Annotated[datetime, msgspec.Meta(tz=True)]


class Tries(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The failed tries since the last unlock: how many, and the times of the latest."""

    count: Annotated[int, msgspec.Meta(ge=0, le=10**9)] = 0
    times: Annotated[tuple[When, ...], msgspec.Meta(max_length=TIMES_KEPT)] = ()

    def wait_seconds(self, now: datetime) -> int:
        """Whole seconds until the next try is allowed; a last try in the future means a changed clock: 0."""
        delay = next((seconds for failed, seconds in DELAYS if self.count >= failed), 0)
        if not delay or not self.times or self.times[-1] > now:
            return 0
        return max(0, math.ceil((self.times[-1] + timedelta(seconds=delay) - now).total_seconds()))

    def failed(self, now: datetime) -> "Tries":
        """With one more failed try."""
        return Tries(self.count + 1, (*self.times, now)[-TIMES_KEPT:])


def read(folder: VaultFolder) -> Tries:
    """The tries so far; none when the file is missing or unreadable, so that damage locks nobody out."""
    try:
        return msgspec.json.decode(files.read(folder.tries) or b"{}", type=Tries)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return Tries()


def write(folder: VaultFolder, tries: Tries) -> None:
    """Keep the tries over restarts."""
    files.replace(folder.tries, msgspec.json.encode(tries))


def forget(folder: VaultFolder) -> None:
    """After an unlock has put them into the audit."""
    with files.faults_told():
        folder.tries.unlink(missing_ok=True)
