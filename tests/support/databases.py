"""The two databases every test of data runs on: one application each, one schema, emptied between tests."""

import contextlib
import dataclasses
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Table, event, select
from sqlalchemy.orm import Session

from app import create_app
from catalog.changes import reader
from catalog.search import service
from core import migrations
from core.config import Settings
from core.db import db
from tests.support.kept import REFERENCE, Kept
from tests.support.postgres import PostgresServer

ENGINES = ("sqlite", "postgresql")
# A test that edits one of these finds it restored for the next.
SMALL_REFERENCE = ("sector", "seal")
# What no change row tells of: nobody sweeps a real database.
PROCESS_KEPT = ("juntos.shelf", "juntos.at_version")
Reference = dict[str, list[dict[str, Any]]]


def make_settings(folder: Path, database_url: str, **changes: Any) -> Settings:
    """Settings of a site that keeps everything under one folder."""
    settings = Settings(
        app_env="test",
        base_url="http://127.0.0.1:8000",
        port=8000,
        database_url=database_url,
        data_dir=folder / "data",
        media_dir=folder / "media",
        secret_key="a-secret-key-only-for-tests-0123456789",
        encryption_keys=("an-encryption-key-for-tests-0123456789",),
        lookup_key="a-lookup-key-only-for-tests-0123456789",
        log_level="ERROR",
    )
    settings = dataclasses.replace(settings, **changes)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    settings.media_dir.mkdir(parents=True, exist_ok=True)
    return settings


def make_schema(app: Flask) -> None:
    """Bring the database to the newest schema by the real migrations, which load the reference data too."""
    with app.app_context():
        migrations.upgrade()
        db.session.remove()


class Database:
    """One engine's application with its schema made."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.kept = Kept()
        self.app = create_app(settings)
        if settings.database_url.startswith("sqlite"):
            self._hurry()
        make_schema(self.app)
        with self.app.app_context():
            self._kept = _small_reference(db.session())
            db.session.remove()
        tables = [table for table in reversed(db.metadata.sorted_tables) if table.name not in REFERENCE]
        self._sweep = ";".join(f'DELETE FROM "{table.name}"' for table in tables)

    def _hurry(self) -> None:
        """Wait for no disk: nobody reads this data after the run, and a killed process loses nothing by it."""

        def hurry(connection: Any, _record: Any) -> None:
            connection.execute("PRAGMA synchronous=OFF")

        with self.app.app_context():
            event.listen(db.engine, "connect", hurry)
            db.engine.dispose()

    def empty(self) -> None:
        """Remove every row that is not reference data, every file a test left, and what the process keeps of them."""
        for kept in PROCESS_KEPT:
            self.app.extensions.pop(kept, None)
        self.app.extensions[reader.KEY].close()
        with self.app.app_context():
            if db.engine.dialect.name == "sqlite":
                connection = db.engine.raw_connection()
                try:
                    connection.cursor().executescript(
                        f"PRAGMA query_only=OFF;BEGIN IMMEDIATE;{self._sweep};COMMIT"
                    )
                finally:
                    connection.close()
            else:
                with db.engine.begin() as server:
                    server.exec_driver_sql(f"SET LOCAL lock_timeout = '5s';{self._sweep}")
            if _small_reference(db.session()) != self._kept:
                _restore(db.session(), self._kept)
            db.session.remove()
        for folder in (self.settings.data_dir, self.settings.media_dir):
            for path in folder.iterdir():
                if path.is_dir() and path != self.settings.data_dir / "static":
                    # A thread of the search may take a file of its own away meanwhile.
                    shutil.rmtree(path, ignore_errors=True)
        service.of(self.app).forget()

    def close(self) -> None:
        """Let go of every connection."""
        self.app.extensions[reader.KEY].close()
        with self.app.app_context():
            db.engine.dispose()


class Databases:
    """What one pytest process has opened; each engine is prepared when the first test asks for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[str, Database] = {}
        self._server: PostgresServer | None = None

    def __getitem__(self, engine: str) -> Database:
        if engine not in self._open:
            self._open[engine] = Database(
                make_settings(self.folder / engine, self._url(engine, "juntos_test"))
            )
        return self._open[engine]

    @property
    def server(self) -> PostgresServer:
        """The PostgreSQL server of this process, started on first use."""
        if self._server is None:
            self._server = PostgresServer()
        return self._server

    @contextlib.contextmanager
    def fresh(self, engine: str, *, schema: bool = True, **changes: Any) -> Iterator[Settings]:
        """Settings of a site with a database and folders of its own, with the schema or quite empty."""
        name = f"juntos_{secrets.token_hex(4)}"
        settings = make_settings(self.folder / name, self._url(engine, name), **changes)
        try:
            if schema:
                application = create_app(settings)
                make_schema(application)
                with application.app_context():
                    db.engine.dispose()
            yield settings
        finally:
            if engine == "postgresql":
                self.server.drop(name)

    def close(self) -> None:
        """Stop everything."""
        try:
            for database in self._open.values():
                database.close()
        finally:
            if self._server:
                self._server.stop()

    def _url(self, engine: str, name: str) -> str:
        if engine == "postgresql":
            return self.server.create(name)
        folder = self.folder / f"{name}-sqlite"
        folder.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{folder / 'juntos.sqlite3'}"


def environment(settings: Settings) -> dict[str, str]:
    """The environment that gives a command these settings."""
    return {
        "APP_ENV": settings.app_env,
        "BASE_URL": settings.base_url,
        "PORT": str(settings.port),
        "DATABASE_URL": settings.database_url,
        "DATA_DIR": str(settings.data_dir),
        "MEDIA_DIR": str(settings.media_dir),
        "SECRET_KEY": settings.secret_key,
        "ENCRYPTION_KEYS": ",".join(settings.encryption_keys),
        "LOOKUP_KEY": settings.lookup_key,
        "DEMO": "1" if settings.demo else "0",
        "LOG_LEVEL": settings.log_level,
        "PAGE_CACHE_MB": str(settings.page_cache_mb),
    }


def _small_reference(session: Session) -> Reference:
    kept: Reference = {}
    for name in SMALL_REFERENCE:
        table = db.metadata.tables[name]
        rows = session.execute(select(table).order_by(*table.primary_key.columns)).mappings()
        kept[name] = [dict(row) for row in rows]
    return kept


def _restore(session: Session, kept: Reference) -> None:
    tables: list[Table] = [db.metadata.tables[name] for name in SMALL_REFERENCE]
    for table in tables:
        session.execute(table.delete())
    for table in tables:
        # One by one and parents first: on PostgreSQL a batch would check each row's parent too early.
        for row in kept[table.name]:
            session.execute(table.insert().values(row))
    session.commit()
