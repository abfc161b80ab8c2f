"""Numbers as typed and read in Peru: money as whole céntimos, quantities as whole thousandths.

`1,250` has a thousands comma and `12,50` a decimal one. `1.500` may be either, so it is questioned, never
guessed. For that reason a quantity with exactly three decimals is written with a fourth (`1.1250`): every
number written here is read back as the same number.
"""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from core.errors import InputError

Typed = str | int | float | Decimal

LIMIT = 10**12
_LONGEST = 40
_EXAMPLES = "Escriba, por ejemplo, 12.50 o 1,250."
_VULGAR = str.maketrans(
    {"½": " 1/2", "¼": " 1/4", "¾": " 3/4", "⅛": " 1/8", "⅜": " 3/8", "⅝": " 5/8", "⅞": " 7/8"}
)

# Each shape says which marks group thousands; what remains has at most one mark, the decimal one.
_SHAPES = (
    (re.compile(r"\d+"), ""),
    (re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d*)?"), ","),
    (re.compile(r"[1-9]\d{0,2}('\d{3}(,\d{3})*)(\.\d*)?"), "',"),
    (re.compile(r"[1-9]\d{0,2}( \d{3})+([.,]\d{1,2}|\.\d*)?"), " "),
    (re.compile(r"[1-9]\d{0,2}(\.\d{3})+,\d{1,2}"), "."),
    (re.compile(r"[1-9]\d{0,2}(\.\d{3}){2,}"), "."),
    (re.compile(r"\d*,\d{1,2}|0?,\d{3}"), ""),
    (re.compile(r"\d+\.|\d*\.\d+"), ""),
)
_QUESTIONED = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_FRACTION = re.compile(r"(?:(\d{1,6}) )?(\d{1,4}) ?/ ?(\d{1,4})")
_CURRENCY_BEFORE = re.compile(r"(?:s ?/\.?|s\.|pen|soles)(?![a-z]) ?", re.IGNORECASE)
_CURRENCY_AFTER = re.compile(r" ?(?:(?:nuevos )?sol(?:es)?|pen|s/\.?)\.?$", re.IGNORECASE)
_CENTS = re.compile(r"(?:(.+?) ?sol(?:es)? (?:con |y )?)?(\d{1,2}) ?c[eé]ntimos?\.?", re.IGNORECASE)
_NOTHING_AFTER = re.compile(r" ?[.,/] ?-+$|[.,]$")
_FOREIGN = re.compile(r"\$|usd|d[oó]lar|€|euro", re.IGNORECASE)


def parse_decimal(value: Typed) -> Decimal:
    """The exact number that was typed, or that a cell holds; raises InputError (also under 0, over 10^12)."""
    if isinstance(value, str):
        number = _read(_plain(value), value)
    elif isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise InputError(f"Aquí va un número. {_EXAMPLES}")
    else:
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise InputError(f'"{value}" no es un número. {_EXAMPLES}')
    if number < 0:
        raise InputError(f'"{_short(value)}" es menor que cero. Escriba un número positivo.')
    if number > LIMIT:
        raise InputError("El número es demasiado grande. Revise si sobran ceros.")
    return number


def parse_money(value: Typed) -> int:
    """Céntimos from an amount in soles, sign or none ("S/ 12,50", "12 soles"); raises InputError."""
    if not isinstance(value, str):
        return _whole(parse_decimal(value), 2, value)
    if _FOREIGN.search(value):
        raise InputError(
            f'"{_short(value)}" no está en soles. Escriba el monto en soles, por ejemplo S/ 12.50.'
        )
    text = _plain(value)
    cents = _CENTS.fullmatch(text)
    if cents:
        soles = parse_money(cents[1]) if cents[1] else 0
        return soles + int(cents[2])
    text = _CURRENCY_AFTER.sub("", text)
    before = _CURRENCY_BEFORE.match(text)
    text = text[before.end() :] if before else text
    text = _NOTHING_AFTER.sub("", text)
    return _whole(parse_decimal(text), 2, value)


