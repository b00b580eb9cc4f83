"""One acute factor as it is printed: its rating and direction in words, then the risk and the protective side.

Knows one factor at a time, so that nothing can be added up here. Must not know the session around it.
"""

from gettext import gettext as _

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, HRFlowable

from app.domain.days import day_words
from app.domain.ratings import Basis, Comparison, Direction, Level, Rating
from app.exports.blocks import beside, line
from app.exports.document import H3, RULE


def factor(rating: Rating, comparison: Comparison | None) -> list[Flowable]:
    """Rating and direction in words, then risk and protective side next to each other."""
    level = rating.level
    words = level.label if level else _("Not rated yet")
    if comparison is not None:
        words = _("{rating}. {direction}").format(rating=words, direction=_direction(comparison))
    basis = _basis(rating)
    seen = _("Evidence · {basis}").format(basis=basis) if basis else _("Evidence")
    risk = [
        (seen, rating.evidence),
        (_("How it is known"), "" if rating.evidence.strip() else basis),
        (_("Reason"), rating.reason if level and level.is_gap else ""),
        (_("What was done"), rating.done),
    ]
    return [
        CondPageBreak((34 if level and level.is_concern else 20) * mm),
        HRFlowable(width="100%", thickness=0.5, color=RULE, spaceBefore=4, spaceAfter=0),
        line(_("{factor}: {rating}").format(factor=rating.factor.label, rating=words), H3),
        *beside(risk, [(_("What helped"), rating.helped or _nothing_helped(level))]),
    ]


def _nothing_helped(level: Level | None) -> str:
    return _("Nothing recorded") if level and level.is_concern else ""


def _direction(comparison: Comparison) -> str:
    if comparison.since is None:
        return _("New: not rated before")
    sentence = {
        Direction.NEW: _("New since {day}, when none was seen"),
        Direction.RISING: _("Rising since {day}"),
        Direction.SAME: _("Same as on {day}"),
        Direction.EASING: _("Easing since {day}"),
    }[comparison.direction]
    return sentence.format(day=day_words(comparison.since))


def _basis(rating: Rating) -> str:
    if rating.basis is Basis.CONFIRMED and rating.confirmed_by.strip():
        return _("Confirmed by {who}").format(who=rating.confirmed_by.strip())
    return rating.basis.label if rating.basis else ""
