"""Entries are chained at the commit: gapless, in the order of commits, whoever writes them and however."""

import tracemalloc
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from core import audit, audit_verify
from core.audit import SYSTEM, AuditEntry, AuditError
from core.audit_chain import ENTRIES, chain
from core.clock import now
from core.config import Settings
from tests.support import writers


def numbers(session: Session) -> list[int | None]:
    """The numbers in the order of the rows."""
    return list(session.scalars(select(AuditEntry.number).order_by(AuditEntry.id)))


def holds(session: Session) -> int:
    """How many entries the chain has; it must hold."""
    verdict = audit_verify.verify(session, ())
    assert verdict.finding is None
    assert verdict.waiting == 0
    return verdict.count


def row(of: int = 0, **changes: Any) -> dict[str, Any]:
    """An entry as plain values."""
    return {
        "at": now(), "actor": "sistema", "action": "product.publish", "subject_type": "product",
        "subject_id": f"{of:012d}", "changes": {"name": "Papa ñahui"}, "reason": "medición",
    } | changes  # fmt: skip


def test_an_entry_is_there_within_the_transaction_and_chained_at_its_commit(
    session: Session, ccotana: Enterprise
) -> None:
    audit.record(session, "enterprise.publish", ccotana, by=SYSTEM)
    session.flush()
    assert numbers(session) == [None]
    session.commit()
    audit.record(session, "enterprise.publish", ccotana, by=SYSTEM, changes={"b": [1, {"ñ": None}], "a": 1.5})
    audit.record(session, "enterprise.archive", ccotana, by=SYSTEM)
    session.commit()
    assert numbers(session) == [1, 2, 3]
    assert holds(session) == 3


def test_what_is_rolled_back_leaves_no_gap(session: Session, ccotana: Enterprise) -> None:
    session.commit()
    audit.record(session, "enterprise.publish", ccotana, by=SYSTEM)
    session.flush()
    session.rollback()
    audit.record(session, "enterprise.publish", ccotana, by=SYSTEM)
    with session.begin_nested() as savepoint:
        audit.record(session, "enterprise.archive", ccotana, by=SYSTEM)
        session.flush()
        savepoint.rollback()
    with session.begin_nested():
        audit.record(session, "enterprise.propose", ccotana, by=SYSTEM)
    session.commit()
    assert list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.number))) == [
        "enterprise.publish",
        "enterprise.propose",
    ]
    assert holds(session) == 2


def test_entries_inserted_in_bulk_are_chained_too(session: Session) -> None:
    session.execute(insert(AuditEntry), [row(number) for number in range(30)])
    session.commit()
    assert numbers(session) == list(range(1, 31))
    assert holds(session) == 30


def test_entries_of_before_the_chain_are_chained_first(session: Session, ccotana: Enterprise) -> None:
    old = [row(number, account="", number=None, digest="") for number in range(3)]
    session.connection().execute(insert(ENTRIES), old)
    audit.record(session, "enterprise.publish", ccotana, by=SYSTEM)
    session.commit()
    assert numbers(session) == [1, 2, 3, 4]
    assert holds(session) == 4


def test_a_row_put_in_by_hand_is_never_chained(session: Session, ccotana: Enterprise) -> None:
    audit.record(session, "enterprise.publish", ccotana, by=SYSTEM)
    session.commit()
    forged = row(9, account="", reason="", digest="0" * 64)
    session.connection().execute(insert(ENTRIES).values(forged))
    audit.record(session, "enterprise.archive", ccotana, by=SYSTEM)
    session.commit()
    chain(session)
    assert numbers(session) == [1, None, 2]


def test_what_came_past_the_session_is_chained_by_the_chore(session: Session) -> None:
    session.connection().execute(insert(ENTRIES), [row(), row()])
    session.commit()
    assert numbers(session) == [None, None]
    assert chain(session) == 2
    session.commit()
    assert holds(session) == 2


@pytest.mark.parametrize("how", ["object", "deleted", "update", "delete"])
def test_code_cannot_change_an_entry(session: Session, ccotana: Enterprise, how: str) -> None:
    audit.record(session, "enterprise.publish", ccotana, by=SYSTEM)
    session.commit()
    entry = session.scalars(select(AuditEntry)).one()

    def change() -> None:
        if how == "object":
            entry.reason = "otra"
            session.flush()
        elif how == "deleted":
            session.delete(entry)
            session.flush()
        elif how == "update":
            session.execute(update(AuditEntry).values(reason="otra"))
        else:
            session.execute(delete(AuditEntry))

    with pytest.raises(AuditError):
        change()
    session.rollback()
    assert holds(session) == 1


def test_threads_that_write_at_once_make_one_chain(app: Flask, session: Session, ccotana: Enterprise) -> None:
    session.commit()
    number = ccotana.id
    session.rollback()
    writers.at_once(6, lambda: writers.rename_often(app, number, 10))
    assert holds(session) == 60


def test_processes_that_write_at_once_make_one_chain(
    settings: Settings, session: Session, ccotana: Enterprise
) -> None:
    session.commit()
    number = ccotana.id
    session.rollback()
    writers.in_processes(2, writers.rename_often, settings, number, 20)
    assert holds(session) == 40


def test_a_lost_head_is_told_for_ever(session: Session, ccotana: Enterprise) -> None:
    audit.record(session, "enterprise.publish", ccotana, by=SYSTEM)
    session.commit()
    session.connection().execute(delete(audit.AuditHead))
    audit.record(session, "enterprise.archive", ccotana, by=SYSTEM)
    session.commit()
    finding = audit_verify.verify(session, ()).finding
    assert finding
    assert (finding.kind, finding.number) == (audit_verify.Break.BEGUN_ANEW, 2)


def test_twenty_thousand_entries_are_verified_in_little_memory(session: Session) -> None:
    session.execute(insert(AuditEntry), [row(number) for number in range(20_000)])
    session.commit()
    assert session.scalar(select(func.max(AuditEntry.number))) == 20_000
    tracemalloc.start()
    try:
        assert holds(session) == 20_000
        assert tracemalloc.get_traced_memory()[1] < 12_000_000
    finally:
        tracemalloc.stop()


def test_an_instant_is_sealed_as_the_instant_it_is(session: Session) -> None:
    at = datetime(2026, 11, 10, 14, 30, 0, 123456, tzinfo=UTC)
    session.execute(insert(AuditEntry), [row(at=at), row(at=at.replace(microsecond=0))])
    session.commit()
    assert holds(session) == 2
