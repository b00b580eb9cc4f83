"""Worked examples of every review rule, a line each, to be checked line by line by somebody who knows the practice.

Due means by the end of that day; the day after it is overdue.
"""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.arms import Arms
from app.domain.circles import Circle, CircleMeeting
from app.domain.deadlines import PASSED, Due, Flag, flags
from app.domain.facts import RISK_REVIEW, Facts, Moved
from app.domain.faults import date_faults
from app.domain.notifications import Notification, NotificationType
from app.domain.orders import Condition, ConditionType, Order, OrderType
from app.domain.people import AddressType, Rosh, RoshLevel, Status
from app.domain.places import Action, Outcome
from app.domain.polygraph import PolygraphExamination
from app.domain.prisons import Prison, ReleaseChecklist, SentenceType
from app.domain.recalls import Recall
from app.domain.records import Body, Record
from app.domain.tools import ToolResult
from app.services.rules import rules
from tests.domain.facts_builder import STARTED, absence, appointment, at, done, event, official, some_facts, unsigned
from tests.domain.records_builder import a_record

RULES = rules()
BY_KEY = {rule.key: rule for rule in RULES}
DAY = timedelta(days=1)

LOW, MEDIUM, HIGH, VERY_HIGH = (Rosh(community_public=level) for level in RoshLevel)
CUSTODY, LICENCE, ORDER, ENDED = Status.CUSTODY, Status.LICENCE, Status.COMMUNITY_ORDER, Status.ENDED
JUNE_1 = date(2026, 6, 1)

INITIAL, YEARLY, CHANGE = NotificationType.INITIAL, NotificationType.YEARLY, NotificationType.CHANGE
WEEKLY, TRAVEL, CHILD_STAY = NotificationType.NO_FIXED_ABODE, NotificationType.TRAVEL, NotificationType.CHILD_STAY
PREVENTION, OLD_PREVENTION, RISK = OrderType.PREVENTION, OrderType.OLD_PREVENTION, OrderType.RISK


def known(*records: Body | Record, **given: object) -> Facts:
    """Facts with these records, each recorded on 2 March 2026."""
    found = (one if isinstance(one, Record) else a_record(one, recorded_at=at(STARTED)) for one in records)
    return some_facts(records=tuple(found), **given)


def registered(*records: Body, **given: object) -> Facts:
    return known(*records, **{"status": LICENCE, "registered": True, **given})


def notified(kind: NotificationType, day: date, confirmed_on: date | None = None) -> Notification:
    return Notification(type=kind, day=day, confirmed_on=confirmed_on)


def moved(field: str, on: date) -> Moved:
    return Moved(field=field, at=at(on))


def order(kind: OrderType, end: date) -> Order:
    return Order(type=kind, court="Crown Court", start=date(2020, 1, 1), end=end)


def polygraph(*records: Body, ends: date | None = None, **given: object) -> Facts:
    """On licence from 2 March with a polygraph condition."""
    licence = a_record(Order(type=OrderType.LICENCE, start=STARTED, end=ends, no_end=ends is None))
    condition = Condition(order=licence.id, type=ConditionType.POLYGRAPH, wording="Attend examinations")
    return known(licence, condition, *records, **{"status": LICENCE, **given})


def prison(
    *records: Body, sentence: SentenceType = SentenceType.DETERMINATE, release_date: date | None = None, **given: object
) -> Facts:
    """Sentenced on 2 March."""
    there = Prison(establishment="HMP Porth", sentence=sentence, **given)  # type: ignore[arg-type]
    return known(there, *records, status=CUSTODY, release_date=release_date)


def circle(met: date | None = None, **given: object) -> Facts:
    begun = a_record(Circle(referred_on=STARTED, start=JUNE_1, coordinator="Coordinator", **given))  # type: ignore[arg-type]
    return known(begun, *([CircleMeeting(circle=begun.id, held_on=met, what="Review")] if met else []))


