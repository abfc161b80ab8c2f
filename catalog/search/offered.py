"""What the index knows that helps to read a search."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_

from catalog.search.engine import NAME, holding
from catalog.search.masks import delivered
from catalog.search.needs import Need
from catalog.search.snapshot import Snapshot


class InSnapshot:
    """What a snapshot has, but for the documents in `hidden`."""

    def __init__(self, snapshot: Snapshot, hidden: int = 0) -> None:
        self._snapshot = snapshot
        self._shown = snapshot.live & ~hidden

    def there(self, code: str) -> bool:
        """Whether something is offered in a place."""
        return bool(self._snapshot.facet(f"place:{code}") & self._shown)

    def elsewhere(self, stems: Sequence[str], code: str) -> bool:
        """Whether something of another place has these words in its name."""
        return bool(self._named(stems) & ~self._snapshot.facet(f"place:{code}"))

    def named(self, stems: Iterable[str]) -> bool:
        """Whether something has these words in its name."""
        return bool(self._named(stems))

    def delivered(self, code: str, needs: tuple[Need, ...]) -> bool:
        """Whether something that is called so is delivered to a place, or to part of it."""
        return bool(self._called(needs) & delivered(self._snapshot, code))

    def measured(self, needs: tuple[Need, ...], dimension: str) -> bool:
        """Whether something that is called so is sold by a dimension, if anything is called so."""
        named = self._called(needs)
        return not named or bool(named & self._snapshot.facet(f"dimension:{dimension}"))

    def _called(self, needs: tuple[Need, ...]) -> int:
        return reduce(and_, (holding(self._snapshot, need, NAME) for need in needs), self._shown)

    def _named(self, stems: Iterable[str]) -> int:
        return reduce(and_, (self._snapshot.field("name", stem) for stem in stems), self._shown)
