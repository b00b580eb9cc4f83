"""A person's page: what stands in the banner, the factors, the cards, and what each action does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from app.domain.marks import Mark
from app.domain.people import Rosh, RoshLevel
from app.domain.places import Place
from app.domain.ratings import Factor, Level
from app.domain.reviews import NewReview
from app.domain.run_chart import Kind
from app.domain.tasks import NewTask
from app.services import handover, marks, people, records, reviews, sessions
from app.services.desk import Desk
from tests.builders import a_missed_entry, add_person, an_action, an_entry, details, sign_session
from tests.desks import Clock
from tests.ui.windows import active, fill
from ui.people.person_page import PersonPage
from ui.widgets.background import Background
from ui.widgets.banner import Banner
from ui.widgets.row_list import RowList
from ui.widgets.run_chart import RunChart
from ui.widgets.tag import Tag


@pytest.fixture
def open_person(desk: Desk, background: Background, qtbot: QtBot):
    def open_it(person_id) -> PersonPage:
        page = PersonPage(desk, background, person_id)
        page.resize(1070, 700)
        active(qtbot, page)
        background.wait_until_idle()
        fill(page)
        return page

    return open_it


def listed(page: PersonPage, name: str) -> RowList:
    return next(one for one in page.findChildren(RowList) if one.accessibleName() == name)


def words_on(page: PersonPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def press(page: PersonPage, words: str) -> None:
    next(b for b in page.findChildren(QAbstractButton) if b.accessibleName() == words and b.isVisible()).click()


def signed(desk: Desk, clock: Clock, person_id, *levels: Level) -> None:
    """Sessions ten days apart, each with this level of mood."""
    for level in levels:
        clock.move(days=10)
        held_at = desk.now() - timedelta(hours=1)
        sign_session(desk, person_id, an_entry({Factor.MOOD: level}, held_at=held_at))


def test_each_session_says_its_marks_and_whether_it_is_in_ndelius(open_person, desk, clock):
    person = add_person(desk)
    signed(desk, clock, person.id, Level.EMERGING, Level.EMERGING)
    newest, oldest = people.page(desk, person.id).sessions
    handover.tick_off(desk, oldest.id, desk.today())
    marks.put(desk, person.id, oldest.id, Mark.RESTRICTED, "Asked for by the court")
    first, second = listed(open_person(person.id), "Sessions").rows
    assert (first.key, first.tag, first.marks) == (newest, "Not in NDelius yet", ())
    assert (second.key.id, second.tag, second.marks) == (oldest.id, "", ("Restricted",))
    assert first.lines
    assert second.lines == (), "a restricted one keeps its words to its page"


def test_the_banner_says_who_it_is_and_what_matters_first(open_person, desk):
    person = add_person(
        desk,
        name="<b>Pŷrson</b>",
        staff_alerts="Visit in pairs",
        registered=True,
        mappa_category=2,
        mappa_level=1,
        rosh=Rosh(community_children=RoshLevel.HIGH),
    )
    people.set_appointment(desk, person.id, desk.now() + timedelta(days=3), Place.HOME_VISIT)
    page = open_person(person.id)
    banner = page.findChild(Banner)
    words = [label.text() for label in banner.findChildren(QLabel) if label.isVisible()]
    assert words[:4] == ["<b>Pŷrson</b>", "CRN X123456", "RoSH: High", "MAPPA category 2 level 1"]
    assert words[4].startswith("Next: 5 March 2026, ")
    assert words[4].endswith(" · Home visit")
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in page.findChildren(QLabel))
    flags = len(people.page(desk, person.id).flags)
    assert [tag.text for tag in banner.findChildren(Tag)] == [
        "Staff-safety alert",
        "Notification requirements",
        f"Flags: {flags}",
    ]


def test_a_staff_safety_alert_is_shown_in_full(open_person, desk):
    page = open_person(add_person(desk, staff_alerts="Visit in pairs: a dog").id)
    assert "Visit in pairs: a dog" in words_on(page)


def test_without_an_alert_there_is_no_empty_box(open_person, desk):
    page = open_person(add_person(desk).id)
    assert "Staff-safety alert" not in [tag.text for tag in page.findChildren(Tag) if tag.isVisible()]


def test_nothing_is_shown_until_it_is_loaded(desk, background, qtbot: QtBot):
    page = PersonPage(desk, background, add_person(desk).id)
    active(qtbot, page)
    assert "No session signed yet." not in words_on(page)
    background.wait_until_idle()
    fill(page)
    assert "No session signed yet." in words_on(page)


def test_each_factor_says_its_latest_rating_first_and_how_it_moved(open_person, desk, clock):
    person = add_person(desk)
    signed(desk, clock, person.id, Level.EMERGING, Level.PRESENT)
    mood = listed(open_person(person.id), "Acute factors, the latest rating of each").rows[0]
    assert (mood.title, mood.tag) == ("Negative mood, especially anger", "Present")
    assert mood.lines == ("22 March 2026 · Rising since 12 March 2026", "Slept badly")


def test_a_gap_is_said_and_the_rating_before_it_stays_the_latest(open_person, desk, clock):
    person = add_person(desk)
    signed(desk, clock, person.id, Level.EMERGING, Level.NOT_EXPLORED)
    mood = listed(open_person(person.id), "Acute factors, the latest rating of each").rows[0]
    assert mood.tag == "Emerging"
    assert mood.notes == ("Not explored on 22 March 2026: There was no time for it",)


def test_a_factor_never_rated_says_so(open_person, desk):
    rows = listed(open_person(add_person(desk).id), "Acute factors, the latest rating of each").rows
    assert [row.tag for row in rows] == ["Not rated yet"] * 5


def test_the_run_chart_draws_gaps_and_missed_sessions_as_gaps(open_person, desk, clock):
    person = add_person(desk)
    signed(desk, clock, person.id, Level.EMERGING, Level.NOT_EXPLORED)
    clock.move(days=5)
    sign_session(desk, person.id, a_missed_entry(held_at=desk.now() - timedelta(hours=1)))
    chart = open_person(person.id).findChild(RunChart)
    mood = chart._series[0]
    assert [(point.level, point.label) for point in sorted(mood.points, key=lambda point: point.on)] == [
        (1, "Emerging"),
        (None, "Not explored"),
        (None, "Missed session"),
    ]
    assert [one.kind for one in chart._series].count(Kind.RATED) == 5


def test_sessions_come_twenty_at_a_time_newest_first(open_person, desk, clock, background):
    person = add_person(desk)
    signed(desk, clock, person.id, *[Level.NONE_SEEN] * 23)
    page = open_person(person.id)
    rows = listed(page, "Sessions")
    assert "Sessions: 23" in words_on(page)
    assert len(rows.rows) == 20
    press(page, "Show 20 more")
    background.wait_until_idle()
    assert len(rows.rows) == 23
    days = [row.key.entry.held_at for row in rows.rows]
    assert days == sorted(days, reverse=True)
    assert rows.current_key == rows.rows[20].key


def test_a_session_opens_with_enter(open_person, desk, clock, qtbot: QtBot):
    person = add_person(desk)
    signed(desk, clock, person.id, Level.EMERGING)
    page = open_person(person.id)
    rows = listed(page, "Sessions")
    rows.setFocus()
    with qtbot.waitSignal(page.session_opened) as opened:
        QTest.keyClick(rows, Qt.Key.Key_Return)
    assert opened.args == [people.page(desk, person.id).sessions[0].id]


def test_with_a_draft_the_green_button_carries_on(open_person, desk, qtbot: QtBot):
    person = add_person(desk)
    draft = sessions.start(desk, person.id).draft
    page = open_person(person.id)
    with qtbot.waitSignal(page.draft_opened) as opened:
        QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened.args == [draft.id]


def test_flags_say_why_and_r_records_the_review(open_person, desk, qtbot: QtBot):
    person = add_person(desk, release_date=date(2025, 1, 6))
    page = open_person(person.id)
    due = listed(page, "Due")
    due.setFocus()
    due.choose(next(i for i, row in enumerate(due.rows) if row.title == "Review the risk of serious harm"))
    assert "Released on 6 January 2025" in due.current_row.spoken
    with qtbot.waitSignal(page.review_started) as started:
        QTest.keyClicks(due, "r")
    assert started.args == [person.id, "risk_review", None]


def test_a_task_is_ticked_off_with_d(open_person, desk, background):
    person = add_person(desk)
    sign_session(desk, person.id, an_entry(tasks=(NewTask(what="Ring housing", who="Pŷrson"),)))
    page = open_person(person.id)
    tasks = listed(page, "Open tasks")
    tasks.setFocus()
    QTest.keyClicks(tasks, "d")
    background.wait_until_idle()
    assert tasks.rows == []
    assert "No open tasks." in words_on(page)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_D])
def test_an_action_is_closed_by_one_key_and_stays_listed_as_done(open_person, desk, background, key):
    person = add_person(desk)
    records.add(desk, person.id, an_action(due=desk.today() - timedelta(days=1)))
    page = open_person(person.id)
    actions = listed(page, "Actions")
    assert (actions.rows[0].tag, actions.rows[0].action) == ("Late", "Close")
    actions.setFocus()
    QTest.keyClick(actions, key)
    background.wait_until_idle()
    assert (actions.rows[0].tag, actions.rows[0].action) == ("", "")
    assert actions.rows[0].notes == ("From: MAPPA meeting", "Done on 2 March 2026")


def test_the_changes_of_the_details_are_shown_when_asked_for(open_person, desk, background):
    person = add_person(desk)
    people.edit(desk, person.id, details(tier="B"))
    page = open_person(person.id)
    changes = listed(page, "Changes to the details")
    assert not changes.isVisible()
    press(page, "Show the changes")
    background.wait_until_idle()
    assert (changes.rows[0].title, changes.rows[0].lines) == ("Tier", ("not recorded → B",))
    assert changes.rows[0].notes[0].endswith(", An Officer")


def test_details_show_what_is_recorded_and_leave_out_the_rest(open_person, desk):
    person = add_person(desk, address="1 Heol Fawr\nCaerffili", rar_days_allowed=10)
    words = words_on(open_person(person.id))
    assert "1 Heol Fawr\nCaerffili" in words
    assert "0 done, 10 allowed" in words
    assert "Index offence" not in words


def test_a_recorded_review_is_listed_with_its_sentence(open_person, desk):
    person = add_person(desk)
    day = desk.today()
    new = NewReview(person_id=person.id, kind="risk_review", done_on=day, changed=False, note="All <i>quiet</i>")
    reviews.record(desk, new)
    row = listed(open_person(person.id), "Reviews").rows[0]
    assert row.title == "Review the risk of serious harm"
    assert row.lines == ("All <i>quiet</i>",)
    assert row.tag == "No change"


def test_a_signed_review_opens_for_reading_and_an_unsigned_one_to_carry_on(open_person, desk, qtbot):
    person = add_person(desk)
    new = NewReview(person_id=person.id, kind="oversight", done_on=desk.today(), changed=False, note="Talked it over")
    signed_one = reviews.record(desk, new)
    reviews.start(desk, person.id, "risk_review")
    page = open_person(person.id)
    rows = listed(page, "Reviews")
    assert [(row.title, row.tag) for row in rows.rows] == [
        ("Review the risk of serious harm", "Unsigned"),
        ("Discuss the case with your SPO", "No change"),
    ]
    rows.choose(0)
    with qtbot.waitSignal(page.review_started) as started:
        QTest.keyClick(rows, Qt.Key.Key_Return)
    assert started.args == [person.id, "risk_review", None]
    rows.choose(1)
    with qtbot.waitSignal(page.review_opened) as opened:
        QTest.keyClick(rows, Qt.Key.Key_Return)
    assert opened.args == [person.id, signed_one.id]


def test_somebody_who_is_not_in_the_store_is_said_in_a_sentence(open_person, desk):
    page = open_person(desk.new_id())
    assert "There is a problem" in words_on(page)


def test_tab_goes_down_one_column_and_then_the_other(open_person, desk):
    page = open_person(add_person(desk).id)
    names, widget = [], page.nextInFocusChain()
    while widget is not page:
        names += [widget.accessibleName()] if isinstance(widget, RowList) else []
        widget = widget.nextInFocusChain()
    assert names[:3] == ["Due", "Open tasks", "Blind spots"]
    assert names.index("Reviews") < names.index("Acute factors, the latest rating of each") < names.index("Sessions")
