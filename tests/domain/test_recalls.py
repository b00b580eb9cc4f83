"""Recall: of whom a decision can be recorded."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from app.domain.people import Status
from app.domain.recalls import Recall
from tests.domain.records_builder import TODAY, refused

RECALL = Recall(decided_on=TODAY, decided_by="The SPO", why="Out of contact")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"status": Status.LICENCE}, True),
        ({"status": Status.CUSTODY, "release_date": TODAY - timedelta(days=9)}, True),
        ({"status": None}, True),
        ({"status": Status.ENDED}, True),
        ({"status": Status.CUSTODY, "release_date": TODAY + timedelta(days=1)}, False),
        ({"status": Status.CUSTODY, "release_date": None}, True),
        ({"status": Status.COMMUNITY_ORDER}, False),
    ],
)
def test_only_somebody_who_was_released_is_recalled(given: dict[str, Any], kept: bool) -> None:
    words = "Only somebody released on licence can be recalled: check the status and the release date"
    assert refused(RECALL, **given) == ({} if kept else {"decided_on": words})
    assert refused(RECALL, before=RECALL, **given) == {}, "what is recorded can still be mended"


def test_the_request_is_not_sent_before_the_decision() -> None:
    early = Recall(decided_on=TODAY, decided_by="The SPO", why="Out of contact", requested_on=date(2026, 3, 1))
    assert refused(early, status=Status.LICENCE) == {"requested_on": "The request cannot be sent before the decision"}
