"""A site with a few views that misbehave on purpose."""

import dataclasses
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request, request_started, url_for
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app import create_app
from catalog.changes import reader
from catalog.products.models import Product
from core import jobs
from core.config import Settings
from core.db import db
from core.policies import public
from tests.support.databases import Database
from tests.support.queries import count_queries


def _fail() -> str:
    raise RuntimeError("secreto 987654321")


def _busy() -> str:
    raise OperationalError("SELECT 1", {}, Exception("database is locked"))


def _broken() -> str:
    raise OperationalError("SELECT 1", {}, Exception("no such table: nada"))


def _write() -> str:
    session = db.session()
    jobs.enqueue(session, "probe", {})
    session.commit()
    return "escrito"


def _greet(name: str) -> str:
    return f"{url_for('greet', name=name)} {len(name)}"


@pytest.fixture
def make_site(database: Database) -> Iterator[Callable[..., Flask]]:
    """`make_site(base_url=…)` builds another site on this database, with views that misbehave."""
    made: list[Flask] = []

    def build(**changes: Any) -> Flask:
        settings: Settings = dataclasses.replace(database.settings, **changes)
        site = create_app(settings)
        site.add_url_rule("/prueba/falla", "fail", public(_fail))
        site.add_url_rule("/prueba/ocupada", "busy", public(_busy))
        site.add_url_rule("/prueba/rota", "broken", public(_broken))
        site.add_url_rule("/prueba/escribe", "write", public(_write), methods=["GET", "POST"])
        site.add_url_rule("/prueba/saluda/<name>", "greet", public(_greet))
        made.append(site)
        return site

    yield build
    for site in made:
        with site.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def probe(make_site: Callable[..., Flask]) -> Flask:
    """A site with views that misbehave, with the settings of the tests."""
    return make_site()


@pytest.fixture
def no_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's handlers but those the test registers."""
    monkeypatch.setattr(jobs, "_handlers", {})


@pytest.fixture
def book(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """`book({part: text})` writes a workbook of these parts."""

    def write(content: dict[str, str]) -> Path:
        path = tmp_path / "libro.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in content.items():
                archive.writestr(name, text)
        return path

    return write


@pytest.fixture
def keeping(make_site: Callable[..., Flask], session: Session, papa: Product) -> Iterator[Flask]:
    """A site that keeps its pages, with the potato on it."""
    session.commit()
    site = make_site(page_cache_mb=4, languages=("es", "en"))
    yield site
    site.extensions[reader.KEY].close()


@pytest.fixture
def visitor(keeping: Flask) -> FlaskClient:
    """Somebody who asks it for pages."""
    return keeping.test_client()


@pytest.fixture
def asked(keeping: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with asked() as reached:` collects the statements, and the requests that the cache did not answer."""

    @contextmanager
    def collect() -> Iterator[list[str]]:
        with count_queries(keeping) as reached:

            def note(_sender: Flask, **_: object) -> None:
                reached.append(request.path)

            with request_started.connected_to(note, keeping):
                yield reached

    return collect
