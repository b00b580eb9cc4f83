"""Which day and which level of a run chart goes where, for the screen and for print alike. Draws nothing.

Lines are kept in days and levels, so that a change of width costs nothing: who draws scales them. Units are those of
the :class:`Frame`: pixels on a screen, parts of a point on paper. Each factor stands alone: nothing is added up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from gettext import gettext as _
from typing import NamedTuple

from app.domain.days import day_words
from app.domain.ratings import Level

_RATED = (Level.NONE_SEEN, Level.EMERGING, Level.PRESENT, Level.ACT_TODAY)


class Kind(StrEnum):
    """A factor with its levels, or one of the lanes of marks below the factors."""

    RATED = "rated"
    HAPPENED = "happened"
    HELPED = "helped"

    @property
    def heights(self) -> tuple[str, ...]:
        """What each height says, lowest first; a point's ``level`` is its place here."""
        if self is Kind.RATED:
            return tuple(level.label for level in _RATED)
        return (_("Status"), _("Trigger"), _("Review")) if self is Kind.HAPPENED else ("",)

    @property
    def levels(self) -> int:
        """How many heights it has."""
        return len(_SHAPES[self])


STATUS, TRIGGER, REVIEW = range(3)
"""The heights of :attr:`Kind.HAPPENED`."""


@dataclass(frozen=True)
class Point:
    """One session, or what happened on a day.

    ``level`` is a height of its :class:`Kind`, or None for a gap (not explored, unable to judge, missed); ``label`` is
    what is read.
    """

    on: date
    level: int | None
    label: str


@dataclass(frozen=True)
class Series:
    """One factor or one lane, with its points in any order."""

    name: str
    points: tuple[Point, ...]
    kind: Kind = Kind.RATED


Mark = tuple[int, int, int | None]
"""The middle of a mark, across and down, and its height, or None for the open mark of a gap."""


class Shape(NamedTuple):
    """``corners`` in a square of side 1 whose y goes down; without any it is a circle of half that size."""

    corners: tuple[tuple[float, float], ...] = ()
    filled: bool = True


@dataclass(frozen=True)
class Frame:
    """Where one series is drawn, in whole units, y going down: its sides, its top level, the height between two."""

    left: int
    right: int
    top: int
    step: int
    heights: int = len(_RATED)

    @property
    def base(self) -> int:
        """The line on which gaps are marked, half a step below the lowest level."""
        return self.top + round((self.heights - 0.5) * self.step)

    def y(self, level: int | None) -> int:
        return self.base if level is None else self.top + (self.heights - 1 - level) * self.step


