"""What is typed about an enterprise, on a page or in a spreadsheet, read into EnterpriseValues."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from admin.enterprises.values import EnterpriseValues
from admin.products.reading import read_ways_to_pay
from catalog.enterprises.models import Invoice, Wallet
from catalog.places.lookup import Places
from core.errors import InputError
from core.forms import NOTHING, ParsedField, ParsedForm, Typed, text_parser
from core.text import clean, fold, split_list

PLACE = ("department", "province", "district")
REQUIRED = ("name", *PLACE)
INVOICE_NAMES = {
    Invoice.FACTURA: "factura",
    Invoice.BOLETA: "boleta",
    Invoice.LIQUIDACION: "liquidación de compra",
    Invoice.NONE: "ninguno",
}
WALLET_NAMES = {Wallet.YAPE: "Yape", Wallet.PLIN: "Plin"}
_INVOICE_WORDS = {
    Invoice.FACTURA: r"\bfact(?:ura|\b)",
    Invoice.BOLETA: r"\bbol(?:eta|\b)|\bb/?v\b",
    Invoice.LIQUIDACION: r"\bliquidacion|\bl\.? ?c\b|\bliq\b",
}
_NO_INVOICE = re.compile(r"(?:no|sin)\b.*|ningun[oa]?(?: comprobante)?|todavia no|aun no")
_WHICH = f"¿Cuál da? Escriba {', '.join(list(INVOICE_NAMES.values())[:-1])} o ninguno."


def read_invoices(typed: str) -> Invoice:
    """The papers of sale named in a text; raises InputError, also where it says no more than yes."""
    folded = fold(typed).rstrip(".")
    if folded in NOTHING or _NO_INVOICE.fullmatch(folded):
        return Invoice.NONE
    found = Invoice(0)
    for part in split_list(typed):
        named = [flag for flag, words in _INVOICE_WORDS.items() if re.search(words, fold(part))]
        if not named or _NO_INVOICE.fullmatch(fold(part)):
            raise InputError(f'"{part[:40]}": {_WHICH[0].upper()}{_WHICH[1:]}')
        found |= sum(named, Invoice(0))
    return found


def read_whatsapp(typed: str) -> str:
    """A Peruvian mobile number as +51…; raises InputError."""
    import phonenumbers  # takes 30 ms to load, and only forms with a phone need it

    try:
        number = phonenumbers.parse(clean(typed)[:60], "PE")
    except phonenumbers.NumberParseException:
        number = None
    mobile = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
    if (
        number is None
        or number.country_code != 51
        or not phonenumbers.is_valid_number(number)
        or phonenumbers.number_type(number) not in mobile
    ):
        raise InputError(
            f'"{clean(typed)[:30]}" no es un celular del Perú. Escriba un solo número de 9 dígitos que empiece con 9.'
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class EnterpriseForm(ParsedForm):
    """An enterprise's fields. `read` gives what was typed, so that several rows on one enterprise can be compared."""

    name = ParsedField(
        _l("Emprendimiento"),
        parse=text_parser(120, shortest=2),
        missing="Falta el nombre del emprendimiento.",
    )
    department = ParsedField(_l("Departamento"), missing="Falta el departamento.")
    province = ParsedField(_l("Provincia"), missing="Falta la provincia.")
    district = ParsedField(_l("Distrito"), missing="Falta el distrito.")
    story = ParsedField(_l("Historia"), parse=text_parser(2000, lines=True))
    whatsapp = ParsedField(_l("WhatsApp"), parse=read_whatsapp)
    invoices = ParsedField(_l("Comprobante"), parse=read_invoices)
    wallets = ParsedField(_l("Billeteras"), parse=lambda typed: read_ways_to_pay(typed)[1])
    payment_wallets = ParsedField(_l("Pago"), parse=lambda typed: read_ways_to_pay(typed)[1])

    def __init__(self, *args: Any, places: Places, **options: Any) -> None:
        self.places = places
        self.required = False
        self.facts: dict[str, Any] = {}
        super().__init__(*args, **options)

    def read(self, typed: Mapping[str, str], *, required: bool) -> dict[str, Any] | None:
        """The EnterpriseValues' fields that were typed, and `extra_wallets`; None where something is wrong."""
        self.required = required
        self.process(Typed(typed))
        return self.facts if self.validate() else None

    def written(self, values: EnterpriseValues) -> dict[str, str]:
        """The values as text that the form reads back, by field name."""
        names, code = self.places.names, values.district_code
        return {
            "name": values.name,
            "department": names[code[:2]],
            "province": names[code[:4]],
            "district": names[code],
            "story": values.story,
            "whatsapp": values.whatsapp,
            "invoices": say_invoices(values.invoices),
            "wallets": say_wallets(values.wallets),
        }

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then the place as a whole; fills `facts`."""
        self.facts = {}
        super().validate(extra_validators)
        if self.required:
            self.require(REQUIRED)
        elif any(self[name].data for name in PLACE):
            self.require(PLACE)
        facts = self.given()
        code = self._place()
        if self.errors:
            return False
        if not facts.get("wallets") and fold(self.wallets.typed).rstrip(".") not in NOTHING:
            # «Efectivo» under wallets is a payment: it does not say that there is no wallet.
            facts.pop("wallets", None)
        facts["extra_wallets"] = facts.pop("payment_wallets", Wallet(0))
        self.facts = {name: value for name, value in facts.items() if name not in PLACE}
        if code:
            self.facts["district_code"] = code
        return True

    def _place(self) -> str:
        """The district's code, each level looked up inside the one above; "" where one is blank or wrong."""
        code, field = "", "department"
        try:
            for field in PLACE:
                typed = self[field].data
                if not typed:
                    return ""
                if field == "department":
                    code = self.places.find_department(typed)
                elif field == "province":
                    code = self.places.find_province(code, typed)
                else:
                    code = self.places.find_district(code, typed)
        except InputError as error:
            self.refuse(field, error.message)
            return ""
        return code


def say_invoices(invoices: int) -> str:
    """Papers of sale as the form reads them back."""
    return ", ".join(name for flag, name in INVOICE_NAMES.items() if invoices & flag)


def say_wallets(wallets: int) -> str:
    """Wallets as the form reads them back."""
    return ", ".join(name for flag, name in WALLET_NAMES.items() if wallets & flag)
