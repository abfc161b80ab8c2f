"""Processes and threads that all write at once."""

import multiprocessing
import threading
from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app import create_app
from catalog.enterprises.models import Enterprise
from core import audit
from core.config import Settings
from core.db import db, take_turns
from core.jobs import Job

Work = Callable[..., None]


def at_once(count: int, work: Callable[[], None]) -> None:
    """Run work in so many threads that start together; raises what any of them raised."""
    gate, failures = threading.Barrier(count), []

    def run() -> None:
        try:
            gate.wait(timeout=30)
            work()
        except BaseException as error:  # handed to the test below
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def in_processes(count: int, work: Work, settings: Settings, *arguments: Any) -> None:
    """Run `work(app, …)` in so many processes of their own; raises where one failed."""
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=_child, args=(work, settings, *arguments)) for _ in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=120)
    codes = [process.exitcode for process in processes]
    for process in processes:
        process.kill()
        process.join()
        process.close()
    if any(codes):
        raise AssertionError(f"a writer failed: exit codes {codes}")


def _child(work: Work, settings: Settings, *arguments: Any) -> None:
    app = create_app(settings)
    work(app, *arguments)
    with app.app_context():
        db.engine.dispose()


def rename_often(app: Flask, enterprise_id: int, times: int) -> None:
    """Change a row by optimistic locking, with an audit entry each time; who comes late tries again."""
    for _ in range(times):
        with app.app_context():
            while not _rename_once(db.session(), enterprise_id):
                db.session.remove()


def _rename_once(session: Session, enterprise_id: int) -> bool:
    enterprise = session.get_one(Enterprise, enterprise_id)
    enterprise.market = f"cambio {enterprise.version}"
    audit.record(session, "rename", enterprise, by=audit.SYSTEM)
    try:
        session.commit()
    except StaleDataError:
        session.rollback()
        return False
    return True


def count_up(app: Flask, job_id: int, times: int) -> None:
    """Read a number, add one, write it back: right only where writers take turns."""
    for _ in range(times):
        with app.app_context():
            session = db.session()
            take_turns(session, "counter")
            job = session.scalars(select(Job).where(Job.id == job_id)).one()
            job.priority += 1
            session.commit()
            db.session.remove()