@dataclass(frozen=True)
class Span:
    """The days that all series share."""

    first: date
    days: int

    def day(self, on: date) -> int:
        """Days since the first."""
        return (on - self.first).days

    def x(self, day: int, frame: Frame) -> int:
        """Where a day since the first is drawn; a single day stands in the middle."""
        if not self.days:
            return (frame.left + frame.right) // 2
        return frame.left + round(day * (frame.right - frame.left) / self.days)

    def ticks(self) -> list[int]:
        """At most five days since the first, evenly spread, both ends among them."""
        return sorted({self.days * quarter // 4 for quarter in range(5)})


@dataclass(frozen=True)
class Track:
    """One series ready to be drawn in any width.

    ``points`` in order of day, ``days`` since the first beside them. ``lines`` are corners of (day, steps below the
    top level). ``ranked`` are (day, level) with the highest last, ``gaps`` the days of gaps.
    """

    name: str
    kind: Kind
    points: tuple[Point, ...]
    days: tuple[int, ...]
    lines: tuple[tuple[tuple[int, int], ...], ...]
    ranked: tuple[tuple[int, int], ...]
    gaps: tuple[int, ...]

    def marks(self, span: Span, frame: Frame, apart: int) -> list[Mark]:
        """A mark for each point.

        Where points of a factor lie closer than ``apart`` units: the highest of them and one gap; of a lane, one for
        each height.
        """
        scale = (frame.right - frame.left) / max(span.days, 1)
        columns, left = scale / apart, frame.left if span.days else span.x(0, frame)
        heights = [frame.y(level) for level in range(frame.heights)]
        shown: Iterable[tuple[int, int]]
        if self.kind is Kind.RATED:
            shown = {int(at[0] * columns): at for at in self.ranked}.values()
        else:
            shown = {(int(day * columns), level): (day, level) for day, level in self.ranked}.values()
        found: list[Mark] = [(left + round(day * scale), heights[level], level) for day, level in shown]
        gaps = {int(day * columns): day for day in self.gaps}.values()
        return found + [(left + round(day * scale), frame.base, None) for day in gaps]

    def nearest(self, x: int, y: int, span: Span, frame: Frame) -> int:
        """Place of the point drawn nearest to ``x``; of several there, the nearest to ``y``."""
        distances = [
            (abs(span.x(day, frame) - x), abs(frame.y(point.level) - y))
            for day, point in zip(self.days, self.points, strict=True)
        ]
        return distances.index(min(distances))

    def reading(self, place: int) -> str:
        """The point at ``place`` in words."""
        point = self.points[place]
        return _("{day} · {words}").format(day=day_words(point.on), words=_said(point, self.name, self.kind))


def span_of(series: Iterable[Series]) -> Span | None:
    """None when there is no point at all."""
    days = [point.on for one in series for point in one.points]
    return Span(min(days), (max(days) - min(days)).days) if days else None


def track(one: Series, span: Span) -> Track:
    points = tuple(sorted(one.points, key=_day_and_height))
    days = tuple(span.day(point.on) for point in points)
    levels = [(day, point.level) for day, point in zip(days, points, strict=True)]
    return Track(
        name=one.name,
        kind=one.kind,
        points=points,
        days=days,
        lines=tuple(_step_lines(levels)) if one.kind is Kind.RATED else (),
        ranked=tuple(sorted(((day, level) for day, level in levels if level is not None), key=_level_of)),
        gaps=tuple(day for day, level in levels if level is None),
    )


def frames(tracks: Sequence[Track], sides: tuple[int, int], step: int, head: int, foot: int) -> list[Frame]:
    """One frame for each track below each other, ``head`` above its top level and ``foot`` below its base."""
    found: list[Frame] = []
    for one in tracks:
        top = head + (found[-1].base + foot if found else 0)
        found.append(Frame(*sides, top, step, one.kind.levels))
    return found


def shape(kind: Kind, level: int | None) -> Shape:
    """The mark of a height: no two of a chart are alike, so that none is told by its place or colour alone."""
    if level is None:
        return Shape(filled=False)
    return _SHAPES[kind][level]


_HIGH, _LOW = 0.14, 0.86
_SQUARE = ((_HIGH, _HIGH), (_LOW, _HIGH), (_LOW, _LOW), (_HIGH, _LOW))
_PLUS = ((0.35, 0), (0.65, 0), (0.65, 0.35), (1, 0.35), (1, 0.65), (0.65, 0.65))
_SHAPES = {
    Kind.RATED: (
        Shape(),
        Shape(((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5))),
        Shape(_SQUARE),
        Shape(((0.5, 0), (1, 0.95), (0, 0.95))),
    ),
    Kind.HAPPENED: (
        Shape(((0.5, 0), (1, 0.45), (0.82, 1), (0.18, 1), (0, 0.45))),
        Shape(((0.1, 0), (1, 0.3), (0.3, 0.6), (0.3, 1), (0.1, 1))),
        Shape(_SQUARE, filled=False),
    ),
    Kind.HELPED: (Shape(_PLUS + tuple((1 - x, 1 - y) for x, y in _PLUS)),),
}


def latest_words(one: Track) -> str:
    """The latest point first, then what came after it if that was a gap; of a lane only what kind and when."""
    if not one.points:
        return _("No session yet") if one.kind is Kind.RATED else _("None recorded")
    known = [point for point in one.points if point.level is not None]
    if not known:
        return one.points[-1].label
    last, end = known[-1], one.points[-1]
    if one.kind is not Kind.RATED:
        height = one.kind.heights[last.level or 0]
        return _("{what}, {day}").format(what=height, day=day_words(last.on)) if height else day_words(last.on)
    if end is last:
        return _("{rating}, {day}").format(rating=last.label, day=day_words(last.on))
    return _("{rating}, {day}; then {gap}, {gap_day}").format(
        rating=last.label, day=day_words(last.on), gap=end.label, gap_day=day_words(end.on)
    )


def by_day(series: Sequence[Series]) -> list[tuple[date, tuple[str, ...]]]:
    """The table twin: each day, latest first, with the words of every series; all of those that share the day."""
    said: list[dict[date, list[str]]] = []
    for one in series:
        words: dict[date, list[str]] = defaultdict(list)
        for point in sorted(one.points, key=_day_and_height, reverse=one.kind is not Kind.RATED):
            words[point.on].append(point.label if one.kind is not Kind.HAPPENED else _said(point, one.name, one.kind))
        said.append(words)
    days = sorted({day for words in said for day in words}, reverse=True)
    return [(day, tuple("; ".join(dict.fromkeys(words.get(day, ()))) or "–" for words in said)) for day in days]


def _said(point: Point, name: str, kind: Kind) -> str:
    height = kind.heights[point.level] if kind is not Kind.RATED and point.level is not None else ""
    return _("{what}: {words}").format(what=height or name, words=point.label)


def _day_and_height(point: Point) -> tuple[date, int]:
    return point.on, 0 if point.level is None else point.level


def _level_of(at: tuple[int, int]) -> int:
    return at[1]


def _step_lines(levels: Iterable[tuple[int, int | None]]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Level held until the next session, then up or down; a line of its own between two gaps."""
    run: list[tuple[int, int]] = []
    for day, level in levels:
        if level is None:
            if len(run) > 1:
                yield tuple(run)
            run = []
            continue
        down = len(_RATED) - 1 - level
        if run and run[-1][1] != down:
            run.append((day, run[-1][1]))
        run.append((day, down))
    if len(run) > 1:
        yield tuple(run)
