"""What the pages of products show of what is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from admin.enterprises.record_forms import RecordGround, sector_choices
from admin.households.presentation import Choices, place_choices
from admin.products import words
from admin.products.filters import OPEN, STATUSES, TO_CONFIRM, ProductFilters
from admin.products.forms import ProductForm
from admin.products.models import PhotoUpload, ProductRevision
from admin.products.queries import Row
from admin.products.values import ProductValues
from catalog.places.queries import Gazetteer
from catalog.products.models import Product
from catalog.products.prices import say_price
from catalog.products.units import UNITS


@dataclass(frozen=True)
class Fact:
    """One fact of a product: as it is live, as the open version says it, and what is to be mended."""

    name: str
    label: str
    live: str
    proposed: str
    remark: str = ""

    @property
    def changes(self) -> bool:
        """Whether the open version says something else."""
        return self.live != self.proposed


@dataclass(frozen=True)
class ShownPhoto:
    """A photo with its words; `upload` is None where its file is not here."""

    upload: PhotoUpload | None
    alt: str


def marks(product: Product, revision: ProductRevision | None) -> list[tuple[str, str]]:
    """The chips of a product: code and words."""
    said = words.states()
    if revision is None:
        return [(product.status, said[product.status])]
    own = [] if product.status == "unpublished" else [(product.status, said[product.status])]
    return [*own, (revision.state, said[revision.state])]


def price_of(row: Row) -> str:
    """What a product costs, as it is live, or as its draft says where it never was."""
    if row.revision and row.product.published_at is None:
        values = ProductValues.from_snapshot(row.revision.snapshot)
        return say_price(values.price, UNITS[values.unit])
    return say_price(row.product.price, UNITS[row.product.unit])


def place_of(row: Row, gazetteer: Gazetteer) -> str:
    """Where its maker is."""
    return gazetteer.full(row.record.province_code, row.record.district_code)


def facts(
    form: ProductForm, live: ProductValues | None, proposed: ProductValues | None, remarks: dict[str, str]
) -> list[Fact]:
    """The facts that either side says, side by side."""
    now = form.written(live) if live else {}
    then = form.written(proposed) if proposed else now
    labels = words.fields()
    return [
        Fact(name, labels[name], now.get(name, ""), then.get(name, ""), remarks.get(name, ""))
        for name in words.SHOWN
        if now.get(name) or then.get(name) or name in remarks
    ]


def photos_of(
    values: ProductValues | None, uploads: dict[tuple[int, str], PhotoUpload], enterprise_id: int
) -> Sequence[ShownPhoto]:
    """The photos of a version, in their order."""
    shown = values.photos if values else ()
    return [ShownPhoto(uploads.get((enterprise_id, one.token)), one.alt) for one in shown]


def narrowing(filters: ProductFilters, ground: RecordGround) -> dict[str, tuple[str, Choices, str]]:
    """The selects of the list by argument: label, choices, and what is chosen."""
    provinces, districts = place_choices(filters.province, ground)
    said, now = words.states(), filters.address()
    states = [(name, said[code]) for name, code in {**OPEN, **STATUSES}.items()]
    offered: dict[str, tuple[str, Choices]] = {
        "estado": (_("Estado"), states),
        "rubro": (_("Rubro"), list(sector_choices(ground.sectors).items())),
        "provincia": (_("Provincia"), provinces),
        "distrito": (_("Distrito"), districts),
    }
    selects = {
        name: (label, choices, now.get(name, ""))
        for name, (label, choices) in offered.items()
        if len(choices) > 1 or now.get(name)
    }
    to_confirm: Choices = [(TO_CONFIRM, _("Por confirmar (más de 3 meses)"))]
    return selects | {"precio": (_("Precio"), to_confirm, filters.price)}


def chosen(filters: ProductFilters, ground: RecordGround) -> list[tuple[str, str]]:
    """Each filter that is on, in words, with the address that drops it."""
    drops = []
    if filters.words:
        drops.append((f"«{filters.words}»", _list(filters, q="")))
    for name, (label, choices, value) in narrowing(filters, ground).items():
        if value:
            dropped = {name: "", "distrito": ""} if name == "provincia" else {name: ""}
            said = dict(choices).get(value, value).removeprefix("— ")
            drops.append((f"{label}: {said}" if name == "precio" else said, _list(filters, **dropped)))
    return drops


def _list(filters: ProductFilters, **changed: str) -> str:
    arguments: dict[str, Any] = filters.address(**changed)
    return url_for("admin.products.index", **arguments)
