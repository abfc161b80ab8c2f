"""The forms of products as pages send them."""

from datetime import timedelta
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from admin.audit.reasons import reason_parser
from admin.households.forms import one_of
from admin.households.pages import INCOMPLETE, LONGEST_REASON
from admin.imports.checking import make_forms
from admin.products.forms import ProductForm
from admin.products.reading import PAYMENT_NAMES
from admin.products.values import PhotoValue, ProductValues
from catalog.products.months import MONTH_NAMES, month_numbers, parse_months
from catalog.products.units import UNITS
from core.errors import InputError
from core.forms import ParsedField
from core.text import fold
from core.web_forms import PageForm, TokenForm

# What several boxes say together reaches the form as one text, as a sheet's cell would.
TICKED = ("months", "payments", "seals")
# What the first product of somebody says of the next one, too.
CARRIED = ("sector", "unit", "delivery", "payments", "lead_days", "packaging")
COMPARED = (
    "name", "sector", "description", "price", "unit", "capacity", "min_order", "lead_days", "months", "delivery",
    "payments", "packaging", "sanitary", "seals",
)  # fmt: skip


class ProductFields(ProductForm):
    """A product on a page: what is left blank is blank, and photos come beside."""

    # The files come beside the text fields: this one is for what is wrong with them.
    photos = ParsedField(_l("Fotos"))

    def given(self) -> dict[str, Any]:
        """What was typed of the product, without what the page carries along."""
        return {name: value for name, value in super().given().items() if name in COMPARED}

    def ticked(self, name: str) -> list[str]:
        """Which boxes of a field stand ticked."""
        field = self[name]
        typed = field.typed if isinstance(field, ParsedField) else ""
        if name == "months":
            return [MONTH_NAMES[number] for number in month_numbers(_months(typed))]
        known = PAYMENT_NAMES.values() if name == "payments" else self.known_seals.labels.values()
        return [words for words in known if fold(words) in fold(typed)]

    def read_page(self, base: ProductValues | None, photos: tuple[PhotoValue, ...]) -> ProductValues:
        """The values of a valid form; what it does not ask for stays as it was."""
        if self.values is None:
            raise ValueError("an invalid form has no values")
        read = self.values.snapshot() | {"photos": [vars(one) for one in photos]}
        if base is not None:
            kept = base.snapshot()
            read |= {name: kept[name] for name in ("variants", "delivery_days", "freight", "cold_chain")}
        return ProductValues.from_snapshot(read)


class ProductPage(PageForm, ProductFields):
    """A new product; `different` says that it is none of those that are called alike."""

    soonest = timedelta(0)
    different = ParsedField(parse=one_of(("yes",)))


class ProductEdit(TokenForm, ProductFields):
    """A product that is there; `version` is what the page showed."""

    version = ParsedField(missing=INCOMPLETE)

    def check(self) -> None:
        """Without the version nobody knows what was shown."""
        self.require(("version",))


class WithdrawPage(TokenForm):
    """Why a product is taken off the catalogue."""

    why = ParsedField(
        _l("¿Por qué?"), parse=reason_parser(LONGEST_REASON), missing=_l("Escriba por qué: queda anotado.")
    )

    def check(self) -> None:
        """There is a reason."""
        self.require(("why",))


class SendPage(TokenForm):
    """A confirmation: nothing is typed."""


def new_page(session: Session, data: dict[str, str] | None = None) -> ProductPage:
    """The form of a new product, as it was sent or with what is known already."""
    return ProductPage(**_ground(session, data))


def edit_page(session: Session, data: dict[str, str] | None = None) -> ProductEdit:
    """The form of a product, as it was sent or as it is."""
    return ProductEdit(**_ground(session, data))


def _ground(session: Session, data: dict[str, str] | None) -> dict[str, Any]:
    _enterprise, known = make_forms(session)
    options = {"sectors": known.known_sectors, "seals": known.known_seals, "places": known.places}
    return {**options, "data": data, "formdata": None if data is not None else _as_sent()}


def _as_sent() -> MultiDict[str, str]:
    sent = MultiDict(request.form)
    for name in TICKED:
        if len(sent.getlist(name)) > 1:
            sent[name] = ", ".join(sent.getlist(name))
    return sent


def _months(typed: str) -> int:
    try:
        return parse_months(typed) if typed else 0
    except InputError:
        return 0


def choices(form: ProductFields) -> dict[str, list[tuple[str, str]]]:
    """What the page offers to choose from, by field."""
    units = [(one.symbol or one.singular, one.singular) for one in UNITS.values()]
    payments = [(name, name.capitalize()) for name in PAYMENT_NAMES.values()]
    months = [(name, name.capitalize()) for name in MONTH_NAMES]
    seals = [(name, name) for name in form.known_seals.labels.values()]
    return {"unit": units, "payments": payments, "months": months, "seals": seals}


def typed_of(form: ProductForm, values: ProductValues) -> dict[str, str]:
    """A version as the page's form reads it back."""
    return form.written(values) | {"sector": values.sector}


def say(form: ProductForm, name: str, typed: str) -> str:
    """How a typed value reads."""
    return form.known_sectors.labels.get(typed, typed) if name == "sector" else typed


def say_photos(number: int) -> str:
    """How many photos a version has."""
    return ngettext("%(num)s foto", "%(num)s fotos", number) if number else _("Ninguna foto")
