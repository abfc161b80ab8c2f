"""The form of an enterprise's public face as a page sends it."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from admin.enterprises.forms import INVOICE_NAMES, WALLET_NAMES, EnterpriseForm
from admin.enterprises.values import EnterpriseValues
from admin.households.forms import one_of
from admin.households.pages import INCOMPLETE
from catalog.places.lookup import load_places
from core.forms import ParsedField, text_parser
from core.scoping import Scope, scope_of_session
from core.text import fold
from core.web_forms import TokenForm

COMPARED = (
    "name", "department", "province", "district", "province_only", "market", "wallets", "invoices", "producer_name",
    "story", "whatsapp",
)  # fmt: skip
TICKED = ("wallets", "invoices")
# Each as it is sent, and as it is said.
CHOICES = {
    name: [(words, f"{words[:1].upper()}{words[1:]}") for words in known.values()]
    for name, known in (("wallets", WALLET_NAMES), ("invoices", INVOICE_NAMES))
}


class FacePage(TokenForm, EnterpriseForm):
    """What the catalogue may say of an enterprise; what is left blank is blank. `version` is what was shown."""

    market = ParsedField(_l("¿Dónde se le encuentra?"), parse=text_parser(200))
    producer_name = ParsedField(_l("Nombre de quien produce"), parse=text_parser(120))
    province_only = ParsedField(_l("Mostrar solo la provincia, no el distrito"), parse=one_of(("yes",)))
    version = ParsedField(missing=INCOMPLETE)

    def __init__(self, scope: Scope, **options: Any) -> None:
        self.scope = scope
        super().__init__(**options)
        self.required = True

    def check(self) -> None:
        """It stays in one's own territory, and somebody knows what was shown."""
        self.require(("version",))
        code = self.facts.get("district_code", "")
        if code and not self.scope.covers(code):
            words = _(
                "Ese distrito no es de su territorio. Si el emprendimiento se mudó, pida a la UAS que lo pase."
            )
            self.refuse("district", words)

    def ticked(self, name: str) -> list[str]:
        """Which boxes of a field stand ticked."""
        field = self[name]
        typed = fold(field.typed) if isinstance(field, ParsedField) else ""
        return [words for words, _said in CHOICES[name] if fold(words) in typed]

    def proposed(self) -> EnterpriseValues:
        """What a valid form proposes."""
        said = {
            name: value for name, value in self.facts.items() if name in EnterpriseValues.__dataclass_fields__
        }
        flags = {name: int(said.get(name, 0)) for name in TICKED}
        return EnterpriseValues(**said | flags | {"province_only": self.province_only.given})


def face_page(session: Session, data: dict[str, str] | None = None) -> FacePage:
    """The form as it was sent, or as it is."""
    sent = None if data is not None else MultiDict(request.form)
    if sent is not None:
        for name in TICKED:
            if len(sent.getlist(name)) > 1:
                sent[name] = ", ".join(sent.getlist(name))
    return FacePage(scope_of_session(session), places=load_places(session), data=data, formdata=sent)


def typed_of(form: EnterpriseForm, values: EnterpriseValues) -> dict[str, str]:
    """A version as the form reads it back."""
    only = "yes" if values.province_only else ""
    own = {"market": values.market, "producer_name": values.producer_name, "province_only": only}
    return form.written(values) | own


def say(name: str, typed: str) -> str:
    """How a typed value reads."""
    return _("Sí") if name == "province_only" and typed else typed
