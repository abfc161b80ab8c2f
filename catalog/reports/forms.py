"""What a visitor says of a listing."""

from dataclasses import dataclass

from flask_babel import gettext as _

from catalog.reports.models import REASONS
from core.contacts import can_be_answered
from core.errors import InputError
from core.forms import ParsedField, text_parser
from core.text import clean
from core.web_forms import PageForm

LONGEST_MESSAGE = 1000
LONGEST_CONTACT = 120


@dataclass(frozen=True)
class ReportValues:
    """A report as it is kept."""

    reason: str
    message: str = ""
    contact: str = ""


def reason_words() -> dict[str, str]:
    """Each reason in the visitor's words, in the order of the form."""
    words = {
        "false_data": _("Los datos no son ciertos"),
        "price": _("El precio no es ese"),
        "photo": _("La foto no corresponde o es de otra persona"),
        "forbidden": _("Vende algo que no se permite"),
        "fraud": _("Me pidieron dinero por adelantado o una clave: parece estafa"),
        "personal_data": _("Muestra datos de una persona sin su permiso"),
        "other": _("Otra cosa"),
    }
    return {reason: words[reason] for reason in REASONS}


def read_reason(typed: str) -> str:
    """One of REASONS."""
    if typed not in REASONS:
        raise InputError(_("Elija uno de los motivos de la lista."))
    return typed


def read_contact(typed: str) -> str:
    """A phone or an e-mail, as people write them: «951 234 567 (por la tarde)» is one."""
    kept = clean(typed)
    if len(kept) > LONGEST_CONTACT:
        raise InputError(_("Es muy largo. Deje solo su celular o su correo."))
    if not can_be_answered(kept):
        raise InputError(
            _("Escriba un celular o un correo, como 951 234 567 o ana@correo.pe, o déjelo vacío.")
        )
    return kept


class ReportForm(PageForm):
    """The form on /denunciar."""

    reason = ParsedField(parse=read_reason)
    message = ParsedField(parse=text_parser(LONGEST_MESSAGE, lines=True))
    contact = ParsedField(parse=read_contact)

    def check(self) -> None:
        """A reason is needed, and words where the reason says nothing by itself."""
        if not self.reason.given:
            self.refuse("reason", _("Elija qué pasa con esta ficha."))
        if self.reason.data == "other" and not self.message.given:
            self.refuse("message", _("Cuéntenos qué pasa."))

    @property
    def values(self) -> ReportValues:
        """What was said, once it is valid."""
        return ReportValues(self.reason.data, self.message.data or "", self.contact.data or "")
