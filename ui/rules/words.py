"""Words for the parts of a review rule, and the groups in which rules stand. Knows the domain, and no widget."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from gettext import gettext as _

from app.domain.days import day_words
from app.domain.rule_edits import RuleEdit, RuleEntry, RuleState
from app.domain.rules import Duty, Rule, Start

RISK, CONTACT, MISSED, MAPPA, NOTIFICATION, ORDERS, CUSTODY, CIRCLES, END, OTHER = (
    "risk", "contact", "missed", "mappa", "notification", "orders", "custody", "circles", "end", "other",
)  # fmt: skip
_GROUPS = {
    RISK: ("rating", "risk_review", "initial_assessment", "arms", "predictor"),
    CONTACT: ("contact", "home_visit", "contact_recorded"),
    MISSED: ("missed_letter", "absence_evidence", "breach_decision", "recall_request"),
    MAPPA: ("mappa_review", "oversight"),
    NOTIFICATION: (
        "notification",
        "notification_change",
        "notification_no_fixed_abode",
        "notification_travel",
        "notification_child_stay",
    ),
    ORDERS: ("prevention_order_end", "risk_order_end", "polygraph"),
    CUSTODY: ("handover",),
    CIRCLES: ("circle_review",),
    END: ("supervision_end",),
}
_GROUP_OF = {kind: group for group, kinds in _GROUPS.items() for kind in kinds}


def group_words() -> Mapping[str, str]:
    """The groups in their order, each with its heading."""
    return {
        RISK: _("Acute factors and risk"),
        CONTACT: _("Contact and home visits"),
        MISSED: _("Missed contact"),
        MAPPA: _("MAPPA and oversight"),
        NOTIFICATION: _("Notification to the police"),
        ORDERS: _("Orders and polygraph"),
        CUSTODY: _("Custody and handover"),
        CIRCLES: _("Circles of Support"),
        END: _("The end of supervision"),
        OTHER: _("Your own duties"),
    }


def group_of(rule: Rule) -> str:
    """By its kind; a kind of the officer's own stands among their duties."""
    return _GROUP_OF.get(rule.kind, OTHER)


def duty_words(duty: Duty) -> str:
    """Who owns the duty."""
    return {
        Duty.PRACTITIONER: _("Probation practitioner"),
        Duty.SPO: _("SPO"),
        Duty.PERSON: _("The person, towards the police: you ask"),
        Duty.POM: _("POM"),
    }[duty]


def start_words(start: Start) -> str:
    """The fact that starts the clock."""
    return {
        Start.SUPERVISION_STARTED: _("The start of the order, or the release"),
        Start.TAKEN_ON: _("The day the person came to you"),
        Start.SUPERVISION_ENDS: _("The end of the licence or order"),
        Start.DRAFT_UNSIGNED: _("A session written and not signed"),
        Start.APPOINTMENT_PASSED: _("An appointment without an outcome"),
        Start.SESSION_MISSED: _("A missed session without letter or decision"),
        Start.ABSENCE_UNEXPLAINED: _("A failure to attend whose reason is not judged"),
        Start.SECOND_ABSENCE: _("A second missed session within 12 months"),
        Start.RECALL_DECIDED: _("The decision to recall"),
        Start.NOTIFICATION_STARTED: _("The start of the notification requirements"),
        Start.NOTIFIED_DETAILS_CHANGED: _("A change of notified details"),
        Start.LAST_NOTIFIED: _("The last notification"),
        Start.LAST_NOTIFIED_NO_FIXED_ABODE: _("The last weekly notification with no fixed abode"),
        Start.FOREIGN_TRAVEL: _("A trip abroad"),
        Start.STAY_WHERE_A_CHILD_LIVES: _("A stay in a home where a child lives"),
        Start.PREVENTION_ORDER_ENDS: _("The end of a Sexual Harm Prevention Order, or of an earlier SOPO"),
        Start.RISK_ORDER_ENDS: _("The end of a Sexual Risk Order, or of an earlier RSHO"),
        Start.RELEASED_WITH_POLYGRAPH: _("A release with a polygraph condition"),
        Start.POLYGRAPH_HELD: _("The last polygraph examination"),
        Start.DETERMINATE_RELEASE: _("The release from a determinate sentence"),
        Start.PAROLE_OR_TARIFF: _("The parole eligibility or tariff date"),
        Start.EARLY_ALLOCATION_RELEASE: _("The release of a case allocated early"),
        Start.SENTENCED_SHORT_OF_RELEASE: _("A sentence with 10 months or less to release"),
        Start.CIRCLE_STARTED: _("The start of a circle"),
        Start.COMMUNITY_TIME_STARTED: _("The start of time in the community"),
    }[start]


def kind_options(rules: Iterable[Rule]) -> list[tuple[str, str]]:
    """The kinds of duty, each once with the title of its first rule."""
    found: dict[str, str] = {}
    for rule in rules:
        found.setdefault(rule.kind, _(rule.title))
    return list(found.items())


def interval_words(rule: Rule) -> str:
    """``6 months``, ``3 months before``; on the day itself where there is none."""
    if not rule.interval:
        return _("On the day itself")
    if rule.repeats:
        return _("Every {interval}").format(interval=rule.interval.words)
    words = _("{interval} before") if rule.before else _("Within {interval}")
    return words.format(interval=rule.interval.words)


def warning_words(rule: Rule) -> str:
    if not rule.warning:
        return _("Shown from the due day on")
    return _("Shown from {warning} before the due day").format(warning=rule.warning.words)


def edit_words(edit: RuleEdit) -> str:
    """What was done, by whom, when and why."""
    words = {
        RuleState.EDITED: _("Edited by {name} on {day}: {reason}"),
        RuleState.OFF: _("Switched off by {name} on {day}: {reason}"),
        RuleState.ON: _("Switched on by {name} on {day}: {reason}"),
        RuleState.ADDED: _("Added by {name} on {day}: {reason}"),
        RuleState.RESET: _("Reset by {name} on {day}: {reason}"),
    }[edit.state]
    return words.format(name=edit.by, day=day_words(edit.at.astimezone().date()), reason=edit.reason)


def standing_words(entry: RuleEntry) -> tuple[str, ...]:
    """What the officer did that still counts: the newest edit of the rule, and why it is off."""
    newest: dict[bool, RuleEdit] = {}
    for edit in entry.edits:
        if edit.state is RuleState.RESET:
            break
        newest.setdefault(edit.state in (RuleState.OFF, RuleState.ON), edit)
    switched, written = newest.get(True), newest.get(False)
    shown = [written] if written else []
    if switched and entry.off:
        shown.append(switched)
    return tuple(edit_words(edit) for edit in shown)


def state_words(entry: RuleEntry) -> str:
    """In a word or two; empty for a rule as it came."""
    if entry.off:
        return _("Switched off")
    if entry.shipped is None:
        return _("Added here")
    return _("Edited here") if entry.edited else ""
