"""Names of places among the words of a search: where something is from, and where it should be brought."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from catalog.places.queries import Gazetteer
from catalog.search.analysis import all_words, stem
from catalog.search.lexicon import Lexicon
from catalog.search.needs import Need
from catalog.search.stop_words import STOP_WORDS
from catalog.search.synonyms import standard
from catalog.search.typed import Typed

_LEVELS = {"departamento": 2, "region": 2, "dpto": 2, "provincia": 4, "prov": 4, "distrito": 6, "dist": 6}
_IN = frozenset(("en", "desde"))
_OF = frozenset(("de", "del", "desde"))
_ARTICLES = frozenset(("de", "del", "la", "el", "los", "las", "ciudad", "zona", "valle", "pueblo"))
# What brings things, and is sold as well.
_FREIGHT = frozenset(("flete", "fletes", "transporte", "traslado"))
_WAYS_TO_BRING = """
entrega entregas entregan entreguen entregar entregado entregada envio envios envian envien envia enviar enviado
reparto reparten delivery despacho despachan despachar domicilio lleguen llegue llega llegan puesto puesta
manden mandan mandar traigan traen llevan lleven recibir recibirlo recibo
"""
_BRINGING = _FREIGHT.union(_WAYS_TO_BRING.split())
# They lead to a place only right before it; the first of these to a wide one, since much is made «a mano».
_TO = frozenset(("a", "hacia", "para"))
_WIDE_ONLY = frozenset(("a", "hacia"))
_SMELLS = frozenset(("sabor", "olor", "aroma"))
_ON_THE_WAY = frozenset(
    ("a", "al", "en", "hasta", "para", "domicilio", "la", "el", "ciudad", "de", "gratis", "rapido", "desde")
)
_BEFORE_BRINGING = frozenset(
    ("con", "que", "hagan", "hace", "hacen", "haga", "se", "tenga", "tengan", "a", "y")
)
_EVERYWHERE = re.compile(
    rf"(?<!\S)(?:(?:con|que|se) )*(?:{'|'.join(_BRINGING)}) (?:a |en )?(?:todo el |nivel )(?:peru|pais|nacional)(?!\S)"
)
# Half of all who buy live in the province of Lima: San Isidro is that one, unless said otherwise.
_CAPITAL = "1501"
_SAME = {"cuzco": "cusco", "qosqo": "cusco", "tambogrande": "tambo grande", "lima metropolitana": "lima"}


class Offered(Protocol):
    """What the catalogue has, as far as it helps to tell a place from a good."""

    def there(self, code: str) -> bool:
        """Whether something is offered in a place."""

    def elsewhere(self, stems: Sequence[str], code: str) -> bool:
        """Whether something of another place has these words in its name."""

    def named(self, stems: Iterable[str]) -> bool:
        """Whether something has these words in its name."""

    def delivered(self, code: str, needs: tuple[Need, ...]) -> bool:
        """Whether something that is called so is delivered to a place, or to part of it."""

    def measured(self, needs: tuple[Need, ...], dimension: str) -> bool:
        """Whether something that is called so is sold by a dimension, if anything is called so."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that was named, and the words that did; `of` where these say that things come from there."""

    code: str
    words: tuple[int, ...]
    of: bool = False


class PlaceNames:
    """Places by the folded words of their names, made once for a gazetteer."""

    def __init__(self, places: Gazetteer) -> None:
        self.codes: dict[tuple[str, ...], list[str]] = {}
        for code in sorted(places.by_code, key=lambda code: (len(code), code)):
            self.codes.setdefault(tuple(all_words(places.by_code[code].name)), []).append(code)
        for other, name in _SAME.items():
            if tuple(name.split()) in self.codes:
                self.codes.setdefault(tuple(other.split()), self.codes[tuple(name.split())])
        self.longest = max(map(len, self.codes), default=0)
        self._firsts = {key[0] for key in self.codes if key}
        shown = {
            folded: word
            for place in places.by_code.values()
            for word in place.name.split()
            for folded in all_words(word)
        }
        self.lexicon = Lexicon({word: 1 for word in shown if word not in STOP_WORDS}, shown)

    def at(self, typed: Typed, start: int) -> tuple[list[str], tuple[int, ...]]:
        """The codes of the longest name that stands there, and its words; nothing where there is none."""
        folded = typed.folded
        if start >= len(folded) or folded[start] not in self._firsts:
            return [], ()
        for end in range(min(len(folded), start + self.longest), start, -1):
            codes = self.codes.get(tuple(folded[start:end]))
            words = tuple(range(start, end))
            if codes and typed.free(words):
                return codes, words
        return [], ()


@lru_cache(maxsize=4)
def place_names(places: Gazetteer) -> PlaceNames:
    """The names of a gazetteer, which is kept as long as the process."""
    return PlaceNames(places)


def origin(
    typed: Typed, names: PlaceNames, lexicon: Lexicon | None, offered: Offered | None
) -> Mention | None:
    """Where what is looked for should be from: the first place named, or the narrower of two beside each other."""
    found: Mention | None = None
    for start in range(len(typed.words)):
        codes, words = names.at(typed, start) if typed.free((start,)) else ([], ())
        if not codes or (found and start <= found.words[-1]):
            continue
        lead, level, sure = _lead(typed, start)
        wanted = [code for code in codes if not level or len(code) == level]
        if found:
            return _together(found, codes, words)
        code = _by_next(typed, names, wanted, words) or _resolved(wanted, offered)
        if code and (sure or _is_place(typed.folded[start : words[-1] + 1], code, lexicon, offered)):
            found = Mention(code, (*lead, *words), of=_is_of(typed, lead))
    return found


