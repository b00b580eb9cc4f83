"""The demonstration: a believable caseload of its own, the same for the same day, kept for a day, never in the way."""

import itertools
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from app.domain.actions import open_first
from app.domain.deadlines import Due
from app.domain.editing import check_details
from app.domain.handover import note_text
from app.domain.mappa import newest_first
from app.domain.people import Sex, Status
from app.domain.places import Outcome
from app.domain.problems import OpenElsewhere, StoreAlreadyHere
from app.domain.ratings import Factor, Level
from app.domain.sessions import Session
from app.domain.signing import missing
from app.services import people, today, vault
from app.services.demonstration import PASSPHRASE, open_demonstration
from app.services.demonstration.building import fill
from app.services.demonstration.stories import LEVELS, OUTCOMES, phrases, stories
from app.services.desk import Desk
from tests.desks import Clock, a_new_store, seeded
from tests.words import banned_in

NOW = datetime(2026, 11, 19, 8, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration made once for all tests and locked: to be copied, never opened."""
    folder = tmp_path_factory.mktemp("demonstration") / "demonstration"
    vault.lock(open_demonstration(folder, Clock(NOW), seeded().randbytes))
    return folder


@pytest.fixture(scope="module")
def shown(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The demonstration opened for reading."""
    folder = shutil.copytree(made, tmp_path_factory.mktemp("shown") / "demonstration")
    desk = vault.unlock(folder, PASSPHRASE, Clock(NOW), seeded().randbytes)
    yield desk
    vault.lock(desk)


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A locked demonstration of this test's own."""
    return Path(shutil.copytree(made, tmp_path / "demonstration"))


def sessions_of(desk: Desk, person: people.PersonRow) -> list[Session]:
    page = people.page(desk, person.id)
    found = list(page.sessions)
    while len(found) < page.session_count:
        found += people.more_sessions(desk, found[-1])
    return found[::-1]


@pytest.fixture(scope="module")
def told(shown: Desk) -> dict[str, list[Session]]:
    return {row.name: sessions_of(shown, row) for row in people.list_people(shown)}


def test_there_are_24_people_of_every_status_with_two_years_of_sessions(
    shown: Desk, told: dict[str, list[Session]]
) -> None:
    rows = people.list_people(shown)
    details = [people.page(shown, row.id).person.details for row in rows]
    assert Counter(one.sex for one in details) == {Sex.MALE: 20, Sex.FEMALE: 4}
    assert {one.status for one in details} == {Status.CUSTODY, Status.LICENCE, Status.COMMUNITY_ORDER}
    assert all(check_details(one, shown.today()) == [] for one in details)
    assert 700 <= sum(map(len, told.values())) <= 1_000
    assert min(map(len, told.values())) >= 20
    first = min(session.entry.held_at for sessions in told.values() for session in sessions if session.entry.held_at)
    assert first < NOW - timedelta(days=700)


def test_every_signed_entry_was_complete_when_it_was_signed(told: dict[str, list[Session]]) -> None:
    for session in itertools.chain(*told.values()):
        assert missing(session.entry, session.signed_at) == []
        assert session.entry.held_at
        assert session.entry.held_at < session.written_at <= session.signed_at < NOW


def test_no_two_notes_of_a_person_read_alike(told: dict[str, list[Session]]) -> None:
    for sessions in told.values():
        seen = [session.entry for session in sessions if session.entry.outcome and session.entry.outcome.held]
        assert len({entry.check_in for entry in seen}) == len(seen)
        assert len({note_text(entry) for entry in seen}) == len(seen)


def test_all_the_evidence_of_the_stories_is_told() -> None:
    for story in stories():
        for phase in story.phases:
            for factor, texts in phase.evidence.items():
                concerns = [
                    index for index in range(len(phase.flow))
                    if OUTCOMES[phase.flow[index]].held and phase.level(factor, index).is_concern
                ]  # fmt: skip
                assert len(texts) <= len(concerns), (
                    f"{story.details.name}, {phase.title}, {factor}: evidence never told"
                )


def test_every_act_today_and_moment_of_a_story_is_told_in_full() -> None:
    for story in stories():
        for phase in story.phases:
            assert all(moment.at < len(phase.flow) for moment in phase.moments)
            assert len(phase.life) <= len(phase.flow)
            for index, code in enumerate(phase.flow):
                if any(phase.level(factor, index) is Level.ACT_TODAY for factor in Factor) and code in ".x":
                    moment = phase.moment(index)
                    assert moment.told, (story.details.name, phase.title, index)
                    assert moment.decided
                    assert moment.why
                    assert moment.change_note


def test_every_code_of_the_stories_is_used() -> None:
    phases = [phase for story in stories() for phase in story.phases]
    assert {code for phase in phases for code in phase.flow} == set(OUTCOMES)
    assert {code for phase in phases for factor in Factor for code in getattr(phase, factor)} == set(LEVELS)


def test_no_placeholder_is_left_unfilled(told: dict[str, list[Session]]) -> None:
    for session in itertools.chain(*told.values()):
        assert not re.search(r"[{}|]|\bNone\b(?! seen)", note_text(session.entry))


def test_today_has_something_in_every_group(shown: Desk) -> None:
    page = today.today(shown)
    assert all(page.groups[due] for due in Due), {due: len(rows) for due, rows in page.groups.items()}
    assert sum(map(len, page.groups.values())) <= 70
    assert {row.flag.kind for rows in page.groups.values() for row in rows} >= {
        "risk_review", "oversight", "mappa_review", "contact", "contact_recorded", "breach_decision",
    }  # fmt: skip
    at = {row.appointment.at.astimezone().time() for row in page.appointments}
    assert {time(9, 30), time(11, 0), time(14, 15)} <= at
    assert len(page.drafts) == 2
    assert page.tasks
    assert page.blind_spots


def test_most_of_the_caseload_is_quiet(shown: Desk) -> None:
    overdue = {row.person_name for row in today.today(shown).groups[Due.OVERDUE]}
    assert 4 <= len(overdue) <= 12


@pytest.mark.parametrize("days", range(7))
def test_every_group_has_rows_on_each_day_of_the_week(shown: Desk, days: int) -> None:
    """The stories are dated from the day the demonstration is made; here the day moves on under one already made."""
    later = Clock(NOW + timedelta(days=days))
    page = today.today(Desk(shown.store, shown.vault, later, shown.random))
    assert page.groups[Due.OVERDUE]
    assert page.groups[Due.THIS_WEEK]


def test_histories_addenda_gaps_and_missed_sessions_are_there(shown: Desk, told: dict[str, list[Session]]) -> None:
    rows = people.list_people(shown)
    pages = [people.page(shown, row.id) for row in rows]
    assert sum(bool(people.history(shown, row.id)) for row in rows) >= 10
    meetings = [newest_first(page.records) for page in pages]
    assert sum(map(bool, meetings)) == 24
    assert {one.minutes_on is None for found in meetings for one in found} == {True, False}
    assert any(open_first(page.records) for page in pages)
    assert all(page.reviews for page in pages)
    everything = [session for sessions in told.values() for session in sessions]
    assert any(session.addenda for session in everything)
    assert {session.entry.outcome for session in everything} >= {
        Outcome.FAILED_TO_COMPLY, Outcome.ACCEPTABLE_ABSENCE, Outcome.UNACCEPTABLE_ABSENCE, Outcome.FAILED_TO_ATTEND,
    }  # fmt: skip
    levels = Counter(rating.level for session in everything for rating in session.entry.ratings)
    assert levels[Level.ACT_TODAY] >= 6
    assert levels[Level.NOT_EXPLORED] >= 20
    assert levels[Level.UNABLE_TO_JUDGE] >= 3


def test_no_word_that_the_practice_rules_forbid_is_in_any_note(told: dict[str, list[Session]]) -> None:
    assert [word for session in itertools.chain(*told.values()) for word in banned_in(repr(session.entry))] == []


def test_no_phrase_is_in_its_pool_twice() -> None:
    shared = phrases()
    pools = [
        *shared.summaries.values(),
        *shared.interventions.values(),
        *shared.decisions.values(),
        *shared.life.values(),
    ]
    assert all(len(pool) == len(set(pool)) for pool in pools)


def test_the_same_day_gives_the_same_caseload_whatever_the_ids(tmp_path: Path) -> None:
    """Six of the stories stand for all: they are told in the same way."""
    some = stories()[:2] + stories()[8:10] + stories()[20:22]

    def caseload(seed: int) -> list[object]:
        desk, _key = a_new_store(tmp_path / str(seed), Clock(NOW), seed=seed)
        fill(desk, some, lambda done, total: None)
        rows = people.list_people(desk)
        found = [(row.name, row.next_at, row.overdue, *map(_without_ids, sessions_of(desk, row))) for row in rows]
        vault.lock(desk)
        return found

    assert caseload(1) == caseload(2)


def _without_ids(session: Session) -> object:
    return session.written_at, session.signed_at, note_text(session.entry), session.entry.next_at, session.entry.summary


def test_one_made_today_is_kept(folder: Path) -> None:
    before = (folder / "keys.a.json").read_bytes()
    vault.lock(open_demonstration(folder, Clock(NOW + timedelta(hours=5)), seeded(2).randbytes))
    assert (folder / "keys.a.json").read_bytes() == before
    assert sorted(path.name for path in folder.parent.iterdir()) == ["demonstration"]


def test_one_of_an_earlier_day_is_made_anew_with_progress(folder: Path) -> None:
    heard: list[tuple[int, int]] = []
    clock = Clock(NOW + timedelta(days=1))
    desk = open_demonstration(folder, clock, seeded(2).randbytes, lambda done, total: heard.append((done, total)))
    page = today.today(desk)
    vault.lock(desk)
    assert page.today == clock().date()
    assert {row.appointment.at.date() for row in page.appointments} == {clock().date()}
    assert heard == [(done, 24) for done in range(25)]
    assert sorted(path.name for path in folder.parent.iterdir()) == ["demonstration"]


def test_a_damaged_one_is_made_anew(folder: Path) -> None:
    (folder / "head.json").write_bytes(b"{}")
    desk = open_demonstration(folder, Clock(NOW), seeded(2).randbytes)
    assert len(people.list_people(desk)) == 24
    vault.lock(desk)


def test_one_that_is_open_elsewhere_is_left_alone(folder: Path) -> None:
    desk = vault.unlock(folder, PASSPHRASE, Clock(NOW), seeded().randbytes)
    for clock in (Clock(NOW), Clock(NOW + timedelta(days=1))):
        with pytest.raises(OpenElsewhere):
            open_demonstration(folder, clock, seeded(2).randbytes)
    assert len(people.list_people(desk)) == 24
    vault.lock(desk)


def test_a_store_that_is_no_demonstration_is_never_touched(vault_folder: Path) -> None:
    before = {path: path.read_bytes() for path in sorted(vault_folder.rglob("*")) if path.is_file()}
    with pytest.raises(StoreAlreadyHere):
        open_demonstration(vault_folder, Clock(NOW), seeded().randbytes)
    assert {path: path.read_bytes() for path in sorted(vault_folder.rglob("*")) if path.is_file()} == before


def test_a_stop_half_way_leaves_the_old_one(folder: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        open_demonstration(folder, Clock(NOW + timedelta(days=1)), seeded(2).randbytes, stop)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["demonstration"]
    vault.lock(vault.unlock(folder, PASSPHRASE, Clock(NOW), seeded().randbytes))
