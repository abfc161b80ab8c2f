"""The database: one declarative base, one session, and every difference between SQLite and PostgreSQL."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, Index, Integer, MetaData, String, Table, TextClause, event, text
from sqlalchemy.engine import Connection, Dialect, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from core import scope_guard  # noqa: F401 every session is watched
from core.config import ConfigError, Settings

# The WAL-reset corruption bug is fixed from this version on (sqlite.org, 3.51.3 release notes).
SAFE_WAL_VERSION = (3, 51, 3)
BUSY_TIMEOUT_MS = 15_000
PATIENCE = {"application_name": "juntos", "connect_timeout": 3, "tcp_user_timeout": 3000}
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables share this naming convention, so that migrations can name what they drop."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base, disable_autonaming=True)

if TYPE_CHECKING:

    class Model(Base):
        """What every table class derives from."""

        __abstract__ = True
else:
    Model = db.Model

# GET requests read only; everything else (POST, commands, the worker) takes the write lock when it begins,
# so that on SQLite two writers queue instead of failing half way.
_read_only: ContextVar[bool] = ContextVar("read_only", default=False)


@contextmanager
def read_only() -> Iterator[None]:
    """Transactions begun inside this block cannot write, on either database."""
    token = _read_only.set(True)
    try:
        yield
    finally:
        _read_only.reset(token)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, kept in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 SQLAlchemy's signature
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime: use core.clock.now()")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 SQLAlchemy's signature
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def BytewiseText(length: int) -> String:  # noqa: N802 stands where a type does
    """A short text that sorts by its bytes on either database, so that a range finds what begins with something."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


@event.listens_for(Table, "before_create", propagate=True)
def _never_reuse_keys(table: Table, *_: Any, **__: Any) -> None:
    keys = list(table.primary_key.columns)
    if len(keys) == 1 and isinstance(keys[0].type, Integer):
        table.dialect_options["sqlite"]["autoincrement"] = True


# Asked of whoever is taken away; only these rows, so that no plan takes the index for what was never merged.
MERGED = text("merged_into_id IS NOT NULL")


def unique_where(name: str, columns: list[str], condition: TextClause) -> Index:
    """A unique index over the rows that meet a condition, on either database."""
    return Index(name, *columns, unique=True, sqlite_where=condition, postgresql_where=condition)


def one_of(column: str, values: Iterable[str]) -> str:
    """The text of a check: a column is empty or one of these."""
    known = ", ".join(f"'{value}'" for value in ("", *values))
    return f"{column} IN ({known})"


def sqlite_module() -> Any:
    """The SQLite driver: the bundled build where there is a wheel for it, else Python's own."""
    try:
        import pysqlite3
    except ImportError:
        import sqlite3 as pysqlite3
    return pysqlite3


def engine_options(settings: Settings) -> dict[str, Any]:
    """Options for the engine of this database URL; errors keep the values to themselves, since logs show them."""
    if make_url(settings.database_url).get_backend_name() == "sqlite":
        return {
            "module": sqlite_module(),
            "hide_parameters": True,
            # A connection knows how many rows there are from when it was opened, whoever counts them anew.
            "pool_recycle": 3600,
            "connect_args": {"timeout": BUSY_TIMEOUT_MS / 1000},
        }
    return {
        "hide_parameters": True,
        "pool_pre_ping": True,
        "pool_size": 8,
        "max_overflow": 8,
        "connect_args": {"application_name": "juntos"},
    }


def init_app(app: Flask, settings: Settings) -> None:
    """Bind the application to its database and teach the engine how to begin."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        if not url.database or url.database == ":memory:":
            raise ConfigError("DATABASE_URL must name a file: several processes share the database")
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    app.config["SQLALCHEMY_DATABASE_URI"] = url.render_as_string(hide_password=False)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(settings)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)


def prepare_engine(engine: Engine) -> None:
    """Set pragmas and transaction modes; every engine of the house passes through here."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_connect)
        event.listen(engine, "begin", _sqlite_begin)
    else:
        event.listen(engine, "begin", _postgresql_begin)
        event.listen(engine, "reset", _postgresql_reset)


def _sqlite_connect(connection: Any, _record: Any) -> None:
    # The driver must not open transactions by itself: _sqlite_begin decides which kind.
    connection.isolation_level = None
    safe = sqlite_module().sqlite_version_info >= SAFE_WAL_VERSION
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute(f"PRAGMA journal_mode={'WAL' if safe else 'DELETE'}")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA trusted_schema=OFF")
    cursor.execute("PRAGMA cache_size=-16384")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    reading = _read_only.get()
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _postgresql_begin(connection: Connection) -> None:
    cast(Any, connection.connection.dbapi_connection).read_only = _read_only.get() or None


def _postgresql_reset(connection: Any, _record: Any, _state: Any) -> None:
    if not connection.closed:
        connection.rollback()
        connection.read_only = None


def connect_beside(settings: Settings) -> Any:
    """A connection outside the pool and its transactions, for reading: each statement sees what is committed by then.

    Threads may use it one after another. It gives up in seconds where the database does not answer.
    """
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        file = f"file:{quote(url.database or '')}?mode=rw"
        connection = sqlite_module().connect(
            file, uri=True, timeout=1, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA query_only=ON")
        return connection
    import psycopg

    _given, named = url.get_dialect()().create_connect_args(url)
    options: dict[str, Any] = {**PATIENCE, **named}
    return psycopg.connect(autocommit=True, **options)


def take_turns(session: Session, name: str) -> None:
    """Wait until no other transaction holds this name, and hold it until commit or rollback.

    SQLite needs nothing: its writers already take turns from BEGIN IMMEDIATE on.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": name})


def is_busy(error: OperationalError) -> bool:
    """Whether the database asked to try again: a lock not had in time, or a server that is not there."""
    return bool(
        re.search(
            r"database is locked|database is busy|could not connect|connection.*(refused|failed|closed|lost)"
            r"|closed the connection|failed to resolve|timeout expired|lock timeout|deadlock|too many clients"
            r"|remaining connection slots|starting up|shutting down|terminating connection",
            str(error.orig),
            re.IGNORECASE,
        )
    )


def is_unprepared(error: DBAPIError) -> bool:
    """Whether a table is missing: nobody has migrated this database yet."""
    return bool(re.search(r"no such (table|column)|relation .* does not exist", str(error.orig)))


def is_empty(session: Session) -> bool:
    """Whether the schema has not been created yet."""
    return not db.inspect(session.connection()).has_table("alembic_version")


def refresh_statistics(session: Session) -> None:
    """Let the planner know how many rows there are now: after a great many were written, and now and then."""
    if session.get_bind().dialect.name == "sqlite":
        # A sample is enough for the planner, and a large table does not keep writers waiting.
        session.execute(text("PRAGMA analysis_limit=2000"))
    session.execute(text("ANALYZE"))