MISSED_TWICE = (absence(JUNE_1, number=7), absence(date(2026, 6, 8), number=8))


def osp(scored_on: date) -> ToolResult:
    return ToolResult(tool="OSP/DC", scored_on=scored_on, scored_by="An officer")


# The rule · what is recorded (otherwise a community order from Monday 2 March 2026, nothing done) · the due day.
EXAMPLES = [
    # Acute factors rated: 30 days
    ("acute_factors", "never rated", some_facts(), date(2026, 4, 1)),
    ("acute_factors", "rated on 1 June", some_facts(rated_at=JUNE_1), date(2026, 7, 1)),
    ("acute_factors", "transferred in on 1 June", some_facts(added=JUNE_1), date(2026, 7, 1)),
    ("acute_factors", "in custody", some_facts(status=CUSTODY), date(2026, 4, 1)),
    ("acute_factors", "ended", some_facts(status=ENDED), None),
    # Risk of serious harm: 6 months high or very high, 12 months otherwise, at once on significant change
    ("risk_review_high", "high, never reviewed", some_facts(rosh=HIGH), date(2026, 9, 2)),
    ("risk_review_high", "very high, never reviewed", some_facts(rosh=VERY_HIGH), date(2026, 9, 2)),
    (
        "risk_review_high",
        "high, reviewed on 31 August: the month's last day",
        some_facts(rosh=HIGH, reviews=(done(RISK_REVIEW, date(2026, 8, 31)),)),
        date(2027, 2, 28),
    ),
    (
        "risk_review_high",
        "high in custody",
        some_facts(rosh=Rosh(custody_staff=RoshLevel.HIGH), status=CUSTODY),
        date(2026, 9, 2),
    ),
    ("risk_review_high", "medium", some_facts(rosh=MEDIUM), None),
    ("risk_review_other", "medium, never reviewed", some_facts(rosh=MEDIUM), date(2027, 3, 2)),
    ("risk_review_other", "not assessed", some_facts(), date(2027, 3, 2)),
    ("risk_review_other", "high", some_facts(rosh=HIGH), None),
    (
        "risk_review_other",
        "low, reviewed on 29 February 2028: a leap year",
        some_facts(rosh=LOW, reviews=(done(RISK_REVIEW, date(2028, 2, 29)),)),
        date(2029, 2, 28),
    ),
    (
        "risk_review_other",
        "Act today on 1 June",
        some_facts(rosh=MEDIUM, triggers=(event(JUNE_1),)),
        JUNE_1,
    ),
    (
        "risk_review_other",
        "Act today on 1 June, reviewed later that day",
        some_facts(rosh=MEDIUM, triggers=(event(JUNE_1, hour=10),), reviews=(done(RISK_REVIEW, JUNE_1, hour=12),)),
        date(2027, 6, 1),
    ),
    (
        "risk_review_other",
        "reviewed on 1 June, Act today in the afternoon",
        some_facts(rosh=MEDIUM, triggers=(event(JUNE_1, hour=15),), reviews=(done(RISK_REVIEW, JUNE_1, hour=12),)),
        JUNE_1,
    ),
    # Initial assessment and plan: 15 working days from start or release
    ("initial_assessment", "order from 2 March", some_facts(), date(2026, 3, 23)),
    (
        "initial_assessment",
        "released on Friday 18 December: Christmas, Boxing Day and New Year do not count",
        some_facts(status=LICENCE, release_date=date(2026, 12, 18), added=date(2026, 12, 18)),
        date(2027, 1, 13),
    ),
    ("initial_assessment", "done on the first day", some_facts(reviews=(done("initial_assessment", STARTED),)), None),
    ("initial_assessment", "in custody", some_facts(status=CUSTODY), None),
    ("initial_assessment", "done", some_facts(reviews=(done("initial_assessment", date(2026, 3, 20)),)), None),
    (
        "initial_assessment",
        "done, then recalled and released again on 1 June",
        some_facts(status=LICENCE, release_date=JUNE_1, reviews=(done("initial_assessment", date(2026, 3, 20)),)),
        date(2026, 6, 22),
    ),
    # ARMS-informed OASys: 15 days from release, then 12 months
    ("arms_first", "registered, released on 2 March", some_facts(status=LICENCE, registered=True), date(2026, 3, 17)),
    ("arms_first", "not registered", some_facts(status=LICENCE), None),
    (
        "arms_next",
        "done on 16 March",
        some_facts(status=LICENCE, registered=True, reviews=(done("arms", date(2026, 3, 16)),)),
        date(2027, 3, 16),
    ),
    # MAPPA level 3 / 2 / 1: 6 weeks / 12 weeks / 4 months from the last meeting
    ("mappa_level_3", "last met on 1 June", some_facts(mappa_level=3, met_on=JUNE_1), date(2026, 7, 13)),
    ("mappa_level_2", "last met on 1 June", some_facts(mappa_level=2, met_on=JUNE_1), date(2026, 8, 24)),
    ("mappa_level_1", "last met on 1 June", some_facts(mappa_level=1, met_on=JUNE_1), date(2026, 10, 1)),
    ("mappa_level_2", "no meeting recorded", some_facts(mappa_level=2), date(2026, 5, 25)),
    ("mappa_level_3", "moved down to level 2", some_facts(mappa_level=2), None),
    # First home visit: 15 days high or registered, 6 weeks medium, 12 weeks low
    ("home_visit_high", "high", some_facts(rosh=HIGH), date(2026, 3, 17)),
    ("home_visit_high", "low and registered", some_facts(rosh=LOW, registered=True), date(2026, 3, 17)),
    ("home_visit_medium", "medium", some_facts(rosh=MEDIUM), date(2026, 4, 13)),
    ("home_visit_medium", "medium and registered", some_facts(rosh=MEDIUM, registered=True), None),
    ("home_visit_low", "low", some_facts(rosh=LOW), date(2026, 5, 25)),
    ("home_visit_low", "visited on 1 June", some_facts(rosh=LOW, home_visit_at=JUNE_1), None),
    ("home_visit_high", "in custody", some_facts(rosh=HIGH, status=CUSTODY), None),
    # Face-to-face contact: monthly, or the person's own frequency
    (
        "contact",
        "last seen on 31 January",
        some_facts(added=date(2026, 1, 1), seen_at=date(2027, 1, 31)),
        date(2027, 2, 28),
    ),
    ("contact", "every 14 days, last seen on 1 June", some_facts(contact_days=14, seen_at=JUNE_1), date(2026, 6, 15)),
    ("contact", "never seen", some_facts(), date(2026, 4, 2)),
    ("contact", "in custody", some_facts(status=CUSTODY), None),
    (
        "contact",
        "seen in custody on 5 March, released on 1 June",
        some_facts(status=LICENCE, release_date=JUNE_1, seen_at=date(2026, 3, 5)),
        date(2026, 7, 1),
    ),
    (
        "contact",
        "seen on the day of release, 1 June",
        some_facts(status=LICENCE, release_date=JUNE_1, seen_at=JUNE_1),
        date(2026, 7, 1),
    ),
    ("contact", "in custody, every 90 days", some_facts(status=CUSTODY, contact_days=90), date(2026, 5, 31)),
    # Contact recorded: next working day
    ("draft_signed", "written on Friday 5 June", some_facts(draft=unsigned(date(2026, 6, 5))), date(2026, 6, 8)),
    (
        "appointment_recorded",
        "for Thursday 2 April, before Good Friday",
        some_facts(unanswered=(appointment(date(2026, 4, 2)),)),
        date(2026, 4, 7),
    ),
    (
        "appointment_recorded",
        "a draft is open",
        some_facts(unanswered=(appointment(JUNE_1),), draft=unsigned(JUNE_1)),
        None,
    ),
    # Missed appointment: letter 2 working days, evidence 6 working days, a second in 12 months asks for a decision
    ("missed_letter", "missed on Friday 5 June", some_facts(absences=(absence(date(2026, 6, 5)),)), date(2026, 6, 9)),
    ("missed_letter", "first warning letter sent", some_facts(absences=(absence(JUNE_1, Action.FIRST_WARNING),)), None),
    (
        "absence_evidence",
        "missed on 1 June",
        some_facts(absences=(absence(JUNE_1, Action.FIRST_WARNING),)),
        date(2026, 6, 9),
    ),
    (
        "absence_evidence",
        "judged unacceptable",
        some_facts(absences=(absence(JUNE_1, outcome=Outcome.UNACCEPTABLE_ABSENCE),)),
        None,
    ),
    ("absence_evidence", "found acceptable", some_facts(absences=(absence(JUNE_1, acceptable=True),)), None),
    ("absence_evidence", "found unacceptable", some_facts(absences=(absence(JUNE_1, acceptable=False),)), None),
    ("missed_letter", "found acceptable", some_facts(absences=(absence(JUNE_1, acceptable=True),)), None),
    (
        "absence_evidence",
        "missed on 1 June, seen again on 3 June: being seen does not judge it",
        some_facts(absences=(absence(JUNE_1),), held_at=date(2026, 6, 3)),
        date(2026, 6, 9),
    ),
    (
        "missed_letter",
        "missed on 1 June and on 5 June; the letter about the first was sent on 8 June",
        some_facts(
            absences=(absence(JUNE_1, number=7), absence(date(2026, 6, 5), number=8)),
            reviews=(done("missed_letter", date(2026, 6, 8), subject=UUID(int=7)),),
        ),
        date(2026, 6, 9),
    ),
    (
        "missed_letter",
        "missed on 5 June; the letter about it was sent on 8 June",
        some_facts(
            absences=(absence(date(2026, 6, 5), number=8),),
            reviews=(done("missed_letter", date(2026, 6, 8), subject=UUID(int=8)),),
        ),
        None,
    ),
    (
        "second_absence",
        "1 June, 1 July and 1 September; a decision about that of 1 July was written up on 2 September",
        some_facts(
            absences=(
                absence(JUNE_1, number=7),
                absence(date(2026, 7, 1), number=8),
                absence(date(2026, 9, 1), number=9),
            ),
            reviews=(done("breach_decision", date(2026, 9, 2), subject=UUID(int=8)),),
        ),
        date(2026, 9, 9),
    ),
    (
        "second_absence",
        "1 June and 1 September; decided on 2 September about that of 1 September",
        some_facts(
            absences=(absence(JUNE_1, number=7), absence(date(2026, 9, 1), number=9)),
            reviews=(done("breach_decision", date(2026, 9, 2), subject=UUID(int=9)),),
        ),
        None,
    ),
    (
        "second_absence",
        "1 June, and 1 June a year later",
        some_facts(absences=(absence(JUNE_1), absence(date(2027, 6, 1)))),
        date(2027, 6, 9),
    ),
    ("second_absence", "one only", some_facts(absences=(absence(JUNE_1),)), None),
    (
        "second_absence",
        "1, 8, 15 and 22 June, nothing decided: since the second",
        some_facts(absences=tuple(absence(JUNE_1 + week * 7 * DAY, number=week) for week in range(4))),
        date(2026, 6, 16),
    ),
    (
        "second_absence",
        "1, 8 and 15 June, no further action about the third: that leaves the second open",
        some_facts(absences=(*MISSED_TWICE, absence(date(2026, 6, 15), Action.NO_FURTHER_ACTION, number=9))),
        date(2026, 6, 16),
    ),
    (
        "second_absence",
        "1, 8 and 15 June, breach requested on the third: that covers the second",
        some_facts(absences=(*MISSED_TWICE, absence(date(2026, 6, 15), Action.BREACH_REQUESTED, number=9))),
        None,
    ),
    (
        "second_absence",
        "1, 8 and 15 June, decided about the third, which is then found acceptable",
        some_facts(
            absences=(*MISSED_TWICE, absence(date(2026, 6, 15), number=9, acceptable=True)),
            reviews=(done("breach_decision", date(2026, 6, 16), subject=UUID(int=9)),),
        ),
        None,
    ),
    (
        "second_absence",
        "1, 8 and 15 June, decided about the second: the third asks again",
        some_facts(
            absences=(*MISSED_TWICE, absence(date(2026, 6, 15), number=9)),
            reviews=(done("breach_decision", date(2026, 6, 16), subject=UUID(int=8)),),
        ),
        date(2026, 6, 23),
    ),
    (
        "second_absence",
        "1 June and 1 September",
        some_facts(absences=(absence(JUNE_1), absence(date(2026, 9, 1)))),
        date(2026, 9, 9),
    ),
    (
        "second_absence",
        "1 June, and 2 June a year later",
        some_facts(absences=(absence(JUNE_1), absence(date(2027, 6, 2)))),
        None,
    ),
    (
        "second_absence",
        "1 June and 1 September, the first found acceptable",
        some_facts(absences=(absence(JUNE_1, acceptable=True), absence(date(2026, 9, 1)))),
        None,
    ),
    (
        "second_absence",
        "1 June signed as acceptable and found unacceptable, and 1 September",
        some_facts(
            absences=(
                absence(JUNE_1, outcome=Outcome.ACCEPTABLE_ABSENCE, acceptable=False),
                absence(date(2026, 9, 1)),
            )
        ),
        date(2026, 9, 9),
    ),
    (
        "second_absence",
        "1 June and 1 September, breach requested",
        some_facts(absences=(absence(JUNE_1), absence(date(2026, 9, 1), Action.BREACH_REQUESTED))),
        None,
    ),
    # SPO oversight: 16 weeks
    ("oversight", "never", some_facts(), date(2026, 6, 22)),
    ("oversight", "discussed on 1 June", some_facts(reviews=(done("oversight", JUNE_1),)), date(2026, 9, 21)),
    # A date of the official system goes before the rule, until that kind is recorded after it
    (
        "risk_review_other",
        "OASys says 1 June, typed in on 3 March",
        some_facts(official_dates=(official(RISK_REVIEW, JUNE_1, date(2026, 3, 3)),)),
        JUNE_1,
    ),
    (
        "risk_review_other",
        "OASys said 1 June; reviewed on 4 May",
        some_facts(
            official_dates=(official(RISK_REVIEW, JUNE_1, date(2026, 3, 3)),),
            reviews=(done(RISK_REVIEW, date(2026, 5, 4)),),
        ),
        date(2027, 5, 4),
    ),
    (
        "risk_review_other",
        "OASys says 1 June; a review of 2 March is written up only after that was typed in",
        some_facts(
            official_dates=(official(RISK_REVIEW, JUNE_1, date(2026, 3, 3)),),
            reviews=(replace(done(RISK_REVIEW, date(2026, 3, 4)), on=date(2026, 3, 2)),),
        ),
        JUNE_1,
    ),
    (
        "risk_review_other",
        "OASys said 1 June, and the date was withdrawn",
        some_facts(
            official_dates=(
                official(RISK_REVIEW, JUNE_1, date(2026, 3, 3)),
                official(RISK_REVIEW, None, date(2026, 3, 4)),
            )
        ),
        date(2027, 3, 2),
    ),
    (
        "risk_review_other",
        "OASys said 1 July, then 1 June; the clock was set back before the second was typed in",
        some_facts(
            official_dates=(
                official(RISK_REVIEW, date(2026, 7, 1), date(2026, 3, 4)),
                official(RISK_REVIEW, JUNE_1, date(2026, 3, 3)),
            )
        ),
        JUNE_1,
    ),
    (
        "risk_review_other",
        "OASys says 1 August; Act today on 1 June",
        some_facts(official_dates=(official(RISK_REVIEW, date(2026, 8, 1), STARTED),), triggers=(event(JUNE_1),)),
        JUNE_1,
    ),
    # Clock changes: 29 March 2026 has 23 hours and 25 October 25, and count as days like any other
    (
        "contact",
        "seen on 28 March, every day",
        some_facts(seen_at=date(2026, 3, 28), contact_days=1),
        date(2026, 3, 29),
    ),
    ("contact", "seen on 25 October", some_facts(seen_at=date(2026, 10, 25), contact_days=7), date(2026, 11, 1)),
    # Recall request: 24 hours after the decision
    (
        "recall_request",
        "recall decided on 1 June",
        known(Recall(decided_on=JUNE_1), status=LICENCE),
        date(2026, 6, 2),
    ),
    (
        "recall_request",
        "decided on 1 June, request sent that day",
        known(Recall(decided_on=JUNE_1, requested_on=JUNE_1), status=LICENCE),
        None,
    ),
    (
        "recall_request",
        "decided on 1 June; an absence of that day says recall requested",
        known(Recall(decided_on=JUNE_1), status=LICENCE, absences=(absence(JUNE_1, Action.RECALL_REQUESTED),)),
        None,
    ),
    # Notification: initial and changes 3 days, annual 12 months, no fixed abode 7 days, every trip, stay of 12 hours
    ("notification_initial", "released on 1 June", registered(release_date=JUNE_1), date(2026, 6, 4)),
    ("notification_initial", "not registered", some_facts(status=LICENCE), None),
    ("notification_initial", "in custody", registered(status=CUSTODY), None),
    (
        "notification_initial",
        "asked, not confirmed: released on 1 June",
        registered(notified(INITIAL, JUNE_1), release_date=date(2026, 5, 30)),
        date(2026, 6, 4),
    ),
    ("notification_initial", "confirmed", registered(notified(INITIAL, STARTED, STARTED)), None),
    ("notification_change", "moved on 1 June", registered(notified(CHANGE, JUNE_1)), date(2026, 6, 4)),
    ("notification_change", "moved on 1 June, confirmed", registered(notified(CHANGE, JUNE_1, JUNE_1)), None),
    (
        "notification_change",
        "the address was changed here on 1 June, last notified on 2 March",
        registered(notified(INITIAL, STARTED, STARTED), moved=(moved("address", JUNE_1),)),
        date(2026, 6, 4),
    ),
    (
        "notification_change",
        "the address was changed here on 1 June, notified as a change of 30 May",
        registered(notified(CHANGE, date(2026, 5, 30), JUNE_1), moved=(moved("address", JUNE_1),)),
        None,
    ),
    (
        "notification_annual",
        "last notified on 1 June",
        registered(notified(YEARLY, JUNE_1, JUNE_1)),
        date(2027, 6, 1),
    ),
    (
        "notification_annual",
        "last notified on 29 February 2028",
        registered(notified(YEARLY, date(2028, 2, 29), date(2028, 2, 29))),
        date(2029, 2, 28),
    ),
    (
        "notification_annual",
        "first on 2 March, a change on 1 June: it moves",
        registered(notified(INITIAL, STARTED, STARTED), notified(CHANGE, JUNE_1, JUNE_1)),
        date(2027, 6, 1),
    ),
    (
        "notification_annual",
        "first on 2 March, a change on 1 June that nobody confirmed: it does not move",
        registered(notified(INITIAL, STARTED, STARTED), notified(CHANGE, JUNE_1)),
        date(2027, 3, 2),
    ),
    (
        "notification_no_fixed_abode",
        "last notified on 1 June",
        registered(notified(WEEKLY, JUNE_1, JUNE_1), address_type=AddressType.NO_FIXED_ABODE),
        date(2026, 6, 8),
    ),
    (
        "notification_no_fixed_abode",
        "no fixed abode since 1 June, never notified",
        registered(address_type=AddressType.NO_FIXED_ABODE, moved=(moved("address_type", JUNE_1),)),
        date(2026, 6, 8),
    ),
    (
        "notification_no_fixed_abode",
        "weekly until 1 June, housed since",
        registered(notified(WEEKLY, JUNE_1, JUNE_1), address_type=AddressType.RENTED),
        None,
    ),
    ("notification_travel", "leaves on 1 June", registered(notified(TRAVEL, JUNE_1)), JUNE_1),
    ("notification_travel", "leaves on 1 June, confirmed", registered(notified(TRAVEL, JUNE_1, STARTED)), None),
    (
        "notification_travel",
        "two trips, the first confirmed",
        registered(notified(TRAVEL, JUNE_1, STARTED), notified(TRAVEL, date(2026, 7, 1))),
        date(2026, 7, 1),
    ),
    ("notification_child_stay", "begun on 1 June", registered(notified(CHILD_STAY, JUNE_1)), date(2026, 6, 2)),
    # SHPO and SRO: the end itself, shown from 6 months before; a discussion within these answers it
    ("prevention_order_ends", "ends on 1 June 2027", known(order(PREVENTION, date(2027, 6, 1))), date(2027, 6, 1)),
    ("prevention_order_ends", "SOPO to 1 June 2027", known(order(OLD_PREVENTION, date(2027, 6, 1))), date(2027, 6, 1)),
    ("prevention_order_ends", "had ended before", known(order(PREVENTION, date(2026, 3, 1))), None),
    ("prevention_order_ends", "an SRO", known(order(RISK, JUNE_1)), None),
    (
        "prevention_order_ends",
        "ends on 1 June 2027, discussed on 2 March 2027",
        known(
            a_record(order(PREVENTION, date(2027, 6, 1)), UUID(int=30)),
            reviews=(done("prevention_order_end", date(2027, 3, 2), subject=UUID(int=30)),),
        ),
        None,
    ),
    (
        "prevention_order_ends",
        "discussed in 2027 and renewed to 1 June 2032: asked again",
        known(
            a_record(order(PREVENTION, date(2032, 6, 1)), UUID(int=30)),
            reviews=(done("prevention_order_end", date(2027, 3, 2), subject=UUID(int=30)),),
        ),
        date(2032, 6, 1),
    ),
    ("risk_order_ends", "ends on 1 June 2028", known(order(RISK, date(2028, 6, 1))), date(2028, 6, 1)),
    # Polygraph: 3 months after release, then every 6 months, while a condition asks for it
    ("polygraph_first", "released on 1 June", polygraph(release_date=JUNE_1), date(2026, 9, 1)),
    ("polygraph_first", "released on 30 November", polygraph(release_date=date(2026, 11, 30)), date(2027, 2, 28)),
    ("polygraph_first", "no condition", some_facts(status=LICENCE), None),
    ("polygraph_first", "held", polygraph(PolygraphExamination(held_on=JUNE_1)), None),
    (
        "polygraph_first",
        "released on 2 March, arranged for 1 July",
        polygraph(PolygraphExamination(due_on=date(2026, 7, 1))),
        date(2026, 7, 1),
    ),
    ("polygraph_first", "condition to 1 May", polygraph(ends=date(2026, 5, 1)), None),
    ("polygraph_next", "held on 1 June", polygraph(PolygraphExamination(held_on=JUNE_1)), date(2026, 12, 1)),
    (
        "polygraph_next",
        "held on 1 June, the next arranged for 1 October",
        polygraph(PolygraphExamination(held_on=JUNE_1), PolygraphExamination(due_on=date(2026, 10, 1))),
        date(2026, 10, 1),
    ),
    ("polygraph_next", "never held", polygraph(), None),
    # COM: 8 months and 14 days, 12 or 15 months before; from the start with 10 months or less to release
    (
        "com_determinate",
        "released on 1 June 2027: 8 months and 14 days before",
        prison(release_date=date(2027, 6, 1)),
        date(2026, 9, 17),
    ),
    (
        "com_determinate",
        "handed over on 1 May 2026",
        prison(ReleaseChecklist(handover_meeting=date(2026, 5, 1)), release_date=date(2027, 6, 1)),
        None,
    ),
    ("com_determinate", "no release date", prison(), None),
    (
        "com_parole",
        "tariff ends on 1 June 2027",
        prison(sentence=SentenceType.INDETERMINATE, parole_on=date(2027, 6, 1)),
        JUNE_1,
    ),
    (
        "com_early",
        "released on 1 June 2028: 15 months before",
        prison(early_allocation=True, release_date=date(2028, 6, 1)),
        date(2027, 3, 1),
    ),
    ("com_from_start", "sentenced on 2 March, 10 months", prison(release_date=date(2027, 1, 2)), STARTED),
    ("com_from_start", "a COM is named", prison(com="A. Colleague", release_date=date(2027, 1, 2)), None),
    # Circle: quarterly
    ("circle_review", "began on 1 June", circle(), date(2026, 9, 1)),
    ("circle_review", "met on 1 July", circle(met=date(2026, 7, 1)), date(2026, 10, 1)),
    ("circle_review", "review with the volunteers on 1 August", circle(review_on=date(2026, 8, 1)), date(2026, 8, 1)),
    ("circle_review", "ended on 1 July", circle(end=date(2026, 7, 1)), None),
    ("circle_review", "referred, not begun", known(Circle(referred_on=JUNE_1)), None),
    # The sexual predictors again after 5 years in the community
    ("predictor_again", "in the community since 2 March", some_facts(), date(2031, 3, 2)),
    ("predictor_again", "scored in 2027: that does not answer it", known(osp(date(2027, 3, 2))), date(2031, 3, 2)),
    ("arms_first", "an ARMS came in", registered(Arms(completed_on=date(2026, 3, 10))), None),
    ("arms_next", "an ARMS of 16 March", registered(Arms(completed_on=date(2026, 3, 16))), date(2027, 3, 16)),
    # Licence or order ends
    ("supervision_ends", "order until 2 March 2028", some_facts(sentence_end=date(2028, 3, 2)), date(2028, 3, 2)),
    (
        "supervision_ends",
        "licence until 1 June",
        some_facts(status=LICENCE, licence_end=JUNE_1, sentence_end=date(2030, 1, 1)),
        JUNE_1,
    ),
    ("supervision_ends", "no end recorded", some_facts(), None),
    *((rule.key, "the sentence ended", some_facts(status=ENDED), None) for rule in RULES),
]


