"""What was looked for, marked in the names of the cards that were found."""

import re
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup

from catalog.search.analysis import all_words, stem
from catalog.search.needs import Need

_NAME = '<h3><a href="'
# Of an escaped name: characters that stand for others are no words.
_WORD = re.compile(r"&[#a-z0-9]+;|([^\W_]+)")


def marked(cards: Iterable[Markup], needs: tuple[Need, ...]) -> list[Markup]:
    """The cards with the words of their names that were looked for in <mark>; cards are kept without."""
    # Cutting a Markup to pieces costs five times what cutting a text does.
    return [_card(str(card), needs) for card in cards] if needs else list(cards)


def _card(card: str, needs: tuple[Need, ...]) -> Markup:
    start = card.index('">', card.index(_NAME) + len(_NAME)) + 2
    end = card.index("</a>", start)
    # The card was escaped when it was rendered, and marks are put around whole words of it.
    return Markup("".join((card[:start], mark(card[start:end], needs), card[end:])))  # noqa: S704


@lru_cache(maxsize=10_000)
def mark(name: str, needs: tuple[Need, ...]) -> str:
    """An escaped name with what was looked for in <mark>; words that stand together are in one."""
    words = [(found.start(1), found.end(1), *_read(found[1])) for found in _WORD.finditer(name) if found[1]]
    wanted = _wanted({root for _start, _end, _word, root in words}, needs)
    begun = tuple(need.prefix for need in needs if need.prefix)
    spans: list[tuple[int, int]] = []
    for start, end, word, root in words:
        if root not in wanted and not (begun and word.startswith(begun)):
            continue
        if spans and name[spans[-1][1] : start] == " ":
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    for start, end in reversed(spans):
        name = f"{name[:start]}<mark>{name[start:end]}</mark>{name[end:]}"
    return name


def _wanted(stems: set[str], needs: Iterable[Need]) -> set[str]:
    """The stems of each way to say something that is there whole."""
    return {one for need in needs for way in need.any_of if stems.issuperset(way) for one in way}


@lru_cache(maxsize=20_000)
def _read(word: str) -> tuple[str, str]:
    """A word as it is compared, and its stem."""
    folded = "".join(all_words(word))
    return folded, stem(folded)
