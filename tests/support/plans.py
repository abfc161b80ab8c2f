"""How the database means to answer: which tables it would look through whole."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from core.db import refresh_statistics


def know_sizes(session: Session) -> None:
    """Let the planner know how many rows there are; commits. SQLite tells a connection when it is opened."""
    refresh_statistics(session)
    session.commit()
    engine = session.get_bind()
    assert isinstance(engine, Engine)
    engine.dispose()


def whole_tables(
    session: Session, ask: Callable[[Session], Any], *tables: str, through: Connection | None = None
) -> list[str]:
    """The lines of the plans of what is asked that look through one of these tables whole; counts are left out.

    A session with less than everything asks for its plans `through` a connection of nobody's.
    """
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        sent.append((statement, values))

    # This session's connection alone: what a thread of the search reads meanwhile was not asked here.
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", note)
    ask(session)
    event.remove(connection, "before_cursor_execute", note)
    if through is not None:
        # Two that begin at once wait for each other.
        session.rollback()
    explain = "EXPLAIN QUERY PLAN " if connection.dialect.name == "sqlite" else "EXPLAIN "
    lines = [
        str(row[-1])
        for statement, values in sent
        if "count(*)" not in statement
        for row in (through or connection).exec_driver_sql(explain + statement, values)
    ]
    return [line for line in lines if any(_is_whole(line, table) for table in tables)]


def _is_whole(line: str, table: str) -> bool:
    words = f"{line} "
    return f"Seq Scan on {table} " in words or (f"SCAN {table} " in words and "USING" not in words)
