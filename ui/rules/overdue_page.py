"""Help: what overdue means and how due days are counted. Each sentence takes its numbers from the code that counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from gettext import gettext as _
from gettext import ngettext

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.days import day_words, is_overdue, weekday_words
from app.domain.deadlines import (
    MONTH,
    OUTLIVE_SUPERVISION,
    SUSPENDED_WITH_CONTACT,
    TIME_ALONE_ENDS,
    WEEK,
    Due,
)
from app.domain.deferrals import LONGEST
from app.domain.facts import CONTACT, RATING
from app.domain.reviews import EventKind
from app.domain.rules import Interval
from app.domain.starts import ABSENCE_WINDOW
from app.domain.working_days import is_working_day
from app.services.desk import Desk
from ui.rules.words import start_words
from ui.widgets.background import Background
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card
from ui.widgets.gradual import Gradual
from ui.widgets.label import Text
from ui.widgets.page import Page
from ui.widgets.tokens import look

Texts = Sequence[tuple[str, Sequence[str]]]
"""Headings, each with its sentences."""
_DAY = timedelta(days=1)


class OverduePage(Page):
    """``rules_opened`` leads to the rules."""

    rules_opened = Signal()

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        below = _("One definition, which every flag, list and count of Sightline follows.")
        super().__init__(_("What overdue means"), below, parent=parent)
        link = LinkButton(_("All review rules"))
        link.clicked.connect(self.rules_opened)
        self.add(link)
        self.setFocusProxy(link)
        background.run(partial(_read_texts, desk.today()), self._on_read)  # the first bank holidays take a while

    def _on_read(self, texts: Texts) -> None:
        self.add(Gradual(self._parts(texts), look().space(4.5)))

    def _parts(self, texts: Texts) -> Iterator[QWidget]:
        for title, sentences in texts:
            card = Card(title)
            for sentence in sentences:
                card.add(Text(sentence))
            yield card


def _read_texts(today: date) -> Texts:
    return [(title, list(sentences)) for title, sentences in help_texts(today)]


def help_texts(today: date) -> Iterator[tuple[str, Iterable[str]]]:
    """Each heading with its sentences; days in the examples are those to come."""
    yield _("Overdue"), _overdue(today)
    yield _("Counting days"), _counting(today)
    yield _("What starts a clock, and what stops it"), _clocks()
    yield _("What brings a risk review forward"), _triggers()
    yield _("Deferring, and contact that is suspended"), _deferring()
    yield _("Dates from the official system, and your own"), _official()
    yield _("What takes an overdue flag away"), _ends()


def _overdue(today: date) -> Iterator[str]:
    yield _(
        "Overdue means that the due day has passed by the date on this computer. What is due today is due, and becomes "
        "overdue at midnight."
    )
    overdue, due = _("– due {day}: overdue today"), _("– due {day}: not overdue today")
    days = (today - _DAY, today, today + _DAY)
    yield "\n".join((overdue if is_overdue(day, today) else due).format(day=weekday_words(day)) for day in days)
    words = _("“{week}” is within {days} days from today, “{month}” within {more}.")
    yield words.format(week=Due.THIS_WEEK.label, days=WEEK.days, month=Due.THIS_MONTH.label, more=MONTH.days)
    yield _(
        "A flag shows before its due day, by the warning of its rule. Nothing is stored: flags are worked out anew."
    )


def _counting(today: date) -> Iterator[str]:
    holiday = _next_holiday(today)
    before = _working_day_before(holiday)
    words = _(
        "Working days are Monday to Friday without the bank holidays of England and Wales. {holiday} is one: one "
        "working day after {before} is {after}."
    )
    after = Interval(working_days=1).after(before)
    yield words.format(holiday=weekday_words(holiday), before=weekday_words(before), after=weekday_words(after))
    last = date(today.year + 1, 1, 31)
    words = _("A month later is the same day of that month, or its last day where it is shorter: {start} gives {end}.")
    yield words.format(start=day_words(last), end=day_words(Interval(months=1).after(last)))
    leap = date(today.year + (-today.year % 4 or 4), 2, 29)
    words = _("A year after {start} is {end}.")
    yield words.format(start=day_words(leap), end=day_words(Interval(months=12).after(leap)))
    words = _("Due days are days: {hours} hours count as {days}, and a change of the clocks moves none.")
    days = (Interval(hours=12).after(today) - today).days
    yield words.format(hours=12, days=ngettext("{count} day", "{count} days", days).format(count=days))


def _clocks() -> Iterator[str]:
    yield _(
        "A rule that repeats counts from the last time the duty was done, and from its start while it never was. Any "
        "other rule counts from its start, and is settled once the duty is done after it."
    )
    yield _(
        "Recording something settles every flag of its kind and no other. Where two rules ask for the same, the "
        "earlier day counts."
    )
    yield _(
        "A record counts as the duty done: a polygraph examination that was held, a notification that the police "
        "confirmed, a circle’s meeting, an ARMS, a handover meeting. A day arranged there goes before the rule’s."
    )
    yield _(
        "A letter or a decision is about one absence, and settles what that one asks for and nothing of another. A "
        "failure to attend is to be judged until it is: seeing the person again does not judge it."
    )
    yield _(
        "The decision on breach is asked for from the second of two absences until it is made. It covers that absence "
        "and those before it; no further action is about its own absence alone."
    )
    words = _("For missed contact, absences are counted within {interval} of each other.")
    yield words.format(interval=ABSENCE_WINDOW.words)


def _triggers() -> Iterator[str]:
    yield _("A trigger only ever brings a review forward, and the flag says which it was:")
    yield "\n".join(_("– {trigger}").format(trigger=trigger_words(kind)) for kind in EventKind)


def trigger_words(kind: EventKind) -> str:
    """What brings a risk review forward, as a phrase."""
    return {
        EventKind.ACT_TODAY: _("a factor was rated Act today"),
        EventKind.ROSE_TWICE: _("a factor rose two sessions running"),
        EventKind.LIFE_CHANGE: _("a change that was ticked in the session, such as a new relationship or address"),
        EventKind.MISSED_TWICE: _("two sessions running were missed"),
        EventKind.DECIDED: _("you decided in a session that the assessment or plan changes"),
    }[kind]


def _deferring() -> Iterator[str]:
    words = _(
        "A duty can be put off with a reason and a new day: at most {days} days from the day on which it first was, "
        "and never beyond the end of the licence or order. It is then listed under “{group}”, and once the new day "
        "has passed it is overdue by that day. Every deferral is kept, for you and your supervisor."
    )
    yield words.format(days=LONGEST.days, group=Due.DEFERRED.label)
    yield _("A trigger that is recorded after the deferral undoes it, and the flag says so.")
    words = _(
        "Contact can be suspended with a reason, for at most {days} days at a time. Meanwhile these are listed under "
        "“{group}” and are not due:"
    )
    yield words.format(days=LONGEST.days, group=Due.SUSPENDED.label)
    names = {RATING: _("rating the acute factors"), CONTACT: _("seeing the person")}
    paused = [*(names[kind] for kind in SUSPENDED_WITH_CONTACT), _("what became of an appointment")]
    yield "\n".join(_("– {duty}").format(duty=duty) for duty in paused)
    yield _(
        "A suspension from the day after another renews it, and both count as one. Resuming contact ends the one that "
        "runs; one that is to begin later stays."
    )


def _official() -> Iterator[str]:
    yield _(
        "A due day from OASys or NDelius that you record goes before the rule’s, until that kind is recorded after it. "
        "The flag says so."
    )
    yield _("A person’s own contact frequency takes the place of the rule’s interval for contact.")
    yield _("A rule that you edited says so wherever it is shown, and can be reset.")


def _ends() -> Iterator[str]:
    yield _("Days alone never make something overdue less so, except for:")
    reasons = {
        "supervision_end": _("the end of the licence or order: after it only what is below still shows"),
        "record_end": _("the end of the polygraph condition or of the circle that a rule is about"),
        "suspension": _("a suspension of contact that begins later"),
        "recorded_ahead": _("the day for which a wrong clock recorded something: until then it settles nothing"),
    }
    yield "\n".join(_("– {reason}").format(reason=reasons[one]) for one in TIME_ALONE_ENDS)
    yield _("After the end of supervision these still show:")
    yield "\n".join(_("– {start}").format(start=start_words(start)) for start in OUTLIVE_SUPERVISION)


def _next_holiday(today: date) -> date:
    """The next bank holiday from Monday to Friday."""
    day = today + _DAY
    while is_working_day(day) or day.weekday() > 4:
        day += _DAY
    return day


def _working_day_before(day: date) -> date:
    return Interval(working_days=1).before(day)
