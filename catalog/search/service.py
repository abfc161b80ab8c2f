"""What this process knows of the index: a snapshot that a thread of its own keeps fresh, never a request."""

import os
import threading
import time
from pathlib import Path

import structlog
from flask import Flask, current_app
from sqlalchemy.orm import Session

from catalog.changes.queries import hidden_since
from catalog.search import folder
from catalog.search.index import Index, Stamp
from catalog.search.snapshot import Snapshot
from core.config import Settings
from core.serving import settle

log = structlog.get_logger()

_KEY = "juntos.search"
POLL_SECONDS = 0.1
# What failed is not tried again before this, unless the index is another meanwhile.
PAUSE_SECONDS = 5.0
_TRIES = 3


class Service:
    """Holds the snapshot that requests answer from; None while there is none, and then the database answers."""

    def __init__(self, data_dir: Path) -> None:
        self.index = Index(data_dir)
        self.snapshot: Snapshot | None = None
        self._stamp: Stamp | None = None
        self._failed: tuple[Stamp | None, float] = (None, 0.0)
        self._missing = self._alone = False
        self._hidden: tuple[Snapshot | None, int, int] = (None, 0, 0)
        self._pid = 0
        self._begun: dict[int, threading.Lock] = {}
        self._turn = threading.Lock()

    def start(self) -> None:
        """Begin to keep the snapshot fresh in this process, unless it does already; a fork begins anew."""
        pid, turn = os.getpid(), threading.Lock()
        # The first two requests may come at once, and a lock of before the fork may be held by nobody any more.
        if self._pid == pid or self._begun.setdefault(pid, turn) is not turn:
            return
        self._turn, self._pid = turn, pid
        threading.Thread(target=self._keep_fresh, name="search", daemon=True).start()

    def refresh(self) -> None:
        """Take what the index holds now, if it is something new; whatever is wrong is logged and never raised."""
        with self._turn:
            stamp = self.index.stamp()
            if stamp is None:
                self._tell_missing()
            elif stamp != self._stamp and not self._lately_failed(stamp):
                self._missing = False
                self._open(stamp)

    def at(self, version: int) -> Snapshot | None:
        """The snapshot to answer from at a version of the catalogue; None where the database answers better.

        That is where there is none, where it is of a future that a restored backup has undone, and where it falls
        behind because no worker follows the changes.
        """
        snapshot = self.snapshot
        if snapshot is None or version < snapshot.version:
            return None
        if version > snapshot.version and not self._followed():
            return None
        return snapshot

    def hidden(self, session: Session, snapshot: Snapshot, version: int) -> int:
        """The bits of what the snapshot holds and nobody may see any more, as of a version of the catalogue."""
        if version == snapshot.version:
            return 0
        kept, at, bits = self._hidden
        if kept is not snapshot or at != version:
            bits = snapshot.bits(hidden_since(session, snapshot.version))
            self._hidden = (snapshot, version, bits)
        return bits

    def lose(self, snapshot: Snapshot, error: Exception) -> None:
        """A request could not be answered from this snapshot: it is told once, and read anew or made anew."""
        with self._turn:
            if self.snapshot is snapshot:
                log.error("search snapshot failed", exc_info=error)
                self._forget()

    def forget(self) -> None:
        """Know nothing, as in the beginning."""
        with self._turn:
            self._forget()

    def _forget(self) -> None:
        self.snapshot = self._stamp = None
        self._failed, self._hidden = (None, 0.0), (None, 0, 0)
        self._missing = self._alone = False

    def _followed(self) -> bool:
        followed = self.index.is_followed()
        if not followed and not self._alone:
            log.warning("no worker follows the changes, the database answers searches")
        self._alone = not followed
        return followed

    def _open(self, stamp: Stamp) -> None:
        for _ in range(_TRIES):
            path = self.index.home / stamp[0]
            try:
                self.snapshot = Snapshot.open(path, self.snapshot)
            except Exception as error:
                # What is written anew while it is read looks damaged, until it is read again.
                newer = self.index.stamp()
                if newer is None or newer == stamp:
                    self._judge(stamp, error)
                    return
                stamp = newer
            else:
                self._stamp = stamp
                return

    def _judge(self, stamp: Stamp, error: Exception) -> None:
        """Throw the folder away if it cannot be read; if it can, the fault lies elsewhere, and it is tried again."""
        self._failed = (stamp, time.monotonic())
        path = self.index.home / stamp[0]
        log.error("search index not opened", error=type(error).__name__, exc_info=error)
        try:
            folder.check(path)
        except Exception as damage:
            if self.index.stamp() == stamp:
                log.error("search index damaged, to be made anew", error=type(damage).__name__)
                self.index.throw_away(path)

    def _lately_failed(self, stamp: Stamp) -> bool:
        failed, at = self._failed
        return failed == stamp and time.monotonic() - at < PAUSE_SECONDS

    def _tell_missing(self) -> None:
        if not self._missing:
            self._missing = True
            log.warning("search index missing, the database answers until the worker has made it")

    def _keep_fresh(self) -> None:
        mine, settled = os.getpid(), False
        while self._pid == mine:
            try:
                self.refresh()
                if self.snapshot and not settled:
                    # Most of it is shared by all that come after: no need to walk through it again and again.
                    settle()
                    settled = True
            except Exception as error:
                log.error("search refresh failed", exc_info=error)
                time.sleep(PAUSE_SECONDS)
            time.sleep(POLL_SECONDS)


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application its service; the first request of a serving process sets it going."""
    service = Service(settings.data_dir)
    app.extensions[_KEY] = service
    if settings.app_env != "test":
        app.before_request(service.start)


def of(app: Flask | None = None) -> Service:
    """The service of an application, or of the one at work."""
    service: Service = (app or current_app).extensions[_KEY]
    return service
