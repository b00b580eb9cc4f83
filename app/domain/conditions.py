"""This person's own prohibitions and conditions as they hold on a day, each with its order, its end and its breaches.

Sessions ask about them one by one (practice rules, section 2). Must not know where they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from gettext import gettext as _

from app.domain.days import day_words
from app.domain.orders import Breach, Condition, Order
from app.domain.records import Record


@dataclass(frozen=True, kw_only=True)
class InForce:
    """A line that holds: ``wording`` as typed, ``about`` its order, court, end and breaches, to stand in a sentence."""

    wording: str
    about: str


def in_force(records: Iterable[Record], on: date) -> list[InForce]:
    """The lines that hold on this day, order by order; an order in force without any says so itself."""
    found = list(records)
    lines: list[InForce] = []
    for order in found:
        if isinstance(order.body, Order):
            ours = [_line(one, order.body, found, on) for one in found if _holds(one, order, on)]
            if not ours and order.body.in_force(on):
                ours = [InForce(wording=order.body.title, about=_lineless(order.body))]
            lines += ours
    return lines


def _holds(record: Record, order: Record, on: date) -> bool:
    body = record.body
    if not (isinstance(body, Condition) and isinstance(order.body, Order)):
        return False
    return body.order == order.id and body.in_force(order.body, on)


def _line(record: Record, order: Order, records: Iterable[Record], on: date) -> InForce:
    end = record.body.days(order)[1] if isinstance(record.body, Condition) else order.end
    about = _from_where(order, end)
    days = sorted(
        one.body.happened_on
        for one in records
        if isinstance(one.body, Breach) and one.body.condition == record.id and one.body.happened_on is not None
    )
    broken = ", ".join(day_words(day) for day in days if day <= on)
    if broken:
        about = _("{order}; broken on {days}").format(order=about, days=broken)
    return InForce(wording=record.body.title, about=about)


def _lineless(order: Order) -> str:
    return _("{order}; none of its lines is recorded").format(order=_from_where(order, order.end))


def _from_where(order: Order, end: date | None) -> str:
    if end is None:
        return _("{order}, {court}, until further order").format(order=order.title, court=order.court)
    return _("{order}, {court}, until {day}").format(order=order.title, court=order.court, day=day_words(end))
