"""How much and how often, read out of the words of a search."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from catalog.products.prices import parse_quantity
from catalog.products.units import UNITS, Unit, known_unit
from catalog.search.typed import Typed
from core.errors import InputError
from core.numbers import LIMIT, parse_quantity_number

_SPELT = "cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis"
_NUMBERS = {word: Fraction(number) for number, word in enumerate(_SPELT.split()) if number}
_NUMBERS |= {"diecisiete": Fraction(17), "dieciocho": Fraction(18), "diecinueve": Fraction(19)}
_NUMBERS |= {
    "veinte": Fraction(20),
    "treinta": Fraction(30),
    "cuarenta": Fraction(40),
    "cincuenta": Fraction(50),
}
_NUMBERS |= {"cien": Fraction(100), "mil": Fraction(1000), "una": Fraction(1), "uno": Fraction(1)}
_NUMBERS |= {"medio": Fraction(1, 2), "media": Fraction(1, 2), "cuarto": Fraction(1, 4)}
_ONE = frozenset(("un", "una", "uno"))
# What «un …» counts, rather than being an article: a measure, not «un saco» that may be worn.
_MEASURES = frozenset(("mass", "volume", "count", "length", "area"))
# Without a rhythm, less than this is the size of a thing: «miel 1 kg», «café 250 g».
_SIZES = frozenset(("mass", "volume", "length", "area"))
SMALL = 10

_WEEK = Fraction(52, 12)
_A_MONTH = {
    "dia": Fraction(365, 12),
    "interdiario": Fraction(365, 24),
    "semana": _WEEK,
    "quincena": Fraction(2),
    "mes": Fraction(1),
    "bimestre": Fraction(1, 2),
    "trimestre": Fraction(1, 3),
    "semestre": Fraction(1, 6),
    "ano": Fraction(1, 12),
}
_ADJECTIVES = {
    "diari": "dia",
    "interdiari": "interdiario",
    "semanal": "semana",
    "quincenal": "quincena",
    "mensual": "mes",
    "bimestral": "bimestre",
    "trimestral": "trimestre",
    "semestral": "semestre",
    "anual": "ano",
}
_NUMBER = r"(?:\d+|" + "|".join(_NUMBERS) + ")"
_RHYTHM = re.compile(
    rf"(?<!\S)(?:(?P<times>{_NUMBER}) (?:vez|veces) )?"
    rf"(?:(?:a la|al|por|cada|x|todos los|todas las) (?:(?P<every>{_NUMBER}) )?"
    r"(?P<period>dia|semana|quincena|mes|bimestre|trimestre|semestre|ano)(?:s|es)?"
    r"|(?P<adjective>interdiari|diari|semanal|quincenal|mensual|bimestral|trimestral|semestral|anual)"
    r"(?:o|a|os|as|es|mente|amente)?|(?P<bare>semana|quincena|mes))(?!\S)"
)
# A week has seven days or, as people say, eight; a fortnight fifteen.
_DAYS = {7: _WEEK, 8: _WEEK, 15: Fraction(2), 30: Fraction(1)}


@dataclass(frozen=True, slots=True)
class Quantity:
    """So much of a unit, in thousandths: how much a month, as it was said, and the words that said so."""

    a_month: int
    said: int
    unit: Unit
    rhythmic: bool
    words: tuple[int, ...]

    @property
    def is_size(self) -> bool:
        """Whether it rather tells the size of one thing."""
        small = self.said * self.unit.factor < SMALL * 1000
        return not self.rhythmic and small and self.unit.dimension in _SIZES


@dataclass(frozen=True, slots=True)
class _Rhythm:
    a_month: Fraction
    words: tuple[int, ...]


def quantity(typed: Typed) -> Quantity | None:
    """The first quantity that the words say, with the rhythm that they say beside it."""
    rhythm = _rhythm(typed)
    for number, unit, words in _measured(typed, rhythm):
        each = rhythm.a_month if rhythm else Fraction(1)
        said = round(number * 1000)
        a_month = _rounded_up(number * each)
        if 0 < a_month < LIMIT:
            return Quantity(
                a_month, said, unit, rhythm is not None, (*words, *(rhythm.words if rhythm else ()))
            )
    return None


def rhythm_words(typed: Typed) -> tuple[int, ...]:
    """The words that say how often, though nobody says how much."""
    rhythm = _rhythm(typed)
    return rhythm.words if rhythm else ()


def questioned(typed: Typed) -> tuple[tuple[int, ...], str]:
    """The words of a quantity whose number may be two, «1.500 kg», and what to ask; nothing where there is none."""
    for place, word in enumerate(typed.folded):
        unit, after = _unit(typed.folded, place + 1, set()) if word[0].isdigit() else (None, place)
        if unit and typed.free(range(place, after)):
            try:
                parse_quantity_number(word)
            except InputError as error:
                return tuple(range(place, after)), error.message
    return (), ""


def pieces(word: str) -> bool:
    """Whether a word counts pieces: «500», «cien»; a half and a quarter do not, nor one, which is an article."""
    number = _number(word)
    return number is not None and number > 1


def measures(word: str) -> bool:
    """Whether a word is a number or a unit."""
    return _number(word) is not None or known_unit(word) is not None


def dimension(amount: str) -> str:
    """What a quantity measures that was said here."""
    _number_of_it, unit = parse_quantity(amount)
    return unit.dimension if unit else ""


def _rhythm(typed: Typed) -> _Rhythm | None:
    line = typed.line
    for found in _RHYTHM.finditer(line.text):
        words = line.words(found.start(), found.end())
        period = _ADJECTIVES.get(found["adjective"] or "") or found["period"] or found["bare"]
        # A bare «mes» is how often only after how much: «40 kg/mes».
        if typed.free(words) and not (found["bare"] and not _after_unit(typed, words[0])):
            times = _number(found["times"] or "1") or 1
            return _Rhythm(_each(period, _number(found["every"] or "1") or Fraction(1)) * times, words)
    return None


def _each(period: str, every: Fraction) -> Fraction:
    if period == "dia" and every in _DAYS:
        return _DAYS[int(every)]
    return _A_MONTH[period] / every


def _after_unit(typed: Typed, place: int) -> bool:
    return place > 1 and known_unit(typed.folded[place - 1]) is not None


def _measured(typed: Typed, rhythm: _Rhythm | None) -> Iterator[tuple[Fraction, Unit, tuple[int, ...]]]:
    """Each number with what it counts; of things that have no unit, only where it is said how often."""
    folded, often = typed.folded, set(rhythm.words if rhythm else ())
    for place, word in enumerate(folded):
        number, end = _number(word), place + 1
        if number is None or place in often or not typed.free((place,)):
            continue
        if end < len(folded) and folded[end] == "mil":
            number, end = number * 1000, end + 1
        elif end < len(folded) and "/" in folded[end] and number.denominator == 1:
            number, end = number + (_number(folded[end]) or 0), end + 1
        unit, after = _unit(folded, end, often)
        if unit and folded[after : after + 2] in (["y", "medio"], ["y", "media"]):
            number, after = number + Fraction(1, 2), after + 2
        words = tuple(range(place, after))
        if unit and typed.free(words) and (word not in _ONE or unit.dimension in _MEASURES or rhythm):
            yield number, unit, words
        elif rhythm and unit is None and word not in _ONE and end < len(folded) and folded[end].isalpha():
            yield number, UNITS["unidad"], tuple(range(place, end))


def _unit(folded: list[str], start: int, often: set[int]) -> tuple[Unit | None, int]:
    """The unit that stands there, in two words or in one, and where it ends."""
    for length in (2, 1):
        if start + length <= len(folded) and not often & set(range(start, start + length)):
            unit = known_unit(" ".join(folded[start : start + length]))
            if unit and folded[start] not in _ONE:
                return unit, start + length
    return None, start


def _number(word: str) -> Fraction | None:
    """The number of a word or of digits; None where it is none, or one that could be two."""
    if word in _NUMBERS:
        return _NUMBERS[word]
    if not word[:1].isdigit():
        return None
    try:
        return Fraction(parse_quantity_number(word), 1000)
    except InputError:
        return None


def _rounded_up(number: Fraction) -> int:
    """In thousandths; whole from ten on, since nobody asks for 173.333 kg."""
    if number >= SMALL and number.denominator != 1:
        return ceil(number) * 1000
    return ceil(number * 100) * 10
