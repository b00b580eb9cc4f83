"""The reference data that ships: it can be read, says its sources, and a mistake in it is named."""

import re
from datetime import date
from importlib.resources import files

import pytest

from app.domain.prompts import PromptEntry, load_prompts
from app.domain.reference import ReferenceDamaged
from app.domain.rules import Rule, Settle
from app.domain.shipped_rules import load_rules
from app.services import rules

# Rows of the table of review rules in the practice notes, by key.
ROWS = {
    "acute_factors": "every 30 days",
    "risk_review_high": "every 6 months",
    "risk_review_other": "every 12 months",
    "initial_assessment": "within 15 working days",
    "arms_first": "within 15 days",
    "arms_next": "every 12 months",
    "mappa_level_3": "every 6 weeks",
    "mappa_level_2": "every 12 weeks",
    "mappa_level_1": "every 4 months",
    "home_visit_high": "within 15 days",
    "home_visit_medium": "within 6 weeks",
    "home_visit_low": "within 12 weeks",
    "contact": "every 1 month",
    "draft_signed": "within 1 working day",
    "appointment_recorded": "within 1 working day",
    "missed_letter": "within 2 working days",
    "absence_evidence": "within 6 working days",
    "second_absence": "within 6 working days",
    "recall_request": "within 24 hours",
    "notification_initial": "within 3 days",
    "notification_change": "within 3 days",
    "notification_annual": "every 12 months",
    "notification_no_fixed_abode": "every 7 days",
    "notification_travel": "on the day, shown from 31 days before",
    "notification_child_stay": "within 12 hours",
    "prevention_order_ends": "on the day, shown from 6 months before",
    "risk_order_ends": "on the day, shown from 6 months before",
    "polygraph_first": "within 3 months",
    "polygraph_next": "every 6 months",
    "com_determinate": "8 months and 14 days before",
    "com_parole": "12 months before",
    "com_early": "15 months before",
    "com_from_start": "on the day",
    "circle_review": "every 3 months",
    "predictor_again": "within 60 months",
    "oversight": "every 16 weeks",
    "supervision_ends": "on the day, shown from 3 months before",
}
RULE = """
[[rules]]
key = "a_rule"
kind = "a_kind"
title = "A duty"
why = "It protects."
who = "everybody"
applies = [{ status = ["licence"] }]
start = "taken_on"
repeats = true
interval = { days = 30 }
warning = { days = 7 }
duty = "practitioner"
settle = "review"
source = "A text"
confidence = "low"
as_at = 2026-11-22
"""


def test_every_row_of_the_table_stands_with_its_interval() -> None:
    assert {rule.key: rule.words.partition(", for ")[0] for rule in rules.rules()} == ROWS


@pytest.mark.parametrize("entry", [*rules.rules(), *rules.prompts()], ids=lambda entry: str(entry.key))
def test_every_entry_says_its_source_how_sure_it_is_and_as_at_when(entry: Rule | PromptEntry) -> None:
    assert len(entry.source.split()) >= 2
    assert entry.confidence.label
    assert date(2021, 1, 1) < entry.as_at <= date(2026, 12, 31)
    assert entry.why.endswith((".", "?"))


def test_keys_of_prompts_are_unique() -> None:
    keys = [entry.key for entry in rules.prompts()]
    assert len(keys) == len(set(keys))


def test_reviews_that_can_be_recorded_have_titles() -> None:
    titles = rules.review_titles()
    assert titles["risk_review"] == "Review the risk of serious harm"
    assert "polygraph" not in titles
    recorded = {rule.kind for rule in rules.rules() if rule.settle is Settle.REVIEW}
    assert set(titles) == recorded - {"absence_evidence"}  # which is judged


