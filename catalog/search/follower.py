"""Bringing the index of this node to what the database says, change after change, as long as the worker runs."""

import errno
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import structlog
from flask import Flask
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from catalog.changes import operations as changes
from catalog.changes.queries import changes_since
from catalog.search import folder, service
from catalog.search.documents import documents
from catalog.search.index import BEAT_SECONDS, Index, IndexBusyError
from catalog.search.rebuilding import changed_products
from core import background, jobs
from core.config import ROOT
from core.db import db, read_only

log = structlog.get_logger()

POLL_SECONDS = 0.1
# So many products a commit: a publish does not wait for an import of thousands.
CHUNK = 100
# So many commits until it is looked at how worn the folder is.
LOOK_EVERY = 64
RETRY_SECONDS = 5.0
# Whatever asks for it, a rebuild is begun again only after twice the time that the last one took, or this.
PAUSE_SECONDS = 2.0
MAX_PAUSE_SECONDS = 300.0
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS, errno.EMFILE)


class _DamagedError(Exception):
    """The folder in use cannot be used any more."""


@contextmanager
def _damage_told() -> Iterator[None]:
    """Whatever is wrong with the index, as one kind of error; a disk that is full is not the index's fault."""
    try:
        yield
    except Exception as error:  # a damaged index raises nearly anything
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            raise
        raise _DamagedError(f"{type(error).__name__}: {error}") from error


class Running(Protocol):
    """A rebuild that goes on elsewhere."""

    def poll(self) -> int | None:
        """None while it runs, 0 where it ended well."""

    def terminate(self) -> None:
        """End it."""


def register() -> None:
    """Have every worker follow the changes, and keep their table short."""
    background.alongside_worker(follow)
    jobs.every_hour(changes.forget_old)


def follow(app: Flask, stop: threading.Event) -> None:
    """Follow until the event is set; of several workers on a node one does it, and another takes over from it."""
    follower = Follower(service.of(app).index, start_rebuild)
    while not stop.is_set():
        try:
            with follower.index.following():
                _follow(app, follower, stop)
        except IndexBusyError:
            stop.wait(RETRY_SECONDS)
        finally:
            follower.close()


def start_rebuild() -> Running:
    """Rebuild in a process of its own: it keeps no processor from following, and gives back its memory."""
    command = [sys.executable, "-m", "flask", "--app", "app", "search", "rebuild", "--quiet"]
    return subprocess.Popen(command, cwd=ROOT)


def _follow(app: Flask, follower: "Follower", stop: threading.Event) -> None:
    troubles = 0
    while not stop.is_set():
        try:
            with app.app_context(), read_only():
                more = follower.step(db.session())
            troubles = 0
            stop.wait(0 if more else POLL_SECONDS)
        except (DBAPIError, OSError, IndexBusyError) as error:
            # A database that restarts, a full disk, a writer that hangs: told once, tried until it goes again.
            if not troubles:
                log.warning("search index waits", error=type(error).__name__)
            troubles += 1
            stop.wait(min(POLL_SECONDS * 2 ** min(troubles, 10), RETRY_SECONDS))


class Follower:
    """What one worker knows of where the index stands.

    The cursor on the disk moves when everything up to it is in, and never past what only a new folder will show;
    what is still to do is done newest first.
    """

    def __init__(self, index: Index, start_rebuild: Callable[[], Running]) -> None:
        self.index = index
        self._start_rebuild = start_rebuild
        self._path: Path | None = None
        self._seen = 0
        self._left: dict[int, None] = {}
        self._stale = False
        self._commits = 0
        self._rebuild: Running | None = None
        self._next_beat = 0.0
        self._begun = 0.0
        self._not_before = 0.0
        self._failures = 0

    def step(self, session: Session) -> bool:
        """Do a little of what there is to do; returns whether there is more."""
        self._look_after_rebuild()
        if time.monotonic() >= self._next_beat:
            self.index.beat()
            self._next_beat = time.monotonic() + BEAT_SECONDS
        path = self.index.current()
        if path is None:
            self._want_rebuild("there is no index")
            return False
        try:
            if path != self._path:
                with _damage_told():
                    self._begin(path)
            self._take_in(session, path)
            if self._left:
                self._write(session, path)
            self._look_at(path)
        except _DamagedError as error:
            self._throw_away(path, error)
        return bool(self._left)

    def close(self) -> None:
        """Leave no rebuild behind."""
        if self._rebuild:
            self._rebuild.terminate()
        self._rebuild = None

    def _begin(self, path: Path) -> None:
        self._path, self._seen = path, folder.cursor(path)
        self._left, self._stale, self._commits = {}, False, 0

    def _take_in(self, session: Session, path: Path) -> None:
        """Learn what changed since it was last asked."""
        news = changes_since(session, self._seen)
        if news.version < self._seen:
            raise _DamagedError("the database is older than the index")
        self._stale |= news.everything
        for product in changed_products(session, news):
            self._left.pop(product, None)
            self._left[product] = None
        if news.version != self._seen and not self._left and not self._stale:
            with self.index.writing(), _damage_told():
                if self.index.current() == path:
                    folder.set_cursor(path, news.version)
        self._seen = news.version

    def _write(self, session: Session, path: Path) -> None:
        """Bring the newest of what is left to what the database says."""
        some = list(self._left)[-CHUNK:]
        found = list(documents(session, some))
        gone = set(some) - {document.id for document in found}
        unfinished = self._stale or len(self._left) > len(some)
        with self.index.writing(), _damage_told():
            if self.index.current() != path:
                return  # another folder took its place, and holds this already or has it still to come
            folder.put(path, found, gone)
            folder.set_cursor(path, folder.cursor(path) if unfinished else self._seen)
        for product in some:
            del self._left[product]
        self._commits += 1

    def _look_at(self, path: Path) -> None:
        if self._stale:
            self._want_rebuild("something changed that touches everything")
        elif self._commits >= LOOK_EVERY:
            with _damage_told():
                worn = folder.measure(path).worn
            if worn:
                self._want_rebuild("it is worn")
            else:
                self._commits = 0

    def _throw_away(self, path: Path, error: Exception) -> None:
        log.error("search index damaged, to be made anew", why=str(error))
        self.index.throw_away(path)
        self._path = None

    def _want_rebuild(self, why: str) -> None:
        if self._rebuild is None and time.monotonic() >= self._not_before:
            log.info("search index is made anew", why=why)
            self._begun = time.monotonic()
            self._rebuild = self._start_rebuild()

    def _look_after_rebuild(self) -> None:
        code = self._rebuild.poll() if self._rebuild else None
        if code is None:
            return
        self._rebuild = None
        ended = time.monotonic()
        self._failures = self._failures + 1 if code else 0
        if code:
            log.error("search index not made anew", code=code)
        pause = max(PAUSE_SECONDS * 2**self._failures, 2 * (ended - self._begun))
        self._not_before = ended + min(pause, MAX_PAUSE_SECONDS)
