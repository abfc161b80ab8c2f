"""The catalogue's version, read before a request is rendered: cheap, and on connections of its own.

Outside the pool and its transactions, since a page kept in memory needs neither. A connection is lent to one thread
at a time and belongs to the process that opened it. Whatever goes wrong, nobody knows the version: the page cache
steps aside, and the site answers as it can.
"""

import contextlib
import os
import time
from collections import deque
from collections.abc import Callable
from typing import Any
from weakref import WeakSet, finalize

import structlog
from flask import Flask, current_app

from catalog.changes.models import CatalogueChange
from core.config import Settings
from core.db import connect_beside
from core.page_cache import Stamp

log = structlog.get_logger()
KEY = "juntos.reader"

# The instant tells a number from the same one before a backup was restored.
NEWEST = f"SELECT id, at FROM {CatalogueChange.__tablename__} ORDER BY id DESC LIMIT 1"  # noqa: S608 a name of ours
NOTHING: Stamp = (0, None)
# A database that is away is not asked by every request how far away it is.
PAUSE_SECONDS = 1.0
MOST_IDLE = 32


class _Idle(deque[Any]):
    """Connections that nobody uses, until they are closed for good."""

    open = True


class Reader:
    """Reads the version; `connect` opens a connection without transactions."""

    def __init__(self, connect: Callable[[], Any]) -> None:
        self._connect = connect
        self._again_at = 0.0
        self._begin()
        _readers.add(self)

    def _begin(self) -> None:
        self._idle = _Idle()
        # Whoever forgets the reader need not think of its connections.
        self._ending = finalize(self, _close_all, self._idle)

    def newest(self) -> Stamp | None:
        """The version as of now, with the instant of its change; None where it cannot be read."""
        if self._again_at and time.monotonic() < self._again_at:
            return None
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = None
        if connection is not None:
            try:
                return self._ask(connection)
            except Exception:  # whatever the driver raises: a server that restarted, most likely
                self.close()
        try:
            stamp = self._ask(self._connect())
        except Exception as error:  # whatever the driver raises: the site says what there is to say
            self._again_at = time.monotonic() + PAUSE_SECONDS
            log.warning("version unknown, pages are not kept", error=type(error).__name__)
            return None
        self._again_at = 0.0
        return stamp

    def close(self) -> None:
        """Let go of every connection; one that is being used is closed when it comes back."""
        self._ending()
        self._begin()

    def _ask(self, connection: Any) -> Stamp:
        idle = self._idle
        try:
            # All rows are fetched: a statement left half read would go on seeing the past.
            rows = connection.execute(NEWEST).fetchall()
        except BaseException:
            with contextlib.suppress(Exception):
                connection.close()
            raise
        # What comes back after its time would be nobody's to close.
        if idle.open and len(idle) < MOST_IDLE:
            idle.append(connection)
        else:
            connection.close()
        return tuple(rows[0]) if rows else NOTHING

    def leave_to_parent(self) -> None:
        """After a fork: the connections are the parent's, and are neither used nor closed here."""
        self._ending.detach()
        _inherited.append(self._idle)
        self._begin()


def _close_all(connections: _Idle) -> None:
    connections.open = False
    with contextlib.suppress(IndexError):
        while True:
            connections.pop().close()


_readers: WeakSet[Reader] = WeakSet()
_inherited: list[_Idle] = []


def _forked() -> None:
    for reader in list(_readers):
        reader.leave_to_parent()


# Asking for the process at every request would cost more than asking for the version.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)


def init_app(app: Flask, settings: Settings) -> Reader:
    """Make the reader of this application; it connects when it is first asked."""
    reader = Reader(lambda: connect_beside(settings))
    app.extensions[KEY] = reader
    return reader


def of() -> Reader:
    """The reader of the application at work."""
    reader: Reader = current_app.extensions[KEY]
    return reader
