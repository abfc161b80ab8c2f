"""All that is public of several products, read together: for the sheet, the paper, the spreadsheet, the comparison."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import and_, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from catalog.enterprises.models import Enterprise
from catalog.photos.models import Photo
from catalog.places.queries import Gazetteer
from catalog.products import pause, presentation
from catalog.products.models import (
    DeliveryPlace,
    Product,
    ProductMonth,
    ProductSlug,
    SanitaryPaper,
    Seal,
    SealAward,
)
from catalog.products.queries import VISIBLE, next_year
from catalog.products.units import UNITS, Unit
from catalog.sectors.queries import Branch, SectorTree
from core.numbers import format_money


@dataclass(frozen=True, slots=True)
class Dossier:
    """One product with all that is said of it; words are empty where nobody has said."""

    product: Product
    enterprise: Enterprise
    sector: Branch
    paper: SanitaryPaper | None
    photo: Photo | None
    codes: tuple[str, ...]
    promised: dict[str, int]
    seals: tuple[Any, ...]
    places: Gazetteer
    day: date

    @property
    def unit(self) -> Unit:
        """What it is sold by."""
        return UNITS[self.product.unit]

    @property
    def department(self) -> str:
        """The name of its department."""
        return self.places.name(self.enterprise.province_code[:2])

    @property
    def province(self) -> str:
        """The name of its province."""
        return self.places.name(self.enterprise.province_code)

    @property
    def district(self) -> str:
        """The name of its district; empty where the maker shows only the province."""
        return self.places.name(self.enterprise.district_code or "")

    @property
    def place(self) -> str:
        """«Kishuará, Andahuaylas, Apurímac»."""
        return self.places.full(self.enterprise.province_code, self.enterprise.district_code)

    @property
    def money(self) -> str:
        """The price of one unit."""
        return format_money(self.product.price)

    @property
    def base(self) -> Unit:
        """The unit in which prices of its dimension are compared."""
        return base_unit(self.product.dimension)

    @property
    def price_per_base(self) -> str:
        """The price of one base unit: «S/ 3.75 la unidad» of what is sold by the dozen."""
        cents = round(self.product.price_per_base / 1000)
        if not cents:
            return _("menos de S/ 0.01 %(unit)s", unit=self.base.price_phrase)
        return f"{format_money(cents)} {self.base.price_phrase}"

    @property
    def capacity(self) -> str:
        """What can be made in a month."""
        return presentation.amount(self.product.capacity, self.product)

    @property
    def paused(self) -> str:
        """That its maker has none for now; empty where she has."""
        return pause.none_for_now() if self.product.paused_on else ""

    @property
    def paused_since(self) -> str:
        """Since when she has none."""
        return pause.since(self.product.paused_on)

    @property
    def min_order(self) -> str:
        """The least that is sold."""
        return presentation.amount(self.product.min_order, self.product)

    @property
    def season(self) -> str:
        """The months in words, or that she has none for now."""
        if self.paused:
            return self.paused
        return presentation.season(self.product.months, self.day)

    @property
    def months(self) -> list[presentation.MonthBar]:
        """January to December, each in its next occurrence; none where nobody has said, or she has none."""
        if self.paused or not self.product.months:
            return []
        return presentation.month_bars(self.product, self.promised, self.day)

    @property
    def full(self) -> int:
        """The flags of the months that are promised whole."""
        capacity = self.product.capacity
        taken = (month for month, amount in self.promised.items() if capacity and amount >= capacity)
        return sum(1 << (int(month[5:]) - 1) for month in taken)

    @property
    def served(self) -> list[str]:
        """Names of the places served."""
        return presentation.served_places(list(self.codes), self.places)

    @property
    def lead(self) -> str:
        """How long from the order to the delivery."""
        return presentation.lead_time(self.product.lead_days)

    @property
    def freight(self) -> str:
        """Who pays the freight."""
        return presentation.who_pays_freight(self.product.freight)

    @property
    def cold_chain(self) -> str:
        """Whether it travels cold."""
        return {True: _("Sí"), False: _("No"), None: ""}[self.product.cold_chain]

    @property
    def registration(self) -> presentation.Fact:
        """How its sanitary paper stands today."""
        return presentation.paper_fact(self.paper, self.sector.paper_rule, self.day)

    @property
    def invoices(self) -> str:
        """The papers of sale that the maker gives."""
        return presentation.invoices(self.enterprise.invoices)

    @property
    def wallets(self) -> str:
        """The wallets that the maker takes."""
        return presentation.wallets(self.enterprise.wallets)

    @property
    def payments(self) -> str:
        """How and when the maker is paid."""
        return presentation.payments(self.product.payments)


_BASES = {unit.dimension: unit for unit in UNITS.values() if unit.factor == 1}


def base_unit(dimension: str) -> Unit:
    """The unit of which a dimension's others are multiples: kg, litro, unidad, the container itself."""
    return _BASES[dimension]


