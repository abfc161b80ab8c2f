"""What every test may ask for: a database of each kind, the application on it, the cast, a browser."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from contextvars import Context
from datetime import datetime
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from playwright.sync_api import BrowserContext, Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.demo import load
from admin.imports.rows import ImportRefused
from app import create_app
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core import jobs
from core.clock import LIMA
from core.config import Settings
from core.db import db
from core.scoping import EVERYTHING, commanded, use_scope
from tests.support import browser, cast, templates
from tests.support.accessibility import axe  # noqa: F401
from tests.support.databases import ENGINES, Database, Databases, make_schema, make_settings
from tests.support.queries import count_queries as counted
from tests.support.staff import cusco_agent, cusco_head, puno_agent, puno_head, uas, uci, uppm, uti  # noqa: F401

# A Tuesday morning in Lima, some weeks after the cast's prices were confirmed.
FROZEN_AT = datetime(2026, 11, 10, 9, 30, tzinfo=LIMA)


@pytest.fixture(scope="session", autouse=True)
def templates_compiled_once() -> None:
    """Hundreds of applications are made in a run, all of the same templates."""
    templates.compile_once()


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """The engines of this run, each prepared when first asked for."""
    opened = Databases(tmp_path_factory.mktemp("site"))
    yield opened
    opened.close()


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """Makes a test run once on each database."""
    name: str = request.param
    return name


@pytest.fixture
def database(databases: Databases, engine_name: str) -> Iterator[Database]:
    """One database with schema and reference data; emptied of everything else afterwards."""
    yield databases[engine_name]
    databases[engine_name].empty()


@pytest.fixture
def settings(database: Database) -> Settings:
    """The settings of the application under test."""
    return database.settings


@pytest.fixture
def app(database: Database) -> Flask:
    """The application under test."""
    return database.app


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session of the test's own. What it holds is committed before each request or command of the test."""
    with app.app_context():
        held = db.session()
        use_scope(held, EVERYTHING)
        with commanded():
            yield held
        # Not db.session: the worker and others may have put another one in its place.
        held.close()
        db.session.remove()


class _SettledClient(FlaskClient):
    """Commits the test's session first: on SQLite its open transaction would lock the request out.

    A request has a context of its own, as on a server: its session, who is signed in and whom she reaches are not
    those of the test, nor of the request before.
    """

    settle: Callable[[], None]

    def open(self, *args: Any, **kwargs: Any) -> Any:
        self.settle()
        return Context().run(super().open, *args, **kwargs)


class _SettledRunner(FlaskCliRunner):
    settle: Callable[[], None]

    def invoke(self, *args: Any, **kwargs: Any) -> Any:
        self.settle()
        return super().invoke(*args, **kwargs)


def _settler(request: pytest.FixtureRequest) -> Callable[[], None]:
    if "session" in request.fixturenames:
        held: Session = request.getfixturevalue("session")
        return held.commit
    return lambda: None


@pytest.fixture
def client(app: Flask, request: pytest.FixtureRequest) -> FlaskClient:
    """A visitor without a browser."""
    visitor = _SettledClient(app, app.response_class, use_cookies=True)
    visitor.settle = _settler(request)
    return visitor


@pytest.fixture
def cli(app: Flask, request: pytest.FixtureRequest) -> FlaskCliRunner:
    """Runs `flask …` commands in this process: `cli.invoke(args=["worker", "--once"])`."""
    runner = _SettledRunner(app)
    runner.settle = _settler(request)
    return runner


