"""What somebody typed, word by word, and which words have been understood already."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from catalog.search.analysis import MAX_WORD, all_words
from core.numbers import spell_fractions
from core.text import clean, fold

# Longer than anything that people look for: the rest is left out.
MAX_TYPED = 400
MAX_WORDS = 40
_TOKEN = re.compile(
    r"\d{1,6} ?/ ?\d{1,4}(?!\d)|\d+(?:[.,]\d+)*|[sS] ?/\.?(?= ?\d)|@|[^\W\d_]+(?:['’´`][^\W\d_]+)*"
)
_WHOLE = re.compile(r"[\d.,]+|\d+ ?/ ?\d+|[sS] ?/\.?|@")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: folded, and where it stands in the text."""

    folded: str
    start: int
    end: int


class Line:
    """The words in one line, to be matched, and the way back from its letters to the words."""

    def __init__(self, folded: Sequence[str]) -> None:
        self.text = " ".join(folded)
        self._starts: dict[int, int] = {}
        at = 0
        for place, word in enumerate(folded):
            self._starts[at] = place
            at += len(word) + 1

    def words(self, start: int, end: int) -> tuple[int, ...]:
        """The places of the words in a stretch of the line."""
        return tuple(place for at, place in self._starts.items() if start <= at < end)


@dataclass
class Typed:
    """The words of a search; those in `taken` mean something else than what to look for."""

    text: str
    words: list[Word]
    taken: set[int] = field(default_factory=set)

    @cached_property
    def folded(self) -> list[str]:
        """The words as they are compared."""
        return [word.folded for word in self.words]

    @cached_property
    def line(self) -> Line:
        """The words in one line."""
        return Line(self.folded)

    def free(self, places: Iterable[int]) -> bool:
        """Whether none of these words is taken, and all of them are there."""
        return all(0 <= place < len(self.words) and place not in self.taken for place in places)

    def left(self) -> Iterator[int]:
        """Where the words stand that nobody has taken."""
        return (place for place in range(len(self.words)) if place not in self.taken)

    def said(self, places: Iterable[int]) -> str:
        """Some words as they were typed."""
        runs: list[list[int]] = []
        for place in sorted(places):
            if runs and place == runs[-1][-1] + 1:
                runs[-1].append(place)
            else:
                runs.append([place])
        return " … ".join(self.text[self.words[run[0]].start : self.words[run[-1]].end] for run in runs)

    def with_words(self, changed: dict[int, str]) -> str:
        """The text with some words changed."""
        text = self.text
        for place in sorted(changed, reverse=True):
            text = text[: self.words[place].start] + changed[place] + text[self.words[place].end :]
        return text


def read(text: str) -> Typed:
    """The words of a text, as far as they are not too many."""
    # Cleaned before fractions are spelt, which may join what stood apart, and after, which may leave room twice.
    kept = clean(spell_fractions(clean(text[:MAX_TYPED])))
    words: list[Word] = []
    for found in _TOKEN.finditer(kept):
        words += [Word(one, found.start(), found.end()) for one in _folded(found[0])]
    return Typed(kept, words[:MAX_WORDS])


def _folded(token: str) -> list[str]:
    if token.isascii() and token.isalpha():
        return [token.lower()[:MAX_WORD]]
    return [fold(token).replace(" ", "")] if _WHOLE.fullmatch(token) else all_words(token)
