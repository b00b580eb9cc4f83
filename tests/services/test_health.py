"""Whole checks tell a sound store from a damaged one, and salvage brings back what is whole without touching it."""

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.problems import Cancelled, NothingSalvaged, SmallFileDamaged, StoreDamaged, WrongPassphrase
from app.services import health, people, sessions, vault
from app.services.desk import Desk
from app.store import audit
from tests.builders import a_full_case, add_person
from tests.caseloads import a_caseload, rows_of
from tests.damage import PAGE, damage, pages_of
from tests.desks import Clock, seeded


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def salvaged_of(folder: Path, key: str, clock: Clock) -> tuple[Desk, health.Report]:
    return health.salvage(folder, key, clock, seeded().randbytes)


@pytest.fixture(scope="module")
def caseload(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, dict[str, Counter[tuple[object, ...]]]]:
    """A locked store of some 4,000 rows with notes of the usual length, its recovery key, and the rows."""
    folder = tmp_path_factory.mktemp("caseload") / "vault"
    desk, key = a_caseload(folder, Clock())
    rows = rows_of(desk)
    vault.lock(desk)
    return folder, key, rows


@pytest.fixture
def damaged(caseload: tuple[Path, str, object], tmp_path: Path) -> Path:
    """That store, copied, to be damaged by the test."""
    return Path(shutil.copytree(caseload[0], tmp_path / "vault"))


@pytest.fixture
def database(damaged: Path) -> Path:
    return damaged / "db/000001.db"


# ── Checking ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_sound_store_is_said_to_be_sound_and_goes_on_working(desk: Desk) -> None:
    a_full_case(desk)
    told: list[tuple[int, int]] = []
    assert health.last_checked(desk) is None
    verdict = health.check(desk, lambda done, total: told.append((done, total)))
    assert verdict.sound
    assert verdict.rows == sum(sum(rows.values()) for rows in rows_of(desk).values()) - 1  # its own audit row is new
    assert told[-1][0] == told[-1][1]
    assert health.last_checked(desk) == desk.now()
    add_person(desk, crn="X000009")


def test_damage_in_the_open_store_is_in_the_verdict(desk: Desk) -> None:
    a_full_case(desk)
    desk.store.checkpoint()
    damage(desk.vault.database, [pages_of(desk.vault.database) - 1])
    verdict = health.check(desk)
    assert (verdict.sound, verdict.sentence) == (False, StoreDamaged().sentence)
    assert "salvaged" in verdict.advice


def test_a_check_that_is_cancelled_leaves_the_store_as_it_was(desk: Desk) -> None:
    before = health.last_checked(desk)
    with pytest.raises(Cancelled):
        health.check(desk, cancelled=lambda: True)
    assert health.last_checked(desk) == before
    assert health.check(desk).sound


def test_a_small_file_that_is_lost_is_in_the_verdict(desk: Desk) -> None:
    desk.vault.folder.headers[1].unlink()
    verdict = health.check(desk)
    assert (verdict.sound, verdict.sentence) == (False, SmallFileDamaged().sentence)


def test_a_row_without_its_parent_is_in_the_verdict(desk: Desk) -> None:
    person = add_person(desk)
    with desk.store.rebuild() as db:
        db.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        db.exec_driver_sql("UPDATE people SET name = name")
    desk.store._execute("PRAGMA foreign_keys = OFF")
    with desk.write() as db:
        db.exec_driver_sql("DELETE FROM people WHERE id = ?", (person.id.bytes,))
    assert not health.check(desk).sound


def test_a_locked_store_is_checked_without_a_change_to_any_file(
    vault_folder: Path, recovery_key: str, clock: Clock
) -> None:
    before = everything(vault_folder)
    verdict = health.check_locked(vault_folder, recovery_key, clock)
    assert verdict.sound
    assert verdict.rows > 0
    assert everything(vault_folder) == before


def test_a_locked_store_with_a_log_is_checked_without_a_change_to_any_file(
    desk: Desk, recovery_key: str, clock: Clock, tmp_path: Path
) -> None:
    a_full_case(desk)
    killed = Path(shutil.copytree(desk.vault.folder.path, tmp_path / "killed"))
    before = everything(killed)
    assert len(before["db/000001.db-wal"]) > PAGE
    verdict = health.check_locked(killed, recovery_key, clock)
    assert verdict.sound
    assert verdict.rows == sum(sum(rows.values()) for rows in rows_of(desk).values())
    assert everything(killed) == before


def test_a_locked_store_that_is_damaged_or_put_back_is_not_sound(
    damaged: Path, database: Path, caseload: tuple[Path, str, object], clock: Clock
) -> None:
    key = caseload[1]
    older = database.read_bytes()
    desk = vault.unlock(damaged, key, clock, seeded().randbytes)
    add_person(desk, crn="X999999")
    vault.lock(desk)
    database.write_bytes(older)
    assert not health.check_locked(damaged, key, clock).sound
    shutil.rmtree(damaged)
    shutil.copytree(caseload[0], damaged)
    damage(database, [40])
    assert not health.check_locked(damaged, key, clock).sound
    with pytest.raises(WrongPassphrase):
        health.check_locked(damaged, "another passphrase altogether", clock)


