"""``sightline verify-vault``: checks a locked store from the terminal, and says in plain lines whether it is sound.

Needs no display and changes nothing in the store; a secret that does not open it counts as a failed try.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TextIO

from app.domain.days import moment_words
from app.domain.problems import (
    AuditBroken,
    HeadDamaged,
    HeaderDamaged,
    HeaderForeign,
    Problem,
    RolledBack,
    StoreDamaged,
)
from app.services import health
from app.services.backups import Backup
from app.services.health import Verdict

SOUND, NOT_SOUND, NOT_CHECKED = 0, 1, 2
"""What the command ends with."""

_DAMAGE = (AuditBroken, HeadDamaged, HeaderDamaged, HeaderForeign, RolledBack, StoreDamaged)


def verify_vault(folder: Path, ask_secret: Callable[[str], str], out: TextIO) -> int:
    """Ask for the passphrase or the recovery key (``getpass``), check everything in ``folder``; gives the exit code."""
    try:
        typed = ask_secret(_("Passphrase or recovery key (it is not shown): "))
        verdict = health.check_locked(folder, typed, _now)
    except (EOFError, KeyboardInterrupt, UnicodeError):
        _say(out, _("Nothing was checked."))
        return NOT_CHECKED
    except Problem as problem:
        _say(out, problem.sentence)
        return NOT_SOUND if isinstance(problem, _DAMAGE) else NOT_CHECKED
    for line in _lines(verdict):
        _say(out, line)
    return SOUND if verdict.sound and not _unusable(verdict) else NOT_SOUND


def _lines(verdict: Verdict) -> list[str]:
    told = [verdict.sentence]
    if verdict.sound:
        rows = ngettext("{count} row was read.", "{count} rows were read.", verdict.rows)
        told += [rows.format(count=f"{verdict.rows:,}"), _("Checked:")]
        told += [_("- {what}").format(what=what) for what in verdict.checked]
    told += [_backup(backup) for backup in verdict.backups]
    if not verdict.backups:
        told.append(_("There is no backup in the store’s own folder."))
    if not verdict.sound:
        told.append(verdict.advice)
    return told


def _backup(backup: Backup) -> str:
    if backup.problem is not None:
        return _("Backup {file}: {sentence}").format(file=backup.path.name, sentence=backup.problem.sentence)
    when = moment_words(backup.made_at) if backup.made_at else ""
    words = _(
        "Backup of {moment}: it is this store’s and nothing is cut off. Its pages are checked when it is restored."
    )
    return words.format(moment=when)


def _unusable(verdict: Verdict) -> bool:
    return any(backup.problem is not None for backup in verdict.backups)


def _say(out: TextIO, line: str) -> None:
    encoding = out.encoding or "utf-8"
    out.write(line.encode(encoding, "replace").decode(encoding) + "\n")  # a terminal may lack a letter
    out.flush()


def _now() -> datetime:
    return datetime.now(UTC)
