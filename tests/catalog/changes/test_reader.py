"""The version as the page cache reads it: at once, from any process, and never in the way of an answer."""

import dataclasses
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import create_app
from catalog.changes import reader
from catalog.changes.models import CatalogueChange
from catalog.changes.reader import Reader
from catalog.changes.versions import ENVIRON, version, version_of_request
from catalog.enterprises.models import Enterprise
from core.clock import now
from core.config import Settings
from core.db import connect_beside, db, read_only
from core.page_cache import VERSION
from tests.support import writers
from tests.support.databases import Databases

Make = Callable[[Settings], Flask]


@pytest.fixture
def read(settings: Settings) -> Iterator[Reader]:
    found = Reader(lambda: connect_beside(settings))
    yield found
    found.close()


@pytest.fixture
def make() -> Iterator[Make]:
    """`make(settings)`: a site with these settings, whose connections are closed afterwards."""
    made: list[Flask] = []

    def build(settings: Settings) -> Flask:
        made.append(create_app(settings))
        return made[-1]

    yield build
    for site in made:
        site.extensions[reader.KEY].close()
        with site.app_context():
            db.engine.dispose()


def test_a_catalogue_where_nothing_changed_yet_has_a_version(session: Session, read: Reader) -> None:
    session.execute(text("DELETE FROM catalogue_change"))
    session.commit()
    assert read.newest() == (0, None)


def test_a_commit_is_read_at_once_and_not_before(session: Session, ccotana: Enterprise, read: Reader) -> None:
    session.commit()
    before = read.newest()
    ccotana.name = "Papas de Ccotana"
    session.flush()
    assert read.newest() == before
    session.commit()
    after = read.newest()
    assert after is not None
    assert after[0] == version(session)
    assert after != before


def test_another_process_is_read_at_once(
    settings: Settings, session: Session, ccotana: Enterprise, read: Reader
) -> None:
    session.commit()
    number, before = ccotana.id, read.newest()
    session.rollback()
    writers.in_processes(1, writers.rename_often, settings, number, 3)
    after = read.newest()
    assert before is not None
    assert after is not None
    assert after[0] == before[0] + 3


def test_the_same_number_of_another_history_is_another_version(session: Session, read: Reader) -> None:
    session.add(CatalogueChange(id=7, kind="page", at=now()))
    session.commit()
    before = read.newest()
    session.execute(text("DELETE FROM catalogue_change"))
    session.add(CatalogueChange(id=7, kind="page", at=now()))
    session.commit()
    after = read.newest()
    assert before is not None
    assert after is not None
    assert after[0] == before[0]
    assert after != before


def test_threads_share_the_reader(session: Session, ccotana: Enterprise, read: Reader) -> None:
    session.commit()
    expected = version(session)
    session.rollback()
    found: list[int] = []

    def many() -> None:
        for _time in range(50):
            stamp = read.newest()
            assert stamp is not None
            found.append(stamp[0])

    writers.at_once(6, many)
    assert found == [expected] * 300


def test_a_connection_that_died_is_replaced_within_the_request(
    session: Session, read: Reader, engine_name: str
) -> None:
    session.commit()
    before = read.newest()
    if engine_name == "postgresql":
        session.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                 " AND datname = current_database() AND query LIKE '%catalogue_change ORDER BY id DESC%'")
        )  # fmt: skip
        session.commit()
    else:
        read._idle[0].close()
    assert read.newest() == before


def test_a_fork_leaves_the_connections_to_the_parent(session: Session, read: Reader) -> None:
    session.commit()
    before = read.newest()
    parents = read._idle[0]
    reader._forked()
    assert read.newest() == before
    assert read._idle[0] is not parents
    # Nobody closed it.
    assert parents.execute("SELECT 1").fetchall() == [(1,)]
    parents.close()


