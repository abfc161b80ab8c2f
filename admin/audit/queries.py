"""Reading the audit: pages of it, the history of one thing, and who acts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select, tuple_
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.audit.filters import SYSTEM, AuditFilters
from admin.audit.words import actions_of
from core.audit import AuditEntry

PAGE = 50
HISTORY = 200


@dataclass(frozen=True)
class Page:
    """Entries, newest first; `before` is the key that the next page goes on from, 0 where there is none."""

    entries: Sequence[AuditEntry]
    before: int = 0


def page_of(session: Session, filters: AuditFilters) -> Page:
    """One page of the entries that meet the filters; deep ones cost what the first does."""
    query = select(AuditEntry).where(*_conditions(filters))
    edge = session.get(AuditEntry, filters.before) if filters.before else None
    if edge is not None:
        query = query.where(tuple_(AuditEntry.at, AuditEntry.id) < tuple_(edge.at, edge.id))
    newest = (AuditEntry.at.desc(), AuditEntry.id.desc())
    found = session.scalars(query.order_by(*newest).limit(PAGE + 1)).all()
    return Page(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else 0)


def history_of(session: Session, *subjects: Any, most: int = HISTORY) -> list[AuditEntry]:
    """What was done to things that have a table and a public_id, newest first."""
    keys = [(subject.__tablename__, subject.public_id) for subject in subjects]
    which = tuple_(AuditEntry.subject_type, AuditEntry.subject_id).in_(keys)
    return list(session.scalars(select(AuditEntry).where(which).order_by(AuditEntry.id.desc()).limit(most)))


def actors(session: Session) -> Sequence[Account]:
    """The accounts, by name, to choose one."""
    return session.scalars(select(Account).order_by(Account.name, Account.id)).all()


def _conditions(filters: AuditFilters) -> list[ColumnElement[bool]]:
    met: list[ColumnElement[bool]] = []
    if filters.who:
        met.append(AuditEntry.account == ("" if filters.who == SYSTEM else filters.who))
    if filters.kind:
        met.append(AuditEntry.action.in_(actions_of(filters.kind)))
    if filters.subject:
        table, key = filters.subject.split(":")
        met += [AuditEntry.subject_type == table, AuditEntry.subject_id == key]
    begins, ends = filters.between()
    if begins:
        met.append(AuditEntry.at >= begins)
    if ends:
        met.append(AuditEntry.at < ends)
    return met
