"""Cards kept rendered, so that a page of a list asks the database for none while the catalogue stands as it is.

The shelf is true of one version of the catalogue. When a request comes with a later one, the change table says which
cards to throw away; what a request renders is put on the shelf only where that still stands at its version.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from datetime import date
from threading import Lock
from typing import NamedTuple

from flask import current_app
from markupsafe import Markup
from sqlalchemy.orm import Session

from catalog.changes.queries import Changes, changes_since

_KEY = "juntos.shelf"
SIZE = 6000


class Look(NamedTuple):
    """How the card of one product was asked for: with a box to choose it, at once, in a language, under a path."""

    product: int
    pick: bool
    eager: bool
    language: str
    root: str


class Card(NamedTuple):
    """A rendered card, and whose product it shows."""

    html: Markup
    enterprise: int


class Shelf:
    """The cards used last."""

    def __init__(self) -> None:
        self._cards: OrderedDict[Look, Card] = OrderedDict()
        self._lock = Lock()
        self._version = -1
        self._day: date | None = None

    def bring_up(self, session: Session, version: int, day: date) -> None:
        """Throw away what changed up to this version, and everything on another day."""
        known = self._version
        if version <= known and day == self._day:
            return
        changes = changes_since(session, known) if known >= 0 else Changes(version, everything=True)
        with self._lock:
            if day != self._day or changes.everything:
                self._cards.clear()
            for look, card in list(self._cards.items()):
                if look.product in changes.products or card.enterprise in changes.enterprises:
                    del self._cards[look]
            self._version, self._day = max(version, self._version), day

    def take(self, looks: Iterable[Look]) -> dict[Look, Markup]:
        """Those that are there."""
        found = {}
        with self._lock:
            for look in looks:
                card = self._cards.get(look)
                if card:
                    self._cards.move_to_end(look)
                    found[look] = card.html
        return found

    def put(self, version: int, day: date, cards: Mapping[Look, Card]) -> None:
        """Keep cards that were read at this version, where it is still the shelf's."""
        with self._lock:
            if (version, day) != (self._version, self._day):
                return
            self._cards.update(cards)
            while len(self._cards) > SIZE:
                self._cards.popitem(last=False)


def shelf() -> Shelf:
    """The shelf of this process."""
    kept: Shelf = current_app.extensions.setdefault(_KEY, Shelf())
    return kept
