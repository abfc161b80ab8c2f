"""Jobs: promised with the row, done once, tried again when they fail, taken over when a worker dies."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from core import jobs
from core.jobs import FIRST_RETRY, KEEP_DONE, LEASE, MAX_ATTEMPTS, Job

pytestmark = pytest.mark.usefixtures("no_jobs")
Payload = dict[str, Any]
RunJobs = Callable[[], int]


@pytest.fixture
def promise(session: Session) -> Callable[..., None]:
    """Promise a job and commit."""

    def enqueue(kind: str = "paint", **options: Any) -> None:
        jobs.enqueue(session, kind, {"n": 1}, **options)
        session.commit()

    return enqueue


def the_job(session: Session) -> Job:
    session.rollback()
    session.expire_all()
    return session.scalars(select(Job)).one()


def fail(_session: Session, _payload: Payload) -> None:
    raise ValueError("no se pudo")


def test_a_job_is_done_once_with_its_payload(
    session: Session, promise: Callable[..., None], run_jobs: RunJobs
) -> None:
    seen: list[Payload] = []
    jobs.register("paint", lambda _session, payload: seen.append(payload))
    promise()
    assert run_jobs() == 1
    assert run_jobs() == 0
    assert seen == [{"n": 1}]
    assert the_job(session).state == "done"


def test_a_promise_that_is_rolled_back_was_never_made(session: Session, run_jobs: RunJobs) -> None:
    jobs.register("paint", fail)
    jobs.enqueue(session, "paint", {})
    session.rollback()
    assert run_jobs() == 0


def test_what_the_handler_wrote_commits_with_the_job(
    session: Session, promise: Callable[..., None], ccotana: Enterprise, run_jobs: RunJobs
) -> None:
    number = ccotana.id

    def rename(inside: Session, _payload: Payload) -> None:
        inside.get_one(Enterprise, number).market = "Abancay"

    jobs.register("paint", rename)
    promise()
    run_jobs()
    session.expire_all()
    assert session.get_one(Enterprise, number).market == "Abancay"


def test_a_failed_handler_leaves_nothing_written(
    session: Session, promise: Callable[..., None], ccotana: Enterprise, run_jobs: RunJobs
) -> None:
    number, before = ccotana.id, ccotana.market

    def rename_and_fail(inside: Session, _payload: Payload) -> None:
        inside.get_one(Enterprise, number).market = "Abancay"
        inside.flush()
        raise ValueError("tarde")

    jobs.register("paint", rename_and_fail)
    promise()
    run_jobs()
    session.expire_all()
    assert session.get_one(Enterprise, number).market == before
    assert the_job(session).state == "queued"


def test_a_failed_job_waits_longer_each_time_and_then_gives_up(
    session: Session, promise: Callable[..., None], clock: time_machine.Traveller, run_jobs: RunJobs
) -> None:
    jobs.register("paint", fail)
    promise()
    for attempt in range(1, MAX_ATTEMPTS + 1):
        assert run_jobs() == 1
        assert run_jobs() == 0
        clock.shift(FIRST_RETRY * 2 ** (attempt - 1) - timedelta(seconds=1))
        assert run_jobs() == 0
        clock.shift(timedelta(seconds=1))
    assert run_jobs() == 0
    job = the_job(session)
    assert (job.state, job.attempts, job.error) == ("failed", MAX_ATTEMPTS, "ValueError: no se pudo")


def test_a_job_whose_worker_died_is_taken_over_when_its_lease_ends(
    session: Session, promise: Callable[..., None], clock: time_machine.Traveller, run_jobs: RunJobs
) -> None:
    class KilledError(BaseException):
        """What a handler cannot catch."""

    def die(_session: Session, _payload: Payload) -> None:
        raise KilledError

    jobs.register("paint", die)
    promise()
    with pytest.raises(KilledError):
        run_jobs()
    jobs.register("paint", lambda _session, _payload: None)
    clock.shift(LEASE - timedelta(seconds=1))
    assert run_jobs() == 0
    clock.shift(2)
    assert run_jobs() == 1
    job = the_job(session)
    assert (job.state, job.attempts) == ("done", 2)


def test_a_job_that_kills_every_worker_is_given_up(
    session: Session, promise: Callable[..., None], clock: time_machine.Traveller, run_jobs: RunJobs
) -> None:
    class KilledError(BaseException):
        """What a handler cannot catch."""

    tried = 0

    def die(_session: Session, _payload: Payload) -> None:
        nonlocal tried
        tried += 1
        raise KilledError

    jobs.register("paint", die)
    promise()
    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(KilledError):
            run_jobs()
        clock.shift(LEASE + timedelta(seconds=1))
    run_jobs()
    assert tried == MAX_ATTEMPTS
    assert the_job(session).state == "failed"


def test_a_worker_that_outlived_its_lease_leaves_nothing(
    session: Session,
    promise: Callable[..., None],
    clock: time_machine.Traveller,
    ccotana: Enterprise,
    app: Flask,
    run_jobs: RunJobs,
) -> None:
    number, before = ccotana.id, ccotana.market

    def be_slow(inside: Session, _payload: Payload) -> None:
        clock.shift(LEASE + timedelta(seconds=1))
        jobs.register("paint", lambda _session, _payload: None)
        with app.app_context():
            assert jobs.run_one()
        inside.get_one(Enterprise, number).market = "Abancay"

    jobs.register("paint", be_slow)
    promise()
    run_jobs()
    session.expire_all()
    assert session.get_one(Enterprise, number).market == before
    assert (the_job(session).state, the_job(session).attempts) == ("done", 2)


def test_urgent_jobs_go_first(session: Session, promise: Callable[..., None], run_jobs: RunJobs) -> None:
    order: list[str] = []
    jobs.register("paint", lambda _session, _payload: order.append("paint"))
    jobs.register("mail", lambda _session, _payload: order.append("mail"))
    promise("paint")
    promise("mail", priority=5)
    promise("paint")
    run_jobs()
    assert order == ["mail", "paint", "paint"]


def test_a_kind_nobody_does_waits(session: Session, promise: Callable[..., None], run_jobs: RunJobs) -> None:
    promise("unknown")
    assert run_jobs() == 0
    assert the_job(session).state == "queued"


def test_done_jobs_are_forgotten_after_a_week_and_failed_ones_are_not(
    session: Session, promise: Callable[..., None], clock: time_machine.Traveller, run_jobs: RunJobs
) -> None:
    jobs.register("paint", lambda _session, _payload: None)
    promise()
    promise("unknown")
    run_jobs()
    clock.shift(KEEP_DONE - timedelta(hours=1))
    jobs.forget_old(session)
    assert len(session.scalars(select(Job)).all()) == 2
    clock.shift(timedelta(hours=2))
    jobs.forget_old(session)
    assert [job.kind for job in session.scalars(select(Job))] == ["unknown"]


def test_the_worker_command_does_what_is_due(
    session: Session, promise: Callable[..., None], cli: FlaskCliRunner
) -> None:
    jobs.register("paint", lambda _session, _payload: None)
    promise()
    promise()
    assert "2 tareas" in cli.invoke(args=["worker", "--once"]).output
