"""The audit trail as a service: reading, filtering, checking, taking out, on a real store."""

from __future__ import annotations

import ast
import csv
import stat
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.audit import Group, acts_of, known_acts
from app.domain.problems import AuditBroken
from app.services import audit, outgoing, people, sessions
from app.services.audit import Filter, Line
from app.services.desk import Desk
from app.store import audit as rows
from tests.builders import add_person, details, sign_session
from tests.desks import Clock

ROOT = Path(__file__).resolve().parents[2]
CHOSEN_LATER = {
    "app/services/backups.py: 'back up', 'store' if to is None else 'folder'": {
        ("back up", "store"),
        ("back up", "folder"),
    },
    "app/services/desk.py: action, kind": set(),  # those given to `change`, which are in this list themselves
    "app/services/generations.py: act.action, act.kind": set(),  # as above, of `Act`
    "app/services/outgoing.py: 'export', kind": {
        ("export", "session"),
        ("export", "draft"),
        ("export", "case"),
        ("export", "crib"),
        ("export", "audit"),
        ("export", "certificate"),
    },
    "app/services/records.py: action, 'record'": {("add", "record"), ("edit", "record")},
    "app/services/marks.py: 'mark' if on else 'unmark', 'entry'": {("mark", "entry"), ("unmark", "entry")},
    "app/services/secrets.py: action, 'store'": {
        ("change passphrase", "store"),
        ("use keyring", "store"),
        ("stop using keyring", "store"),
    },
    "app/services/vault.py: 'drop key slot', vault.opened_with": {
        ("drop key slot", "passphrase"),
        ("drop key slot", "recovery"),
    },
    "app/services/vault.py: 'unlock', vault.opened_with": {("unlock", "passphrase"), ("unlock", "recovery")},
    "app/store/salvaging.py: action, kind": set(),  # written before, carried over
}
"""Calls that do not spell their act out, and the acts they write."""


