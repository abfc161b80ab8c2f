"""Erasing what is over: once a day by the worker, or by command."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.retention.rules import RULES
from core import audit, jobs
from core.audit import SYSTEM, Actor, AuditEntry
from core.clock import today

ACTION = "retention.run"


class Day:
    """A day as the audit names it."""

    __tablename__ = "retention"

    def __init__(self) -> None:
        self.public_id = today().isoformat()


def run(session: Session, *, by: Actor) -> dict[str, int]:
    """Erase what is over by every rule; how many of each, which the audit keeps too."""
    erased = {rule.key: rule.erase(session) for rule in RULES}
    session.flush()
    audit.record(session, "retention.run", Day(), by=by, changes={key: n for key, n in erased.items() if n})
    return erased


def run_daily(session: Session) -> None:
    """The worker's chore: the first time on each day of Lima."""
    done = select(AuditEntry.id).where(
        AuditEntry.subject_type == Day.__tablename__,
        AuditEntry.subject_id == Day().public_id,
        AuditEntry.action == ACTION,
    )
    if session.scalar(done.limit(1)) is None:
        run(session, by=SYSTEM)


def register_jobs() -> None:
    """Let the worker erase what is over."""
    jobs.every_hour(run_daily)
