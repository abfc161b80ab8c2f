"""Months of availability as twelve flags in a whole number: bit 0 is January, bit 11 December."""

import difflib
import re
from collections.abc import Iterable
from datetime import date

from core.errors import InputError
from core.text import clean, fold

# Peru writes "setiembre"; "septiembre" is read as well.
MONTH_NAMES = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "setiembre", "octubre", "noviembre", "diciembre"),
)
MONTH_LETTERS = "EFMAMJJASOND"
ALL_MONTHS = 0b1111_1111_1111

_EXAMPLES = 'Escriba, por ejemplo, "todo el año", "de abril a agosto" o "ene, feb y mar".'
_SPELLINGS = {name: index for index, name in enumerate(MONTH_NAMES)} | {"septiembre": 8}
_ALWAYS = re.compile(
    r"\b(?:todo (?:el|los) (?:ano|anio|anos)|todo ano|todos los meses|(?:el )?ano completo|ano redondo"
    r"|siempre|permanente(?:mente)?|(?:los )?(?:12|doce) meses(?: del ano)?)\b"
)
_BETWEEN = re.compile(r"\bentre ([a-z]+) y ([a-z]+)\b")
_MINUS = re.compile(r"\b(?:menos|excepto|salvo|sin|no)\b")
_TOKEN = re.compile(r"[a-z]+|\d+|[-–—‒−→>]+|\S")
_RANGE = {"a", "al", "hasta"}
_NOISE = {
    *(
        "de",
        "del",
        "desde",
        "en",
        "el",
        "la",
        "los",
        "las",
        "mes",
        "meses",
        "solo",
        "solamente",
        "unicamente",
    ),
    *("y", "e", "tambien", "ano"),
}
_SEPARATORS = frozenset(",;/&+.:()")
_SEASON = re.compile(r"\b(?:temporada|cosecha|campana|estacion|verano|invierno|otono|primavera|lluvias?)\b")


def parse_months(text: str) -> int:
    """Flags from months as people type them ("abr-ago", "todo el año menos feb"); raises InputError."""
    folded = fold(text[:400])
    if not folded:
        raise InputError(f"Faltan los meses. {_EXAMPLES}")
    kept, *removed = _MINUS.split(folded)
    flags = _listed(kept, text) if kept.strip(" ,;(") else ALL_MONTHS
    for part in removed:
        flags &= ~_listed(part, text)
    if not flags:
        raise InputError(f'En "{clean(text)[:60]}" no queda ningún mes. {_EXAMPLES}')
    return flags


def say_months(flags: int) -> str:
    """Flags as people say them; read back by parse_months as the same flags ("" where there is none)."""
    flags &= ALL_MONTHS
    if flags == ALL_MONTHS:
        return "todo el año"
    missing = month_numbers(ALL_MONTHS & ~flags)
    if len(missing) <= 2:
        return f"todo el año menos {_and(MONTH_NAMES[month] for month in missing)}"
    return _and(_say_runs(flags))


def month_numbers(flags: int) -> list[int]:
    """The months that are set, 0 for January."""
    return [month for month in range(12) if flags >> month & 1]


def _say_runs(flags: int) -> Iterable[str]:
    """Each run of three months or more as "de … a …" (past December too), the others by name."""
    for month in month_numbers(flags):
        start = _walk(flags, month, -1)
        end = _walk(flags, month, 1)
        if (end - start) % 12 < 2:
            yield MONTH_NAMES[month]
        elif month == start:
            yield f"de {MONTH_NAMES[start]} a {MONTH_NAMES[end]}"


def _walk(flags: int, month: int, step: int) -> int:
    while flags >> (month + step) % 12 & 1:
        month = (month + step) % 12
    return month


def _and(parts: Iterable[str]) -> str:
    *first, last = [*parts] or [""]
    return f"{', '.join(first)} y {last}" if first else last


def _listed(folded: str, typed: str) -> int:
    folded = _BETWEEN.sub(r"\1 - \2", folded)
    folded, always = _ALWAYS.subn(" ", folded)
    flags = ALL_MONTHS if always else 0
    first: int | None = None
    ranging = False
    for token in _TOKEN.findall(folded):
        if token in _RANGE or token[0] in "-–—‒−→>":
            if first is None or ranging:
                raise _unknown(clean(typed), folded, typed)
            ranging = True
        elif token in _NOISE or token in _SEPARATORS:
            continue
        else:
            month = _month(token, folded, typed)
            flags |= _range(first, month) if ranging and first is not None else 1 << month
            # The end of one range cannot begin another: "abr-jun-ago" is not a way to say months.
            first, ranging = (None if ranging else month), False
    if ranging or not flags:
        raise _unknown(folded.strip(), folded, typed)
    return flags


def _range(first: int, last: int) -> int:
    return sum(1 << (first + step) % 12 for step in range((last - first) % 12 + 1))


def _month(token: str, folded: str, typed: str) -> int:
    if token.isdigit() and len(token) <= 2 and 1 <= int(token) <= 12:
        return int(token) - 1
    if len(token) >= 3 and token.isalpha():
        for name, month in _SPELLINGS.items():
            if name.startswith(token):
                return month
    raise _unknown(token, folded, typed)


def _unknown(token: str, folded: str, typed: str) -> InputError:
    if _SEASON.search(folded):
        return InputError(f'"{clean(typed)[:60]}": ¿qué meses son? {_EXAMPLES}')
    near = difflib.get_close_matches(token[:20], _SPELLINGS, n=1)
    remedy = f"¿Quiso decir {near[0]}?" if near else _EXAMPLES
    return InputError(f'No entiendo "{token[:40]}" como mes. {remedy}')


def next_occurrence(month: int, today: date) -> str:
    """The `YYYY-MM` of the next time that a month (0 January) comes, this one included."""
    return f"{today.year + (month < today.month - 1)}-{month + 1:02}"
