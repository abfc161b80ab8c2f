"""When: months read out of the words of a search.

A month is one after «en» or «para», in a list, or as the last word; «mayo» in «rosa de mayo» is what a thing is
called, where something is called so.
"""

import re
from dataclasses import dataclass

from flask_babel import gettext as _

from catalog.products.months import ALL_MONTHS, MONTH_NAMES, month_numbers, parse_months, say_months
from catalog.search.analysis import stem
from catalog.search.place_words import Offered, PlaceNames
from catalog.search.stop_words import STOP_WORDS
from catalog.search.typed import Typed
from core.clock import today
from core.errors import InputError

_SEASONS = ("verano", "invierno", "otono", "primavera")
_NAMES = (*MONTH_NAMES, "septiembre")
# Without one of these no words say when.
_TELLING = frozenset((*_NAMES, *_SEASONS, "ano", "temporada", "estacion", "mes"))
_MONTH = f"(?:{'|'.join(_NAMES)})"
_WHEN = re.compile(
    r"(?<!\S)(?:"
    r"(?P<all>(?:(?:durante|en|para) )?todo el ano)"
    r"|(?P<now>(?:de|en) (?:la )?(?:temporada|estacion)|(?:en |para )?este mes)"
    rf"|(?P<season>(?:en|durante)(?: el| la)? (?:{'|'.join(_SEASONS)}))"
    r"|(?P<lead>(?:(?:en|para|por|durante|entre|desde|a partir de|hasta)(?: el| los)? )?(?:mes(?:es)? )?"
    r"(?:(?:el )?(?P<day>\d{1,2}) )?(?P<of>de )?)"
    rf"(?P<months>{_MONTH}(?: (?:(?:a|al|y|e|o|u|de|hasta) )*{_MONTH})*)"
    r")(?!\S)"
)
_OR = re.compile(r" [ou] ")
# What a month is no month after: the valley of the Alto Mayo.
_OF_A_NAME = frozenset(("alto", "bajo", "rio", "santa", "san"))
# Places are called after days, «Dos de Mayo»: so many words before the month their names may begin.
_BEFORE = 3


@dataclass(frozen=True, slots=True)
class When:
    """Months as flags, and the words that said so; none where these do not say which."""

    flags: int
    words: tuple[int, ...]

    @property
    def label(self) -> str:
        """The months, said as a filter."""
        said = say_months(self.flags)
        if said.startswith(("de ", "todo ")):
            return _("Disponible %(months)s", months=said)
        return _("Disponible en %(months)s", months=said)

    @property
    def params(self) -> tuple[tuple[str, str], ...]:
        """The months as the address says them."""
        return tuple(("mes", MONTH_NAMES[month]) for month in month_numbers(self.flags))


def months(typed: Typed, names: PlaceNames, offered: Offered | None) -> When | None:
    """The first words that say when."""
    if _TELLING.isdisjoint(typed.folded):
        return None
    for found in _WHEN.finditer(typed.line.text):
        words = typed.line.words(found.start(), found.end())
        if typed.free(words) and (when := _when(typed, found, words, names, offered)):
            return when
    return None


def _when(
    typed: Typed, found: re.Match[str], words: tuple[int, ...], names: PlaceNames, offered: Offered | None
) -> When | None:
    if found["all"]:
        return When(ALL_MONTHS, words)
    if found["now"]:
        called = found["now"].startswith("de") and _called_so(typed, words[0], words[-1], offered)
        return None if called else When(1 << today().month - 1, words)
    if found["season"] or _OR.search(found["months"]):
        return When(0, words)
    first = typed.line.words(found.start("months"), found.end())[0]
    if _in_a_place(typed, first, names) or not _is_sure(typed, found, words, first, offered):
        return None
    said = typed.text[typed.words[first].start : typed.words[words[-1]].end]
    try:
        # A dash between two is read as it was typed.
        return When(parse_months(f"entre {said}" if found["lead"].startswith("entre") else said), words)
    except InputError:
        return None


def _in_a_place(typed: Typed, month: int, names: PlaceNames) -> bool:
    """Whether a month is part of the name of a place."""
    starts = range(max(0, month - _BEFORE), month + 1)
    return any(month in names.at(typed, start)[1] for start in starts)


def _is_sure(
    typed: Typed, found: re.Match[str], words: tuple[int, ...], month: int, offered: Offered | None
) -> bool:
    """Whether words lead to the month, or it stands where one says when; and nothing is called so."""
    if found["lead"] not in ("", "de "):
        return True
    before, alone = words[0] - 1, len(words) == 1
    if before >= 0 and typed.folded[before] in _OF_A_NAME:
        return False
    if alone and words[-1] != len(typed.words) - 1:
        return False
    return not _called_so(typed, words[0], month, offered)


def _called_so(typed: Typed, start: int, word: int, offered: Offered | None) -> bool:
    """Whether something is called by the word before a place and another: «rosa» and «mayo»."""
    before = start - 1
    while before >= 0 and typed.folded[before] in STOP_WORDS:
        before -= 1
    thing = [stem(typed.folded[place]) for place in (before, word) if place >= 0]
    return bool(offered and offered.named(thing))