def flagged(key: str, facts: Facts, today: date) -> Flag | None:
    return next((flag for flag in flags([BY_KEY[key]], facts, today) if flag.rule_key == key), None)


@pytest.mark.parametrize(
    ("key", "case", "facts", "due"), EXAMPLES, ids=[f"{key}: {case}" for key, case, _facts, _due in EXAMPLES]
)
def test_worked_example(key: str, case: str, facts: Facts, due: date | None) -> None:
    if due is None:
        days = [STARTED + timedelta(days=n) for n in (0, 30, 200, 2000)]
        assert not date_faults(facts, days[-1])
        assert [day for day in days if not date_faults(facts, day) and flagged(key, facts, day)] == []
        return
    rule = BY_KEY[key]
    on_the_day, after = flagged(key, facts, due), flagged(key, facts, due + DAY)
    assert on_the_day is not None
    assert after is not None
    assert (on_the_day.due, on_the_day.group(due), after.group(due + DAY)) == (due, Due.TODAY, Due.OVERDUE)
    first = rule.warning.before(due)
    if rule.start in PASSED and on_the_day.since:
        first = max(first, on_the_day.since)
    assert flagged(key, facts, first) is not None
    assert date_faults(facts, first - DAY) or flagged(key, facts, first - DAY) is None


def test_every_rule_stands_in_the_worked_examples() -> None:
    assert {key for key, _case, _facts, due in EXAMPLES if due is not None} == {rule.key for rule in RULES}
