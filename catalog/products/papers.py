"""Sanitary papers as offices type them: «no aplica», «en trámite», or a number with its expiry, its kind before it."""

import re
from dataclasses import dataclass
from datetime import date

from core.errors import InputError
from core.text import clean, fold

KIND_NAMES = {
    "digesa": "Registro sanitario DIGESA",
    "sip": "Registro de lácteos artesanales (SIP)",
    "senasa": "Autorización SENASA",
    "sanipes": "Habilitación SANIPES",
}
_NOT_NEEDED = {
    *(
        "no aplica",
        "no requiere",
        "no necesita",
        "no corresponde",
        "n/a",
        "na",
        "no",
        "ninguno",
        "ninguna",
        "-",
        "--",
    ),
    *("no tiene", "no cuenta", "sin registro", "no requiere registro", "no requiere registro sanitario"),
    *("no tiene registro", "aun no", "todavia no", "no hay"),
}
_IN_PROGRESS = {"en tramite", "tramite", "en proceso", "tramitando", "en camino", "por obtener"}
_KIND = re.compile(r"^(?P<kind>digesa|sip|senasa|sanipes)(?:\s*:\s*|\s+)(?=\S)", re.IGNORECASE)
_EXPIRY = re.compile(
    r"[\s,;(]*\b(?:vence|vencimiento|vto|valido hasta|vigente hasta|hasta|expira)\b\.?:?\s*(?:el\s+)?"
    r"(?P<date>\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})\)?\s*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^(?=.*\d)[A-Za-z0-9][A-Za-z0-9 .\-/°º]{2,59}$")
_PREFIX = re.compile(
    r"^(?:n[.°º]*\s*o?[.:]?|nro\.?:?|num\.?:?|numero:?|registro(?: sanitario)?:?|rs:?)\s+", re.IGNORECASE
)


@dataclass(frozen=True)
class PaperReading:
    """How a text on papers was read; `state` is 'not_needed', 'in_progress' or 'granted'; `kind` may not be said."""

    state: str
    number: str = ""
    expires_on: date | None = None
    kind: str | None = None

    def typed(self) -> str:
        """The text that is read so."""
        if self.state == "not_needed":
            return "no aplica"
        until = f" vence {self.expires_on:%d/%m/%Y}" if self.expires_on else ""
        said = "en trámite" if self.state == "in_progress" else f"{self.number}{until}"
        return f"{(self.kind or '').upper()} {said}".strip()


def parse_paper(text: str) -> PaperReading:
    """Read what was typed about a sanitary paper; raises InputError."""
    if fold(text).rstrip(".") in _NOT_NEEDED:
        return PaperReading("not_needed")
    kept, kind = clean(text), None
    if said := _KIND.match(kept):
        kept, kind = kept[said.end() :], said["kind"].lower()
    if fold(kept).rstrip(".") in _IN_PROGRESS:
        return PaperReading("in_progress", kind=kind)
    expires_on = None
    if match := _EXPIRY.search(_without_accents_in_words(kept)):
        expires_on = parse_date(match["date"])
        kept = kept[: match.start()]
    number = _PREFIX.sub("", kept.strip(" ,;(")).strip()
    if not _NUMBER.match(number):
        raise InputError(
            "Escriba «no aplica», «en trámite», o el número del registro y su vencimiento, "
            "por ejemplo: E1234-2025 vence 31/08/2027."
        )
    return PaperReading("granted", number, expires_on, kind)


def parse_date(text: str) -> date:
    """A date typed as 31/08/2027 or 2027-08-31; raises InputError."""
    parts = [int(part) for part in re.split(r"[/.-]", text)]
    year_first = len(re.split(r"[/.-]", text)[0]) == 4
    year, month, day = parts if year_first else reversed(parts)
    if not year_first and year < 100:
        year += 2000
    try:
        if not 2000 <= year <= 2100:
            raise ValueError
        return date(year, month, day)
    except ValueError:
        raise InputError(f'"{text}" no es una fecha. Escríbala como 31/08/2027.') from None


def _without_accents_in_words(text: str) -> str:
    """Same length as the text, so that positions hold."""
    return text.translate(str.maketrans("áéíóúÁÉÍÓÚ", "aeiouAEIOU"))
