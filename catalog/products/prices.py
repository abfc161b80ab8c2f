"""Prices and quantities with their unit, read and said as people say them: "S/ 45 la docena", "120 kg"."""

import re

from catalog.products.units import Unit, find_unit, known_unit
from core.errors import InputError
from core.numbers import (
    Typed,
    format_money,
    format_number,
    parse_money,
    parse_quantity_number,
    spell_fractions,
)
from core.text import clean, fold

_SOLES = r"(?:s ?/ ?\.?|s\.|pen|soles)"
_NUMBER = r"[\d.,'’]*\d(?: \d{3}(?!\d))*(?:[.,]\d+)?"
_PRICE = re.compile(
    rf"(?:(?:a|desde|precio|cuesta|vale|son):? )*"
    rf"(?P<money>{_SOLES}? ?{_NUMBER}(?: ?[.,/] ?-+|[.,](?=\s|$))?"
    r"(?: ?(?:nuevos )?(?:soles|sol|pen)\b| s/\.?)?)"
    r"(?P<unit>(?!\d).*)",
    re.IGNORECASE | re.DOTALL,
)
_UNIT_FIRST = re.compile(rf"(?P<unit>[^\d$]+?)[ :=]*(?:\ba )?(?P<money>{_SOLES}? ?\d.*)", re.IGNORECASE)
_CONNECTOR = re.compile(
    r"(?:por|x|el|la|los|las|un|una|cada|de|del|al|a|c/|/|-|:)(?: |(?<=[/x:-]))", re.IGNORECASE
)
_QUANTITY = re.compile(rf"(?P<number>\d+ \d+ ?/ ?\d+|\d+ ?/ ?\d+|{_NUMBER})(?P<unit>.*)")
_AROUND = re.compile(
    r"^(?:(?:minimo|min\.?|maximo|max\.?|aprox\.?|aproximadamente|unos|unas|hasta|desde|de) )+"
    r"|(?: ?/ ?| (?:al|por|cada|x) )mes$| mensual(?:es)?$| aprox\.?$| (?:como )?minimo$"
)
_WORDS = {"medio": "1/2", "media": "1/2", "un": "1", "una": "1", "uno": "1", "doce": "12", "veinte": "20"}
_WORDS |= {"dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7", "ocho": "8"}
_WORDS |= {"nueve": "9", "diez": "10", "cincuenta": "50", "cien": "100", "mil": "1000"}
_LONGEST = 120


def parse_price(value: Typed) -> tuple[int, Unit | None]:
    """Céntimos and unit from "S/ 12.50 por kg"; the unit is None where none was said. Raises InputError."""
    if not isinstance(value, str):
        return parse_money(value), None
    text = _short_enough(value)
    match = _PRICE.fullmatch(text)
    if not match and not re.match(rf"{_SOLES}(?![a-z])", text, re.IGNORECASE):
        match = _UNIT_FIRST.fullmatch(text)
    if not match:
        return parse_money(text), None
    said = match["unit"].strip()
    return parse_money(match["money"]), _price_unit(said) if said else None


def say_price(centimos: int, unit: Unit | None) -> str:
    """The price as people say it: "S/ 12.50 por kg", "S/ 45 la docena"; parse_price reads it back."""
    money = format_money(centimos).removesuffix(".00")
    return f"{money} {unit.price_phrase}" if unit else money


def comparable_price(centimos: int, unit: Unit) -> int:
    """Thousandths of a céntimo per base unit of the unit's dimension, to sort prices within one dimension."""
    return round(centimos * 1000 / unit.factor)


def parse_quantity(value: Typed, default_unit: Unit | None = None) -> tuple[int, Unit | None]:
    """Thousandths and unit from "120 kg", "media arroba", "2,500" (default_unit); raises InputError."""
    if not isinstance(value, str):
        return parse_quantity_number(value), default_unit
    text = _AROUND.sub("", fold(spell_fractions(_short_enough(value))))
    first, _, rest = text.partition(" ")
    if first in _WORDS:
        text = f"{_WORDS[first]} {rest}"
    match = _QUANTITY.fullmatch(text.strip())
    if not match:
        return parse_quantity_number(clean(value)), default_unit
    said = match["unit"].strip()
    number = parse_quantity_number(match["number"])
    return number, find_unit(said) if said else default_unit


def say_quantity(thousandths: int, unit: Unit | None) -> str:
    """The quantity as people say it: "120 kg", "1 docena", "2,500"; parse_quantity reads it back."""
    number = format_number(thousandths)
    return f"{number} {unit.named(thousandths)}" if unit else number


def _short_enough(text: str) -> str:
    kept = clean(text)
    if len(kept) > _LONGEST:
        raise InputError("Aquí va solo un número con su unidad, y el texto es muy largo.")
    return kept


def _price_unit(said: str) -> Unit:
    """The unit after the words that lead to it ("por", "el", "x", "/"); raises InputError."""
    rest = said
    while True:
        unit = known_unit(rest)
        if unit:
            return unit
        connector = _CONNECTOR.match(rest)
        if not connector:
            break
        rest = rest[connector.end() :].strip()
    if re.search(r"\d", rest):
        raise InputError(
            f'"{said[:40]}": escriba el precio de una sola unidad, por ejemplo "S/ 12.50 por kg".'
        )
    return find_unit(rest or said)
