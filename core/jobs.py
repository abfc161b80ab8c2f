"""Work promised inside a transaction and done after it: one table, one worker, at-least-once."""

import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import JSON, CheckConstraint, Index, String, or_, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.clock import now
from core.db import Model, UtcDateTime, db, refresh_statistics
from core.logs import without_values
from core.scoping import everything

log = structlog.get_logger()

LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 8
FIRST_RETRY = timedelta(seconds=20)
KEEP_DONE = timedelta(days=7)

Handler = Callable[[Session, dict[str, Any]], None]
_handlers: dict[str, Handler] = {}
_housekeeping: list[Callable[[Session], object]] = []


class Job(Model):
    """One promise: queued → running → done, or failed after MAX_ATTEMPTS."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("state IN ('queued', 'running', 'done', 'failed')", name="state"),
        CheckConstraint("attempts >= 0", name="attempts"),
        Index(None, "state", "run_after", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
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


def every_hour(chore: Callable[[Session], object]) -> None:
    """Add a chore that the worker does when it starts and every hour."""
    if chore not in _housekeeping:
        _housekeeping.append(chore)


def keep_house() -> None:
    """Do the hourly chores, each in a transaction of its own; one that fails keeps no other from being done."""
    for chore in (forget_old, refresh_statistics, *_housekeeping):
        try:
            with everything(db.session(), "a chore"):
                chore(db.session())
            db.session.commit()
        except OperationalError:
            raise
        except Exception as error:
            db.session.rollback()
            log.error("chore failed", chore=chore.__name__, exc_info=error)
    db.session.remove()


def enqueue(
    session: Session,
    kind: str,
    payload: dict[str, Any],
    *,
    priority: int = 0,
    delay: timedelta = timedelta(0),
) -> None:
    """Promise a job in the caller's transaction: it exists if and only if that commits. It is due after `delay`."""
    at = now()
    session.add(Job(kind=kind, payload=payload, priority=priority, run_after=at + delay, created_at=at))


def run_one(kinds: Iterable[str] | None = None) -> bool:
    """Do the next job that is due; returns whether there was one. Commits by itself: it is its own edge.

    The handler's writes and the job's end commit together, and only while the claim is still ours: a worker
    that outlived its lease leaves nothing.
    """
    session = db.session()
    claimed = _claim(session, kinds)
    if claimed is None:
        return False
    job_id, kind, attempt, payload = claimed
    started = time.monotonic()
    try:
        with everything(session, "a job"):
            _handlers[kind](session, payload)
        if not _finish(session, job_id, attempt, state="done", finished_at=now(), error=""):
            raise TimeoutError("the lease ran out and another worker took the job")
        session.commit()
        # A command that does certain jobs at once tells of them itself.
        tell = log.info if kinds is None else log.debug
        tell("job done", job=job_id, kind=kind, seconds=round(time.monotonic() - started, 2))
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


def _claim(session: Session, kinds: Iterable[str] | None) -> tuple[int, str, int, dict[str, Any]] | None:
    """Lease the next due job and end the transaction, so that slow work holds no lock."""
    at = now()
    due = (
        select(Job)
        .where(
            Job.kind.in_(list(kinds if kinds is not None else _handlers)),
            or_(Job.state == "queued", (Job.state == "running") & (Job.leased_until < at)),
            Job.run_after <= at,
        )
        .order_by(Job.priority.desc(), Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    job = session.scalar(due)
    if job is None:
        session.rollback()
        return None
    if job.attempts >= MAX_ATTEMPTS:
        # No attempt came back to say why: a job that kills its worker must not do so for ever.
        job.state, job.leased_until, job.error = "failed", None, "every worker died at it"
        session.commit()
        return _claim(session, kinds)
    job.state, job.attempts, job.leased_until = "running", job.attempts + 1, at + LEASE
    claimed = (job.id, job.kind, job.attempts, job.payload)
    session.commit()
    return claimed


def _postpone(session: Session, job_id: int, attempt: int, error: Exception) -> None:
    _finish(
        session,
        job_id,
        attempt,
        state="failed" if attempt >= MAX_ATTEMPTS else "queued",
        run_after=now() + FIRST_RETRY * 2 ** (attempt - 1),
        error=without_values(f"{type(error).__name__}: {error}")[:300],
    )
    session.commit()


def _finish(session: Session, job_id: int, attempt: int, **values: Any) -> bool:
    """Close this attempt; False where the lease ran out and somebody else began another."""
    query = (
        update(Job)
        .where(Job.id == job_id, Job.state == "running", Job.attempts == attempt)
        .values(leased_until=None, **values)
        .returning(Job.id)
    )
    return session.scalar(query) is not None
