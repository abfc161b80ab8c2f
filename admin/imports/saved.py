"""A record that an import wrote: as it is written down, and as the import's page names it."""

from dataclasses import dataclass
from typing import Any

# Of one import's records a page names so many.
MOST_SHOWN = 200
# Of what stands in the way of undoing, so much is told.
MOST_TOLD = 20
UNDONE = "Se deshizo la importación"


@dataclass(frozen=True)
class Saved:
    """A household, member or enterprise record that was made, or changed from what `before` says."""

    kind: str
    record: Any
    before: dict[str, Any] | None = None


@dataclass(frozen=True)
class Touched:
    """A record that an import made or changed."""

    public_id: str
    name: str
    district_code: str
    created: bool
