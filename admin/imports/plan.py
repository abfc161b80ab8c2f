"""What a sheet of the registry would do, for whoever decides whether it shall."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from admin.imports.rows import Problem, RawRow
from core.audit import Subject
from core.text import fold

MOST_ROWS = 5_000
MOST_OFFERED = 12
# What a cell says to take a known fact away; an empty one changes nothing.
ERASE = "borrar"
STALE = (
    "otra persona la cambió después de que se descargó esta hoja. Descárguela otra vez y pase ahí su cambio"
)


@dataclass(frozen=True)
class Difference:
    """A fact of a record: what is kept, and what the sheet says."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """A record that the sheet makes, or changes from the version that is kept."""

    kind: str
    row: int
    created: bool
    name: str
    place: str
    differences: tuple[Difference, ...]
    version: str = ""
    # Whose kept facts the differences tell.
    subject: Subject | None = None


@dataclass
class Review:
    """Everything that a sheet would do, and everything that is wrong or doubtful in it."""

    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    doubts: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    # Who is named beside a doubtful row, without having been asked of by a number.
    named: dict[int, Subject] = field(default_factory=dict)

    def shown(self, most: int) -> list[Subject]:
        """Whose kept facts or name a page tells that shows so many changes and doubts."""
        told = [one.subject for one in self.changed[:most] if one.subject]
        told += [self.named[one.row] for one in self.doubts[:most] if one.row in self.named]
        return list(dict.fromkeys(told))

    @property
    def created(self) -> list[Change]:
        """The records that would be made."""
        return [one for one in self.changes if one.created]

    @property
    def changed(self) -> list[Change]:
        """The records that would be changed."""
        return [one for one in self.changes if not one.created]

    @property
    def sums(self) -> dict[tuple[str, bool], int]:
        """How many records would be made and changed, by kind."""
        return Counter((one.kind, one.created) for one in self.changes)

    @property
    def digest(self) -> str:
        """The same for two reviews that say the same: what was looked at is what is confirmed."""
        told = hashlib.sha256()
        for part in self._parts():
            told.update(part.encode())
            told.update(b"\0")
        return told.hexdigest()[:32]

    def _parts(self) -> Iterator[str]:
        for one in self.changes:
            yield f"{one.row} {one.created} {one.version} {one.name}"
            for fact in one.differences:
                yield from (fact.label, fact.before, fact.after)
        for doubt in self.doubts:
            yield str(doubt)


def row_reference(row: RawRow, column: str) -> tuple[str, int | None]:
    """The id of a record and the version that was exported with it: «a2b3c4d5e6f7-4»."""
    text = " ".join(row.cells.get(column, "").split()).lower()
    name, dash, version = text.rpartition("-")
    if dash and version.isascii() and version.isdigit() and len(version) < 9:
        return name, int(version)
    return text, None


def codes_of(
    typed: Mapping[str, tuple[str, RawRow]],
    said: Mapping[str, Mapping[str, str]],
    understood: Mapping[str, Mapping[str, str]],
    columns: Mapping[str, str],
) -> tuple[dict[str, str], list[str]]:
    """Words of a list as the codes that forms read, and the fields whose fact is to be taken away."""
    given: dict[str, str] = {}
    erased = []
    for name, (text, row) in typed.items():
        if fold(text) == ERASE:
            erased.append(name)
        elif name not in understood:
            given[name] = text
        elif code := understood[name].get(fold(text)):
            given[name] = code
        elif len(said[name]) > MOST_OFFERED:
            row.refuse(columns[name], "no está en la lista. Escríbalo como figura en el catálogo.")
        else:
            row.refuse(columns[name], f"elija de la lista: {', '.join(said[name].values())}.")
    return given, erased


def reference(public_id: str, version: int) -> str:
    """What stands in an id's cell."""
    return f"{public_id}-{version}"
