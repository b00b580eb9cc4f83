"""What the records of a case start: notifications, ends of orders, polygraph examinations, handover, circles, recall.

Each start also says which form settles it, begun as far as it is known. Must not know intervals nor due days.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, timedelta
from gettext import gettext as _

from app.domain.circles import Circle, CircleMeeting
from app.domain.days import day_words
from app.domain.facts import Facts, local_day, supervision_start
from app.domain.notifications import RENEWING, Notification, NotificationType, last_notified, unconfirmed
from app.domain.orders import Condition, ConditionType, Order, OrderType
from app.domain.people import AddressType, Status
from app.domain.places import Action
from app.domain.polygraph import PolygraphExamination
from app.domain.prisons import Prison, ReleaseChecklist, handover_start
from app.domain.recalls import Recall
from app.domain.records import Record, bodies
from app.domain.rules import Start
from app.domain.shown_done import CIRCLE_REVIEW, POLYGRAPH
from app.domain.started import Form, Started
from app.domain.tools import ToolResult

_SAME_CHANGE = timedelta(days=7)
"""A notification so shortly before the details were changed here is about that change: this program's own."""
_WEEKLY = (NotificationType.NO_FIXED_ABODE,)


# ── Notification ─────────────────────────────────────────────────────────────────────────────────────


def _of_unconfirmed(facts: Facts, kind: NotificationType) -> list[Started]:
    """One for each that the police have not confirmed: whoever opens it confirms it."""
    return [
        Started(on=day, subject=one.id, form=Form(kind=one.kind, record=one.id))
        for one, day in unconfirmed(facts.records, kind)
    ]


def _notification_started(facts: Facts) -> list[Started]:
    """The first notification as it was recorded; while none is, it is asked for in the community."""
    notifications = bodies(Notification, facts.records)
    if any(one.type in RENEWING for one in notifications):
        return _of_unconfirmed(facts, NotificationType.INITIAL)
    if facts.details.status is Status.CUSTODY:
        return []
    start, added = supervision_start(facts.details), local_day(facts.person.added_at)
    begun = Notification(type=NotificationType.INITIAL, day=start)
    return [Started(on=max(start or added, added), form=Form(kind=Notification.KIND, body=begun))]


def _details_changed(facts: Facts) -> list[Started]:
    """Changes recorded as such, and one that was made in the details alone; in custody nothing is to be notified."""
    found = _of_unconfirmed(facts, NotificationType.CHANGE)
    known = [one for one in facts.records if isinstance(one.body, Notification) and one.body.type in RENEWING]
    moved = max((one.at for one in facts.moved), default=None)
    if moved is None or not known or facts.details.status is Status.CUSTODY:
        return found  # while no notification is recorded at all, the first is asked for
    on = local_day(moved)
    if any(one.recorded_at >= moved or (one.body.on or date.min) >= on - _SAME_CHANGE for one in known):
        return found
    begun = Notification(type=NotificationType.CHANGE, day=on)
    return [*found, Started(on=on, form=Form(kind=Notification.KIND, body=begun))]


def _last_notified(facts: Facts) -> list[Started]:
    return _renewed(facts, RENEWING, NotificationType.YEARLY)


def _last_notified_no_fixed_abode(facts: Facts) -> list[Started]:
    """While the details say no fixed abode, or say nothing of the address and a weekly notification is recorded."""
    if facts.details.address_type not in (None, AddressType.NO_FIXED_ABODE):
        return []
    found = _renewed(facts, _WEEKLY, NotificationType.NO_FIXED_ABODE)
    if found or facts.details.address_type is None:
        return found
    moved = [local_day(one.at) for one in facts.moved if one.field == "address_type"]
    days = [*moved, local_day(facts.person.added_at), supervision_start(facts.details) or date.min]
    begun = Notification(type=NotificationType.NO_FIXED_ABODE)
    return [Started(on=max(days), form=Form(kind=Notification.KIND, body=begun))]


def _renewed(facts: Facts, kinds: Collection[NotificationType], kind: NotificationType) -> list[Started]:
    """From the last notification; one that waits to be confirmed is opened, or else a new one begun."""
    last = last_notified(bodies(Notification, facts.records), kinds)
    if last is None:
        return []
    waiting = unconfirmed(facts.records, kind)
    form = Form(kind=Notification.KIND, body=Notification(type=kind))
    return [Started(on=last, form=Form(kind=Notification.KIND, record=waiting[-1][0].id) if waiting else form)]


def _foreign_travel(facts: Facts) -> list[Started]:
    return _of_unconfirmed(facts, NotificationType.TRAVEL)


