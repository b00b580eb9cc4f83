"""Closing an action by one key."""

from __future__ import annotations

from dataclasses import replace

from app.domain.actions import Action
from app.domain.case_problems import NotFound
from app.domain.records import Record
from app.services import records
from app.services.desk import Desk


def close(desk: Desk, record: Record) -> Record:
    """Record that an action is done today, as a further version of it; one that is done already stays as it is.

    Its newest version counts, whichever was given. Raises NotFound.
    """
    newest = records.read(desk, record.person_id, record.id).record
    if not isinstance(newest.body, Action):
        raise NotFound
    if newest.body.done_on is not None:
        return newest
    return records.change(desk, newest, replace(newest.body, done_on=desk.today()))
