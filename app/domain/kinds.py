"""Every kind of record, by the word under which the store keeps it, in the order in which a room lists them."""

from __future__ import annotations

from app.domain.actions import Action
from app.domain.agencies import Agency, Exchange
from app.domain.arms import Arms
from app.domain.children_and_victims import Child, SafeguardingEnquiry, Victim
from app.domain.circles import Circle, CircleMeeting
from app.domain.contradictions import Contradiction
from app.domain.formulation import Formulation
from app.domain.mappa import MappaMeeting
from app.domain.notifications import Notification
from app.domain.orders import Breach, Condition, Order
from app.domain.plans import Plan
from app.domain.polygraph import PolygraphExamination
from app.domain.prisons import CustodyIntelligence, Prison, ReleaseChecklist
from app.domain.programmes import ProgrammeRecord
from app.domain.protective_factors import ProtectiveFactor
from app.domain.recalls import Recall
from app.domain.records import Body, Record, Room
from app.domain.retention import Retention
from app.domain.slow_factors import SlowFactors
from app.domain.stances import Stance
from app.domain.tools import ToolResult
from app.domain.unreadable import Unreadable

KINDS: dict[str, type[Body]] = {
    body.KIND: body
    for body in (
        Formulation,
        Plan,
        SlowFactors,
        ProtectiveFactor,
        Stance,
        Order,
        Condition,
        Breach,
        Notification,
        Retention,
        MappaMeeting,
        Action,
        Agency,
        Exchange,
        Contradiction,
        ToolResult,
        Arms,
        ProgrammeRecord,
        Circle,
        CircleMeeting,
        PolygraphExamination,
        Child,
        Victim,
        SafeguardingEnquiry,
        Prison,
        ReleaseChecklist,
        CustodyIntelligence,
        Recall,
    )
}

RULED = tuple(kind for kind, body in KINDS.items() if body.RULED)
"""Those that review rules and blind spots ask about."""


def kinds_of(room: Room) -> list[type[Body]]:
    """Those that a room lists; last, in one of them, what is of no kind known here."""
    every: list[type[Body]] = [*KINDS.values(), Unreadable]
    return [body for body in every if body.ROOM is room]


def kind_of(record: Record) -> type[Body]:
    """What it was recorded as, whether or not its answers can be read."""
    return KINDS.get(record.kind, Unreadable)
