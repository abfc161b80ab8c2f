"""What every table and connection keeps, on either database."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import delete, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.orm import Session

from app import create_app
from catalog.enterprises.models import Enterprise
from core import jobs
from core.clock import now
from core.config import ConfigError
from core.db import SAFE_WAL_VERSION, db, read_only, sqlite_module
from core.jobs import Job
from tests.support.databases import Databases, make_settings


def add_job(session: Session, kind: str = "a") -> int:
    jobs.enqueue(session, kind, {})
    session.commit()
    return session.scalars(select(Job.id).order_by(Job.id.desc()).limit(1)).one()


def test_a_reading_transaction_refuses_to_write(session: Session) -> None:
    with read_only():
        assert session.scalar(select(Job.id)) is None
        with pytest.raises(DBAPIError):
            session.execute(
                insert(Job).values(
                    kind="a", payload={}, state="queued", attempts=0, run_after=now(), created_at=now()
                )
            )
        session.rollback()


def test_writing_works_again_after_reading_on_the_same_connection(session: Session) -> None:
    with read_only():
        session.scalar(select(Job.id))
        session.rollback()
    assert add_job(session)


def test_a_read_does_not_wait_for_a_writer(app: Flask, session: Session) -> None:
    add_job(session)
    jobs.enqueue(session, "b", {})
    session.flush()
    with read_only(), app.app_context():
        assert list(db.session.scalars(select(Job.kind))) == ["a"]
        db.session.remove()


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-5))])
def test_instants_come_back_aware_and_in_utc(session: Session, zone: timezone) -> None:
    at = datetime(2026, 11, 10, 23, 59, 59, 123456, tzinfo=zone)
    session.add(Job(kind="a", payload={}, run_after=at, created_at=at))
    session.commit()
    session.expire_all()
    kept = session.scalars(select(Job)).one().run_after
    assert kept == at
    assert kept.tzinfo is UTC


def test_instants_are_compared_as_instants(session: Session) -> None:
    lima = timezone(timedelta(hours=-5))
    session.add(
        Job(kind="a", payload={}, run_after=datetime(2026, 11, 10, 20, tzinfo=lima), created_at=now())
    )
    session.commit()
    early = select(Job.id).where(Job.run_after < datetime(2026, 11, 11, 0, 59, tzinfo=UTC))
    late = select(Job.id).where(Job.run_after < datetime(2026, 11, 11, 1, 1, tzinfo=UTC))
    assert session.scalars(early).all() == []
    assert len(session.scalars(late).all()) == 1


def test_a_naive_instant_is_refused(session: Session) -> None:
    session.add(Job(kind="a", payload={}, run_after=datetime(2026, 11, 10), created_at=now()))  # noqa: DTZ001 the point
    with pytest.raises(StatementError, match="naive"):
        session.flush()


def test_keys_are_never_used_twice(session: Session) -> None:
    first = add_job(session)
    session.execute(delete(Job))
    session.commit()
    assert add_job(session) > first


def test_a_row_cannot_point_at_nothing(session: Session) -> None:
    session.add(Enterprise(name="Nadie", slug="nadie", province_code="9999", updated_at=now()))
    with pytest.raises(IntegrityError):
        session.commit()


@pytest.mark.parametrize(
    "facts",
    [
        {"status": "published"},
        {"status": "hidden"},
        {"name": "x"},
        {"province_code": "0601"},
        {"invoices": 9},
        {"wallets": 4},
    ],
)
def test_a_row_that_makes_no_sense_is_refused_by_the_database(
    session: Session, facts: dict[str, object]
) -> None:
    row = {
        "public_id": "x" * 12,
        "slug": "papas",
        "name": "Papas",
        "status": "unpublished",
        "province_code": "0302",
        "district_code": "030207",
        "wallets": 0,
        "invoices": 0,
        "version": 1,
        "updated_at": now(),
    }
    session.execute(insert(Enterprise).values(row))
    session.rollback()
    with pytest.raises(IntegrityError):
        session.execute(insert(Enterprise).values(row | facts))


def test_sqlite_keeps_what_it_acknowledged(databases: Databases) -> None:
    # Not the database of the other tests, which are told to wait for no disk.
    with databases.fresh("sqlite", schema=False) as settings, create_app(settings).app_context():
        ask = db.session.execute
        assert ask(text("PRAGMA synchronous")).scalar() == 2
        assert ask(text("PRAGMA foreign_keys")).scalar() == 1
        assert ask(text("PRAGMA journal_mode")).scalar() == (
            "wal" if sqlite_module().sqlite_version_info >= SAFE_WAL_VERSION else "delete"
        )
        db.session.remove()
        db.engine.dispose()


def test_the_bundled_sqlite_is_free_of_the_wal_reset_bug() -> None:
    pysqlite3 = pytest.importorskip(
        "pysqlite3", reason="no wheel for this machine: the journal is not a WAL then"
    )
    assert sqlite_module() is pysqlite3
    assert pysqlite3.sqlite_version_info >= SAFE_WAL_VERSION


def test_a_database_that_no_other_process_could_see_is_refused(databases: Databases) -> None:
    from app import create_app

    with pytest.raises(ConfigError, match="DATABASE_URL"):
        create_app(make_settings(databases.folder / "memory", "sqlite:///:memory:"))
