"""The forms of papers, seals and their documents."""

import re
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from admin.audit.reasons import reason_parser
from admin.households.forms import one_of, read_date
from admin.households.pages import INCOMPLETE, LONGEST_REASON, read_version
from admin.households.words import say_date
from admin.readiness.operations import Verification
from admin.readiness.words import KINDS, PAPER_STATES
from catalog.products.models import SealAward
from catalog.products.papers import PaperReading, parse_date, parse_paper
from core.clock import today
from core.document_forms import FileForm
from core.errors import InputError
from core.forms import ParsedField, text_parser
from core.text import clean
from core.web_forms import TokenForm

_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
LONGEST_NUMBER, LONGEST_NAME, LONGEST_EVIDENCE = 60, 120, 300


def read_expiry(typed: str) -> date:
    """A day as d/m/aaaa, past or to come."""
    kept = clean(typed)
    if not _DAY.fullmatch(kept):
        raise InputError(_("No es una fecha. Escríbala así: 31/8/2027."))
    return parse_date(kept)


class PaperPage(FileForm):
    """A product's sanitary paper, and its document; `shown` is what the page said of it."""

    state = ParsedField(
        _l("¿Tiene registro sanitario?"),
        parse=one_of(tuple(PAPER_STATES)),
        missing=_l("Elija una respuesta."),
    )
    kind = ParsedField(
        _l("¿De qué registro es?"), parse=one_of(tuple(KINDS)), missing=_l("Elija de qué registro es.")
    )
    number = ParsedField(
        _l("Número"), parse=text_parser(LONGEST_NUMBER), missing=_l("Escriba el número, tal como figura.")
    )
    expires_on = ParsedField(_l("¿Cuándo vence?"), parse=read_expiry)
    file = ParsedField(_l("Documento"))
    shown = ParsedField()

    def check(self) -> None:
        """What was granted has a kind and a number that can be read back."""
        self.require(("state",))
        if self.state.data != "granted":
            return
        self.require(("kind", "number"))
        if not self.errors and not _reads_back(self.reading()):
            self.refuse("number", _("No se entiende. Escriba solo el número, con letras, cifras y guiones."))

    def reading(self) -> PaperReading:
        """What was typed, once it is valid."""
        state = self.state.data
        if state == "granted":
            return PaperReading(state, self.number.data, self.expires_on.data, self.kind.data)
        return PaperReading(state, kind=self.kind.data if state == "in_progress" else None)


def _reads_back(reading: PaperReading) -> bool:
    try:
        return parse_paper(reading.typed()) == reading
    except InputError:
        return False


def typed_paper(sanitary: str) -> dict[str, str]:
    """What a version says of a paper, as the form reads it back."""
    if not sanitary:
        return {"shown": ""}
    reading = parse_paper(sanitary)
    until = say_date(reading.expires_on) if reading.expires_on else ""
    return {
        "state": reading.state, "kind": reading.kind or "", "number": reading.number,
        "expires_on": until, "shown": sanitary,
    }  # fmt: skip


class SealPage(FileForm):
    """A seal on a product: who verified it, when, on what, and until when."""

    verified_by = ParsedField(
        _l("¿Quién lo verificó?"), parse=text_parser(LONGEST_NAME, shortest=2), missing=_l("Escriba quién.")
    )
    verified_on = ParsedField(_l("¿Cuándo?"), parse=read_date, missing=_l("Escriba el día, así: 24/6/2026."))
    evidence = ParsedField(_l("¿Qué vio?"), parse=reason_parser(LONGEST_EVIDENCE))
    expires_on = ParsedField(_l("¿Hasta cuándo vale?"), parse=read_expiry)
    file = ParsedField(_l("Documento"))
    version = ParsedField(parse=read_version, missing=INCOMPLETE)

    def check(self) -> None:
        """Somebody verified it on a day, before it expires."""
        self.require(("verified_by", "verified_on", "version"))
        if self.verified_on.data and self.expires_on.data and self.expires_on.data < self.verified_on.data:
            self.refuse("expires_on", _("Vence antes del día en que se verificó. Revise las fechas."))

    def facts(self) -> Verification:
        """What was typed, once it is valid."""
        return Verification(
            self.verified_by.data, self.verified_on.data, self.evidence.data or "", self.expires_on.data
        )


def typed_seal(award: SealAward | None, version: int, by: str) -> dict[str, Any]:
    """A seal as its form reads it back; of one that is new, who asks and today."""
    if award is None:
        return {"verified_by": by, "verified_on": say_date(today()), "version": str(version)}
    return {
        "verified_by": award.verified_by, "verified_on": say_date(award.verified_on), "evidence": award.evidence,
        "expires_on": say_date(award.expires_on) if award.expires_on else "", "version": str(version),
    }  # fmt: skip


class RemovePage(TokenForm):
    """Why something is taken off."""

    why = ParsedField(
        _l("¿Por qué?"), parse=reason_parser(LONGEST_REASON), missing=_l("Escriba por qué se quita.")
    )

    def check(self) -> None:
        """There is a reason."""
        self.require(("why",))