def _stay_where_a_child_lives(facts: Facts) -> list[Started]:
    return _of_unconfirmed(facts, NotificationType.CHILD_STAY)


# ── Orders, polygraph, circles, recall ───────────────────────────────────────────────────────────────


def _order_ends(facts: Facts, types: Collection[OrderType]) -> list[Started]:
    """Not of an order that had ended before the person came."""
    added = local_day(facts.person.added_at)
    return [
        Started(on=end, subject=one.id)
        for one in facts.records
        if isinstance(one.body, Order) and one.body.type in types and (end := one.body.end) is not None and end >= added
    ]


def _prevention_order_ends(facts: Facts) -> list[Started]:
    return _order_ends(facts, (OrderType.PREVENTION, OrderType.OLD_PREVENTION))


def _risk_order_ends(facts: Facts) -> list[Started]:
    return _order_ends(facts, (OrderType.RISK, OrderType.OLD_RISK))


def polygraph_conditions(facts: Facts) -> Iterator[tuple[date, date | None]]:
    """When each polygraph condition starts and ends, by its own days and those of its order."""
    orders = {one.id: one.body for one in facts.records if isinstance(one.body, Order)}
    for one in bodies(Condition, facts.records):
        order = orders.get(one.order) if one.order else None
        start, end = one.days(order) if order else (one.start, one.end)
        if one.type is ConditionType.POLYGRAPH and start is not None:
            yield start, end


def _released_with_polygraph(facts: Facts) -> list[Started]:
    """From the release, or from the condition if that came later."""
    release = facts.details.release_date
    return [] if release is None else _polygraph(facts, release)


def _polygraph_held(facts: Facts) -> list[Started]:
    last = facts.last_done(POLYGRAPH)
    return [] if last is None else _polygraph(facts, last)


def _polygraph(facts: Facts, since: date) -> list[Started]:
    """For the condition that runs longest; an examination that is arranged says when the next is due."""
    conditions = list(polygraph_conditions(facts))
    if not conditions:
        return []
    start = min(start for start, _end in conditions)
    until = None if any(end is None for _start, end in conditions) else max(end for _start, end in conditions if end)
    last = facts.last_done(POLYGRAPH) or date.min
    arranged = [
        (one.body.due_on, one)
        for one in facts.records
        if isinstance(one.body, PolygraphExamination) and one.body.held_on is None and one.body.due_on
    ]
    due, record = min((one for one in arranged if one[0] > last), key=_day, default=(None, None))
    form = Form(kind=PolygraphExamination.KIND, record=record.id if record else None)
    return [Started(on=max(since, start), due=due, until=until, form=form)]


def _day(one: tuple[date, Record]) -> date:
    return one[0]


def _circle_started(facts: Facts) -> list[Started]:
    """Each circle on its own; the review arranged with the volunteers goes before the rule's day."""
    found = []
    for one in facts.records:
        if not isinstance(one.body, Circle) or one.body.start is None:
            continue
        last, arranged = facts.last_done(CIRCLE_REVIEW, one.id), one.body.review_on
        form = Form(kind=CircleMeeting.KIND, body=CircleMeeting(circle=one.id))
        due = arranged if arranged and arranged > (last or date.min) else None
        found.append(Started(on=one.body.start, subject=one.id, due=due, until=one.body.end, form=form))
    return found


def _recall_decided(facts: Facts) -> list[Started]:
    """A decision whose request is not recorded, be it here or as what was done about an absence."""
    requested = [one.on for one in facts.absences if one.action is Action.RECALL_REQUESTED]
    return [
        Started(on=decided, subject=one.id, form=Form(kind=one.kind, record=one.id))
        for one in facts.records
        if isinstance(one.body, Recall)
        and (decided := one.body.decided_on) is not None
        and one.body.requested_on is None
        and not any(on >= decided for on in requested)
    ]


# ── Custody and the community ────────────────────────────────────────────────────────────────────────


def _handover(facts: Facts, start: Start) -> list[Started]:
    """By the one rule that counts for this sentence. A handover since the sentence began answers it."""
    prison = next((one for one in facts.records if isinstance(one.body, Prison)), None)
    found = handover_start(prison.body, facts.details) if prison and isinstance(prison.body, Prison) else None
    if prison is None or found is None or found[0] is not start:
        return []
    since = facts.details.sentence_start or date.min
    if start is Start.SENTENCED_SHORT_OF_RELEASE:
        named = isinstance(prison.body, Prison) and prison.body.com.strip()
        form = Form(kind=prison.kind, record=prison.id)
        return [] if named else [Started(on=found[1], answered_from=since, form=form)]
    checklist = next((one.id for one in facts.records if isinstance(one.body, ReleaseChecklist)), None)
    form = Form(kind=ReleaseChecklist.KIND, record=checklist)
    return [Started(on=found[1], answered_from=since, form=form)]


