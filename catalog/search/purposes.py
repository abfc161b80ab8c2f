"""Words that tell who something is for, or how many pieces are wanted, and nothing of what it is.

Who buys, and what for, is a file that staff may edit, read and checked once.
"""

import csv
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from catalog.search.analysis import all_words, stem
from catalog.search.quantities import pieces
from catalog.search.stop_words import STOP_WORDS
from catalog.search.typed import Typed

FILE = Path(__file__).parent / "data" / "purposes.csv"


class PurposesError(ValueError):
    """A line of the file cannot be used; says which one, and why, to whoever wrote it."""


class Purposes:
    """Those who buy here, and what they buy for, by their stems."""

    def __init__(self, lines: Iterable[Sequence[str]]) -> None:
        self.stems: dict[str, int] = {}
        for number, line in enumerate(lines, start=1):
            cells = [cell.strip() for cell in line]
            if any(cells) and not cells[0].startswith("#"):
                for cell in filter(None, cells):
                    self._learn(number, cell)

    def _learn(self, number: int, cell: str) -> None:
        said = all_words(cell)
        if len(said) != 1 or not said[0].isalpha() or said[0] in STOP_WORDS:
            raise PurposesError(f"Línea {number}: «{cell[:40]}»; va una sola palabra entre comas.")
        key = stem(said[0])
        if key in self.stems:
            raise PurposesError(f"Línea {number}: «{cell[:40]}» ya está en la línea {self.stems[key]}.")
        self.stems[key] = number

    def knows(self, word: str) -> bool:
        """Whether a folded word is one of them, in any number or gender."""
        return stem(word) in self.stems


def read(path: Path) -> Purposes:
    """The purposes of a file; raises PurposesError with the line that has to be mended."""
    try:
        return Purposes(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error, PurposesError) as error:
        raise PurposesError(f"{path.name}: {error}") from error


@cache
def standard() -> Purposes:
    """Those of the site; read once."""
    return read(FILE)


def purpose(typed: Typed) -> tuple[int, ...]:
    """The words of «para un evento»; none where there is no such thing."""
    folded = typed.folded
    if "para" not in folded:
        return ()
    known = standard()
    for start, word in enumerate(folded):
        if word != "para":
            continue
        place = start + 1
        while place < len(folded) and folded[place] in STOP_WORDS:
            place += 1
        words = tuple(range(start, place + 1))
        if place < len(folded) and known.knows(folded[place]) and typed.free(words):
            return words
    return ()


def how_many(typed: Typed, asked: Sequence[int]) -> tuple[int, ...]:
    """The number that a search begins with, where it counts what comes after it: «500 panes»."""
    if len(asked) > 1 and pieces(typed.folded[asked[0]]) and typed.folded[asked[0] + 1].isalpha():
        return (asked[0],)
    return ()
