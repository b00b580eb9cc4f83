"""The reference lists that ship with the program, read once, and the officer's own edits of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from gettext import gettext as _
from importlib.resources import files
from typing import Any, TypeVar

import msgspec

from app.domain.case_problems import FieldProblem, FieldProblems, NotFound
from app.domain.reference_lists import (
    Entry,
    ListEdit,
    ListPage,
    Lists,
    Programme,
    ReferenceList,
    Tool,
    check_entry,
    load_list,
    page_of,
)
from app.domain.texts import clean
from app.services import officers
from app.services.desk import Desk
from app.store import reference_lists
from app.store.engine import Connection

E = TypeVar("E", bound=Entry)


@cache
def shipped(which: ReferenceList) -> tuple[Tool, ...] | tuple[Programme, ...]:
    """A list as it comes with the program. Raises ReferenceDamaged."""
    return load_list(which, (files("resources") / f"{which.value}.toml").read_text(encoding="utf-8"))


def page(desk: Desk, which: ReferenceList) -> ListPage:
    """A list as it stands, with what was edited, by whom and why."""
    with desk.read() as db:
        return _page(db, which)


def in_force(db: Connection) -> Lists:
    """All lists as they stand, in a transaction that is open already; one statement."""
    return lists_of(reference_lists.every(db))


def lists_of(edits: Iterable[ListEdit]) -> Lists:
    """The lists that ship, with these edits over them."""
    newest = sorted(edits, key=_at, reverse=True)
    pages: dict[str, Any] = {
        which.value: page_of(shipped(which), (one for one in newest if one.list is which)).entries
        for which in ReferenceList
    }
    return Lists(**pages)


def add(desk: Desk, which: ReferenceList, entry: E, reason: str) -> E:
    """Add an entry, whose key is made here. Raises FieldProblems, at its fields or at ``reason``."""
    with desk.change("add", "reference list") as db:
        entries = _page(db, which).entries
        taken = {one.key for one in (*entries, *shipped(which))}
        number = next(number for number in range(1, len(taken) + 2) if f"own_{number}" not in taken)
        entry = msgspec.structs.replace(_cleaned(entry), key=f"own_{number}")
        _refuse(_problems(desk, entry, entries, reason))
        _keep(desk, db, which, [*entries, entry], reason)
    return entry


def change(desk: Desk, which: ReferenceList, entry: E, reason: str) -> E:
    """Put ``entry`` in the place of the one with its key; its as-at date says when it was last checked.

    Raises FieldProblems, at its fields or at ``reason``, and NotFound.
    """
    entry = _cleaned(entry)
    with desk.change("edit", "reference list") as db:
        entries = _page(db, which).entries
        others = _without(entries, entry.key)
        _refuse(_problems(desk, entry, others, reason))
        _keep(desk, db, which, [entry if one.key == entry.key else one for one in entries], reason)
    return entry


def take_out(desk: Desk, which: ReferenceList, key: str, reason: str) -> None:
    """Take an entry out; records keep the name that they have. Raises FieldProblems and NotFound."""
    with desk.change("take out", "reference list") as db:
        others = _without(_page(db, which).entries, key)
        _refuse(_reason_wanted(reason))
        _keep(desk, db, which, others, reason)


def reset(desk: Desk, which: ReferenceList, reason: str) -> None:
    """Make a list what it was when it came. Raises FieldProblems."""
    with desk.change("reset", "reference list") as db:
        _refuse(_reason_wanted(reason))
        _keep(desk, db, which, None, reason)


def _page(db: Connection, which: ReferenceList) -> ListPage:
    return page_of(shipped(which), (one for one in reference_lists.every(db) if one.list is which))


def _without(entries: Sequence[Entry], key: str) -> list[Entry]:
    """The others. Raises NotFound."""
    others = [one for one in entries if one.key != key]
    if len(others) == len(entries):
        raise NotFound
    return others


def _problems(desk: Desk, entry: Entry, others: Sequence[Entry], reason: str) -> list[FieldProblem]:
    return check_entry(entry, others, desk.today()) + _reason_wanted(reason)


def _reason_wanted(reason: str) -> list[FieldProblem]:
    return [] if clean(reason).strip() else [FieldProblem(field="reason", sentence=_("Enter why, in a sentence"))]


def _refuse(problems: list[FieldProblem]) -> None:
    if problems:
        raise FieldProblems(problems)


def _cleaned(entry: E) -> E:
    return msgspec.structs.replace(entry, name=clean(entry.name).strip(), source=clean(entry.source).strip())


def _keep(desk: Desk, db: Connection, which: ReferenceList, entries: Sequence[Entry] | None, reason: str) -> None:
    """Add an edit after all others, also when the clock was set back meanwhile: the latest is the one in force."""
    officer_id, officer = officers.signing(db)
    latest = max((one.at + timedelta(milliseconds=1) for one in reference_lists.every(db)), default=desk.now())
    made = ListEdit(
        list=which,
        body="" if entries is None else msgspec.json.encode(entries).decode(),
        reason=clean(reason).strip(),
        by=officer.name,
        at=max(desk.now(), latest),
    )
    reference_lists.add(db, desk.new_id(), officer_id, made)


def _at(edit: ListEdit) -> datetime:
    return edit.at
