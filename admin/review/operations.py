"""Proposing and deciding versions: the same steps for every kind of thing that has them."""

from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.review.models import OPEN_STATES, RevisionColumns
from core.audit import Actor
from core.clock import now
from core.errors import ConflictError

Revision = TypeVar("Revision", bound=RevisionColumns)


def newest_revision(session: Session, model: type[Revision], **subject: int) -> Revision | None:
    """The last version proposed for a subject that was not dropped, open or approved."""
    query = (
        select(model).filter_by(**subject).where(model.state != "dropped").order_by(model.id.desc()).limit(1)
    )
    return session.scalar(query)


def put_forward(
    session: Session, model: type[Revision], snapshot: dict[str, Any], *, by: Actor, **subject: int
) -> Revision:
    """Keep a snapshot as the subject's open draft, replacing what the open draft said."""
    at = now()
    draft = session.scalar(select(model).filter_by(**subject).where(model.state.in_(OPEN_STATES)))
    if draft is None:
        base = _approved_version(session, model, subject)
        draft = model(**subject)
        draft.base_version, draft.created_at, draft.created_by = base, at, by.name
        session.add(draft)
    draft.snapshot, draft.state, draft.updated_at = snapshot, "draft", at
    return draft


def accept(session: Session, revision: RevisionColumns, *, by: Actor, **subject: int) -> None:
    """Mark an open version approved; raises ConflictError if another was approved since it began."""
    if revision.state not in OPEN_STATES:
        raise ValueError(f"revision {revision.public_id} is {revision.state}")
    if revision.base_version != _approved_version(session, type(revision), subject):
        raise ConflictError(ConflictError.message)
    revision.state, revision.decided_at, revision.decided_by = "approved", now(), by.name


def _approved_version(session: Session, model: type[Revision], subject: dict[str, int]) -> int:
    query = select(func.max(model.id)).filter_by(**subject).where(model.state == "approved")
    return session.scalar(query) or 0
