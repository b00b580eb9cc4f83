"""A review from its first page to its signing: what it asks, what stands beside, how it is kept, what it settles."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QMessageBox
from pytestqt.qtbot import QtBot

from app.domain.case_problems import ReviewUnreadable
from app.domain.considered import CONSIDERED_IN, LinkKind, Question, SlowFactor
from app.domain.protective_factors import ProtectiveFactor
from app.domain.ratings import Factor, Level
from app.domain.slow_factors import SlowFactors
from app.domain.starts import kinds_of_one
from app.services import beside, people, records, reviews, today
from app.services.desk import Desk
from app.services.rules import review_titles, rules
from tests.builders import add_person, an_entry, sign_session
from tests.ui.reviews.opening import a_review_entry, fill, problems, show_review, sign_review, words_on
from tests.ui.windows import focus
from ui.reviews.keeping import begin_again, open_review
from ui.reviews.link_dialog import LinkDialog
from ui.reviews.parts import Part, parts
from ui.widgets.heading import Heading
from ui.widgets.tag import Tag
from ui.widgets.tokens import Theme, apply_theme, look

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def person(desk: Desk):
    return add_person(desk, release_date=date(2025, 1, 6))


@pytest.fixture
def open_page(desk: Desk, background, qtbot: QtBot, person):
    def open_it(kind: str = "risk_review", width: int = 1070):
        return show_review(desk, background, qtbot, person.id, kind, width)

    return open_it


def go_on(page) -> None:
    QTest.keyClick(page.page, Qt.Key.Key_Return, CTRL)
    fill(page)


def fill_in(page, desk: Desk) -> None:
    """Everything but the pages, as if typed before."""
    page._keep(a_review_entry(page._beside, desk.today()))


def test_what_brought_it_up_stands_on_top_with_the_reason(open_page, desk, person):
    sign_session(
        desk, person.id, an_entry({Factor.MOOD: Level.NONE_SEEN}, changes_assessment=True, decision_note="Ill")
    )
    page = open_page()
    words = words_on(page)
    assert "Pŷrson One" in words
    assert "Review the risk of serious harm" in words
    assert "Was due 6 January 2026" in words
    assert "Released on 6 January 2025" in words
    assert "general knowledge: check with your local policy" in words
    heading, first = page.page.heading, page.page.field("slow_factors.deviancy.words")
    why = next(one for one in page.page.findChildren(Heading) if one.text() == "What brought this review up")
    ys = [one.mapTo(page, QPoint()).y() for one in (heading, why, first)]
    assert ys == sorted(ys)


@pytest.mark.parametrize("kind", sorted(review_titles().keys() - kinds_of_one(rules())))
def test_each_kind_asks_for_what_it_records_and_no_more(open_page, kind):
    page = open_page(kind)
    whole = kind in CONSIDERED_IN
    assert [step.key for step in page._steps._steps] == [*parts(kind)]
    assert page.page.stop is (Part.SLOW_FACTORS if whole else Part.DECISION)
    assert len(parts(kind)) == (7 if whole else 2)


def test_nothing_is_chosen_beforehand_but_the_day_is_offered(open_page):
    page = open_page("oversight")
    go_on(page)
    assert problems(page) == ["Choose whether the assessment or plan changed"]
    assert page._entry.done_on == date(2026, 3, 2)


def test_a_page_with_something_missing_is_not_left_by_continuing(open_page):
    page = open_page()
    go_on(page)
    assert page.page.stop is Part.SLOW_FACTORS
    assert len(problems(page)) == len(SlowFactor)
    assert page.page.field("slow_factors.deviancy.words").problem == problems(page)[0]


def test_none_considered_must_be_said(open_page):
    page = open_page()
    page._go(Part.PROGRAMMES)
    go_on(page)
    assert problems(page) == ["Enter which programmes were considered, or say that none were"]
    page.page.field("programmes").setFocus()
    QTest.keyClick(focus(), Qt.Key.Key_Tab)
    QTest.keyClick(focus(), Qt.Key.Key_Space)
    assert page._entry.considered.no_programmes
    go_on(page)
    assert page.page.stop is Part.QUESTIONS


def test_a_question_is_answered_by_linking_dated_entries_with_the_keyboard(open_page, desk, person):
    session = sign_session(desk, person.id)
    page = open_page()
    page._go(Part.QUESTIONS)
    fill(page)
    assert focus().accessibleName() == f"Link entries… {Question.HARM_ANALYSED.label}"
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    dialog = page.findChild(LinkDialog)
    assert "Session, 2 March 2026" in dialog._entries.list.rows[0].spoken
    QTest.keyClick(dialog._entries.list, Qt.Key.Key_Space)
    assert "Linked" in dialog._entries.list.rows[0].spoken
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    box = page.page.field(f"answers.{Question.HARM_ANALYSED}")
    page.activateWindow()
    box.setFocus()
    QTest.keyClick(focus(), Qt.Key.Key_Tab)
    assert focus() is box.words.control
    fill(page)
    (link,) = page._entry.considered.answer(Question.HARM_ANALYSED).links
    assert (link.kind, link.id, link.on) == (LinkKind.SESSION, session.id, date(2026, 3, 2))
    assert [tag.text for tag in page.page.findChildren(Tag) if tag.isVisible()] == ["Session, 2 March 2026"]


def test_a_link_is_taken_away_again(open_page, desk, person):
    sign_session(desk, person.id)
    page = open_page()
    fill_in(page, desk)
    page._go(Part.QUESTIONS)
    fill(page)
    box = page.page.field(f"answers.{Question.CONTINGENCY}")
    box.links_wanted.emit()
    dialog = page.findChild(LinkDialog)
    QTest.keyClick(dialog._entries.list, Qt.Key.Key_Space)
    assert page._entry.considered.answer(Question.CONTINGENCY).links == ()
    assert page._entry.considered.answer(Question.HARM_ANALYSED).links


def test_the_last_review_stands_beside_with_its_day(open_page, desk, clock, person):
    sign_session(desk, person.id)
    sign_review(desk, person.id)
    clock.move(days=30)
    page = open_page()
    seen = []
    for part in parts("risk_review"):
        page._go(part)
        fill(page)
        seen.append(words_on(page.page))
    assert "At the review of 2 March 2026: Last evidence 9 February 2026 · On deviancy" in seen[0]
    assert "His sister rings daily" in seen[1]
    assert "A., 8, on Sundays" in seen[2]
    assert "None considered" in seen[3]
    assert "At the review of 2 March 2026: Session, 2 March 2026" in seen[4]
    assert "The plan <b>holds</b>" in seen[5]
    assert "No change" in seen[5]


def test_a_new_review_begins_with_what_stands_and_looking_at_it_writes_nothing(open_page, background, desk, person):
    slow = {factor.value: f"As before, {factor.label}" for factor in SlowFactor}
    records.add(desk, person.id, SlowFactors(**slow, deviancy_on=date(2026, 1, 5)))
    records.add(desk, person.id, ProtectiveFactor(what="His sister", evidence="Rings daily"))
    page = open_page()
    words = {factor: box.value for factor, (_day, box) in page.page._boxes.items()}
    assert words == {factor: slow[factor] for factor in SlowFactor}
    for part in parts("risk_review"):
        page._go(part)
        fill(page)
        page._on_changed()  # as a page that writes what it was given
    page.save_now()
    background.wait_until_idle()
    assert page._entry.considered.protective == "His sister: Rings daily"
    assert today.today(desk).review_drafts == ()


def test_looking_writes_nothing_and_one_letter_makes_a_draft(open_page, background, desk, person):
    page = open_page()
    page._go(Part.PROTECTION)
    page._go(Part.DECISION)
    page.save_now()
    background.wait_until_idle()
    assert today.today(desk).review_drafts == ()
    page._go(Part.PROTECTION)
    QTest.keyClicks(focus(), "S")
    assert not page.settled
    page.save_now()
    background.wait_until_idle()
    assert page.settled
    (row,) = today.today(desk).review_drafts
    assert (row.person_name, row.kind) == ("Pŷrson One", "risk_review")
    assert reviews.open_draft(desk, row.draft_id).draft.entry.considered.protective == "S"


def test_it_saves_within_a_second_of_quiet_and_says_so(open_page, qtbot: QtBot, desk, person):
    page = open_page()
    page._go(Part.PROTECTION)
    QTest.keyClicks(focus(), "Sister")
    with qtbot.waitSignal(page._keeping.saved, timeout=1500):
        assert page._saved.text() == "Saving…"
    assert page._saved.text().startswith("Saved ")
    assert reviews.draft_of(desk, person.id, "risk_review").entry.considered.protective == "Sister"


def test_it_resumes_where_it_was_left(open_page, background):
    page = open_page()
    page._go(Part.PEOPLE)
    QTest.keyClicks(focus(), "A., 8")
    left = []
    page.leave(lambda: left.append(True))
    background.wait_until_idle()
    assert left == [True]
    again = open_page()
    assert again.page.stop is Part.PEOPLE
    assert focus().toPlainText() == "A., 8"
    assert not again._keeping._quiet.isActive()


def test_signing_says_what_is_missing_and_leads_there(open_page, desk):
    page = open_page()
    fill_in(page, desk)
    page._keep(page._entry.__class__(done_on=page._entry.done_on, considered=page._entry.considered))
    page._on_sign()
    fill(page)
    assert problems(page) == ["Choose whether the assessment or plan changed"]
    page.page.mend_chosen.emit(page._problems_here()[0])
    assert page.page.stop is Part.DECISION
    assert page.page.field("changed").isAncestorOf(focus())
    page.page.changed.emit()
    QTest.keyClick(focus(), Qt.Key.Key_2)
    page.page.field("note").set_value("Nothing new")
    page.page.changed.emit()
    go_on(page)
    assert page.page.stop is Part.CHECK


def test_a_problem_far_down_leads_to_its_field(open_page, desk):
    page = open_page()
    page._on_sign()
    one = next(one for one in page._problems_here() if one.field == f"answers.{Question.PERSON_INVOLVED}")
    page.page.mend_chosen.emit(one)
    fill(page)
    QTest.qWait(20)
    assert page.page.field(one.field).isAncestorOf(focus())


def test_a_signed_review_settles_its_flag_and_no_other_and_ends_its_draft(open_page, desk, person, qtbot: QtBot):
    before = {flag.kind for flag in people.page(desk, person.id).flags}
    page = open_page()
    fill_in(page, desk)
    page._on_sign()
    with qtbot.waitSignal(page.draft_signed) as signed:
        QTest.keyClick(page.page, Qt.Key.Key_Return, CTRL | SHIFT)
    kept = reviews.read(desk, person.id, signed.args[0].id)
    assert (kept.kind, kept.done_on, kept.changed, kept.note) == (
        "risk_review",
        desk.today(),
        False,
        "The plan <b>holds</b>",
    )
    assert kept.considered == page._entry.considered
    assert {flag.kind for flag in people.page(desk, person.id).flags} == before - {"risk_review"}
    assert today.today(desk).review_drafts == ()
    assert page.settled


def test_ctrl_enter_never_signs(open_page, desk, background, person):
    page = open_page("oversight")
    page._keep(a_review_entry(page._beside, desk.today()))
    page._on_sign()
    QTest.keyClick(page.page, Qt.Key.Key_Return, CTRL)
    background.wait_until_idle()
    assert people.page(desk, person.id).reviews == ()


def test_leaving_out_children_and_victims_is_said_before_signing(open_page):
    page = open_page()
    page._go(Part.CHECK)
    assert "Nothing is entered on children or victims" in words_on(page.page)


def test_a_day_that_is_none_is_said_and_what_was_typed_stays(open_page):
    page = open_page("oversight")
    box = page.page.field("done_on")
    box.month.setText("13")
    box.changed.emit()
    go_on(page)
    assert problems(page)[0].endswith("there is no such date as 2 13 2026")
    assert box.month.text() == "13"


def test_discarding_asks_and_removes_the_draft(open_page, background, desk, qtbot: QtBot):
    page = open_page()
    page._go(Part.PROTECTION)
    QTest.keyClicks(focus(), "Sister")
    page.save_now()
    background.wait_until_idle()
    page._on_discard()
    assert today.today(desk).review_drafts
    with qtbot.waitSignal(page.guide_left):
        next(b for b in page.findChild(QMessageBox).buttons() if b.text() == "Discard the draft").click()
    assert today.today(desk).review_drafts == ()


def test_a_save_that_fails_is_said_and_asked_about_before_leaving(open_page, background, desk):
    page = open_page()
    page._go(Part.PROTECTION)
    QTest.keyClicks(focus(), "Sister")
    page.save_now()
    background.wait_until_idle()
    reviews.discard_draft(desk, page._opened._draft.id)
    QTest.keyClicks(focus(), " rings")
    left = []
    page.leave(lambda: left.append(True))
    background.wait_until_idle()
    assert page._saved.text().startswith("Not saved")
    assert left == []
    next(b for b in page.findChild(QMessageBox).buttons() if b.text() == "Leave without saving").click()
    assert left == [True]


def test_back_goes_a_page_back_and_loses_nothing(open_page):
    page = open_page()
    assert not page.go_back()
    page._go(Part.PROTECTION)
    QTest.keyClicks(focus(), "Sister")
    page._go(Part.PEOPLE)
    assert page.go_back()
    assert focus().toPlainText() == "Sister"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_page_fits_a_narrow_window_and_shows_its_heading(open_page, qapp, desk, scale):
    apply_theme(qapp, Theme.LIGHT, scale)
    page = open_page(width=look().px(640) if scale == 1.0 else 1280)
    for part in parts("risk_review"):
        page._go(part)
        fill(page)
        qapp.processEvents()
        assert page.page.findChildren(QAbstractButton)
        assert page.page._content.minimumSizeHint().width() <= page.page.width()


def test_every_control_has_a_name_and_an_identifier_of_its_own(open_page, desk, person):
    sign_session(desk, person.id)
    page = open_page()
    for part in parts("risk_review"):
        page._go(part)
        fill(page)
        stops = [
            one
            for one in page.page.findChildren(object)
            if one.isWidgetType() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible()
        ]
        named = [one for one in stops if not one.objectName().startswith("qt_")]
        assert all(one.accessibleName() for one in named), part
        identifiers = [one.accessibleIdentifier() for one in named]
        assert all(identifiers), part
        assert len(set(identifiers)) == len(identifiers), (part, identifiers)


def test_each_kind_has_a_draft_of_its_own(desk, person):
    open_review(desk, person.id, "arms").save(a_review_entry(beside.for_review(desk, person.id, "arms"), desk.today()))
    assert not open_review(desk, person.id, "risk_review").begun
    assert open_review(desk, person.id, "arms").begun


def test_a_damaged_draft_can_be_discarded_to_begin_again(desk, person):
    opened = open_review(desk, person.id, "risk_review")
    opened.save(a_review_entry(opened.beside, desk.today()))
    desk.store.write_alone("UPDATE review_drafts SET body = :body", {"body": "{"})
    with pytest.raises(ReviewUnreadable):
        open_review(desk, person.id, "risk_review")
    assert not begin_again(desk, person.id, "risk_review").begun
    assert today.today(desk).review_drafts == ()
