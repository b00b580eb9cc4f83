"""Tasks ticked off outside a session."""

from uuid import uuid4

import pytest

from app.domain.case_problems import NotFound
from app.domain.tasks import NewTask, Task, TaskCheck, TaskOutcome
from app.services import people, sessions, tasks
from app.services.desk import Desk
from tests.builders import add_person, an_entry, sign_session
from tests.desks import Clock


def a_task(desk: Desk) -> Task:
    person = add_person(desk)
    sign_session(desk, person.id, an_entry(tasks=(NewTask(what="Ring the GP", who="Pŷrson"),)))
    (task,) = people.page(desk, person.id).tasks
    return task


@pytest.mark.parametrize("outcome", [outcome for outcome in TaskOutcome if outcome.closes])
def test_a_task_that_is_done_or_needless_leaves_the_list(desk: Desk, outcome: TaskOutcome) -> None:
    task = a_task(desk)
    tasks.check(desk, TaskCheck(task_id=task.id, outcome=outcome))
    assert people.page(desk, task.person_id).tasks == ()
    assert sessions.start(desk, task.person_id).open_tasks == ()


def test_a_task_partly_done_stays_until_it_is_done(desk: Desk) -> None:
    task = a_task(desk)
    for outcome in (TaskOutcome.PARTLY, TaskOutcome.NOT_DONE):
        tasks.check(desk, TaskCheck(task_id=task.id, outcome=outcome, note="Rang, no answer"))
        assert people.page(desk, task.person_id).tasks == (task,)


def test_ticking_off_in_a_session_closes_the_task_too(desk: Desk, clock: Clock) -> None:
    task = a_task(desk)
    clock.move(days=7)
    done = TaskCheck(task_id=task.id, outcome=TaskOutcome.DONE, note="Went on Monday")
    signed = sign_session(desk, task.person_id, an_entry(held_at=clock(), task_checks=(done,)))
    assert people.page(desk, task.person_id).tasks == ()
    page = sessions.read(desk, signed.id)
    assert page.session.entry.task_checks == (done,)
    assert page.task_texts == {task.id: task}


def test_an_unknown_task_is_refused(desk: Desk) -> None:
    add_person(desk)
    with pytest.raises(NotFound):
        tasks.check(desk, TaskCheck(task_id=uuid4(), outcome=TaskOutcome.DONE))
