"""The chain of the audit: each entry gets its number and digest at the very end of its outermost transaction.

On PostgreSQL a lock is held from there until the commit, so that numbers are given in the order of commits. What is
rolled back leaves neither an entry nor a gap. Rows from before the chain are chained with the first commit; afterwards
only rows whose draft fits, so that a row slipped into the table by hand never gets a seal.
"""

from collections.abc import Sequence
from typing import Any

import structlog
from sqlalchemy import RowMapping, Table, bindparam, event, func, insert, select, update
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, UOWTransaction

from core import audit_seal
from core.audit import AuditEntry, AuditError, AuditHead
from core.db import take_turns

log = structlog.get_logger()

ENTRIES: Table = AuditEntry.__table__  # type: ignore[assignment]  # a mapped class's table is one
HEAD: Table = AuditHead.__table__  # type: ignore[assignment]
_PENDING = "audit_entries"


def watch() -> None:
    """Begin to chain; safe to repeat."""
    for name, listener in (
        ("after_flush", _flushed),
        ("do_orm_execute", _executed),
        ("before_commit", _at_commit),
        ("after_soft_rollback", _forget),
    ):
        if not event.contains(Session, name, listener):
            event.listen(Session, name, listener)


def chain(session: Session) -> int:
    """Chain every entry that waits for it; returns how many."""
    session.flush()
    take_turns(session, "audit-chain")
    connection = session.connection()
    waiting = connection.execute(select(ENTRIES).where(ENTRIES.c.number.is_(None)).order_by(ENTRIES.c.id))
    rows = waiting.mappings().all()
    if not rows:
        return 0
    head = connection.execute(select(HEAD)).mappings().first()
    last: int = connection.scalar(select(func.max(ENTRIES.c.number))) or 0
    begun = head is not None or last > 0
    number, digest = _end(head, last)
    sealed = _sealed([row for row in rows if not begun or _is_ours(row)], number, digest)
    if not sealed:
        return 0
    connection.execute(
        update(ENTRIES)
        .where(ENTRIES.c.id == bindparam("of"))
        .values(number=bindparam("new_number"), digest=bindparam("new_digest")),
        sealed,
    )
    number, digest = sealed[-1]["new_number"], sealed[-1]["new_digest"]
    values = {"number": number, "digest": digest, "sealed": audit_seal.head_seal(number, digest)}
    connection.execute(insert(HEAD).values(id=1, **values) if head is None else update(HEAD).values(**values))
    return len(sealed)


def _end(head: RowMapping | None, last: int) -> tuple[int, str]:
    """After what the next entry comes. A head that was tampered with begins the chain anew, for all to see."""
    if head is None and not last:
        return 0, ""
    fits = head is not None and audit_seal.same(
        audit_seal.head_seal(head["number"], head["digest"]), head["sealed"]
    )
    if head is not None and fits and head["number"] >= last:
        # Where entries were cut off behind it, the gap stays and tells.
        return head["number"], head["digest"]
    log.error("the end of the audit was changed: run flask audit verify", last=last)
    return max(last, head["number"] if head is not None else 0), ""


def _sealed(rows: Sequence[RowMapping], number: int, digest: str) -> list[dict[str, Any]]:
    sealed = []
    for row in rows:
        number += 1
        digest = audit_seal.digest_of(number, row, digest)
        sealed.append({"of": row["id"], "new_number": number, "new_digest": digest})
    return sealed


def _is_ours(row: RowMapping) -> bool:
    return audit_seal.same(audit_seal.draft_of(row), row["digest"])


def _flushed(session: Session, _context: UOWTransaction) -> None:
    if any(isinstance(row, AuditEntry) for row in session.new):
        session.info[_PENDING] = True


def _executed(state: ORMExecuteState) -> None:
    # By hash: a statement names the table with notes on it, which is another object.
    if getattr(state.statement, "table", None) not in {ENTRIES}:
        return
    if state.is_update or state.is_delete:
        raise AuditError("an audit entry is never changed nor deleted")
    if state.is_insert:
        state.session.info[_PENDING] = True


def _at_commit(session: Session) -> None:
    if session.in_nested_transaction():
        return  # the release of a savepoint
    session.flush()
    if session.info.pop(_PENDING, False):
        chain(session)


def _forget(session: Session, ended: SessionTransaction) -> None:
    if ended.parent is None:
        session.info.pop(_PENDING, None)
