"""Who changed what, when and why: one entry for every write on personal or published data.

Entries are chained when the transaction commits: see core/audit_chain.py.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String, event
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session

from core.audit_seal import draft
from core.clock import now
from core.db import Model, UtcDateTime


@dataclass(frozen=True)
class Actor:
    """Whoever acts: a person's account, by its public id, or the system itself (commands and the worker)."""

    name: str
    account: str = ""


SYSTEM = Actor("sistema")


@dataclass(frozen=True)
class Subject:
    """A record as the audit names it, wherever it is: after its session is gone, or out of one's territory."""

    __tablename__: str
    public_id: str

    @classmethod
    def of(cls, record: Any) -> "Subject":
        """What an entry keeps of a record."""
        return cls(record.__tablename__, record.public_id)


class AuditEntry(Model):
    """One act: never changed, never deleted.

    `number` counts them without a gap, and `digest` is keyed over the entry and the digest before it: whatever is
    edited, taken out, put in or moved afterwards no longer fits. Until the commit, which gives both, `digest` is
    a draft over the entry alone: a row that came by another way than this code has none that fits.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        CheckConstraint("length(action) > 0 AND length(actor) > 0", name="said"),
        Index(None, "subject_type", "subject_id", "id"),
        Index(None, "account", "at"),
        Index(None, "action", "at"),
        Index(None, "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(120))
    account: Mapped[str] = mapped_column(String(12), default="")
    action: Mapped[str] = mapped_column(String(60))
    subject_type: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[str] = mapped_column(String(40))
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(300), default="")
    number: Mapped[int | None] = mapped_column(unique=True)
    # The last column: its default reads the others.
    digest: Mapped[str] = mapped_column(String(64), default=draft)


class AuditHead(Model):
    """Where the chain ends, so that entries cut off its end are missed; sealed with the same key. One row."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[str] = mapped_column(String(64))


class AuditError(RuntimeError):
    """Code tried to change or delete an entry."""


@event.listens_for(AuditEntry, "before_delete")
def _refuse(_mapper: Any, _connection: Any, _entry: AuditEntry) -> None:
    raise AuditError("an audit entry is never changed nor deleted")


@event.listens_for(AuditEntry, "before_update")
def _refuse_changes(mapper: Any, connection: Any, entry: AuditEntry) -> None:
    if object_session(entry).is_modified(entry):  # type: ignore[union-attr]  # it is being flushed by one
        _refuse(mapper, connection, entry)


def record(
    session: Session,
    action: str,
    subject: Any,
    *,
    by: Actor,
    changes: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Leave an entry beside the change, in the same transaction; `subject` has a table and a public_id.

    `changes` names the fields with their new values; of private fields give the name only (value None).
    """
    session.add(
        AuditEntry(
            at=now(),
            actor=by.name,
            account=by.account,
            action=action,
            subject_type=subject.__tablename__,
            subject_id=subject.public_id,
            changes=changes or {},
            reason=reason,
        )
    )
