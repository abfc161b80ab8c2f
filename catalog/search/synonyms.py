"""How things are called from place to place: a file that staff may edit, read and checked once.

A line `=` names one thing in several ways; a line `>` a kind, and what will do for whoever asks for it, but not the
other way round; a line `@` the sector that these very words mean. Nothing follows from two lines together but what
a kind's members are called besides.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from catalog.search.analysis import all_words, roots, stem, stems, words
from catalog.search.needs import Need

FILE = Path(__file__).parent / "data" / "synonyms.csv"
# So long is the longest name of a thing, in words that count.
LONGEST = 4
# So many ways are looked for of one thing at most: bounds what a query costs.
MOST = 24
Stems = tuple[str, ...]


class SynonymsError(ValueError):
    """A line of the file cannot be used; says which one, and why, to whoever wrote it."""


class Synonyms:
    """The ways to say things, by the stems of each."""

    def __init__(self, lines: Iterable[Sequence[str]]) -> None:
        self._same: dict[Stems, list[Stems]] = {}
        self._kinds: dict[Stems, list[Stems]] = {}
        self.sectors: dict[tuple[str, ...], str] = {}
        # The words as they are written, folded: what can be corrected to though no product has it.
        self.written: dict[str, str] = {}
        for number, (sign, *cells) in _checked(lines):
            if sign == "@":
                self._learn_sector(number, cells)
            else:
                self._learn_names(number, sign, cells)

    def _learn_sector(self, number: int, cells: Sequence[str]) -> None:
        slug, *names = cells
        for name in names:
            key = tuple(all_words(name))
            if self.sectors.setdefault(key, slug) != slug:
                raise SynonymsError(f"Línea {number}: «{name}» ya es de otro rubro ({self.sectors[key]}).")

    def _learn_names(self, number: int, sign: str, cells: Sequence[str]) -> None:
        keys = [_key(number, cell) for cell in cells]
        self.written.update((folded, word) for cell in cells for word, folded in _written(cell))
        if sign == ">":
            self._kinds.setdefault(keys[0], []).extend(keys[1:])
            return
        for key in keys:
            self._same.setdefault(key, []).extend(other for other in keys if other != key)

    def ways(self, said: Stems) -> tuple[Stems, ...]:
        """All the ways that will do for what was said, that one first."""
        same = [said, *self._same.get(said, ())]
        kinds = [member for one in same for member in self._kinds.get(one, ())]
        called = [other for member in kinds for other in self._same.get(member, ())]
        return tuple(dict.fromkeys((*same, *kinds, *called)))[:MOST]

    def knows(self, said: Stems) -> bool:
        """Whether there is a line for it."""
        return said in self._same or said in self._kinds

    def needs(self, typed: Sequence[str], *, last_is_prefix: bool = False) -> tuple[Need, ...]:
        """What folded words ask for, each thing once; the last one may be still being typed."""
        found: dict[tuple[Stems, ...], Need] = {}
        for some, last in self._things(typed):
            need = self._need(some, last_is_prefix and last)
            found.setdefault((*need.any_of, (need.prefix,)), need)
        return tuple(found.values())

    def _things(self, typed: Sequence[str]) -> Iterator[tuple[Sequence[str], bool]]:
        """The words that say one thing together, the longest name that is known; and whether they are the last."""
        start = 0
        while start < len(typed):
            end = min(start + LONGEST, len(typed))
            while end > start + 1 and not self.knows(tuple(map(stem, typed[start:end]))):
                end -= 1
            yield typed[start:end], end == len(typed)
            start = end

    def _need(self, some: Sequence[str], beginning: bool) -> Need:
        ways = self.ways(tuple(map(stem, some)))
        if len(some) == 1:
            for root in roots(some[0]):
                ways = (*ways, *self.ways((stem(root),)))
        return Need(" ".join(some), tuple(dict.fromkeys(ways)), some[-1] if beginning else "")


def _checked(lines: Iterable[Sequence[str]]) -> Iterator[tuple[int, list[str]]]:
    """The lines with something on them, with their numbers; raises SynonymsError."""
    for number, line in enumerate(lines, start=1):
        cells = [cell.strip() for cell in line]
        while cells and not cells[-1]:
            cells.pop()
        if not cells or cells[0].startswith("#"):
            continue
        if cells[0] not in {"=", ">", "@"}:
            raise SynonymsError(f"Línea {number}: empieza con «{cells[0][:20]}»; debe empezar con =, > o @.")
        if len(cells) < 3:
            raise SynonymsError(
                f"Línea {number}: después del signo van dos cosas o más, separadas por comas."
            )
        if "" in cells:
            raise SynonymsError(f"Línea {number}: hay dos comas seguidas.")
        yield number, cells


def _key(number: int, name: str) -> Stems:
    key = tuple(stems(name))
    if not key:
        raise SynonymsError(f"Línea {number}: «{name}» no tiene ninguna palabra que se pueda buscar.")
    if len(key) > LONGEST:
        raise SynonymsError(f"Línea {number}: «{name}» es muy largo; son {LONGEST} palabras como máximo.")
    return key


def _written(name: str) -> Iterator[tuple[str, str]]:
    """The words of a name as they are written, with how they are compared."""
    for word in name.lower().split():
        for folded in words(word):
            yield word, folded


def read(path: Path) -> Synonyms:
    """The synonyms of a file; raises SynonymsError with the line that has to be mended."""
    try:
        return Synonyms(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error, SynonymsError) as error:
        raise SynonymsError(f"{path.name}: {error}") from error


@cache
def standard() -> Synonyms:
    """Those of the site; read once."""
    return read(FILE)


def needs(typed: Sequence[str], *, last_is_prefix: bool = False) -> tuple[Need, ...]:
    """What folded words ask for, by the synonyms of the site."""
    return standard().needs(typed, last_is_prefix=last_is_prefix)
