"""For how much: prices read out of the words of a search."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from catalog.products.prices import say_price
from catalog.products.units import Unit, known_unit
from catalog.search.typed import Typed
from core.errors import InputError
from core.numbers import format_money, parse_money

# Without one of these no words say a price.
_SOLES = frozenset(("s/", "s/.", "sol", "soles"))
_MONEY = r"(?P<{0}before>s/\.? )?(?P<{0}>\d+(?:[.,]\d+)?)(?P<{0}after> sol(?:es)?)?"
_RANGE = re.compile(
    rf"(?<!\S)(?:(?:de|entre|desde) )?{_MONEY.format('low')} (?:(?:a|y|hasta|al) )?{_MONEY.format('high')}(?!\S)"
)
_BOUND = re.compile(
    r"(?<!\S)(?:(?P<least>mas de|desde|minimo|a partir de|mayor a|mayores a) "
    r"|(?P<most>(?:por |a )?menos de|no mas de|hasta|maximo|max|a|de|por|menor a|menores a) )?"
    rf"{_MONEY.format('money')}(?: (?:(?P<ormore>o mas|como minimo|minimo)|o menos|como maximo|maximo))?(?!\S)"
)
_EACH = re.compile(r" (?:(?:el|la|por|x|cada|al) )?(?P<unit>[^ ]+)")
_PRICE_PARAMS = ("precio_min", "precio_max")


@dataclass(frozen=True, slots=True)
class Price:
    """Bounds in céntimos, for one of a unit where one was said, and the words that said so."""

    least: int | None
    most: int | None
    unit: Unit | None
    words: tuple[int, ...]
    said: str

    def label(self, unit: Unit | None) -> str:
        """The bounds as they are said, for one of a unit."""
        if self.least is None:
            return _("Hasta %(price)s", price=say_price(self.most or 0, unit))
        if self.most is None:
            return _("Desde %(price)s", price=say_price(self.least, unit))
        low = format_money(self.least).removesuffix(".00")
        return _("De %(low)s a %(price)s", low=low, price=say_price(self.most, unit))

    def params(self, unit: Unit) -> tuple[tuple[str, str], ...]:
        """The bounds as the address says them."""
        bounds = zip(_PRICE_PARAMS, (self.least, self.most), strict=True)
        return (
            *((name, _amount(bound)) for name, bound in bounds if bound is not None),
            ("unidad", unit.code),
        )


def price(typed: Typed) -> Price | None:
    """The first price that the words say, in soles."""
    if _SOLES.isdisjoint(typed.folded):
        return None
    return next(_ranges(typed), None) or next(_bounds(typed), None)


def _ranges(typed: Typed) -> Iterator[Price]:
    for found in _RANGE.finditer(typed.line.text):
        if any(found[name] for name in ("lowbefore", "lowafter", "highbefore", "highafter")):
            low, high = _centimos(found["low"]), _centimos(found["high"])
            if low is not None and high is not None:
                yield from _priced(typed, found, min(low, high), max(low, high))


def _bounds(typed: Typed) -> Iterator[Price]:
    for found in _BOUND.finditer(typed.line.text):
        if found["moneybefore"] or found["moneyafter"]:
            money = _centimos(found["money"])
            least = bool(found["least"] or found["ormore"])
            if money is not None:
                yield from _priced(typed, found, money if least else None, None if least else money)


def _priced(typed: Typed, found: re.Match[str], least: int | None, most: int | None) -> Iterator[Price]:
    """The price with the unit that is said after it."""
    each = _EACH.match(typed.line.text, found.end())
    unit = known_unit(each["unit"]) if each else None
    words = typed.line.words(found.start(), each.end() if each and unit else found.end())
    if typed.free(words):
        yield Price(least, most, unit, words, typed.said(words))


def _centimos(money: str) -> int | None:
    try:
        return parse_money(money)
    except InputError:
        return None


def _amount(centimos: int) -> str:
    return format_money(centimos).removeprefix("S/ ").removesuffix(".00").replace(",", "")