def test_the_data_is_read_once() -> None:
    assert rules.rules() is rules.rules()
    assert rules.prompts() is rules.prompts()


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("interval = { days = 30 }", "intervall = { days = 30 }", "A rule has no “intervall”"),
        ("interval = { days = 30 }", "interval = { days = -30 }", "“days” cannot be negative"),
        ("interval = { days = 30 }", "interval = { fortnights = 2 }", "A rule has no “fortnights”"),
        ("interval = { days = 30 }", "interval = {}", "A rule that repeats needs an interval longer than nothing"),
        ('start = "taken_on"', 'start = "a_rule"', "“start” cannot be used as it is"),
        (
            'start = "taken_on"',
            'start = "a_kind"',
            "A rule cannot start from itself: choose a recorded fact as its start",
        ),
        ('status = ["licence"]', 'status = ["on_holiday"]', "“status” cannot be used as it is"),
        ("applies = [{", "applies = []  # [{", "“applies” is empty"),
        ('title = "A duty"', 'title = ""', "“title” is empty"),
        ('confidence = "low"', 'confidence = "sure"', "“confidence” cannot be used as it is"),
        ("as_at = 2026-11-22", 'as_at = "lately"', "“as_at” cannot be used as it is"),
        ("duty =", "whose =", "A rule has no “whose”"),
        ("repeats = true", "repeats = true\nbefore = true", "A rule that repeats cannot count back from its start"),
        ("other_rule", "a_rule", "This key stands twice"),
        ("as_at = 2026-11-22", "as_at = 2026-11-22\n[other]", "Only [[rules]] entries may stand here"),
    ],
)
def test_a_mistake_in_a_rule_is_told_in_a_sentence_and_hides_no_other(right: str, wrong: str, fault: str) -> None:
    other, third = RULE.replace("a_rule", "other_rule"), RULE.replace("a_rule", "third_rule")
    assert right in other
    found = load_rules(RULE + other.replace(right, wrong) + third)
    assert [rule.key for rule in found.rules] == ["a_rule", "third_rule"]
    named = f"{'a_rule' if wrong == 'a_rule' else 'other_rule'} (line {RULE.count(chr(10)) + 2})"
    words = f"Sightline’s own rule {named} is left out. {fault}. Mend it, or install Sightline again."
    assert found.faults == (words,)


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("interval = { days = 30 }", "interval = { days = 30", 28),
        ("as_at = 2026-11-22", "as_at = 2026-02-30", 34),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_hides_no_other_rule(right: str, wrong: str, line: int) -> None:
    found = load_rules(RULE + RULE.replace("a_rule", "other_rule").replace(right, wrong))
    assert [rule.key for rule in found.rules] == ["a_rule"]
    (fault,) = found.faults
    assert fault.startswith(f"Sightline’s own rule other_rule (line {line}) is left out. This line cannot be read.")


@pytest.mark.parametrize("text", ["", "[[rules]", "rules = 3", "rules = [3]", "[other]\nx = 1"])
def test_a_file_without_a_single_rule_is_refused_in_words(text: str) -> None:
    with pytest.raises(ReferenceDamaged) as refused:
        load_rules(text)
    assert "Your records are safe" in refused.value.sentence


def test_a_mistake_in_a_prompt_is_named() -> None:
    text = (files("resources") / "prompts.toml").read_text(encoding="utf-8")
    with pytest.raises(ReferenceDamaged, match=r"prompts, line \d+, mood_look"):
        load_prompts(text.replace('aim = "look_for"', 'aim = "guess"', 1))


@pytest.mark.parametrize("name", ["rules.toml", "prompts.toml"])
def test_no_word_is_used_that_is_never_shown(name: str) -> None:
    text = (files("resources") / name).read_text(encoding="utf-8")
    never = r"sex offender|service user|\bPoP\b|predator|paedophile|lie detector|passed polygraph|failed polygraph|AWOL"
    assert re.findall(never, text, re.IGNORECASE) == []
    assert re.findall(r"(?<!prison )(?<!community )\boffenders?\b", text, re.IGNORECASE) == []
