"""Proposing and deciding versions: the same steps for every kind of thing that has them."""

from typing import Any, TypeVar

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from admin.review.models import OPEN_STATES, RevisionColumns
from core.audit import Actor
from core.clock import now
from core.errors import ConflictError

Revision = TypeVar("Revision", bound=RevisionColumns)


def newest_revision(session: Session, model: type[Revision], **subject: int) -> Revision | None:
    """The last version proposed for a subject that was not dropped, open or approved."""
    kept = select(model).filter_by(**subject).where(model.state != "dropped")
    # An open one may be older than what went live beside it.
    undecided_first = case((model.state.in_(OPEN_STATES), 0), else_=1)
    return session.scalar(kept.order_by(undecided_first, model.id.desc()).limit(1))


def open_revision(session: Session, model: type[Revision], **subject: int) -> Revision | None:
    """The version of a subject that is not decided yet; there is one at most."""
    return session.scalar(select(model).filter_by(**subject).where(model.state.in_(OPEN_STATES)))


def put_forward(
    session: Session,
    model: type[Revision],
    snapshot: dict[str, Any],
    *,
    by: Actor,
    why: str = "",
    **subject: int,
) -> Revision:
    """Keep a snapshot as the subject's open draft, replacing what the open draft said; what is to be mended stays."""
    at = now()
    draft = open_revision(session, model, **subject)
    if draft is None:
        base = _approved_version(session, model, subject)
        draft = model(**subject)
        draft.base_version, draft.created_at, draft.created_by = base, at, by.name
        session.add(draft)
    draft.snapshot, draft.state, draft.updated_at = snapshot, "draft", at
    draft.why = why or draft.why or ""
    return draft


def send(session: Session, revision: RevisionColumns, *, by: Actor) -> bool:
    """Put an open version into the queue of review; False where it waits there already."""
    if revision.state == "in_review":
        return False
    if revision.state not in OPEN_STATES:
        raise ValueError(f"revision {revision.public_id} is {revision.state}")
    revision.state, revision.remarks = "in_review", {}
    revision.sent_at, revision.sent_by = now(), by.name
    session.flush()
    return True


def send_back(session: Session, revision: RevisionColumns, remarks: dict[str, str], *, by: Actor) -> None:
    """Return a version that waits, with what is to be mended by field; raises ConflictError where it waits no more."""
    if revision.state != "in_review":
        raise ConflictError(ConflictError.message)
    revision.state, revision.remarks = "returned", remarks
    revision.decided_at, revision.decided_by = now(), by.name
    session.flush()


def accept(session: Session, revision: RevisionColumns, *, by: Actor, **subject: int) -> None:
    """Mark an open version approved; raises ConflictError if another was approved since it began."""
    if revision.state not in OPEN_STATES:
        raise ValueError(f"revision {revision.public_id} is {revision.state}")
    if revision.base_version != _approved_version(session, type(revision), subject):
        raise ConflictError(ConflictError.message)
    revision.state, revision.decided_at, revision.decided_by = "approved", now(), by.name


def record_approved(
    session: Session, model: type[Revision], changes: dict[str, Any], *, by: Actor, why: str, **subject: int
) -> Revision:
    """Keep what went live without review as an approved version; an open draft goes on from it."""
    before = session.get_one(model, _approved_version(session, model, subject))
    at = now()
    revision = model(**subject)
    revision.base_version, revision.snapshot, revision.why = before.id, {**before.snapshot, **changes}, why
    revision.state, revision.created_at, revision.updated_at, revision.created_by = (
        "approved",
        at,
        at,
        by.name,
    )
    revision.decided_at, revision.decided_by = at, by.name
    session.add(revision)
    session.flush()
    draft = open_revision(session, model, **subject)
    if draft is not None and draft.base_version == before.id:
        draft.base_version = revision.id
    return revision


def _approved_version(session: Session, model: type[Revision], subject: dict[str, int]) -> int:
    query = select(func.max(model.id)).filter_by(**subject).where(model.state == "approved")
    return session.scalar(query) or 0
