"""What refers to a record: found in the tables themselves, so that one that comes later is not forgotten."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Table, select
from sqlalchemy.orm import Session

from core.db import db

CHUNK = 500
# The rows of a table that are a part of the record rather than built on it.
Part = Callable[[Table], ColumnElement[bool]]


def referring(
    session: Session, table: Table, ids: Collection[int], parts: dict[str, Part]
) -> Iterator[tuple[str, int]]:
    """Each table and record where a row refers to one of these and is no part of it; within everything."""
    ordered = sorted(ids)
    for other in db.metadata.sorted_tables:
        for column in other.columns:
            if not any(key.column.table is table for key in column.foreign_keys):
                continue
            part = parts.get(other.name)
            for start in range(0, len(ordered), CHUNK):
                query = select(column).distinct().where(column.in_(ordered[start : start + CHUNK]))
                if part:
                    query = query.where(~part(other))
                for number in session.scalars(query):
                    yield other.name, number


def among(column: str, values: Collection[Any]) -> Part:
    """That a column holds one of these."""
    return lambda table: table.c[column].in_(values)
