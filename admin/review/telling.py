"""What a version says in words, field by field, and what it changes of the one that it began from."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.enterprises.forms import say_invoices, say_wallets
from admin.enterprises.values import EnterpriseValues
from admin.products import words
from admin.products.models import ProductRevision
from admin.products.reading import say_lead_days, say_payments, unit_name
from admin.products.values import ProductValues
from admin.review.cases import Version
from catalog.places.queries import gazetteer
from catalog.products.months import say_months
from catalog.products.presentation import who_pays_freight
from catalog.products.prices import say_price, say_quantity
from catalog.products.queries import seal_names
from catalog.products.units import UNITS
from catalog.sectors.queries import sector_tree

Words = dict[str, str]


@dataclass(frozen=True)
class Fact:
    """A field in words, before and after; "" is what nobody has said."""

    name: str
    label: str
    before: str
    after: str


def labels(*, of_product: bool) -> Words:
    """What each field is called, in the order that they are read; a remark is made on one of these."""
    return _product_labels() if of_product else _enterprise_labels()


def _product_labels() -> Words:
    said = words.fields()
    return {
        "name": said["name"],
        "sector": said["sector"],
        "photos": said["photos"],
        "description": said["description"],
        "variants": _("Variedades"),
        "price": said["price"],
        "unit": said["unit"],
        "capacity": said["capacity"],
        "months": said["months"],
        "min_order": said["min_order"],
        "lead_days": said["lead_days"],
        "delivery": said["delivery"],
        "delivery_days": _("Días de entrega"),
        "freight": _("Flete"),
        "cold_chain": _("Cadena de frío"),
        "payments": said["payments"],
        "packaging": said["packaging"],
        "sanitary": said["sanitary"],
        "seals": said["seals"],
    }


def _enterprise_labels() -> Words:
    return {
        "name": _("Nombre"),
        "district_code": _("Lugar"),
        "province_only": _("Mostrar solo la provincia"),
        "market": _("Dónde se encuentra"),
        "invoices": _("Comprobante"),
        "wallets": _("Billeteras"),
        "producer_name": _("Nombre de quien produce"),
        "story": _("Historia"),
        "whatsapp": _("WhatsApp"),
    }


def in_words(session: Session, version: Version) -> Words:
    """Every field of a version in words."""
    if isinstance(version, ProductRevision):
        return _product(session, ProductValues.from_snapshot(version.snapshot))
    return _enterprise(session, EnterpriseValues.from_snapshot(version.snapshot))


def _product(session: Session, values: ProductValues) -> Words:
    unit, seals = UNITS[values.unit], seal_names(session)
    branch = sector_tree(session).by_slug.get(values.sector)
    cold = {True: _("Sí"), False: _("No"), None: ""}[values.cold_chain]
    return {
        "name": values.name,
        "sector": branch.name if branch else values.sector,
        "photos": "; ".join(photo.alt for photo in values.photos),
        "description": values.description,
        "variants": values.variants,
        "price": say_price(values.price, unit),
        "unit": unit_name(unit),
        "capacity": say_quantity(values.capacity, unit) if values.capacity else "",
        "months": say_months(values.months),
        "min_order": say_quantity(values.min_order, unit) if values.min_order else "",
        "lead_days": say_lead_days(values.lead_days),
        "delivery": values.delivery,
        "delivery_days": values.delivery_days,
        "freight": who_pays_freight(values.freight),
        "cold_chain": cold,
        "payments": say_payments(values.payments),
        "packaging": values.packaging,
        "sanitary": values.sanitary,
        "seals": ", ".join(seals.get(slug, slug) for slug in values.seals),
    }


def _enterprise(session: Session, values: EnterpriseValues) -> Words:
    code = values.district_code
    return {
        "name": values.name,
        "district_code": gazetteer(session).full(code[:4], code),
        "province_only": _("Sí") if values.province_only else _("No"),
        "market": values.market,
        "invoices": say_invoices(values.invoices),
        "wallets": say_wallets(values.wallets),
        "producer_name": values.producer_name,
        "story": values.story,
        "whatsapp": values.whatsapp,
    }


def facts_between(session: Session, before: Version | None, after: Version) -> list[Fact]:
    """What differs between two versions, in the order of the fields; of a first one, all that it says."""
    old = in_words(session, before) if before is not None else {}
    new = in_words(session, after)
    changed = {name: old.get(name, "") for name, words in new.items() if words != old.get(name, "")}
    if before is not None and _photos(before) != _photos(after):
        # The same words may stand under another picture, and another order is another first photo.
        changed.setdefault("photos", old.get("photos", ""))
    said = labels(of_product=isinstance(after, ProductRevision))
    return [Fact(name, said[name], changed[name], new[name]) for name in said if name in changed]


def base_of(session: Session, version: Version) -> Version | None:
    """The approved version that one began from; None where there was none."""
    model: Any = type(version)
    found: Version | None = session.scalar(select(model).where(model.id == version.base_version))
    return found


def _photos(version: Version) -> list[str]:
    return [photo["token"] for photo in version.snapshot.get("photos", ())]