@pytest.fixture
def run_jobs(app: Flask, request: pytest.FixtureRequest) -> Callable[[], int]:
    """`run_jobs()` does what a worker would do now, in a session of its own; returns how many jobs it tried."""
    settle = _settler(request)

    def run() -> int:
        settle()
        with app.app_context():
            return jobs.run_due()

    return run


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """It is 10 November 2026, 9:30 in Lima, until `clock.shift(seconds)` or `clock.move_to(…)`."""
    with time_machine.travel(FROZEN_AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def count_queries(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with count_queries() as asked:` collects the statements the application sends."""
    return lambda: counted(app)


@pytest.fixture
def ccotana(session: Session) -> Enterprise:
    """Papas Ccotana, published, in Kishuará (Andahuaylas, Apurímac)."""
    return cast.make_ccotana(session)


@pytest.fixture
def rosa(session: Session) -> Enterprise:
    """Quesos Doña Rosa, published, in Celendín (Cajamarca)."""
    return cast.make_rosa(session)


@pytest.fixture
def papa(session: Session, ccotana: Enterprise) -> Product:
    """Ccotana's native potato, published."""
    return cast.make_papa(session, ccotana)


@pytest.fixture
def queso(session: Session, rosa: Enterprise) -> Product:
    """Rosa's fresh cheese, published."""
    return cast.make_queso(session, rosa)


@pytest.fixture
def manjar(session: Session, rosa: Enterprise) -> Product:
    """Rosa's manjar blanco, not published."""
    return cast.make_manjar(session, rosa)


@pytest.fixture
def archivada(session: Session, ccotana: Enterprise) -> Product:
    """Ccotana's chuño, archived."""
    return cast.make_archivada(session, ccotana)


@pytest.fixture
def fill(database: Database, session: Session) -> Callable[[str, Callable[[], object]], None]:
    """`fill("demo", write)` fills the empty catalogue with what `write` writes: the next time, from a copy of that."""
    return lambda name, write: database.kept.fill(session, name, write)


@pytest.fixture
def whole_demo(session: Session, fill: Callable[[str, Callable[[], object]], None]) -> None:
    """The real demo, all of it, without pictures; every row of it must be accepted."""

    def write() -> None:
        try:
            load.load(session, load.rows(), seed=1)
        except ImportRefused as refused:
            pytest.fail("\n".join(map(str, refused.problems)))

    fill("demo", write)


@pytest.fixture
def few_of_demo(session: Session, fill: Callable[[str, Callable[[], object]], None]) -> list[Product]:
    """The first eight products of the demo, as loaded."""
    fill("few of demo", lambda: load.load(session, load.rows()[:8], seed=1))
    return list(session.scalars(select(Product).order_by(Product.id)))


@pytest.fixture
def many_products(session: Session) -> Callable[[int], None]:
    """`many_products(200)` fills the catalogue fast."""
    return lambda n: cast.many_products(session, n)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browser.Site]:
    """A live site over SQLite with the cast on it, one for the whole run: journeys only read it."""
    listener = browser.free_port()
    folder = tmp_path_factory.mktemp("live")
    database = f"sqlite:///{folder / 'juntos.sqlite3'}"
    settings = make_settings(folder, database, base_url=browser.address(listener))
    make_schema(create_app(settings))
    with browser.running(settings, listener) as live:
        yield live


@pytest.fixture
def postgresql_site(databases: Databases) -> Iterator[browser.Site]:
    """The same site over PostgreSQL, for the one journey that shows it works there too."""
    listener = browser.free_port()
    with (
        databases.fresh("postgresql", base_url=browser.address(listener)) as settings,
        browser.running(settings, listener) as live,
    ):
        yield live


@pytest.fixture(scope="session")
def base_url() -> None:
    """Stands in for pytest-base-url's, whose definition pytest 9 warns about; `browse` knows the address."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """pytest-playwright's launch options, with the system's Chromium."""
    return browser_type_launch_args | {"executable_path": browser.chromium(), "args": browser.CHROMIUM_ARGS}


@pytest.fixture
def browse(new_context: Callable[..., BrowserContext], site: browser.Site) -> browser.Browse:
    """`browse(width=360, js=True)` opens a page of the site; then `page.goto("/productos")`."""

    def opener(width: int = 360, *, js: bool = True, **options: Any) -> Page:
        return browser.open_page(new_context, site, width, js, **options)

    return opener


@pytest.fixture(params=browser.WIDTHS, ids=lambda width: f"{width}px")
def width(request: pytest.FixtureRequest) -> int:
    """Makes a journey run on a phone's width and on a desk's."""
    chosen: int = request.param
    return chosen


@pytest.fixture(params=(True, False), ids=("js", "nojs"))
def js(request: pytest.FixtureRequest) -> bool:
    """Makes a journey run with and without JavaScript."""
    chosen: bool = request.param
    return chosen
