"""Names of sectors among the words of a search."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from catalog.search.analysis import all_words
from catalog.search.synonyms import standard
from catalog.search.typed import Typed
from catalog.sectors.queries import Branch, SectorTree

_CALLED = attrgetter("slug", "name")
_AFTER_GOODS = frozenset(("de", "con", "para", "del"))


@dataclass(frozen=True, slots=True)
class _Names:
    slugs: dict[tuple[str, ...], str]
    firsts: frozenset[str]
    longest: int


def sector(
    typed: Typed, sectors: SectorTree, looked_for: Callable[[], list[int]]
) -> tuple[Branch, tuple[int, ...]] | None:
    """The first sector that is named by words that nobody has taken, and these words."""
    names = _names(tuple(map(_CALLED, sectors.by_id.values())))
    for start in typed.left():
        if typed.folded[start] not in names.firsts:
            continue
        for end in range(min(len(typed.words), start + names.longest), start, -1):
            slug = names.slugs.get(tuple(typed.folded[start:end]))
            words = tuple(range(start, end))
            if slug and typed.free(words) and not _qualifies(typed, start, looked_for()):
                return sectors.by_slug[slug], words
    return None


@lru_cache(maxsize=4)
def _names(branches: tuple[tuple[str, str], ...]) -> _Names:
    """The sectors by their names and by what else people call them."""
    found = {tuple(all_words(name)): slug for slug, name in branches}
    slugs = set(found.values())
    for words, slug in standard().sectors.items():
        if slug in slugs:
            found.setdefault(words, slug)
    return _Names(found, frozenset(words[0] for words in found if words), max(map(len, found), default=0))


def _qualifies(typed: Typed, start: int, looked_for: list[int]) -> bool:
    """Whether words only say more of the thing before them: «yogur de frutas»."""
    before = start - 1
    return before > 0 and typed.folded[before] in _AFTER_GOODS and any(place < before for place in looked_for)
