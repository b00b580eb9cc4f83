"""How rules, faulty edits, edits and changed flags read as rows: words only, no widget and no service call."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _

from app.domain.days import day_words, moment_words
from app.domain.rule_edits import FaultyEdit, RuleEdit, RuleEntry
from app.domain.rule_previews import Effect, FlagChange
from app.services.rule_previews import ChangeRow
from ui.rules.words import duty_words, standing_words, state_words
from ui.widgets.flag_row import due_words
from ui.widgets.row_shape import Row
from ui.widgets.tag import Tone

_TONES = {Effect.APPEARS: Tone.INFO, Effect.MOVES: Tone.NEUTRAL, Effect.GOES: Tone.ATTENTION}


def rule_row(entry: RuleEntry) -> Row:
    """Interval and for whom, whose duty, source with how sure and when it was checked, and what the officer changed."""
    rule = entry.rule
    source = _("Source: {source}; {confidence}. As at {day}.").format(
        source=_(rule.source), confidence=rule.confidence.label, day=day_words(rule.as_at)
    )
    return Row(
        key=rule.key,
        title=_(rule.title),
        lines=(
            capitalised(rule.words),
            _("Whose duty: {duty}").format(duty=duty_words(rule.duty)),
            *standing_words(entry),
        ),
        notes=(source,),
        tag=state_words(entry),
        tone=Tone.ATTENTION if entry.off else Tone.INFO,
        opens=True,
    )


def fault_row(fault: FaultyEdit, entry: RuleEntry | None) -> Row:
    """The edit that is left out; ``entry`` is its rule as it stands, if there is one."""
    edit = fault.edit
    stands = _("The rule counts as it was before.") if entry else _("The rule it was to add is missing.")
    return Row(
        key=edit.rule_key,
        title=_(entry.rule.title) if entry else _("A rule of your own"),
        lines=(_("{fault}. {stands}").format(fault=fault.sentence, stands=stands),),
        notes=(_("{name}, {moment}: {reason}").format(name=edit.by, moment=moment_words(edit.at), reason=edit.reason),),
        tag=_("Damaged"),
        tone=Tone.DANGER,
        action=_("Reset…"),
    )


def edit_row(number: int, edit: RuleEdit) -> Row:
    """One edit in the history of a rule."""
    return Row(
        key=number,
        title=edit.state.label,
        lines=(edit.reason,),
        notes=(_("{name}, {moment}").format(name=edit.by, moment=moment_words(edit.at)),),
    )


def change_row(number: int, row: ChangeRow, today: date) -> Row:
    """What would become of one flag."""
    change = row.change
    return Row(
        key=number,
        title=row.person_name,
        beside=change.flag.title,
        lines=(_change_words(change, today),),
        tag=change.effect.label,
        tone=_TONES[change.effect],
    )


def capitalised(words: str) -> str:
    """A phrase at the start of a line."""
    return words[:1].upper() + words[1:]


def _change_words(change: FlagChange, today: date) -> str:
    before, after = change.before, change.after
    if before and after:
        words = _("Due {before} now, {after} after the change")
        return words.format(before=day_words(before.due), after=day_words(after.due))
    if before:
        return _("{due} now; not shown after the change").format(due=due_words(before, today))
    return due_words(after, today) if after else ""
