"""Several workers on one table: each job is done by one of them."""

import collections
import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import jobs
from core.config import Settings
from core.jobs import Job
from tests.support import writers

JOBS = 40


def promise(session: Session) -> None:
    for number in range(JOBS):
        jobs.enqueue(session, "stamp", {"n": number})
    session.commit()


def stamp(session: Session, payload: dict[str, Any]) -> None:
    jobs.enqueue(session, "stamped", payload)


def work(app: Flask) -> None:
    """One worker's life."""
    jobs.register("stamp", stamp)
    with app.app_context():
        jobs.run_due(["stamp"])


def stamps(session: Session) -> list[int]:
    session.rollback()
    return sorted(job.payload["n"] for job in session.scalars(select(Job).where(Job.kind == "stamped")))


@pytest.mark.usefixtures("no_jobs")
def test_threads_share_the_jobs_without_doubling_any(app: Flask, session: Session) -> None:
    promise(session)
    done: collections.Counter[int] = collections.Counter()
    lock = threading.Lock()

    def count(inside: Session, payload: dict[str, Any]) -> None:
        with lock:
            done[payload["n"]] += 1
        stamp(inside, payload)

    jobs.register("stamp", count)

    def worker() -> None:
        with app.app_context():
            jobs.run_due()

    writers.at_once(4, worker)
    assert set(done) == set(range(JOBS))
    assert set(done.values()) == {1}
    assert stamps(session) == list(range(JOBS))


@pytest.mark.usefixtures("no_jobs")
def test_processes_share_the_jobs_without_doubling_any(settings: Settings, session: Session) -> None:
    promise(session)
    writers.in_processes(2, work, settings)
    assert stamps(session) == list(range(JOBS))
