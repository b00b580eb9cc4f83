"""An erased person leaves nothing in the store, the audit goes on, and what is elsewhere is said."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.domain.case_problems import NotFound
from app.domain.people import Status
from app.domain.problems import Cancelled, ErasureNotConfirmed
from app.services import backups, erasure, people, vault
from app.services.desk import Desk
from app.services.erasure import Reason
from app.services.generations import Act, next_generation
from app.services.outgoing import ExportIntoStore
from app.store import audit, rows
from app.store.schema import metadata
from tests.builders import a_full_case, add_person, an_entry, sign_session
from tests.desks import Clock, seeded


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing here asks the keyring of whoever runs the tests."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    return


def erase(desk: Desk, person_id: object, typed: str = "X123456") -> tuple[Desk, erasure.Certificate]:
    return erasure.erase(desk, person_id, Reason.RETENTION, typed)  # type: ignore[arg-type]


def all_rows(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    with desk.read() as db:
        return {
            name: sorted(map(tuple, db.exec_driver_sql(f'SELECT * FROM "{name}"')), key=repr)
            for name in metadata.tables
        }


def test_nothing_of_an_erased_person_is_left_and_everybody_else_is_untouched(desk: Desk, clock: Clock) -> None:
    other = add_person(desk, name="Somebody Else", crn="X000002")
    sign_session(desk, other.id)
    others = all_rows(desk)
    person, _earlier, session = a_full_case(desk)
    folder = desk.vault.folder
    new, certificate = erase(desk, person.id)
    left = all_rows(new)
    for name in left.keys() - {"audit", "rule_edits"}:  # nobody's rows, of which the full case adds some
        assert left[name] == others[name], name
    with new.read() as db:
        assert not rows.holding_id(db, person.id)
        assert not rows.holding_id(db, session.id)
        audit.verify(db, new.vault.keys.audit)
    assert [row.name for row in people.list_people(new)] == ["Somebody Else"]
    assert sorted(path.name for path in folder.databases.iterdir()) == ["000002.db", "000002.db-wal"]
    assert str(person.id) in certificate.text
    vault.lock(new)


def test_the_audit_keeps_id_and_count_alone_and_the_certificate_its_mark(desk: Desk) -> None:
    person, *_ = a_full_case(desk)
    held = dict(erasure.plan(desk, person.id).held)
    new, certificate = erase(desk, person.id)
    with new.read() as db:
        newest = audit.page(db, limit=2)
    assert [(row.action, row.kind) for row in newest] == [("remove", "generation"), ("erase", "person")]
    assert (newest[1].subject_id, newest[1].count) == (person.id, sum(held.values()))
    assert newest[1].mac == certificate.mark
    assert certificate.mark in certificate.text
    for text in (person.details.name, person.details.crn):
        assert text not in certificate.text
        assert text not in certificate.file_name
    vault.lock(new)


def test_the_new_store_opens_again_and_works(desk: Desk, recovery_key: str, clock: Clock) -> None:
    person, *_ = a_full_case(desk)
    new, _certificate = erase(desk, person.id)
    again = add_person(new, crn="X000007")
    vault.lock(new)
    opened = vault.unlock(desk.vault.folder.path, recovery_key, clock, seeded().randbytes)
    assert [row.id for row in people.list_people(opened)] == [again.id]
    with pytest.raises(NotFound):
        people.page(opened, person.id)
    vault.lock(opened)


def test_without_the_persons_crn_typed_nothing_is_erased(desk: Desk) -> None:
    person, *_ = a_full_case(desk)
    before = all_rows(desk)
    for typed in ("", " ", "X123457", "X12345", person.details.name):
        with pytest.raises(ErasureNotConfirmed):
            erase(desk, person.id, typed)
    assert all_rows(desk) == before
    new, _certificate = erase(desk, person.id, " x123 456 ")
    vault.lock(new)


def test_cancelled_before_it_is_proven_everything_is_as_it_was(desk: Desk) -> None:
    person, *_ = a_full_case(desk)
    before = all_rows(desk)
    for turns in (0, 3, 9):
        asked = iter([False] * turns + [True] * 1000)
        with pytest.raises(Cancelled):
            erasure.erase(desk, person.id, Reason.MISTAKE, "X123456", cancelled=lambda asked=asked: next(asked))
    assert all_rows(desk) == before
    assert [path.name for path in desk.vault.folder.databases.glob("*.db")] == ["000001.db"]
    assert list(desk.vault.folder.databases.glob("*.part*")) == []


def test_backups_quarantine_and_records_of_others_that_still_hold_the_person_are_told(desk: Desk) -> None:
    person, *_ = a_full_case(desk)
    other = add_person(desk, name="Somebody Else", crn="X000002")
    sign_session(
        desk,
        other.id,
        an_entry(
            check_in=f"Shares a house with {person.details.name.upper()}", held_at=desk.now() - timedelta(hours=1)
        ),
    )
    backup = backups.make(desk)
    (desk.vault.folder.quarantine / "000000.db.1").write_bytes(b"damaged")
    planned = erasure.plan(desk, person.id)
    assert [held.path for held in planned.backups] == [backup.path]
    assert planned.backups[0].until > desk.today()
    assert (planned.quarantined, dict(planned.elsewhere)) == (1, {"Signed sessions": 1})
    new, certificate = erase(desk, person.id)
    assert backup.path.name in certificate.text
    assert "Signed sessions: 1" in certificate.text.split("What is not erased")[1]
    assert backup.path.exists()
    vault.lock(new)


def test_backups_that_hold_the_person_are_replaced_if_the_officer_says_so(desk: Desk, clock: Clock) -> None:
    person, *_ = a_full_case(desk)
    before = [backups.make(desk).path, backups.make(desk).path]
    clock.move(hours=1)
    new, certificate = erasure.erase(desk, person.id, Reason.ORDERED, "X123456", remove_backups=True)
    assert not any(path.exists() for path in before)
    assert all(path.name not in certificate.text for path in before)
    (kept,) = backups.listed(new)
    assert kept.preview is not None
    assert kept.preview.people == 0
    assert backups.holding(new, person.id) == ()
    vault.lock(new)


def test_what_the_disk_refuses_after_an_erasure_costs_neither_the_store_nor_the_certificate(
    desk: Desk, clock: Clock
) -> None:
    person, *_ = a_full_case(desk)
    folder = desk.vault.folder
    in_the_way = folder.head.with_name("head.json.part")

    def refusing_once_it_is_in_use() -> datetime:
        if folder.database(2).exists():
            in_the_way.mkdir(exist_ok=True)
        return clock()

    new, certificate = erase(replace(desk, clock=refusing_once_it_is_in_use), person.id)
    assert str(person.id) in certificate.text
    in_the_way.rmdir()
    assert not people.list_people(new)
    vault.lock(replace(new, clock=clock))


def test_an_erasure_cut_short_before_the_older_generations_went_is_finished_later(
    desk: Desk, recovery_key: str, clock: Clock
) -> None:
    person, *_ = a_full_case(desk)
    folder = desk.vault.folder
    removing, folder.remove = folder.remove, list  # type: ignore[method-assign]
    new, certificate = erase(desk, person.id)
    assert "000001.db" in certificate.text
    assert folder.database(1).exists()
    vault.lock(new)
    folder.remove = removing  # type: ignore[method-assign]
    opened = vault.unlock(folder.path, recovery_key, clock, seeded().randbytes)
    assert [path.name for path in folder.databases.glob("*.db")] == ["000002.db"]
    erasure.finish(opened)
    vault.lock(opened)


@pytest.mark.parametrize("went", [False, True])
def test_what_an_upgrade_has_left_since_an_erasure_that_was_not_finished_stays(
    desk: Desk, recovery_key: str, clock: Clock, *, went: bool
) -> None:
    """The older generation went and that could not be noted; or it did not even go."""
    person, *_ = a_full_case(desk)
    folder = desk.vault.folder

    def remove(databases: list[Path]) -> list[Path]:
        return [*(removing(databases) if went else databases), folder.path]  # the folder: not all went

    removing, folder.remove = folder.remove, remove  # type: ignore[method-assign]
    new, _certificate = erase(desk, person.id)
    assert folder.database(1).exists() is not went
    folder.remove = removing  # type: ignore[method-assign]
    store = next_generation(new.vault, clock, new.store.copy, Act("upgrade", "store"), new.store.close)
    vault.lock(replace(new, store=store))
    opened = vault.unlock(folder.path, recovery_key, clock, seeded().randbytes)
    assert sorted(path.name for path in folder.databases.glob("*.db")) == ["000002.db", "000003.db"]
    vault.lock(opened)


def test_a_saved_certificate_is_in_the_audit_and_never_takes_the_place_of_the_stores_own_files(
    desk: Desk, tmp_path: Path
) -> None:
    certificate = erasure.Certificate(text="Certificate\n", mark="0" * 64, file_name="one.txt")
    keys = desk.vault.folder.headers[0]
    before = keys.read_bytes()
    with pytest.raises(ExportIntoStore):
        erasure.save_certificate(desk, certificate, keys)
    assert keys.read_bytes() == before
    erasure.save_certificate(desk, certificate, tmp_path / "one.txt")
    assert (tmp_path / "one.txt").read_text() == certificate.text
    with desk.read() as db:
        (row,) = audit.page(db, limit=1)
    assert (row.action, row.kind) == ("export", "certificate")


def test_the_older_generation_of_an_upgrade_is_nothing_to_finish(desk: Desk) -> None:
    a_full_case(desk)
    older = desk.vault.folder.database(1)
    store = next_generation(desk.vault, desk.clock, desk.store.copy, Act("upgrade", "store"), desk.store.close)
    with closing(store):
        erasure.finish(Desk(store, desk.vault, desk.clock, desk.random))
        assert older.exists()
    desk.vault.release()


def test_people_whose_sentence_ended_are_listed_and_nobody_else(desk: Desk, clock: Clock) -> None:
    today = desk.today()
    add_person(desk, name="Still Here", crn="X000001")
    by_date = add_person(
        desk,
        name="Long Gone",
        crn="X000002",
        sentence_end=today - timedelta(days=900),
        licence_end=today - timedelta(days=900),
    )
    by_status = add_person(desk, name="Said So", crn="X000003", status=Status.ENDED)
    sign_session(desk, by_status.id)
    found = erasure.ended(desk)
    assert [(one.person_id, one.ended_on) for one in found] == [
        (by_date.id, today - timedelta(days=900)),
        (by_status.id, None),
    ]
    assert found[1].last_session == clock().astimezone().date()
