"""What the index knows that helps to read a search."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_

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

    def _named(self, stems: Iterable[str]) -> int:
        return reduce(and_, (self._snapshot.field("name", stem) for stem in stems), self._shown)
