"""What was rendered of a product, kept while what it shows stands: its card, and its page without the others' cards.

The shelf is true of one version of the catalogue. When a request comes with a later one, the change table says what
to throw away; what a request renders is put on the shelf only where that still stands at its version.
"""

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from sys import getsizeof
from threading import Lock
from typing import Any, NamedTuple

from cachetools import LRUCache
from flask import current_app
from sqlalchemy.orm import Session

from catalog.changes import reader
from catalog.changes.queries import Changes, changes_since

_KEY = "juntos.shelf"
ROOM = 24 * 1024 * 1024
# What a piece costs beside its text: its key and its place.
OVERHEAD = 600


class Piece(NamedTuple):
    """Something rendered, the product and the enterprise it shows, and whether it shows what only pages do."""

    rendered: Any
    product: int
    enterprise: int
    page: bool = False


class Shelf:
    """The pieces used last, within a number of bytes."""

    def __init__(self) -> None:
        self._pieces: LRUCache[Hashable, Piece] = LRUCache(ROOM, getsizeof=_size)
        self._lock = Lock()
        self._version = -1
        self._day: date | None = None

    def bring_up(self, session: Session, version: int, day: date) -> None:
        """Throw away what changed up to this version, and everything on another day."""
        known = self._version
        if version < known and _put_back(known):
            with self._lock:
                self._pieces.clear()
                self._version = known = version
        if version <= known and day == self._day:
            return
        changes = changes_since(session, known) if known >= 0 else Changes(version, everything=True)
        with self._lock:
            if day != self._day or changes.everything:
                self._pieces.clear()
            for key, piece in list(self._pieces.items()):
                if _touched(piece, changes):
                    del self._pieces[key]
            self._version, self._day = max(version, self._version), day

    def take(self, keys: Iterable[Hashable]) -> dict[Hashable, Any]:
        """Those that are there, as they were rendered."""
        found = {}
        with self._lock:
            for key in keys:
                piece = self._pieces.get(key)
                if piece:
                    found[key] = piece.rendered
        return found

    def put(self, version: int, day: date, pieces: Mapping[Any, Piece]) -> None:
        """Keep what was read at this version, where it is still the shelf's."""
        with self._lock:
            if (version, day) != (self._version, self._day):
                return
            self._pieces.update(pieces)


def _put_back(known: int) -> bool:
    """Whether the database is an older copy of itself now; else the request is only a slow one."""
    newest = reader.of().newest()
    return newest is not None and newest[0] < known


def _size(piece: Piece) -> int:
    return getsizeof(piece.rendered) + OVERHEAD


def _touched(piece: Piece, changes: Changes) -> bool:
    changed = piece.product in changes.products or piece.enterprise in changes.enterprises
    return changed or (piece.page and changes.pages)


def shelf() -> Shelf:
    """The shelf of this process."""
    kept: Shelf = current_app.extensions.setdefault(_KEY, Shelf())
    return kept
