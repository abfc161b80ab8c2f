"""A worker's following of the catalogue's changes, step by step in the test's own process."""

from flask import Flask
from sqlalchemy.orm import Session

from catalog.search import service
from catalog.search.follower import Follower
from catalog.search.index import Index
from catalog.search.rebuilding import rebuild
from catalog.search.snapshot import Snapshot
from core.db import db, read_only


class Rebuilt:
    """A rebuild that has ended already."""

    def __init__(self, code: int | None = 0) -> None:
        self.code = code

    def poll(self) -> int | None:
        """How it ended."""
        return self.code

    def terminate(self) -> None:
        """There is nothing to end."""


class Follow:
    """`follow()` does what the worker would do now: it brings the index and the service up to the database."""

    def __init__(self, app: Flask, index: Index | None = None, session: Session | None = None) -> None:
        self.app = app
        self.session = session
        self.index = index or service.of(app).index
        self.rebuilds = 0
        self.follower = Follower(self.index, self.rebuild)

    def __call__(self) -> None:
        """Follow until there is nothing more to do, then refresh the service."""
        if self.session:
            self.session.commit()
        while self._step():
            pass
        service.of(self.app).refresh()

    def rebuild(self) -> Rebuilt:
        """Make the index anew here and now."""
        with self.app.app_context():
            rebuild(db.session(), self.index, lambda _done, _total: None)
        self.rebuilds += 1
        return Rebuilt()

    def _step(self) -> bool:
        self.follower._not_before = 0.0  # a test need not wait between rebuilds
        before = self.index.stamp()
        with self.app.app_context(), read_only(), self.index.following():
            more = self.follower.step(db.session())
        return more or self.index.stamp() != before


def found(follow: Follow) -> set[str]:
    """The names that the index holds."""
    path = follow.index.current()
    assert path
    snapshot = Snapshot.open(path)
    return {name for place, name in enumerate(snapshot.names) if snapshot.live >> place & 1}
