"""Who changed what, when and why: one entry for every write on personal or published data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.clock import now
from core.db import Model, UtcDateTime


@dataclass(frozen=True)
class Actor:
    """Whoever acts: a person's account, by its public id, or the system itself (commands and the worker)."""

    name: str
    account: str = ""


SYSTEM = Actor("sistema")


class AuditEntry(Model):
    """One act: never changed, never deleted.

    `number` counts them without a gap, and `digest` is keyed over the entry and the digest before it: whatever is
    edited, taken out, put in or moved afterwards no longer fits.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        CheckConstraint("length(action) > 0 AND length(actor) > 0", name="said"),
        Index(None, "subject_type", "subject_id", "id"),
        Index(None, "account", "id"),
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
    digest: Mapped[str] = mapped_column(String(64), default="")


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
