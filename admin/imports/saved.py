"""A record that an import wrote: as it is written down, and as the import's page names it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from admin.households.words import mask
from admin.imports.models import RegistryImportChange
from admin.imports.plan import Difference

# Of one import's records a page names so many.
MOST_SHOWN = 200
# Of what stands in the way of undoing, so much is told.
MOST_TOLD = 20
UNDONE = "Se deshizo la importación"
STANDS, WITHDRAWN, ELSEWHERE = "stands", "withdrawn", "elsewhere"
# What a fact was, and what it became.
Facts = Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Saved:
    """A household, member or enterprise record that a row of the sheet made, or where it changed these facts."""

    kind: str
    record: Any
    row: int
    facts: Facts | None = None

    def as_json(self) -> str:
        """What is kept, sealed, as long as an import can be undone; of a new record no more than its row."""
        facts = {name: [_plain(one) for one in pair] for name, pair in (self.facts or {}).items()}
        return json.dumps({"row": self.row, "kind": self.kind, "facts": facts})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def pairs_of(before: Mapping[str, Any], after: Mapping[str, Any]) -> Facts:
    """The facts that differ. A number that identifies somebody is kept only as it was: undoing needs no other."""
    covered = {name: mask(after[name]) for name in ("dni", "ruc") if after.get(name)}
    return {
        name: (fact, covered.get(name, after[name])) for name, fact in before.items() if fact != after[name]
    }


@dataclass(frozen=True)
class Kept:
    """What an import wrote down of a record, until its time is over."""

    row: int = 0
    kind: str = ""
    facts: Facts = field(default_factory=dict)

    @classmethod
    def of(cls, change: RegistryImportChange) -> "Kept":
        """Read it; nothing is known of what was erased."""
        if change.before is None:
            return cls()
        kept = json.loads(change.before)
        facts = {
            name: (_told(name, before), _told(name, after)) for name, (before, after) in kept["facts"].items()
        }
        return cls(kept["row"], kept["kind"], facts)

    @property
    def before(self) -> dict[str, Any]:
        """What the facts were."""
        return {name: before for name, (before, _after) in self.facts.items()}


def _told(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name.endswith("_on") and value else value


@dataclass(frozen=True)
class Touched:
    """A record that an import made or changed; without a name where it was withdrawn, or is another office's now."""

    kind: str
    created: bool
    row: int
    place: str
    name: str = ""
    differences: tuple[Difference, ...] = ()
    # The record whose page shows it.
    page: Any = None
    fate: str = STANDS


def fate_of(change: RegistryImportChange, kept: Kept, place: str) -> Touched:
    """What is told of a record that is not there to be named."""
    ids = (change.household_id, change.member_id, change.record_id)
    fate = ELSEWHERE if any(ids) else WITHDRAWN
    return Touched(kept.kind, change.act == "created", kept.row, place, fate=fate)


def in_sheet_order(saved: Iterable[Saved]) -> list[Saved]:
    """As the sheet told of them, a household before its people."""
    return sorted(saved, key=lambda one: (one.row, one.kind == "member"))
