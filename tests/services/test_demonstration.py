"""The demonstration: a believable caseload of its own, the same for the same day, kept for a day, never in the way."""

import itertools
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest

from app.domain.actions import open_first
from app.domain.circles import Circle
from app.domain.considered import Question, check_considered
from app.domain.deadlines import Due
from app.domain.editing import check_details
from app.domain.handover import note_text
from app.domain.kinds import KINDS
from app.domain.mappa import newest_first
from app.domain.marks import Mark
from app.domain.notifications import NotificationType
from app.domain.orders import ConditionType, OrderType
from app.domain.people import Sex, Status
from app.domain.places import Outcome
from app.domain.plans import Plan
from app.domain.prisons import SentenceType
from app.domain.problems import OpenElsewhere, StoreAlreadyHere
from app.domain.programmes import ProgrammeRecord, ProgrammeState
from app.domain.ratings import Factor, Level
from app.domain.recalls import Recall
from app.domain.records import Around, Body, Record, Room, check
from app.domain.reference_lists import Lists, ReferenceList
from app.domain.sessions import Session
from app.domain.signing import missing
from app.domain.third_parties import not_third, record_worries
from app.domain.tools import ToolResult
from app.services import handover, people, prisons, records, reference_lists, reviews, today, vault
from app.services.demonstration import PASSPHRASE, open_demonstration
from app.services.demonstration.building import OFFICER, SEED, fill
from app.services.demonstration.diary import Diary
from app.services.demonstration.filing import CaseFile, Days, session_name, versions
from app.services.demonstration.standing import stages
from app.services.demonstration.stories import LEVELS, OUTCOMES, phrases, stories
from app.services.desk import Desk
from app.store import marks as kept_marks
from app.store import records as kept_records
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


@pytest.fixture(scope="module")
def filed(shown: Desk) -> dict[str, tuple[Record, ...]]:
    """Every version of every record, by the person's name."""
    rows = people.list_people(shown)
    with shown.read() as db:
        return {row.name: kept_records.every_version(db, row.id) for row in rows}


def of(filed: dict[str, tuple[Record, ...]], kind: type[Body]) -> list[Body]:
    return [one.body for one in itertools.chain(*filed.values()) if isinstance(one.body, kind)]


def standing(page: people.PersonPage) -> set[str]:
    return {one.kind for one in page.records}


def named(desk: Desk, name: str) -> people.PersonPage:
    return people.page(desk, next(row.id for row in people.list_people(desk) if row.name == name))


LISTS = Lists(**{which.value: reference_lists.shipped(which) for which in ReferenceList})  # type: ignore[arg-type]


@pytest.mark.parametrize("day", [NOW.date(), date(2027, 1, 3), date(2027, 8, 31), date(2028, 2, 29), date(2028, 3, 1)])
def test_every_version_passed_its_own_check_when_it_was_kept(day: date) -> None:
    diary, wrong = Diary(day), []
    for story in stories():
        slots = diary.slots(story, Random(f"{SEED} {story.details.crn}"))  # as the stories are told
        details = stages(story, slots, day)[-1].details
        case = CaseFile(uuid4(), OFFICER.name, uuid4, {session_name(slot): uuid4() for slot in slots})
        for version in versions(story, Days(slots, details, day)):
            before, stood = case.ids.get(version.name), case.standing(day)
            others = [one for one in stood if one.id != before]
            earlier = next((one.body for one in stood if one.id == before), None)
            made, _events = case.keep(version, datetime.combine(version.on, time(17)).astimezone())
            around = Around(details=details, others=others, today=version.on, before=earlier, lists=LISTS)
            found = check(made[0].body, around)
            found += record_worries(made[0].body, earlier, not_third(details, OFFICER, others))
            wrong += [(story.details.name, version.name, version.kind.KIND, one) for one in found]
    assert wrong == []


def test_versions_follow_each_other_and_none_was_kept_before_the_person_was_added(
    shown: Desk, filed: dict[str, tuple[Record, ...]]
) -> None:
    for name, found in filed.items():
        added = named(shown, name).person.added_at
        for earlier, later in itertools.pairwise(found):
            if earlier.id == later.id:
                assert later.revision == earlier.revision + 1
                assert later.recorded_at > earlier.recorded_at
                assert (later.body, later.removed) != (earlier.body, earlier.removed)
        assert all(added < one.recorded_at <= NOW for one in found)