def read(
    session: Session, ids: Sequence[int], places: Gazetteer, sectors: SectorTree, day: date
) -> list[Dossier]:
    """The dossiers of these products, in this order, in five questions; those not visible any more are missing."""
    if not ids:
        return []
    codes, promised, seals = _codes(session, ids), _promised(session, ids, day), _seals(session, ids, day)
    found = {
        product.id: Dossier(
            product,
            enterprise,
            sectors.by_id[product.sector_id],
            paper,
            photo,
            tuple(codes[product.id]),
            promised[product.id],
            tuple(seals[product.id]),
            places,
            day,
        )
        for product, enterprise, paper, photo in session.execute(_rows(ids))
    }
    return [found[one] for one in ids if one in found]


def ids_by_slug(session: Session, slugs: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Number and present slug of the published products among these slugs, present or former."""
    present = select(Product.slug.label("asked"), Product.id, Product.slug).where(Product.slug.in_(slugs))
    former = (
        select(ProductSlug.slug.label("asked"), Product.id, Product.slug)
        .join(Product, Product.id == ProductSlug.product_id)
        .where(ProductSlug.slug.in_(slugs))
    )
    seen = [
        one.join(Enterprise, Enterprise.id == Product.enterprise_id).where(VISIBLE)
        for one in (present, former)
    ]
    return {row.asked: (row.id, row.slug) for row in session.execute(union_all(*seen))}


def _rows(ids: Sequence[int]) -> Any:
    first = aliased(Photo)
    cover = (
        select(func.min(first.position))
        .where(first.product_id == Product.id, first.ready)
        .correlate(Product)
        .scalar_subquery()
    )
    return (
        select(Product, Enterprise, SanitaryPaper, Photo)
        .join(Enterprise, Enterprise.id == Product.enterprise_id)
        .outerjoin(SanitaryPaper, SanitaryPaper.product_id == Product.id)
        .outerjoin(Photo, and_(Photo.product_id == Product.id, Photo.position == cover, Photo.ready))
        .where(Product.id.in_(ids), VISIBLE)
    )


def _codes(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    codes: dict[int, list[str]] = defaultdict(list)
    query = select(DeliveryPlace.product_id, DeliveryPlace.place_code)
    for one, code in session.execute(
        query.where(DeliveryPlace.product_id.in_(ids)).order_by(DeliveryPlace.place_code)
    ):
        codes[one].append(code)
    return codes


def _promised(session: Session, ids: Sequence[int], day: date) -> dict[int, dict[str, int]]:
    promised: dict[int, dict[str, int]] = defaultdict(dict)
    query = select(ProductMonth.product_id, ProductMonth.month, ProductMonth.committed).where(
        ProductMonth.product_id.in_(ids),
        ProductMonth.month >= f"{day:%Y-%m}",
        ProductMonth.month < next_year(day),
    )
    for one, month, committed in session.execute(query):
        promised[one][month] = committed
    return promised


def _seals(session: Session, ids: Sequence[int], day: date) -> dict[int, list[Any]]:
    seals: dict[int, list[Any]] = defaultdict(list)
    query = (
        select(SealAward.product_id, Seal.name, SealAward.verified_by, SealAward.verified_on)
        .join(Seal, Seal.id == SealAward.seal_id)
        .where(SealAward.product_id.in_(ids))
        .where(or_(SealAward.expires_on.is_(None), SealAward.expires_on >= day))
        .order_by(Seal.name)
    )
    for row in session.execute(query):
        seals[row.product_id].append(row)
    return seals