def test_nobody_knows_the_version_of_a_database_that_is_away() -> None:
    asked: list[int] = []

    def connect() -> object:
        asked.append(1)
        raise OSError("away")

    away = Reader(connect)
    assert [away.newest() for _time in range(5)] == [None] * 5
    assert len(asked) == 1, "a database that is away is asked once a second"


def test_it_is_asked_again_after_a_pause(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setattr(reader, "PAUSE_SECONDS", 0.0)
    away = [True]

    def connect() -> object:
        if away.pop():
            raise OSError("away")
        return connect_beside(settings)

    away[:] = [False, True]
    found = Reader(connect)
    assert found.newest() is None
    assert found.newest() is not None
    found.close()


def test_a_site_whose_database_is_away_answers_as_ever(databases: Databases, make: Make) -> None:
    settings = dataclasses.replace(
        databases["sqlite"].settings,
        database_url="postgresql+psycopg://nobody@/nothing?host=/nonexistent",
        page_cache_mb=4,
    )
    visitor = make(settings).test_client()
    for _time in range(2):
        answer = visitor.get("/productos")
        assert answer.status_code == 503
        assert answer.headers["Retry-After"]
        assert answer.headers["Cache-Control"] == "no-store"
    assert visitor.get("/salud").status_code == 200


def test_a_site_without_tables_answers_as_ever(databases: Databases, make: Make, engine_name: str) -> None:
    with databases.fresh(engine_name, schema=False) as settings:
        site = make(dataclasses.replace(settings, page_cache_mb=4))
        assert site.test_client().get("/productos").status_code == 500
        site.extensions[reader.KEY].close()
        with site.app_context():
            db.engine.dispose()


def test_two_sites_on_one_database_see_each_others_changes(
    settings: Settings, session: Session, ccotana: Enterprise, make: Make
) -> None:
    session.commit()
    keeping = dataclasses.replace(settings, page_cache_mb=4)
    visitors = [make(keeping).test_client() for _time in range(2)]
    number, page = ccotana.id, f"/emprendimientos/{ccotana.slug}"
    assert all("cambio" not in visitor.get(page).text for visitor in visitors)
    said = f"cambio {ccotana.version}"
    session.rollback()
    writers.in_processes(1, writers.rename_often, settings, number, 1)
    assert all(said in visitor.get(page).text for visitor in visitors)


def test_what_the_cache_read_is_what_views_are_told() -> None:
    assert ENVIRON == VERSION


def test_a_request_that_read_before_it_asked_is_not_told_a_later_version(
    app: Flask, session: Session, ccotana: Enterprise
) -> None:
    number = ccotana.id
    session.commit()

    def rename() -> None:
        with app.app_context():
            db.session().get_one(Enterprise, number).name = "Papas de la Altura"
            db.session().commit()
            db.session.remove()

    with app.test_request_context("/"), read_only():
        mine = db.session()
        assert mine.get_one(Enterprise, number).name != "Papas de la Altura"
        writers.at_once(1, rename)
        assert version_of_request(mine) == version(mine)
        db.session.remove()


class _Lent:
    """A connection that is being used while somebody closes the reader."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        self.meanwhile = meanwhile
        self.closed = False

    def execute(self, _statement: str) -> "_Lent":
        """Let it happen."""
        self.meanwhile()
        return self

    def fetchall(self) -> list[tuple[int, None]]:
        """A version."""
        return [(7, None)]

    def close(self) -> None:
        """Be closed."""
        self.closed = True


def test_what_comes_back_after_the_reader_is_closed_is_closed_too() -> None:
    opened: list[_Lent] = []

    def connect() -> _Lent:
        opened.append(_Lent(found.close if len(opened) == 0 else lambda: None))
        return opened[-1]

    found = Reader(connect)
    assert found.newest() == (7, None)
    assert [one.closed for one in opened] == [True]
    assert found.newest() == found.newest() == (7, None)
    assert [one.closed for one in opened] == [True, False]
    found.close()
    assert [one.closed for one in opened] == [True, True]
