"""The filter form's choices: a GET form, whose state is the address."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from catalog.places.queries import Gazetteer, Place
from catalog.products.filters import FilterSet
from catalog.products.months import MONTH_NAMES
from catalog.products.units import UNITS
from catalog.sectors.queries import SectorTree

# What most things are sold by; any other unit still works from the address.
COMMON_UNITS = (
    "kg",
    "quintal",
    "litro",
    "unidad",
    "docena",
    "par",
    "hora",
    "jornada",
    "frasco",
    "molde",
    "saco",
)
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Form:
    """Values and labels of each field; places narrow down as they are chosen."""

    sectors: list[tuple[str, str, Choices]]
    departments: Choices
    provinces: Choices
    districts: Choices
    units: Choices
    months: Choices
    papers: Choices
    seals: Choices
    invoices: Choices
    wallets: Choices


def choices(filters: FilterSet, places: Gazetteer, sectors: SectorTree, seals: dict[str, str]) -> Form:
    """What can be chosen, given what is chosen already."""
    code = filters.place.code if filters.place else ""
    chosen = filters.unit.code if filters.unit else "kg"
    units = COMMON_UNITS if chosen in COMMON_UNITS else (chosen, *COMMON_UNITS)
    return Form(
        sectors=[
            (top.slug, top.name, [(one.slug, one.name) for one in sectors.children(top)])
            for top in sectors.tops
        ],
        departments=_named(places.departments),
        provinces=_named(places.under(code[:2])) if code else [],
        districts=_named(places.under(code[:4])) if len(code) >= 4 else [],
        units=[(unit, UNITS[unit].price_phrase) for unit in units],
        months=[(name, name) for name in MONTH_NAMES],
        papers=[("si", _("Registro sanitario vigente")), ("en-camino", _("Registro en camino"))],
        seals=list(seals.items()),
        invoices=[
            ("factura", _("Factura")),
            ("boleta", _("Boleta")),
            ("liquidacion", _("Liquidación de compra")),
        ],
        wallets=[("yape", "Yape"), ("plin", "Plin")],
    )


def _named(places: list[Place]) -> list[Any]:
    return [(place.slug, place.name) for place in places]
