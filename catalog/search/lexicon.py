"""The words of the catalogue: completing one that is being typed, and finding the one that was meant."""

import heapq
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from catalog.search.analysis import singular, stem
from catalog.search.sounds import loosely, sound

# Shorter words have too many neighbours, longer ones are no words.
SHORTEST, LONGEST = 3, 24
# From here on, a word may be told by its sound though its vowels are taken for others.
LOOSE = 5
_LAST = "\U0010ffff"


class Lexicon:
    """Folded words with the number of products that have them, and how people write them."""

    def __init__(self, counts: Mapping[str, int], shown: Mapping[str, str]) -> None:
        self._counts = counts
        self._shown = shown
        self._words = sorted(counts)
        self._stems: set[str] = set()
        # The most usual form of each word, whatever its number; and those that sound alike.
        self._forms: dict[str, str] = {}
        self._heard: dict[str, list[str]] = {}
        for word in self._words:
            self._learn(word)
        self._lacking = self._index()

    def _learn(self, word: str) -> None:
        self._stems.add(stem(word))
        one = singular(word)
        kept = self._forms.get(one)
        if kept is None:
            self._heard.setdefault(loosely(sound(one)), []).append(one)
        if kept is None or self._counts[word] > self._counts[kept]:
            self._forms[one] = word

    def __len__(self) -> int:
        return len(self._words)

    def known(self, word: str) -> bool:
        """Whether a folded word is in the catalogue, in any number or gender."""
        return word in self._counts or stem(word) in self._stems

    def has(self, root: str) -> bool:
        """Whether a stem is that of a word in the catalogue."""
        return root in self._stems

    def shown(self, word: str) -> str:
        """How people write a folded word, with its accents."""
        return self._shown.get(word, word)

    def names(self, word: str) -> bool:
        """Whether a word stands in the name of something."""
        return word in self._shown

    def starting(self, prefix: str, limit: int) -> list[str]:
        """Words that begin so, those of most products first."""
        if not prefix:
            return []
        first = bisect_left(self._words, prefix)
        found = self._words[first : bisect_left(self._words, prefix + _LAST, lo=first)]
        return sorted(found, key=self._counts.__getitem__, reverse=True)[:limit]

    def near(self, word: str, limit: int = 3) -> list[str]:
        """Other words that may have been meant: one typo away or sounding alike, the best first."""
        if not (SHORTEST <= len(word) <= LONGEST and word.isascii() and word.isalpha()):
            return []
        ranked: dict[str, tuple[int, bool, int, str]] = {}
        for distance, form in self._near(word):
            if form != word and form not in ranked:
                # What names say is likelier than what only descriptions do.
                ranked[form] = (distance, form not in self._shown, -self._counts[form], form)
        return heapq.nsmallest(limit, ranked, key=ranked.__getitem__)

    def _near(self, word: str) -> Iterator[tuple[int, str]]:
        """Words with how far they are from one, in classes: 0 for the same sound."""
        one = singular(word)
        heard = sound(one)
        alike = self._heard.get(loosely(heard), ())
        yield from ((0, self._forms[other]) for other in alike if sound(other) == heard)
        typos = {other for other in self._one_typo_from(word) if other in self._counts}
        if not typos and one != word:
            typos = {self._forms[other] for other in self._one_typo_from(one) if other in self._forms}
        yield from ((1 + (other[0] != word[0]), other) for other in typos)
        if len(word) >= LOOSE:
            yield from ((3, self._forms[other]) for other in alike)

    def _one_typo_from(self, word: str) -> Iterator[str]:
        """What is known and one typo away: two letters swapped, one missing, one too many, one for another; or none."""
        yield from self._lacking.get(word, ())
        for less in _with_one_less(word):
            for other in self._lacking.get(less, ()):
                if other == less or _is_one_typo(word, other):
                    yield other

    def _index(self) -> dict[str, list[str]]:
        """What is known, by itself and by all that is left of it without one of its letters."""
        lacking: dict[str, list[str]] = {}
        for word in self._counts.keys() | self._forms.keys():
            if len(word) <= LONGEST + 1 and word.isascii() and word.isalpha():
                for less in (word, *_with_one_less(word)):
                    lacking.setdefault(less, []).append(word)
        return lacking


def _with_one_less(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def _is_one_typo(word: str, other: str) -> bool:
    """Whether two words of one length differ in one letter, or in two neighbours that changed places."""
    first, *rest = [place for place, letter in enumerate(word) if letter != other[place]] or [0]
    if not rest:
        return True
    swapped = word[first] == other[rest[0]] and word[rest[0]] == other[first]
    return rest == [first + 1] and swapped