# ── Salvage ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_sound_store_is_salvaged_row_for_row(
    damaged: Path, caseload: tuple[Path, str, dict[str, Counter[tuple[object, ...]]]], clock: Clock
) -> None:
    desk, report = salvaged_of(damaged, caseload[1], clock)
    rows = rows_of(desk)
    lost = {name: before - rows[name] for name, before in caseload[2].items()}
    assert not any(lost.values())
    assert (report.damaged_pages, report.in_part, report.people, report.audit_lost) == (0, (), (), 0)
    assert {name for name in rows if rows[name] - caseload[2][name]} == {"audit"}
    vault.lock(desk)


@pytest.mark.parametrize("seed", range(4))
def test_of_a_store_with_ten_damaged_pages_97_of_100_rows_are_salvaged(
    seed: int,
    damaged: Path,
    database: Path,
    caseload: tuple[Path, str, dict[str, Counter[tuple[object, ...]]]],
    clock: Clock,
) -> None:
    _folder, key, before = caseload
    chosen = random.Random(seed).sample(range(1, pages_of(database) + 1), 10)
    damage(database, chosen, seed)
    content = database.read_bytes()
    assert not health.check_locked(damaged, key, clock).sound
    desk, report = salvaged_of(damaged, key, clock)
    rows = rows_of(desk)
    kept = sum(sum((before[name] & rows[name]).values()) for name in before)
    whole = sum(sum(one.values()) for one in before.values())
    assert kept / whole >= 0.97, (kept, whole)
    assert report.damaged_pages == 10
    assert health.check(desk).sound
    for person in people.list_people(desk):
        page = people.page(desk, person.id)
        for session in page.sessions:
            sessions.read(desk, session.id)
    assert (damaged / "quarantine" / report.quarantined[0]).read_bytes() == content
    vault.lock(desk)
    vault.lock(vault.unlock(damaged, key, clock, seeded().randbytes))


def test_rows_whose_parent_is_lost_are_kept_below_one_that_says_so(desk: Desk, recovery_key: str, clock: Clock) -> None:
    person, _earlier, session = a_full_case(desk)
    folder, database = desk.vault.folder.path, desk.vault.database
    before = rows_of(desk)
    vault.lock(desk)
    damage(database, [_page_with(database, desk.vault.keys.database, "sessions")])
    again, report = salvaged_of(folder, recovery_key, clock)
    rows = rows_of(again)
    assert rows["ratings"] == before["ratings"]
    assert dict(report.in_part)["Signed sessions"] == 2
    assert report.people == (person.details.name,)
    read = sessions.read(again, session.id).session
    assert read.entry.held_at == session.entry.held_at  # its index still knows it
    assert read.entry.outcome == session.entry.outcome
    assert "lost" in read.entry.summary
    vault.lock(again)


def test_audit_rows_behind_a_gap_are_kept_and_the_gap_is_told(desk: Desk, recovery_key: str, clock: Clock) -> None:
    for _turn in range(120):
        with desk.change("view", "person"):
            pass
    folder, database = desk.vault.folder.path, desk.vault.database
    vault.lock(desk)
    before = desk.vault.head.counter
    damage(database, [_page_with(database, desk.vault.keys.database, "audit")])
    again, report = salvaged_of(folder, recovery_key, clock)
    with again.read() as db:
        audit.verify(db, again.vault.keys.audit)
        after = audit.page(db, limit=1000)
    assert 0 < report.audit_lost < before
    assert [row.count for row in after if (row.action, row.kind) == ("salvage", "audit")] == [report.audit_lost]
    assert len(after) == before - report.audit_lost + 3  # the gap, the salvage and the unlock
    vault.lock(again)


def test_where_nothing_can_be_read_everything_stays_as_it_was(
    vault_folder: Path, recovery_key: str, clock: Clock
) -> None:
    database = vault_folder / "db/000001.db"
    damage(database, list(range(1, pages_of(database) + 1)))
    before = everything(vault_folder)
    with pytest.raises(NothingSalvaged):
        salvaged_of(vault_folder, recovery_key, clock)
    assert everything(vault_folder) == before


def _page_with(database: Path, key_hex: str, table: str) -> int:
    """A page that holds rows of a table and is no index, the lowest."""
    from app.store import salvaging
    from app.store.pages import INDEX_INNER, INDEX_LEAF, TABLE_LEAF, Pages

    with Pages(database, key_hex) as pages:
        for number in range(2, pages.count + 1):
            page = pages.read(number)
            if page is None or page[0] not in {INDEX_INNER, INDEX_LEAF, TABLE_LEAF}:
                continue
            for record in pages._records_in(page):
                forms = salvaging._forms().get((record.rowid is not None, len(record.values)), [])
                form = next((form for form in forms if form.read(record) is not None), None)
                if form and form.table.name == table and not form.is_index:
                    return number
    raise LookupError(table)


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing here asks the keyring of whoever runs the tests."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    return
