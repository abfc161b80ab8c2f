"""Work promised inside a transaction and done after it: one table, one worker, at-least-once."""

import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import JSON, CheckConstraint, Index, String, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.clock import now
from core.db import Model, UtcDateTime, db

log = structlog.get_logger()

LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 8
FIRST_RETRY = timedelta(seconds=20)
KEEP_DONE = timedelta(days=7)

Handler = Callable[[Session, dict[str, Any]], None]
_handlers: dict[str, Handler] = {}


class Job(Model):
    """One promise. `dedupe_key` makes a second promise of the same thing a no-op while the first is open."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("state IN ('queued', 'running', 'done', 'failed')", name="state"),
        CheckConstraint("attempts >= 0", name="attempts"),
        Index(None, "state", "run_after", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    dedupe_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    state: Mapped[str] = mapped_column(String(10), default="queued")
    priority: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    run_after: Mapped[datetime] = mapped_column(UtcDateTime)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def register(kind: str, handler: Handler) -> None:
    """Say who does jobs of a kind; the handler must bear being run twice. `app.py` calls this."""
    _handlers[kind] = handler


def enqueue(
    session: Session, kind: str, payload: dict[str, Any], *, dedupe_key: str | None = None, priority: int = 0
) -> None:
    """Promise a job in the caller's transaction: it exists if and only if that commits."""
    if dedupe_key is not None:
        session.flush()
        if session.scalar(select(Job.id).where(Job.dedupe_key == dedupe_key)) is not None:
            return
    at = now()
    session.add(
        Job(kind=kind, payload=payload, dedupe_key=dedupe_key, priority=priority, run_after=at, created_at=at)
    )


def run_one(kinds: Iterable[str] | None = None) -> bool:
    """Do the next job that is due; returns whether there was one. Commits by itself: it is its own edge."""
    session = db.session
    job_id = _claim(session, kinds)
    if job_id is None:
        return False
    started = time.monotonic()
    job = session.get_one(Job, job_id)
    kind, attempt = job.kind, job.attempts
    try:
        _handlers[kind](session, job.payload)
        job.state, job.finished_at, job.leased_until, job.dedupe_key, job.error = "done", now(), None, None, ""
        session.commit()
        log.info("job done", job=job_id, kind=kind, seconds=round(time.monotonic() - started, 2))
    except Exception as error:  # a job must not stop the worker, whatever it raises
        session.rollback()
        _postpone(session, job_id, attempt, error)
        log.warning("job failed", job=job_id, kind=kind, attempt=attempt, error=type(error).__name__)
    finally:
        db.session.remove()
    return True


def run_due(kinds: Iterable[str] | None = None) -> int:
    """Do every job that is due now; returns how many were tried."""
    done = 0
    while run_one(kinds):
        done += 1
    return done


def forget_old(session: Session) -> None:
    """Drop jobs done long ago; failed ones stay until someone looks."""
    session.query(Job).filter(Job.state == "done", Job.finished_at < now() - KEEP_DONE).delete()


def _claim(session: Session, kinds: Iterable[str] | None) -> int | None:
    at = now()
    due = (
        select(Job.id)
        .where(
            Job.kind.in_(list(kinds if kinds is not None else _handlers)),
            or_(Job.state == "queued", (Job.state == "running") & (Job.leased_until < at)),
            Job.run_after <= at,
        )
        .order_by(Job.priority.desc(), Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    job_id = session.scalar(due)
    if job_id is not None:
        session.execute(
            update(Job)
            .where(Job.id == job_id)
            .values(state="running", attempts=Job.attempts + 1, leased_until=at + LEASE)
        )
    session.commit()
    return job_id


def _postpone(session: Session, job_id: int, attempt: int, error: Exception) -> None:
    spent = attempt >= MAX_ATTEMPTS
    session.execute(
        update(Job)
        .where(Job.id == job_id)
        .values(
            state="failed" if spent else "queued",
            run_after=now() + FIRST_RETRY * 2 ** (attempt - 1),
            leased_until=None,
            error=f"{type(error).__name__}: {error}"[:300],
        )
    )
    session.commit()
