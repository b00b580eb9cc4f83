"""The ratings of a person as the run chart takes them: gaps stay gaps, missed sessions too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from gettext import gettext as _

from app.domain.ratings import Factor, PastRating
from ui.widgets.run_chart import Point, Series


def run_series(history: Iterable[PastRating], missed: Sequence[date]) -> list[Series]:
    """One series for each of the five factors, each rating alone."""
    points: dict[Factor, list[Point]] = {
        factor: [Point(on, None, _("Missed session")) for on in missed] for factor in Factor
    }
    for past in history:
        level = past.rating.level
        if level is not None:
            points[past.rating.factor].append(Point(past.on, level.step, level.label))
    return [Series(factor.label, tuple(points[factor])) for factor in Factor]
