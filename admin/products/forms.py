"""What is typed about a product, on a page or in a spreadsheet, read into ProductValues."""

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _l

from admin.products.reading import (
    read_lead_days,
    read_paper,
    read_price,
    read_quantity,
    read_ways_to_pay,
    say_lead_days,
    say_payments,
    unit_name,
)
from admin.products.values import ProductValues
from catalog.places.lookup import Places
from catalog.products.months import parse_months, say_months
from catalog.products.prices import say_quantity
from catalog.products.units import UNITS, Unit, find_unit
from core.errors import InputError
from core.forms import NOTHING, Names, ParsedField, ParsedForm, Typed, same_text, text_parser
from core.numbers import format_money
from core.text import clean, fold, split_list

REQUIRED = ("name", "sector", "price")


class ProductForm(ParsedForm):
    """A product's fields. `read` gives the values typed over `base`; a blank field keeps what base says."""

    name = ParsedField(
        _l("Producto o servicio"), parse=text_parser(120, shortest=2), missing="Falta el nombre del producto."
    )
    sector = ParsedField(_l("Rubro"), missing="Falta el rubro. Escriba, por ejemplo, Quesos y lácteos.")
    description = ParsedField(_l("Descripción"), parse=text_parser(2000, lines=True))
    price = ParsedField(
        _l("Precio base"),
        parse=read_price,
        missing="Falta el precio. Escriba, por ejemplo, S/ 12.50 por kg.",
    )
    unit = ParsedField(
        _l("Unidad"),
        parse=find_unit,
        missing="Falta la unidad. Escriba, por ejemplo, kg, litro, unidad o docena.",
    )
    capacity = ParsedField(_l("Capacidad mensual"), parse=read_quantity)
    min_order = ParsedField(_l("Pedido mínimo"), parse=read_quantity)
    lead_days = ParsedField(_l("Plazo en días"), parse=read_lead_days)
    months = ParsedField(_l("Meses"), parse=parse_months)
    delivery = ParsedField(_l("Entrega"), parse=text_parser(300))
    payments = ParsedField(_l("Pago"), parse=lambda typed: read_ways_to_pay(typed)[0])
    wallet_payments = ParsedField(_l("Billeteras"), parse=lambda typed: read_ways_to_pay(typed)[0])
    packaging = ParsedField(_l("Empaque"), parse=text_parser(200))
    sanitary = ParsedField(_l("Registro sanitario"), parse=read_paper)
    seals = ParsedField(_l("Sellos"))

    def __init__(
        self, *args: Any, sectors: Names[str], seals: Names[str], places: Places, **options: Any
    ) -> None:
        self.known_sectors, self.known_seals, self.places = sectors, seals, places
        self.base: ProductValues | None = None
        self.values: ProductValues | None = None
        super().__init__(*args, **options)

    def read(self, typed: Mapping[str, str], base: ProductValues | None = None) -> ProductValues | None:
        """The values typed over `base`; None where something is wrong, as `errors` says."""
        self.base = base
        kept = self.written(base) if base else {}
        # What stands as it was written says nothing new. A unit does beside a price that names another.
        kept.pop("unit", None)
        self.process(
            Typed({name: text for name, text in typed.items() if not same_text(text, kept.get(name, ""))})
        )
        return self.values if self.validate() else None

    def written(self, values: ProductValues) -> dict[str, str]:
        """The values as text that the form reads back, by field name."""
        unit = UNITS[values.unit]
        return {
            "name": values.name,
            "sector": self.known_sectors.labels.get(values.sector, values.sector),
            "description": values.description,
            "price": format_money(values.price),
            "unit": unit_name(unit),
            "capacity": say_quantity(values.capacity, unit) if values.capacity else "",
            "min_order": say_quantity(values.min_order, unit) if values.min_order else "",
            "lead_days": say_lead_days(values.lead_days),
            "months": say_months(values.months),
            "delivery": values.delivery,
            "payments": say_payments(values.payments),
            "packaging": values.packaging,
            "sanitary": values.sanitary,
            "seals": ", ".join(self.known_seals.labels.get(slug, slug) for slug in values.seals),
        }

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then what they must say together; fills `values`."""
        self.values = None
        super().validate(extra_validators)
        if self.base is None:
            self.require(REQUIRED)
        unit = self._unit()
        quantities = {name: self._quantity(name, unit) for name in ("capacity", "min_order")} if unit else {}
        if self.errors or unit is None:
            return False
        self.values = self._values(unit, quantities)
        return True

    def parse_sector(self, typed: str) -> str:
        """The slug of a sector, by its name, also after those it hangs from ("Artesanal / Tejidos")."""
        whole = clean(typed)
        slug = self.known_sectors.find(whole) or self.known_sectors.find(re.split(r"[/>»|]", whole)[-1])
        if slug is None:
            near = self.known_sectors.near(whole)
            remedy = (
                f"¿Quiso decir {' o '.join(near)}?" if near else f"Use uno de: {_listed(self.known_sectors)}."
            )
            raise InputError(f'No conozco el rubro "{whole[:60]}". {remedy}')
        return slug

    def parse_seals(self, typed: str) -> tuple[str, ...]:
        """The slugs of the named seals, in the order typed."""
        if fold(typed).rstrip(".") in NOTHING:
            return ()
        found: list[str] = []
        for part in [part for hard in re.split(r"[,;/\n]", typed) for part in self._seal_parts(hard)]:
            slug = self.known_seals.find(part)
            if slug is None:
                near = self.known_seals.near(part)
                remedy = (
                    f"¿Quiso decir {' o '.join(near)}?"
                    if near
                    else f"Los sellos son: {_listed(self.known_seals)}."
                )
                raise InputError(f'No conozco el sello "{part[:60]}". {remedy}')
            found.append(slug)
        return tuple(dict.fromkeys(found))

    def _seal_parts(self, typed: str) -> list[str]:
        whole = clean(typed)
        return [whole] if self.known_seals.find(whole) else split_list(whole)

    def _unit(self) -> Unit | None:
        price, unit = self.price, self.unit
        said: Unit | None = price.data[1] if price.data else None
        chosen: Unit | None = unit.data
        if said and chosen and said.code != chosen.code:
            self.refuse(
                "unit",
                f'"{unit.typed}": el precio "{price.typed}" dice otra unidad ({unit_name(said)}). '
                "Escriba la misma en los dos, o deje una sola.",
            )
            return None
        if chosen or said or unit.process_errors or price.process_errors:
            return chosen or said
        if self.base:
            return UNITS[self.base.unit]
        self.require(["unit"])
        return None

    def _quantity(self, name: str, unit: Unit) -> int | None:
        """A quantity in the product's unit; of things that are counted, a whole number."""
        amount = self._converted(name, unit)
        if amount and unit.dimension == "count" and (amount * unit.factor) % 1000 and self[name].data:
            self.refuse(
                name,
                f"{say_quantity(amount, unit)} no es una cantidad entera. Escríbala sin decimales; "
                "si son miles, con coma y tres cifras, por ejemplo 1,200.",
            )
        return amount

    def _converted(self, name: str, unit: Unit) -> int | None:
        """A quantity in thousandths of the product's unit, converted from its own where both measure alike."""
        field = self[name]
        kept = (getattr(self.base, name), UNITS[self.base.unit]) if self.base else (None, None)
        amount, own = field.data or kept
        if amount is None or own is None or own.code == unit.code:
            return amount
        if own.dimension != unit.dimension:
            typed = field.typed if isinstance(field, ParsedField) else ""
            said = f'"{typed}" está' if typed else f"{say_quantity(amount, own)} está"
            self.refuse(
                name,
                f"{said} en {own.plural}, y el producto se vende por {unit_name(unit)}. "
                f"Escriba la cantidad en {unit.symbol or unit.plural}.",
            )
            return None
        converted = round(Fraction(amount) * own.factor / unit.factor)
        if converted == 0:
            self.refuse(
                name, f'"{say_quantity(amount, own)}" es muy poco para venderse por {unit_name(unit)}.'
            )
        return converted

    def _values(self, unit: Unit, quantities: dict[str, int | None]) -> ProductValues:
        given = self.given()
        extra = given.pop("wallet_payments", 0)
        facts = {**given, **quantities, "unit": unit.code}
        if "price" in given:
            facts["price"] = given["price"][0]
        if "delivery" in given:
            facts["delivery_places"] = self.places.read_delivery(given["delivery"])
        payments = given.get("payments", self.base.payments if self.base else 0)
        facts["payments"] = int(payments | extra)
        return replace(self.base, **facts) if self.base else ProductValues(**facts)


def _listed(names: Names[str]) -> str:
    return ", ".join(names.labels.values())
