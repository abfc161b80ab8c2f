"""What somebody asks about her own data, as she types it."""

import re
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from catalog.privacy.models import KINDS
from core.contacts import can_be_answered
from core.errors import InputError
from core.forms import ParsedField, text_parser
from core.text import clean
from core.web_forms import PageForm

LONGEST_MESSAGE = 1000
LONGEST_CONTACT = 120
LONGEST_NAME = 120
# What these ask for is said by their name.
NEEDS_NO_WORDS = ("access", "portability")
_DOCUMENT = re.compile(r"[A-Z0-9]{8,12}")


@dataclass(frozen=True)
class RequestValues:
    """A request as it is kept; `document` is empty where she gave none."""

    kind: str
    full_name: str
    contact: str
    document: str = ""
    message: str = ""


def kind_words() -> dict[str, str]:
    """Each kind as whoever asks would say it, in the order of the form."""
    words = {
        "access": _("Saber qué datos míos tienen y quién los vio"),
        "rectification": _("Corregir un dato mío que está mal"),
        "cancellation": _("Borrar mis datos"),
        "opposition": _("Que dejen de usar mis datos para algo"),
        "portability": _("Llevarme mis datos en un archivo"),
    }
    return {kind: words[kind] for kind in KINDS}


def read_kind(typed: str) -> str:
    """One of KINDS."""
    if typed not in KINDS:
        raise InputError(_("Elija una opción de la lista."))
    return typed


def read_document(typed: str) -> str:
    """A DNI or another identity document: 8 to 12 letters and digits."""
    kept = re.sub(r"[\s.\-]", "", clean(typed)).upper()
    if not _DOCUMENT.fullmatch(kept):
        raise InputError(
            _(
                "El DNI tiene 8 números; otro documento, hasta 12 números o letras. Si no lo sabe, déjelo vacío."
            )
        )
    return kept


def read_contact(typed: str) -> str:
    """A phone or an e-mail."""
    kept = clean(typed)
    if len(kept) > LONGEST_CONTACT:
        raise InputError(_("Es muy largo. Deje solo su celular o su correo."))
    if not can_be_answered(kept):
        raise InputError(_("Escriba un celular o un correo, como 951 234 567 o ana@correo.pe."))
    return kept


class RequestForm(PageForm):
    """The form on /privacidad/solicitud."""

    kind = ParsedField(parse=read_kind, missing=_l("Elija qué pide."))
    full_name = ParsedField(
        parse=text_parser(LONGEST_NAME, shortest=3), missing=_l("Escriba su nombre y apellidos.")
    )
    document = ParsedField(parse=read_document)
    contact = ParsedField(
        parse=read_contact, missing=_l("Escriba un celular o un correo: por ahí le responderemos.")
    )
    message = ParsedField(parse=text_parser(LONGEST_MESSAGE, lines=True))

    def check(self) -> None:
        """Who asks, for what, and where the answer goes; and words where the kind alone says too little."""
        self.require(("kind", "full_name", "contact"))
        if self.kind.data and self.kind.data not in NEEDS_NO_WORDS and not self.message.typed:
            self.refuse("message", _("Cuéntenos de qué dato se trata y qué pide."))

    @property
    def values(self) -> RequestValues:
        """What was said, once it is valid."""
        return RequestValues(
            self.kind.data, self.full_name.data, self.contact.data, self.document.data or "",
            self.message.data or "",
        )  # fmt: skip
