"""Alembic's entry: one set of migrations for both databases; reference data follows the newest schema."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from catalog import reference

migrate = current_app.extensions["migrate"]
engine = migrate.db.engine


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our own column types as the plain types they are stored in, so that old migrations import nothing."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


@contextmanager
def all_or_nothing(connection: Connection) -> Iterator[None]:
    """Commit at the end; on SQLite only where every reference still finds its row, else raises RuntimeError.

    SQLite changes a table by making another in its place, which it does not allow while references are enforced. That
    is said outside of a transaction, where alone it counts.
    """
    if connection.dialect.name != "sqlite":
        yield
        connection.commit()
        return
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"after the migration {len(broken)} rows refer to nothing, first {broken[0]}")
        connection.commit()
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


def run_migrations() -> None:
    """Migrate in one transaction and, at the newest version, add missing places, sectors and seals."""
    with engine.connect() as connection, all_or_nothing(connection):
        options: dict[str, Any] = migrate.configure_args
        context.configure(
            connection=connection, target_metadata=migrate.db.metadata, render_item=render_item, **options
        )
        with context.begin_transaction():
            context.run_migrations()
            newest = ScriptDirectory.from_config(context.config).get_heads()
            if newest and set(context.get_context().get_current_heads()) == set(newest):
                session = Session(connection)
                reference.load(session)
                # Says so in the change table; what it wrote is committed below, with the schema.
                session.commit()


run_migrations()
