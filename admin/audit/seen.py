"""Who saw a record: written down when its page is answered, at most once an hour a person and record.

A GET only reads, so the entry is written in a context, session and transaction of its own once the page is made; it
is committed before the page leaves, since nobody may see a person's data without leaving a trace.
"""

from collections.abc import Iterable, Sequence
from contextvars import Context
from datetime import timedelta
from typing import Any

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.audit import Actor, AuditEntry, Subject
from core.clock import now
from core.db import db

EVERY = timedelta(hours=1)
# How many records a question names.
LOT = 500


def not_seen_lately(session: Session, action: str, records: Iterable[Any], by: Actor) -> list[Any]:
    """Those of many records whose look is not written down yet, each once."""
    by_table: dict[str, dict[str, Any]] = {}
    for one in records:
        by_table.setdefault(one.__tablename__, {})[one.public_id] = one
    fresh: list[Any] = []
    for found in by_table.values():
        ones = list(found.values())
        for start in range(0, len(ones), LOT):
            part = ones[start : start + LOT]
            known = _written(session, action, part, by)
            fresh += [one for one in part if one.public_id not in known]
    return fresh


def _written(session: Session, action: str, records: Sequence[Any], by: Actor) -> set[str]:
    """Of which of these records, all of one table, the look is already written down: their public ids."""
    query = select(AuditEntry.subject_id).where(
        AuditEntry.subject_type == records[0].__tablename__,
        AuditEntry.subject_id.in_([one.public_id for one in records]),
        AuditEntry.action == action,
        AuditEntry.account == by.account,
        AuditEntry.at > now() - EVERY,
    )
    return set(session.scalars(query))


def note_view(session: Session, action: str, record: Any, by: Actor) -> None:
    """Write down that somebody saw a record, unless it was within the last hour; ends the session's reading."""
    note_views(session, action, (record,), by)


def note_views(session: Session, action: str, records: Iterable[Any], by: Actor) -> None:
    """The same for what is shown side by side."""
    _note(session, action, not_seen_lately(session, action, records, by), by, None)


def note_act(
    session: Session, action: str, record: Any, by: Actor, changes: dict[str, Any] | None = None
) -> None:
    """Write down what a GET let somebody see or take along; ends the session's reading."""
    _note(session, action, [record], by, changes)


def _note(
    session: Session, action: str, records: Sequence[Any], by: Actor, changes: dict[str, Any] | None
) -> None:
    if not records:
        return
    seen = [Subject.of(one) for one in records]
    session.rollback()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 werkzeug's way

    def write() -> None:
        with app.app_context(), db.session().begin() as begun:
            for one in seen:
                audit.record(begun.session, action, one, by=by, changes=changes)

    # An empty context: in this one transactions only read.
    Context().run(write)
