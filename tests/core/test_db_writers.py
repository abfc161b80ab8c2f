"""Many writers at once, on both databases: nothing lost, nobody turned away."""

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from core import jobs
from core.audit import AuditEntry
from core.config import Settings
from core.jobs import Job
from tests.support import writers


def test_threads_changing_one_row_lose_no_change(app: Flask, session: Session, ccotana: Enterprise) -> None:
    session.commit()
    number, before = ccotana.id, ccotana.version
    session.rollback()
    writers.at_once(6, lambda: writers.rename_often(app, number, 10))
    session.expire_all()
    assert session.get_one(Enterprise, number).version == before + 60
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == 60


def test_processes_changing_one_row_lose_no_change(
    settings: Settings, session: Session, ccotana: Enterprise
) -> None:
    session.commit()
    number, before = ccotana.id, ccotana.version
    session.rollback()
    writers.in_processes(2, writers.rename_often, settings, number, 30)
    session.expire_all()
    assert session.get_one(Enterprise, number).version == before + 60
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == 60


def test_writers_that_read_first_take_turns(app: Flask, session: Session) -> None:
    jobs.enqueue(session, "counter", {})
    session.commit()
    number = session.scalars(select(Job.id)).one()
    session.rollback()
    writers.at_once(6, lambda: writers.count_up(app, number, 10))
    session.expire_all()
    assert session.get_one(Job, number).priority == 60