def written_acts() -> Iterator[tuple[str, str]]:
    """Every act that a call in the program writes, by reading its source."""
    for path in sorted((ROOT / "app").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        named = {ast.unparse(node.targets[0]): node.value for node in tree.body if isinstance(node, ast.Assign)}
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            given = [*act_of(call, named)]
            if given and all(isinstance(one, ast.Constant) for one in given):
                action, kind = map(ast.literal_eval, given)
                yield action, kind
            elif given:
                place = path.relative_to(ROOT).as_posix()
                yield from CHOSEN_LATER[f"{place}: {', '.join(map(ast.unparse, given))}"]


def act_of(call: ast.Call, named: dict[str, ast.expr]) -> list[ast.expr]:
    """The action and the kind that a call is given; a pair that has a name in its file is looked up."""
    name = ast.unparse(call.func)
    arguments = [*call.args, *(word.value for word in call.keywords if word.arg in ("action", "kind"))]
    if name.endswith("desk.change") or name == "Act":
        pair = arguments[0]
        if isinstance(pair, ast.Starred):
            value = named[ast.unparse(pair.value)]
            return value.elts if isinstance(value, ast.Tuple) else [value]
        return arguments[:2]
    return arguments[3:5] if name == "audit.append" else []


def found(desk: Desk, **wanted: object) -> list[str]:
    return [line.words for line in audit.lines(desk, Filter(**wanted))]


def meddle(desk: Desk, statement: str) -> None:
    """What an outsider with the key could do."""
    with desk.write() as db:
        for deed in ("update", "delete"):
            db.exec_driver_sql(f"DROP TRIGGER IF EXISTS audit_refuses_{deed}")
        db.exec_driver_sql(statement)


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────


def test_every_act_that_the_program_writes_has_words_and_none_is_left_over() -> None:
    assert set(written_acts()) == known_acts()


def test_every_act_belongs_to_one_group() -> None:
    groups = [acts_of(group) for group in Group]
    assert all(groups)
    assert sum(map(len, groups)) == len(known_acts())


def test_an_act_of_a_newer_version_is_shown_in_its_own_words(desk: Desk) -> None:
    with desk.change("teleport", "store"):
        pass
    assert found(desk)[0] == "teleport: store"


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────


def test_rows_come_newest_first_with_the_name_as_it_is_now(desk: Desk, clock: Clock) -> None:
    person = add_person(desk, name="Before")
    people.edit(desk, person.id, details(name="Pŷrson After"))
    clock.move(hours=1)
    audit.note_viewed(desk, person.id)
    newest = audit.lines(desk)[0]
    assert newest == Line(newest.seq, clock(), "A person’s page looked at", "Pŷrson After", 1)


def test_what_belongs_to_a_person_is_shown_under_their_name(desk: Desk) -> None:
    person = add_person(desk)
    session = sign_session(desk, person.id)
    sessions.add_addendum(desk, session.id, "More")
    draft = sessions.start(desk, person.id).draft
    sessions.discard_draft(desk, draft.id)
    about = {line.words: line.about for line in audit.lines(desk)}
    assert about["Session signed"] == about["Addition to a signed session"] == about["Person added"] == "Pŷrson One"
    assert about["Unsigned session discarded"] == ""
    assert about["Officer’s own details changed"] == about["Opened with the recovery key"] == ""


def test_somebody_who_is_gone_is_an_erased_person(desk: Desk) -> None:
    for action, kind in (("view", "person"), ("sign", "session")):
        with desk.change(action, kind, desk.new_id()):
            pass
    assert {line.about for line in audit.lines(desk)[:2]} == {"An erased person"}


def test_pages_follow_each_other_without_gap_or_repetition(desk: Desk) -> None:
    for _ in range(audit.PAGE + 5):
        audit.note_viewed(desk, desk.new_id())
    first = audit.lines(desk)
    second = audit.lines(desk, before=first[-1].seq)
    numbers = [line.seq for line in (*first, *second)]
    assert len(first) == audit.PAGE
    assert numbers == list(range(numbers[0], 0, -1))


# ── Filters ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot be told another time zone")
def test_days_are_the_officers_and_both_included(desk: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.move(days=200)  # in summer, an hour ahead of UTC
    clock.moment = clock.moment.replace(hour=22, minute=59)
    audit.note_viewed(desk, desk.new_id())
    clock.move(minutes=1)
    with desk.change("discard", "draft"):
        pass
    day = date(2026, 9, 18)
    assert clock.moment.date() == day
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    try:
        assert found(desk, since=day, until=day) == ["A person’s page looked at"]
        assert found(desk, since=day)[0] == "Unsigned session discarded"
        assert "Unsigned session discarded" not in found(desk, until=day)
        assert found(desk, since=date.min, until=date.max)[0] == "Unsigned session discarded"
        assert found(desk, since=date.max) == []
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_group_finds_its_acts_alone(desk: Desk) -> None:
    person = add_person(desk)
    audit.note_viewed(desk, person.id)
    assert found(desk, group=Group.VIEWING) == ["A person’s page looked at"]
    assert found(desk, group=Group.OPENING)[-1] == "Store made"
    assert found(desk, group=Group.ERASING) == []


def test_a_person_finds_all_that_was_done_about_them(desk: Desk) -> None:
    one, other = add_person(desk, crn="X1"), add_person(desk, crn="X2", name="Other")
    sign_session(desk, one.id)
    audit.note_viewed(desk, other.id)
    assert set(found(desk, person_id=one.id)) == {"Person added", "Session signed"}
    assert found(desk, person_id=other.id, group=Group.VIEWING) == ["A person’s page looked at"]


def test_people_to_choose_from_come_by_name(desk: Desk) -> None:
    ids = {name: add_person(desk, crn=crn, name=name).id for crn, name in (("X1", "bee"), ("X2", "Ann"))}
    assert audit.persons(desk) == [(ids["Ann"], "Ann"), (ids["bee"], "bee")]


# ── Checking ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_whole_trail_is_said_with_its_number_and_end(desk: Desk) -> None:
    verdict = audit.verify(desk)
    assert verdict.sound
    assert (verdict.rows, verdict.head) == (desk.vault.head.counter, desk.vault.head.audit)
    assert f"{verdict.rows} entries" in verdict.sentence
    assert verdict.head[:16] in verdict.sentence


def test_a_changed_row_is_named(desk: Desk) -> None:
    for _ in range(3):
        audit.note_viewed(desk, desk.new_id())
    meddle(desk, "UPDATE audit SET count = 9 WHERE seq = 3")
    verdict = audit.verify(desk)
    assert not verdict.sound
    assert "from entry 3 on" in verdict.sentence


def test_rows_cut_off_the_end_are_noticed(desk: Desk) -> None:
    audit.note_viewed(desk, desk.new_id())
    meddle(desk, "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)")
    verdict = audit.verify(desk)
    assert not verdict.sound
    assert "older copy" in verdict.sentence


@pytest.mark.parametrize("column", ["action", "kind", "mac", "at"])
@pytest.mark.parametrize("value", ["x'6162'", "CAST(x'ff' AS TEXT)", "''"])
def test_a_value_that_the_program_never_writes_is_an_alteration_and_no_crash(
    desk: Desk, column: str, value: str
) -> None:
    meddle(desk, f"UPDATE audit SET {column} = {value} WHERE seq = 2")
    assert not audit.verify(desk).sound
    if value != "''" or column == "at":
        with pytest.raises(AuditBroken):
            audit.lines(desk)


# ── Taking it out ────────────────────────────────────────────────────────────────────────────────────


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_an_export_holds_every_row_that_is_wanted_and_nobodys_name(desk: Desk, tmp_path: Path) -> None:
    person = add_person(desk, name="Pŷrson Marker")
    for _ in range(audit.PAGE):
        audit.note_viewed(desk, person.id)
    path = tmp_path / "trail.csv"
    assert audit.export(desk, path, Filter(group=Group.VIEWING)) == audit.PAGE
    head, *lines = table(path)
    assert head == ["Number", "When (UTC)", "What", "Reference", "How many", "Code"]
    assert len(lines) == audit.PAGE
    assert lines[0][1:5] == ["2026-03-02 09:00:00", "A person’s page looked at", str(person.id), "1"]
    assert "Marker" not in path.read_text("utf-8")


def test_an_export_is_an_entry_itself_and_private(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "trail.csv"
    path.write_text("old")
    count = audit.export(desk, path)
    newest = audit.lines(desk)[0]
    assert (newest.words, newest.count) == ("Audit trail exported", count)
    assert count == newest.seq - 1
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["trail.csv"]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_spreadsheet_is_given_no_formula(desk: Desk, tmp_path: Path) -> None:
    with desk.change("=HYPERLINK(1)", "store"):
        pass
    audit.export(desk, tmp_path / "trail.csv")
    assert table(tmp_path / "trail.csv")[1][2] == "'=HYPERLINK(1): store"


def test_nothing_is_written_among_the_stores_own_files(desk: Desk, vault_folder: Path) -> None:
    before = audit.lines(desk)[0].seq
    with pytest.raises(outgoing.ExportIntoStore):
        audit.export(desk, vault_folder / "trail.csv")
    assert audit.lines(desk)[0].seq == before


def test_the_name_offered_is_nobodys(desk: Desk) -> None:
    assert audit.suggested_name(desk) == "audit-trail-2026-03-02.csv"


def test_a_view_is_one_row_with_the_persons_id(desk: Desk) -> None:
    person_id = UUID(int=7)
    audit.note_viewed(desk, person_id)
    with desk.read() as db:
        newest = rows.page(db)[0]
    assert (newest.action, newest.kind, newest.subject_id, newest.count) == ("view", "person", person_id, 1)


def test_rows_that_were_added_outside_are_noticed_even_with_the_right_key(desk: Desk) -> None:
    with desk.write() as db:
        for _number in range(2):  # one alone may come of a stop between the commit and head.json
            rows.append(db, desk.vault.keys.audit, desk.now(), "view", "person", None, 1)
    assert not audit.verify(desk).sound