def _determinate_release(facts: Facts) -> list[Started]:
    return _handover(facts, Start.DETERMINATE_RELEASE)


def _parole_or_tariff(facts: Facts) -> list[Started]:
    return _handover(facts, Start.PAROLE_OR_TARIFF)


def _early_allocation_release(facts: Facts) -> list[Started]:
    return _handover(facts, Start.EARLY_ALLOCATION_RELEASE)


def _sentenced_short_of_release(facts: Facts) -> list[Started]:
    return _handover(facts, Start.SENTENCED_SHORT_OF_RELEASE)


def _community_time_started(facts: Facts) -> list[Started]:
    start = None if facts.details.status is Status.CUSTODY else supervision_start(facts.details)
    return [] if start is None else [Started(on=start, form=Form(kind=ToolResult.KIND))]


RECORDED_STARTS: Mapping[Start, Callable[[Facts], list[Started]]] = {
    Start.RECALL_DECIDED: _recall_decided,
    Start.NOTIFICATION_STARTED: _notification_started,
    Start.NOTIFIED_DETAILS_CHANGED: _details_changed,
    Start.LAST_NOTIFIED: _last_notified,
    Start.LAST_NOTIFIED_NO_FIXED_ABODE: _last_notified_no_fixed_abode,
    Start.FOREIGN_TRAVEL: _foreign_travel,
    Start.STAY_WHERE_A_CHILD_LIVES: _stay_where_a_child_lives,
    Start.PREVENTION_ORDER_ENDS: _prevention_order_ends,
    Start.RISK_ORDER_ENDS: _risk_order_ends,
    Start.RELEASED_WITH_POLYGRAPH: _released_with_polygraph,
    Start.POLYGRAPH_HELD: _polygraph_held,
    Start.DETERMINATE_RELEASE: _determinate_release,
    Start.PAROLE_OR_TARIFF: _parole_or_tariff,
    Start.EARLY_ALLOCATION_RELEASE: _early_allocation_release,
    Start.SENTENCED_SHORT_OF_RELEASE: _sentenced_short_of_release,
    Start.CIRCLE_STARTED: _circle_started,
    Start.COMMUNITY_TIME_STARTED: _community_time_started,
}


def recorded_words(start: Start, one: Started) -> str:
    """What started the clock, as a clause; empty for a start that is no record's."""
    kept = bool(one.form and one.form.record)
    words = {
        Start.RECALL_DECIDED: _("Recall was decided on {day}, and no request is recorded"),
        Start.NOTIFICATION_STARTED: _("Counted from {day}; no notification is recorded"),
        Start.NOTIFIED_DETAILS_CHANGED: _("Changed in the details on {day}, and no notification of it is recorded"),
        Start.LAST_NOTIFIED: _("Notified on {day}, not confirmed with the police"),
        Start.LAST_NOTIFIED_NO_FIXED_ABODE: _("No weekly notification since {day} is confirmed with the police"),
        Start.FOREIGN_TRAVEL: _("Leaves on {day}; not confirmed with the police"),
        Start.STAY_WHERE_A_CHILD_LIVES: _("The stay began on {day}; not confirmed with the police"),
        Start.PREVENTION_ORDER_ENDS: _("The order runs to {day}"),
        Start.RISK_ORDER_ENDS: _("The order runs to {day}"),
        Start.RELEASED_WITH_POLYGRAPH: _("On licence with a polygraph condition since {day}, none held since"),
        Start.POLYGRAPH_HELD: _("Last held on {day}"),
        Start.DETERMINATE_RELEASE: _("Release is on {day}; no handover is recorded"),
        Start.PAROLE_OR_TARIFF: _("Parole eligibility or the end of the tariff is on {day}; no handover is recorded"),
        Start.EARLY_ALLOCATION_RELEASE: _("Allocated early, release is on {day}; no handover is recorded"),
        Start.SENTENCED_SHORT_OF_RELEASE: _(
            "Sentenced on {day} with 10 months or less to release; no community offender manager is named"
        ),
        Start.CIRCLE_STARTED: _("The circle started on {day}, no meeting is recorded since"),
        Start.COMMUNITY_TIME_STARTED: _("In the community since {day}; no later result is recorded"),
    }.get(start, "")
    if kept and start is Start.NOTIFICATION_STARTED:
        words = _("Conviction or release was on {day}; not confirmed with the police")
    elif kept and start is Start.NOTIFIED_DETAILS_CHANGED:
        words = _("The change was on {day}; not confirmed with the police")
    return words.format(day=day_words(one.on))