def test_every_kind_of_record_and_every_room_has_something(shown: Desk) -> None:
    pages = [people.page(shown, row.id) for row in people.list_people(shown)]
    assert set().union(*map(standing, pages)) == set(KINDS)
    for room in Room:
        shown_in = [records.room(shown, page.person.id, room) for page in pages]
        assert sum(bool(one.records) for one in shown_in) >= 5, room


def test_one_person_has_every_kind_of_record_and_others_have_little(shown: Desk) -> None:
    """Nobody who is on licence still was recalled from it."""
    assert standing(named(shown, "Gwŷn Pritchard")) == set(KINDS) - {Recall.KIND}
    little = named(shown, "Raymond Hesketh")
    assert len(little.records) < 12
    assert sum(len(standing(people.page(shown, row.id))) >= 15 for row in people.list_people(shown)) >= 8


def test_a_woman_and_somebody_before_the_handover_are_among_them(shown: Desk) -> None:
    woman = named(shown, "Siân Mortimer").person.details
    assert woman.sex is Sex.FEMALE
    waiting = named(shown, "Marcia Benfield")
    handed = prisons.handover(shown, waiting.person.id)
    assert waiting.person.details.status is Status.CUSTODY
    assert handed
    assert handed.on > shown.today()


def test_what_the_practice_rules_name_is_recorded_of_somebody(filed: dict[str, tuple[Record, ...]]) -> None:
    bodies = [one.body for one in itertools.chain(*filed.values())]

    def values(key: str) -> set[object]:
        return {getattr(body, key) for body in bodies if getattr(body, key, None)}

    kinds = values("type")
    assert kinds >= {*OrderType, *ConditionType, *NotificationType}
    assert values("state") == set(ProgrammeState)
    assert values("sentence") == set(SentenceType)
    tools = {tool for entry in LISTS.tools for tool in (entry.name, *entry.former)}
    assert tools <= {body.tool for body in of(filed, ToolResult) if isinstance(body, ToolResult)}
    assert {entry.name for entry in LISTS.programmes} <= {
        body.programme for body in of(filed, ProgrammeRecord) if isinstance(body, ProgrammeRecord)
    }
    assert any(one.removed for one in itertools.chain(*filed.values()))
    plans = Counter(one.id for one in itertools.chain(*filed.values()) if one.kind == Plan.KIND)
    assert max(plans.values()) >= 4
    assert any(isinstance(body, Circle) and body.running(NOW.date()) for body in of(filed, Circle))


def test_the_latest_meeting_says_what_the_details_say(shown: Desk) -> None:
    for row in people.list_people(shown):
        page = people.page(shown, row.id)
        level = newest_first(page.records)[0].level
        assert level
        assert int(level) == page.person.details.mappa_level


def test_every_mark_was_put_on_some_entry_and_one_was_taken_off(shown: Desk) -> None:
    rows = people.list_people(shown)
    with shown.read() as db:
        found = [one for row in rows for one in kept_marks.of_person(db, row.id)]
    assert {one.mark for one in found} == set(Mark)
    assert {one.put for one in found} == {True, False}
    assert all(one.reason for one in found if one.mark in (Mark.DISPUTED, Mark.RESTRICTED))


def test_only_the_newest_sessions_are_not_copied_yet(shown: Desk) -> None:
    waiting = handover.not_copied(shown).listed
    assert 3 <= len(waiting) <= 15
    assert all(NOW - one.signed_at < timedelta(days=12) for one in waiting)


def test_reviews_considered_what_stood_then_and_link_what_shows_it(shown: Desk) -> None:
    with_words = 0
    for row in people.list_people(shown):
        for review in people.page(shown, row.id).reviews:
            considered = reviews.read(shown, row.id, review.id).considered
            if considered is None:
                continue
            with_words += 1
            assert check_considered(considered, review.done_on) == []
            links = [link for answer in considered.answers for link in answer.links]
            assert {answer.question for answer in considered.answers} == set(Question)
            assert all(link.on <= review.done_on for link in links)
    assert with_words >= 40


def test_a_review_answers_each_event_that_the_records_brought(shown: Desk) -> None:
    """Those of the last weeks of two people are left open on purpose."""
    unanswered = {
        row.name
        for row in people.list_people(shown)
        if any(
            flag.kind == "risk_review" and "brought forward" in flag.why for flag in people.page(shown, row.id).flags
        )
    }
    assert unanswered == {"Callum Rudge", "Adrian Pell"}


def test_no_word_that_the_practice_rules_forbid_is_in_any_record(filed: dict[str, tuple[Record, ...]]) -> None:
    assert [word for one in itertools.chain(*filed.values()) for word in banned_in(repr(one.body))] == []


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
