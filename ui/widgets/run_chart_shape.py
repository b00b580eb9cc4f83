"""What a run chart shows, and where each line and mark of it goes in a given width; draws nothing.

Lines are kept in days and levels, so that a change of width costs nothing: the painter scales them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPolygonF

LEVELS = 4
"""None seen, Emerging, Present, Act today."""


@dataclass(frozen=True)
class Point:
    """One session. ``level`` 0 to 3, or None for a gap (not explored, unable to judge, missed); ``label`` says it."""

    on: date
    level: int | None
    label: str


@dataclass(frozen=True)
class Series:
    """One factor, with its points in any order."""

    name: str
    points: tuple[Point, ...]


class Mark(NamedTuple):
    """The middle of a mark in pixels, and which one: the level, or None for the open mark of a gap."""

    x: int
    y: int
    level: int | None


@dataclass(frozen=True)
class Frame:
    """Where one factor is drawn, in whole pixels: its sides, its top level, and the height between two levels."""

    left: int
    right: int
    top: int
    step: int

    @property
    def base(self) -> int:
        """The line on which gaps are marked, half a step below *None seen*."""
        return self.top + round((LEVELS - 0.5) * self.step)

    def y(self, level: int | None) -> int:
        return self.base if level is None else self.top + (LEVELS - 1 - level) * self.step


@dataclass(frozen=True)
class Span:
    """The days that all factors share."""

    first: date
    days: int

    def day(self, on: date) -> int:
        """Days since the first."""
        return (on - self.first).days

    def x(self, day: int, frame: Frame) -> int:
        """Where a day since the first is drawn."""
        if not self.days:
            return (frame.left + frame.right) // 2
        return frame.left + round(day * (frame.right - frame.left) / self.days)

    def ticks(self, most: int) -> Iterator[int]:
        """At most ``most`` days since the first, evenly spread, both ends among them."""
        count = max(1, min(most - 1, self.days))
        for number in range(count + 1 if self.days else 1):
            yield self.days * number // count


@dataclass(frozen=True)
class Track:
    """One factor ready to be drawn in any width: points in order of day, and its lines in days and levels."""

    name: str
    points: tuple[Point, ...]
    days: tuple[int, ...]
    lines: tuple[QPolygonF, ...]

    def marks(self, span: Span, frame: Frame, apart: int) -> list[Mark]:
        """A mark for each session; where sessions lie closer than ``apart`` pixels, the highest of them and one gap."""
        highest: dict[float, tuple[int, int | None]] = {}
        columns = (frame.right - frame.left) / max(span.days, 1) / apart
        for day, point in zip(self.days, self.points, strict=True):
            column = day * columns // 1
            level = point.level
            if level is None:
                highest[-1 - column] = day, None
            elif column not in highest or level >= (highest[column][1] or 0):
                highest[column] = day, level
        return [Mark(span.x(day, frame), frame.y(level), level) for day, level in highest.values()]

    def nearest(self, x: int, span: Span, frame: Frame) -> int:
        """Place of the session drawn nearest to ``x``."""
        distances = [abs(span.x(day, frame) - x) for day in self.days]
        return distances.index(min(distances))


def span_of(series: Sequence[Series]) -> Span | None:
    """None when there is no session at all."""
    days = [point.on for one in series for point in one.points]
    return Span(min(days), (max(days) - min(days)).days) if days else None


def track(one: Series, span: Span) -> Track:
    points = tuple(sorted(one.points, key=day_of))
    days = tuple(span.day(point.on) for point in points)
    return Track(one.name, points, days, tuple(_step_lines(points, days)))


def day_of(point: Point) -> date:
    return point.on


def _step_lines(points: Sequence[Point], days: Sequence[int]) -> Iterator[QPolygonF]:
    """Level held until the next session, then up or down; a line of its own between two gaps."""
    run: list[QPointF] = []
    for point, day in zip(points, days, strict=True):
        if point.level is None:
            if len(run) > 1:
                yield QPolygonF(run)
            run = []
            continue
        here = QPointF(day, LEVELS - 1 - point.level)
        if run and run[-1].y() != here.y():
            run.append(QPointF(here.x(), run[-1].y()))
        run.append(here)
    if len(run) > 1:
        yield QPolygonF(run)
