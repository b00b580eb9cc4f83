"""How a backup reads in a list and before it is restored: words only, no widget and no service call."""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext

from PySide6.QtCore import QLocale

from app.domain.days import moment_words
from app.services.backups import Backup, Preview
from ui.widgets.row_shape import Row
from ui.widgets.tag import Tone


def backup_row(backup: Backup, action: str, *, newest: bool = False) -> Row:
    """``action`` is the words of its button, which a backup that cannot serve does not have."""
    if backup.problem or backup.made_at is None:
        return Row(
            key=backup,
            title=backup.path.name,
            lines=(backup.problem.sentence,) if backup.problem else (),
            notes=(size_words(backup.size),),
            tag=_("Cannot be used"),
            tone=Tone.DANGER,
        )
    return Row(
        key=backup,
        title=moment_words(backup.made_at),
        lines=(contents_words(backup.preview),) if backup.preview else (),
        notes=(_("{size} · {file}").format(size=size_words(backup.size), file=backup.path.name),),
        tag=_("Newest") if newest else "",
        tone=Tone.SUCCESS,
        action=action,
    )


def contents_words(preview: Preview) -> str:
    """``24 people, 310 signed sessions, last entry 3 March 2026, 14:30``."""
    people = ngettext("{count} person", "{count} people", preview.people).format(count=preview.people)
    sessions = ngettext("{count} signed session", "{count} signed sessions", preview.sessions)
    sessions = sessions.format(count=preview.sessions)
    if preview.last_entry is None:
        return _("{people}, no signed session").format(people=people)
    moment = moment_words(preview.last_entry)
    words = _("{people}, {sessions}, last entry {moment}")
    return words.format(people=people, sessions=sessions, moment=moment)


def size_words(size: int) -> str:
    """Bytes as people say them."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