def delivery(typed: Typed, names: PlaceNames, offered: Offered | None) -> Mention | None:
    """Where it should be brought: the department of the place named after words that say so."""
    for start, word in enumerate(typed.folded):
        if (word in _BRINGING or word in _TO) and typed.free((start,)):
            found = _brought_to(typed, start, names, offered)
            if found:
                return found
    return None


def _brought_to(typed: Typed, start: int, names: PlaceNames, offered: Offered | None) -> Mention | None:
    """The place that a word such as «entrega» leads to, or «para» right before it."""
    folded, place = typed.folded, start + 1
    while place < len(folded) and folded[place] in _ON_THE_WAY and not names.at(typed, place)[0]:
        place += 1
    codes, words = names.at(typed, place)
    if not codes:
        return None
    first = start
    if folded[start] in _TO:
        if place != start + 1 or _is_good(folded[place : words[-1] + 1], codes, offered):
            return None
        if folded[start] in _WIDE_ONLY and (len(codes[0]) > 4 or (start and folded[start - 1] in _SMELLS)):
            return None
    else:
        while first and folded[first - 1] in _BEFORE_BRINGING:
            first -= 1
    around, beside = names.at(typed, words[-1] + 1)
    department = _department(codes, _by_next(typed, names, codes, words))
    if not department:
        return None
    last = beside[-1] if department in _widest(around) else words[-1]
    return Mention(department, tuple(range(first, last + 1)))


def is_freight(typed: Typed, words: Sequence[int]) -> bool:
    """Whether words that say where to bring things begin with what is sold as well: «flete a Lima»."""
    return typed.folded[words[0]] in _FREIGHT


def _department(codes: list[str], inside: str) -> str:
    """The department of a place; of several of one name that of the one told by what follows, or the capital."""
    departments = {code[:2] for code in ([inside] if inside else _widest(codes))}
    if len(departments) > 1 and any(code.startswith(_CAPITAL) for code in codes):
        return _CAPITAL[:2]
    return departments.pop() if len(departments) == 1 else ""


def everywhere(typed: Typed) -> tuple[int, ...]:
    """The words that say that it should be brought wherever one is in the country, which no filter tells."""
    found = _EVERYWHERE.search(typed.line.text)
    return typed.line.words(found.start(), found.end()) if found else ()


def _lead(typed: Typed, start: int) -> tuple[tuple[int, ...], int, bool]:
    """The words that lead to a name, the level they ask for, and whether they can only lead to a place."""
    place, level, sure = start - 1, 0, False
    while place >= 0 and place not in typed.taken:
        word = typed.folded[place]
        if word in _LEVELS:
            level, sure = _LEVELS[word], True
        elif word in _IN:
            return tuple(range(place, start)), level, True
        elif word not in _ARTICLES:
            break
        place -= 1
    # «Valle de Ayaviri» alone may be the name of a maker: only the words of the language go with the place.
    first = place + 1
    while not level and first < start and typed.folded[first] not in STOP_WORDS:
        first += 1
    return tuple(range(first, start)), level, sure


def _is_of(typed: Typed, lead: Sequence[int]) -> bool:
    return bool(lead) and typed.folded[lead[0]] in _OF


def _resolved(codes: list[str], offered: Offered | None) -> str:
    """The widest place of a name where something is offered, if only one is that wide; else the widest of all."""
    there = [code for code in codes if offered.there(code)] if offered else []
    widest = _widest(there or codes)
    return widest[0] if len(widest) == 1 else ""


def _widest(codes: Sequence[str]) -> list[str]:
    return [code for code in codes if len(code) == len(codes[0])]


def _by_next(typed: Typed, names: PlaceNames, codes: list[str], words: tuple[int, ...]) -> str:
    """The one of several places of a name that lies in the place named right after it: «Sucre, Celendín»."""
    around, _words = names.at(typed, words[-1] + 1)
    wide = tuple(_widest(around))
    inside = [code for code in codes if wide and code not in wide and code.startswith(wide)]
    return inside[0] if len(inside) == 1 else ""


def _together(found: Mention, codes: list[str], words: tuple[int, ...]) -> Mention:
    """Two places beside each other are the narrower one, if it lies in the other; else the first stands."""
    if words[0] - found.words[-1] > 2:
        return found
    if any(found.code.startswith(code) for code in codes):
        return Mention(found.code, (*found.words, *range(found.words[-1] + 1, words[-1] + 1)))
    inside = _widest([code for code in codes if code.startswith(found.code) and code != found.code])
    return Mention(inside[0], (*found.words, *words)) if len(inside) == 1 else found


def _is_place(words: Sequence[str], code: str, lexicon: Lexicon | None, offered: Offered | None) -> bool:
    """Whether a name that nothing leads to means the place, though things are called so as well."""
    if _is_good(words, [code], offered):
        return False
    if offered is None:
        return len(code) < 6
    if offered.there(code):
        return True
    return len(code) < 6 and not (lexicon and all(map(lexicon.known, words)))


def _is_good(words: Sequence[str], codes: Sequence[str], offered: Offered | None) -> bool:
    said = tuple(stem(word) for word in words if word not in STOP_WORDS)
    if len(words) == 1 and standard().knows(said):
        return True
    return bool(offered and codes and said and offered.elsewhere(said, codes[0]))
