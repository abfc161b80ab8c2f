"""A catalogue that takes seconds to write is written once a run: after that its rows are put back as they were."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from core.db import db

# Loaded once with the schema.
REFERENCE = ("department", "province", "district", "sector", "seal")
# The chain of the audit is each database's own: entries of a copy are chained there, at its next commit.
CHAINED = "audit_entry"
CHAIN = {"number", "digest"}
Rows = list[tuple[Table, list[dict[str, Any]]]]


class Kept:
    """What one database was filled with, by name. The keys that a copy takes are given to nobody else meanwhile."""

    def __init__(self) -> None:
        self._copies: dict[str, Rows] = {}

    def fill(self, session: Session, name: str, write: Callable[[], object]) -> None:
        """Fill an empty catalogue, and commit: with what `write` writes, or with the copy of it by that name."""
        assert not session.scalar(select(func.count()).select_from(Enterprise)), "a copy is of the whole"
        if name in self._copies:
            connection = session.connection()
            for table, rows in self._copies[name]:
                connection.execute(insert(table), rows)
            session.commit()
        else:
            write()
            session.commit()
            self._copies[name] = _copy(session)


def _copy(session: Session) -> Rows:
    connection = session.connection()
    read = (
        (table, [_without_chain(table, dict(row)) for row in connection.execute(select(table)).mappings()])
        for table in db.metadata.sorted_tables
        if table.name not in (*REFERENCE, "audit_head")
    )
    return [(table, rows) for table, rows in read if rows]


def _without_chain(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if table.name != CHAINED or key not in CHAIN}
