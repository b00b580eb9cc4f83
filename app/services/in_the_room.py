"""The session in the room: what the person may see of it, and the words that they type there themselves."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from app.domain.facts import local_day
from app.domain.in_the_room import View, agenda, own_tasks
from app.domain.sessions import Entry, open_tasks
from app.domain.tasks import NewTask, Task
from app.domain.texts import clean
from app.services.desk import Desk
from app.services.sessions import first_place, save_draft, start
from app.store import cases, facts, officers


def view(desk: Desk, person_id: UUID) -> View:
    """What stands in the unsigned session counts already: tasks set or ticked off, the next appointment.

    An appointment of today is the one that they have come to. Raises NotFound.
    """
    with desk.read() as db:
        known, case, officer = facts.of_person(db, person_id), cases.get(db, person_id), officers.current(db)
    details, today = known.details, desk.today()
    entry = case.draft.entry if case.draft else Entry(place=first_place(known, today))
    tasks: list[Task | NewTask] = [*open_tasks(case.tasks, entry.task_checks), *entry.tasks]
    made = [(entry.next_at, entry.next_place)]
    if known.appointment:
        made.append((known.appointment.at, known.appointment.place))
    later = next(((at, place) for at, place in made if at and local_day(at) > today), (None, None))
    return View(
        called=details.called,
        today=today,
        agenda=agenda(entry),
        tasks=own_tasks(details, officer[1].name if officer else "", tasks),
        next_at=later[0],
        next_place=later[1],
        own_words=entry.own_words,
    )


def keep_own_words(desk: Desk, person_id: UUID, words: str) -> None:
    """Put the person's own words into their unsigned session, and begin one if there is none.

    Raises NotFound and DraftUnreadable.
    """
    draft, words = start(desk, person_id).draft, clean(words)
    save_draft(desk, replace(draft, entry=replace(draft.entry, own_words=words)))
