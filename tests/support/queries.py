"""Counting what the database is asked."""

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from flask import Flask
from sqlalchemy import event

from core.db import db

NOT_QUERIES = ("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE", "COMMIT", "ROLLBACK")


@contextlib.contextmanager
def count_queries(app: Flask) -> Iterator[list[str]]:
    """The statements that the application sends inside the block, transaction control left out.

    Those of this thread alone: a thread of the search may read beside it.
    """
    statements: list[str] = []
    here = threading.get_ident()

    def listen(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if threading.get_ident() == here and not statement.lstrip().upper().startswith(NOT_QUERIES):
            statements.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", listen)
