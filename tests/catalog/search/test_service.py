"""What a serving process holds of the index, and when it would rather ask the database."""

import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from structlog.testing import CapturingLogger

from catalog.changes.versions import version
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from catalog.search import folder, service
from catalog.search.service import Service
from catalog.search.snapshot import Snapshot
from core.clock import now
from tests.support import writers
from tests.support.following import Follow

Counted = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def served(app: Flask) -> Service:
    """The service of the application."""
    return service.of(app)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> CapturingLogger:
    """What the service tells the log."""
    log = CapturingLogger()
    monkeypatch.setattr(service, "log", log)
    return log


def snapshot(served: Service) -> Snapshot:
    """The snapshot, which there is."""
    assert served.snapshot
    return served.snapshot


def path(served: Service) -> Path:
    """The folder in use, which there is."""
    found = served.index.current()
    assert found
    return found


def test_without_an_index_there_is_no_snapshot(served: Service) -> None:
    served.refresh()
    assert served.snapshot is None


def test_that_there_is_none_is_told_once(served: Service, told: CapturingLogger) -> None:
    for _ in range(3):
        served.refresh()
    assert len(told.calls) == 1


def test_it_holds_what_the_worker_wrote(served: Service, follow: Follow, papa: Product) -> None:
    follow()
    assert snapshot(served).names == ["Papa nativa huayro"]


def test_what_is_published_comes_with_the_next_refresh(
    served: Service, follow: Follow, papa: Product, manjar: Product
) -> None:
    follow()
    manjar.status, manjar.published_at = "published", now()
    follow()
    assert snapshot(served).document(manjar.id) is not None


def test_where_nothing_is_new_the_snapshot_stays(served: Service, follow: Follow, papa: Product) -> None:
    follow()
    before = served.snapshot
    served.refresh()
    assert served.snapshot is before


def test_what_is_unpublished_is_masked_before_the_index_knows(
    served: Service, session: Session, follow: Follow, papa: Product, queso: Product
) -> None:
    follow()
    queso.status = "unpublished"
    session.commit()
    held = snapshot(served)
    assert served.hidden(session, held, version(session)) == held.bits([queso.id])


def test_so_is_all_of_a_maker(
    served: Service, session: Session, follow: Follow, papa: Product, queso: Product, rosa: Enterprise
) -> None:
    follow()
    rosa.status = "unpublished"
    session.commit()
    held = snapshot(served)
    assert served.hidden(session, held, version(session)) == held.bits([queso.id])


def test_what_is_masked_is_asked_once_a_version(
    served: Service, session: Session, follow: Follow, count_queries: Counted, queso: Product
) -> None:
    follow()
    queso.status = "unpublished"
    session.commit()
    at = version(session)
    with count_queries() as asked:
        for _ in range(3):
            served.hidden(session, snapshot(served), at)
    assert len(asked) == 1


def test_nothing_is_masked_where_nothing_changed(
    served: Service, session: Session, follow: Follow, papa: Product, count_queries: Counted
) -> None:
    follow()
    at = version(session)
    with count_queries() as asked:
        assert served.hidden(session, snapshot(served), at) == 0
    assert asked == []


def test_a_snapshot_behind_a_worker_that_follows_answers(
    served: Service, follow: Follow, papa: Product
) -> None:
    follow()
    assert served.at(snapshot(served).version + 1) is served.snapshot


def test_where_no_worker_follows_the_database_answers(
    served: Service, follow: Follow, papa: Product, told: CapturingLogger
) -> None:
    follow()
    long_ago = time.time() - 3600
    os.utime(served.index.home / "followed", (long_ago, long_ago))
    assert served.at(snapshot(served).version + 1) is None
    assert served.at(snapshot(served).version + 1) is None
    assert len(told.calls) == 1


def test_a_snapshot_that_is_up_to_date_needs_no_worker(
    served: Service, follow: Follow, papa: Product
) -> None:
    follow()
    (served.index.home / "followed").unlink()
    assert served.at(snapshot(served).version) is served.snapshot


def test_a_snapshot_of_an_undone_future_does_not_answer(
    served: Service, follow: Follow, papa: Product
) -> None:
    follow()
    assert served.at(snapshot(served).version - 1) is None


def test_a_damaged_index_leaves_the_snapshot_that_there_was(
    served: Service, follow: Follow, papa: Product
) -> None:
    follow()
    before = served.snapshot
    for one in path(served).glob("*.toc"):
        one.write_bytes(b"garbage")
    folder.set_cursor(path(served), 99)
    served.refresh()
    assert served.snapshot is before


def test_damage_is_told_once_and_without_what_was_looked_for(
    served: Service, follow: Follow, papa: Product, told: CapturingLogger
) -> None:
    follow()
    for one in path(served).glob("*.toc"):
        one.write_bytes(b"garbage")
    folder.set_cursor(path(served), 99)
    for _ in range(3):
        served.refresh()
    assert [call.args[0] for call in told.calls] == [
        "search index not opened",
        "search index damaged, to be made anew",
        "search index missing, the database answers until the worker has made it",
    ]


def test_a_fault_of_ours_does_not_throw_the_index_away(
    served: Service,
    follow: Follow,
    papa: Product,
    told: CapturingLogger,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    follow()
    served.forget()
    monkeypatch.setattr(Snapshot, "open", lambda *_: 1 / 0)
    for _ in range(3):
        served.refresh()
    assert (len(told.calls), served.index.current() is None) == (1, False)


def test_a_snapshot_that_fails_a_request_is_read_anew(served: Service, follow: Follow, papa: Product) -> None:
    follow()
    before = snapshot(served)
    served.lose(before, ValueError("garbage"))
    assert served.snapshot is None
    served.refresh()
    assert snapshot(served) is not before


def test_only_the_snapshot_that_failed_is_lost(served: Service, follow: Follow, papa: Product) -> None:
    follow()
    before = snapshot(served)
    served.lose(before, ValueError("garbage"))
    served.refresh()
    newer = snapshot(served)
    served.lose(before, ValueError("garbage"))
    assert served.snapshot is newer


def test_a_thread_of_its_own_keeps_it_fresh(served: Service, follow: Follow, papa: Product) -> None:
    follow()
    fresh = Service(served.index.home.parent.parent)
    try:
        before = threading.active_count()
        fresh.start()
        fresh.start()
        deadline = time.monotonic() + 5
        while fresh.snapshot is None and time.monotonic() < deadline:
            time.sleep(0.01)
        assert fresh.snapshot
        assert threading.active_count() - before == 1
    finally:
        fresh._pid = 0


def test_requests_that_come_at_once_start_one_thread(served: Service) -> None:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(50):
            fresh = Service(served.index.home.parent.parent)
            before = threading.active_count()
            writers.at_once(8, fresh.start)
            started = threading.active_count() - before
            fresh._pid = 0
            assert started <= 1
    finally:
        sys.setswitchinterval(usual)