def parse_quantity_number(value: Typed) -> int:
    """Thousandths from a quantity without its unit; also reads "1/2", "1 1/2" and "½". Raises InputError."""
    if isinstance(value, str):
        fraction = _FRACTION.fullmatch(_plain(spell_fractions(value)))
        if fraction:
            return _thousandths(fraction, value)
    return _whole(parse_decimal(value), 3, value)


def spell_fractions(text: str) -> str:
    """The text with "1½" written as "1 1/2", before folding makes 11/2 of it."""
    return text.translate(_VULGAR)


def format_money(centimos: int) -> str:
    """Céntimos as an amount in soles: `S/ 1,234.50`."""
    sign = "-" if centimos < 0 else ""
    soles, rest = divmod(abs(centimos), 100)
    return f"{sign}S/ {soles:,}.{rest:02}"


def format_number(thousandths: int) -> str:
    """Thousandths as a number: `2,500`, `12.5`, `0.125`; `1.1250` where 1.125 could be 1,125."""
    sign = "-" if thousandths < 0 else ""
    whole, rest = divmod(abs(thousandths), 1000)
    decimals = f"{rest:03}".rstrip("0")
    if len(decimals) == 3 and 0 < whole < 1000:
        decimals += "0"
    return f"{sign}{whole:,}.{decimals}" if decimals else f"{sign}{whole:,}"


def _plain(text: str) -> str:
    """One kind of digit, space and apostrophe; not NFKC, which would turn 12² into 122."""
    if len(text) > _LONGEST:
        text = " ".join(text.split())
    if len(text) > _LONGEST:
        raise InputError(f"Aquí va solo un número, y hay {len(text)} letras. {_EXAMPLES}")
    plain = "".join(map(_plain_character, text))
    return re.sub(r"(?<=\d) ?([.,]) ?(?=\d)", r"\1", " ".join(plain.split()))


def _plain_character(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if "！" <= character <= "～":
        return chr(ord(character) - 0xFEE0)
    return {"’": "'", "´": "'", "⁄": "/", "−": "-", "\u200b": "", "\ufeff": ""}.get(character, character)


def _read(text: str, typed: str) -> Decimal:
    if not text:
        raise InputError(f"Falta el número. {_EXAMPLES}")
    if re.fullmatch(r"[-–(] ?[\d.,]+\)?", text):
        raise InputError(f'"{_short(typed)}" es menor que cero. Escriba un número positivo.')
    text = text.removeprefix("+")
    if _QUESTIONED.fullmatch(text):
        grouped, decimal = text.replace(".", ","), text.rstrip("0")
        decimal = decimal + "0" if decimal == text else decimal.rstrip(".")
        both = f"¿{grouped} o {decimal}? Escriba {grouped} o {decimal}."
        raise InputError(f'"{_short(typed)}" se puede leer de dos maneras: {both}')
    for shape, grouping in _SHAPES:
        if shape.fullmatch(text):
            bare = text.translate({ord(mark): None for mark in grouping}).replace(",", ".")
            return Decimal(bare)
    raise InputError(f'No entiendo el número "{_short(typed)}". {_EXAMPLES}')


def _whole(number: Decimal, places: int, typed: object) -> int:
    scaled = number.scaleb(places)
    if scaled != scaled.to_integral_value():
        allowed = "dos decimales (céntimos)" if places == 2 else "tres decimales"
        raise InputError(f'"{_short(typed)}" tiene demasiados decimales. Escriba hasta {allowed}.')
    return int(scaled)


def _thousandths(fraction: re.Match[str], typed: str) -> int:
    whole, above, below = int(fraction[1] or 0), int(fraction[2]), int(fraction[3])
    if below == 0:
        raise InputError(f'No entiendo el número "{_short(typed)}". {_EXAMPLES}')
    exact = (whole + Fraction(above, below)) * 1000
    if exact.denominator != 1:
        raise InputError(f'"{_short(typed)}" tiene demasiados decimales. Escriba hasta tres decimales.')
    return int(exact)


def _short(value: object) -> str:
    text = str(value).strip()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
