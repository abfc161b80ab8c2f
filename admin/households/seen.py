"""Who saw a household: written down when its page is answered, at most once an hour a person and household.

A GET only reads, so the entry is written in a context, session and transaction of its own once the page is made; it
is committed before the page leaves, since nobody may see a person's data without leaving a trace.
"""

from contextvars import Context
from datetime import timedelta

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.households.models import Household
from core import audit
from core.audit import Actor, AuditEntry
from core.clock import now
from core.db import db

EVERY = timedelta(hours=1)
ACTION = "household.view"


class Seen:
    """A household as the audit names it, after its session is gone."""

    __tablename__ = Household.__tablename__

    def __init__(self, public_id: str) -> None:
        self.public_id = public_id


def seen_lately(session: Session, household: Household, by: Actor) -> bool:
    """Whether this person's look at the household is already written down."""
    query = select(AuditEntry.id).where(
        AuditEntry.subject_type == Household.__tablename__,
        AuditEntry.subject_id == household.public_id,
        AuditEntry.action == ACTION,
        AuditEntry.account == by.account,
        AuditEntry.at > now() - EVERY,
    )
    return session.scalar(query.limit(1)) is not None


def note_view(session: Session, household: Household, by: Actor) -> None:
    """Write down that somebody saw a household, unless it was within the last hour; ends the session's reading."""
    if seen_lately(session, household, by):
        return
    seen = Seen(household.public_id)
    session.rollback()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 werkzeug's way

    def write() -> None:
        with app.app_context(), db.session().begin() as begun:
            audit.record(begun.session, ACTION, seen, by=by)

    # An empty context: in this one transactions only read.
    Context().run(write)
