"""Words of a search that the catalogue does not have: what they may be the beginning of, or were meant to be."""

from collections.abc import Iterator
from functools import lru_cache

from catalog.search.lexicon import Lexicon
from catalog.search.place_words import PlaceNames
from catalog.search.sounds import sound
from catalog.search.synonyms import standard
from catalog.search.typed import Typed

# A word is taken for the beginning of another from so many letters on.
SHORTEST_BEGINNING = 2
_LEADING = frozenset(("en", "desde"))


class Words:
    """The words of the catalogue, as far as there is an index; and those of places and of our synonyms."""

    def __init__(self, lexicon: Lexicon | None, names: PlaceNames) -> None:
        self.lexicon = lexicon
        self._names = names

    def known(self, word: str) -> bool:
        """Whether the catalogue has a word, in any of the ways to say it."""
        lexicon = self.lexicon
        if lexicon is None or lexicon.known(word):
            return True
        ways = (way for need in standard().needs([word]) for way in need.any_of)
        return any(all(map(lexicon.has, way)) for way in ways)

    def begins(self, word: str) -> bool:
        """Whether a word is none yet, but the beginning of one."""
        if self.lexicon is None or len(word) < SHORTEST_BEGINNING or self.known(word):
            return False
        return bool(self.lexicon.starting(word, 1))

    def answered(self, word: str, *, last: bool) -> bool:
        """Whether something can be found by a word."""
        return self.known(word) or (last and self.begins(word))

    def meant(self, typed: Typed, place: int) -> str:
        """The word that was likely meant by another, as people write it; nothing for one that people do write."""
        word = typed.folded[place]
        if self.lexicon is None or _spelt().known(word) or self._names.lexicon.known(word):
            return ""
        led = place > 0 and typed.folded[place - 1] in _LEADING
        sources = (self._places, self._goods) if led else (self._goods, self._places)
        return next((found for source in sources for found in source(word, led)), "")

    def _goods(self, word: str, _led: bool) -> Iterator[str]:
        """Near words by which things are called, and those of our synonyms that find something."""
        lexicon = self.lexicon or _spelt()
        yield from (lexicon.shown(near) for near in lexicon.near(word) if self._likely(word, near))
        yield from (_spelt().shown(near) for near in _spelt().near(word) if self.known(near))

    def _places(self, word: str, led: bool) -> Iterator[str]:
        """Near words of places; unless «en» leads to it, only those that sound the same."""
        near = self._names.lexicon.near(word)
        yield from (self._names.lexicon.shown(one) for one in near if led or sound(one) == sound(word))

    def _likely(self, word: str, near: str) -> bool:
        """Whether a word near another is one by which things are called, or sounds the same."""
        return self.lexicon is not None and (self.lexicon.names(near) or sound(near) == sound(word))


@lru_cache(maxsize=1)
def _spelt() -> Lexicon:
    """The words of the synonyms, to be corrected to."""
    written = standard().written
    return Lexicon(dict.fromkeys(written, 1), written)
