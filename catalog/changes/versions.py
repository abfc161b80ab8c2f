"""The catalogue's version: it grows with every commit that changed something public."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Request, current_app, has_request_context, request
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalog.changes import reader
from catalog.changes.models import CatalogueChange

ENVIRON = "juntos.version"
_KEY = "juntos.at_version"
Value = TypeVar("Value")


def version(session: Session) -> int:
    """The version that this transaction sees."""
    return session.scalar(select(func.max(CatalogueChange.id))) or 0


def _asked() -> Request | None:
    """The request at work, itself: each look through Flask's stand-in for it costs as much as a page's card."""
    return cast(Any, request)._get_current_object() if has_request_context() else None  # noqa: SLF001 as Flask documents


def version_of_request(session: Session) -> int:
    """The version read before this request began to read; what it goes on to read is never older."""
    asked = _asked()
    return _version_of(asked, session) if asked else version(session)


def _version_of(asked: Request, session: Session) -> int:
    known: int | None = asked.environ.get(ENVIRON)
    if known is None:
        # A transaction that reads already may see a past that is older than what the reader is told.
        stamp = None if session.in_transaction() else reader.of().newest()
        known = asked.environ[ENVIRON] = stamp[0] if stamp else version(session)
    return known


def kept_while_it_stands(read: Callable[[Session], Value]) -> Callable[[Session], Value]:
    """Makes a question of the whole catalogue, whose answer nobody changes, be asked once a version and process.

    For requests that only read: what a transaction has written but not committed is nobody else's answer.
    """

    @wraps(read)
    def answer(session: Session) -> Value:
        asked = _asked()
        if asked is None or asked.method not in ("GET", "HEAD"):
            return read(session)
        kept: dict[Callable[[Session], Any], tuple[int, Any]] = current_app.extensions.setdefault(_KEY, {})
        at = _version_of(asked, session)
        known = kept.get(read)
        if known is None or known[0] != at:
            # Of two threads either may come last: each says of which version its answer is.
            known = kept[read] = (at, read(session))
        return cast(Value, known[1])

    return answer
