"""Reading published products: ids first, then the rows of one page. The database decides what is visible."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, case, exists, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from catalog.changes.versions import kept_while_it_stands
from catalog.enterprises.models import Enterprise
from catalog.photos.models import Photo
from catalog.products.filters import FilterSet
from catalog.products.models import (
    DeliveryPlace,
    Product,
    ProductMonth,
    SanitaryPaper,
    Seal,
    SealAward,
)
from catalog.products.months import next_occurrence
from catalog.sectors.queries import SectorTree

PAGE_SIZE = 24
BIGGEST = 2**63 - 1
VISIBLE = and_(Product.status == "published", Enterprise.status == "published")


def count_products(session: Session, filters: FilterSet, sectors: SectorTree, today: date) -> int:
    """How many published products pass the filters."""
    return count_each(session, [filters], sectors, today)[0]


def count_each(session: Session, several: Sequence[FilterSet], sectors: SectorTree, today: date) -> list[int]:
    """The same of several sets of filters, in one question."""
    return list(session.execute(select(*(_number(one, sectors, today) for one in several))).one())


def _number(filters: FilterSet, sectors: SectorTree, today: date, *more: ColumnElement[bool]) -> Any:
    """The count of what passes the filters, and the conditions that stand beside them, as a part of a question."""
    counted, *hidden = (part.scalar_subquery() for part in counting(filters, sectors, today, *more))
    return counted - hidden[0] if hidden else counted


def counting(
    filters: FilterSet, sectors: SectorTree, today: date, *more: ColumnElement[bool], by: Sequence[Any] = ()
) -> list[Select[Any]]:
    """What counts the products that pass, and what counts those to be taken off again, each grouped alike.

    Where no filter asks about the enterprise, products are counted alone and the few whose enterprise is not
    published are taken off: an index answers that, where a join would visit every row.
    """
    wanted = [*conditions(filters, sectors, today), *more]
    alone = select(*by, func.count()).select_from(Product).group_by(*by)
    joined = alone.join(Enterprise, Enterprise.id == Product.enterprise_id)
    if _asks_of_enterprise(filters):
        return [joined.where(VISIBLE, *wanted)]
    # Joined to an empty text, the status cannot lure SQLite's planner from the enterprises to its own index.
    published = Product.status.concat("") == "published"
    left = Enterprise.status.in_(("unpublished", "archived"))
    return [alone.where(Product.status == "published", *wanted), joined.where(left, published, *wanted)]


def count_unlike(session: Session, filters: FilterSet, sectors: SectorTree, today: date) -> int:
    """How many pass all but the measures asked for, only because they are measured otherwise or tell no capacity."""
    asked = {unit.dimension for unit in (filters.unit, filters.capacity_unit) if unit}
    unlike = [Product.dimension != dimension for dimension in asked]
    if filters.capacity is not None:
        unlike.append(Product.capacity_base.is_(None))
    return session.scalar(select(_number(filters.unmeasured(), sectors, today, or_(*unlike)))) or 0


def product_ids(
    session: Session,
    filters: FilterSet,
    sectors: SectorTree,
    today: date,
    *,
    offset: int = 0,
    limit: int = PAGE_SIZE,
) -> list[int]:
    """The ids of one page, in the order asked for."""
    query = select(Product.id).where(*conditions(filters, sectors, today)).order_by(*order(filters))
    if offset and not _asks_of_enterprise(filters) and _none_hidden(session):
        # Passing over thousands of rows, an index alone is seventy times faster than a join.
        query = query.where(Product.status == "published")
    else:
        query = query.join(Enterprise, Enterprise.id == Product.enterprise_id).where(VISIBLE)
    return list(session.scalars(query.offset(offset).limit(limit)))


def _asks_of_enterprise(filters: FilterSet) -> bool:
    return bool(filters.place or filters.invoice or filters.wallet)


def _none_hidden(session: Session) -> bool:
    """Whether every published product's enterprise is published too, as the operations keep it."""
    left = Enterprise.status.in_(("unpublished", "archived"))
    # Joined to an empty text, the status cannot lure SQLite's planner from the enterprises to its own index.
    published = Product.status.concat("") == "published"
    return not session.scalar(select(exists().where(left, Product.enterprise_id == Enterprise.id, published)))


def conditions(filters: FilterSet, sectors: SectorTree, today: date) -> list[ColumnElement[bool]]:
    """The filters as conditions on Product and Enterprise."""
    wanted: list[ColumnElement[bool]] = [
        Product.folded.contains(word, autoescape=True) for word in filters.words
    ]
    if filters.sectors:
        ids = {one for branch in filters.sectors for one in sectors.ids_under(branch)}
        wanted.append(Product.sector_id.in_(sorted(ids)))
    if filters.place:
        wanted.append(_in_place(filters.place.code))
    wanted += _measures(filters)
    if filters.months:
        wanted += _free_in(filters, today)
    if filters.delivery:
        wanted.append(_delivers(filters.delivery.code))
    if filters.paper:
        valid = or_(SanitaryPaper.expires_on.is_(None), SanitaryPaper.expires_on >= today)
        paper = exists().where(
            SanitaryPaper.product_id == Product.id, SanitaryPaper.state == filters.paper, valid
        )
        wanted.append(paper)
    wanted += [_sealed(slug, today) for slug in filters.seals]
    if filters.invoice:
        wanted.append(Enterprise.invoices.bitwise_and(int(filters.invoice)) != 0)
    if filters.wallet:
        wanted.append(Enterprise.wallets.bitwise_and(int(filters.wallet)) != 0)
    return wanted


def _in_place(code: str) -> ColumnElement[bool]:
    if len(code) == 6:
        return Enterprise.district_code == code
    if len(code) == 4:
        return Enterprise.province_code == code
    return Enterprise.province_code.startswith(code)


def _measures(filters: FilterSet) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if filters.unit:
        wanted.append(Product.dimension == filters.unit.dimension)
        for typed, compare in ((filters.price_min, "__ge__"), (filters.price_max, "__le__")):
            if typed is not None:
                bound = min(round(typed * 1000 / filters.unit.factor), BIGGEST)
                wanted.append(getattr(Product.price_per_base, compare)(bound))
    if filters.capacity is not None and filters.capacity_unit:
        enough = min(round(filters.capacity * filters.capacity_unit.factor), BIGGEST)
        wanted += [Product.dimension == filters.capacity_unit.dimension, Product.capacity_base >= enough]
    return wanted


def _free_in(filters: FilterSet, today: date) -> list[ColumnElement[bool]]:
    """Offered in each month asked for, the next time it comes, with something left, or as much as was asked."""
    keys = [next_occurrence(month, today) for month in range(12) if filters.months >> month & 1]
    left = (Product.capacity - ProductMonth.committed) * 1.0 / Product.capacity
    enough = left > 0
    if filters.capacity is not None and filters.capacity_unit:
        asked = min(round(filters.capacity * filters.capacity_unit.factor), BIGGEST)
        enough = left * Product.capacity_base >= asked
    taken = exists().where(
        ProductMonth.product_id == Product.id,
        ProductMonth.month.in_(keys),
        Product.capacity > 0,
        not_(enough),
    )
    offered = Product.months.bitwise_and(filters.months) == filters.months
    return [offered, Product.paused_on.is_(None), not_(taken)]


def _delivers(code: str) -> ColumnElement[bool]:
    """Delivers to the place, to part of it, or to the country it lies in."""
    covered = [code[:length] for length in range(0, len(code) + 1, 2)]
    inside = or_(DeliveryPlace.place_code.in_(covered), DeliveryPlace.place_code.startswith(code))
    return exists().where(DeliveryPlace.product_id == Product.id, inside)


def _sealed(slug: str, today: date) -> ColumnElement[bool]:
    seal = select(Seal.id).where(Seal.slug == slug).scalar_subquery()
    valid = or_(SealAward.expires_on.is_(None), SealAward.expires_on >= today)
    return exists().where(SealAward.product_id == Product.id, SealAward.seal_id == seal, valid)


def order(filters: FilterSet) -> list[Any]:
    """The order asked for. Prices and capacities are compared inside one dimension: see catalog.products.grouping."""
    if filters.sort == "precio":
        return [Product.price_per_base, Product.id]
    if filters.sort == "precio-desc":
        return [Product.price_per_base.desc(), Product.id.desc()]
    if filters.sort == "capacidad":
        return [Product.capacity_base.desc().nulls_last(), Product.id.desc()]
    if filters.sort == "nombre":
        return [Product.name, Product.id]
    return [Product.published_at.desc(), Product.id.desc()]


def card_rows(session: Session, ids: Sequence[int], today: date) -> list[Any]:
    """What cards show of these products, in the order of the ids; those not visible any more are missing."""
    if not ids:
        return []
    values = {"ids": list(ids), "today": today, "month": f"{today:%Y-%m}", "year_on": next_year(today)}
    found = {row.id: row for row in session.execute(_cards(), values)}
    return [found[one] for one in ids if one in found]


@cache
def _cards() -> Select[Any]:
    """Built once, at the first page: putting this statement together takes longer than running it."""
    first = aliased(Photo)
    cover = (
        select(func.min(first.position))
        .where(first.product_id == Product.id, first.ready)
        .correlate(Product)
        .scalar_subquery()
    )
    today = bindparam("today", type_=Date)
    taken = case((ProductMonth.committed >= Product.capacity, _bit(ProductMonth.month)), else_=0)
    full = (
        select(func.sum(taken))
        .where(ProductMonth.product_id == Product.id)
        .where(ProductMonth.month >= bindparam("month"), ProductMonth.month < bindparam("year_on"))
        .correlate(Product)
        .scalar_subquery()
    )
    sealed = exists().where(
        SealAward.product_id == Product.id, or_(SealAward.expires_on.is_(None), SealAward.expires_on >= today)
    )
    papered = exists().where(
        SanitaryPaper.product_id == Product.id,
        SanitaryPaper.state == "granted",
        or_(SanitaryPaper.expires_on.is_(None), SanitaryPaper.expires_on >= today),
    )
    return (
        select(
            *(
                Product.id,
                Product.slug,
                Product.name,
                Product.price,
                Product.unit,
                Product.capacity,
                Product.months,
                Product.paused_on,
            ),
            *(
                Product.kind,
                Product.sector_id,
                Product.enterprise_id,
                full.label("full"),
                sealed.label("sealed"),
                papered.label("papered"),
            ),
            *(
                Enterprise.name.label("maker"),
                Enterprise.province_code,
                Enterprise.district_code,
                Enterprise.demo,
            ),
            *(
                Photo.token,
                Photo.alt,
                Photo.width,
                Photo.height,
                Photo.widths,
                Photo.formats,
                Photo.placeholder,
            ),
        )
        .join(Enterprise, Enterprise.id == Product.enterprise_id)
        .outerjoin(Photo, and_(Photo.product_id == Product.id, Photo.position == cover, Photo.ready))
        .where(Product.id.in_(bindparam("ids", expanding=True)), VISIBLE)
    )


def _bit(month: Any) -> ColumnElement[int]:
    """The flag of a `YYYY-MM` month."""
    return case({f"{n + 1:02}": 1 << n for n in range(12)}, value=func.substr(month, 6, 2), else_=0)


def next_year(today: date) -> str:
    """The month that is a year away, `YYYY-MM`: the first that no strip shows."""
    return f"{today.year + 1}-{today.month:02}"


@kept_while_it_stands
def seal_names(session: Session) -> dict[str, str]:
    """Every seal: slug → name."""
    rows = session.execute(select(Seal.slug, Seal.name).order_by(Seal.name))
    return {row.slug: row.name for row in rows}


@kept_while_it_stands
def any_demo(session: Session) -> bool:
    """Whether something published is fictitious."""
    return bool(session.scalar(select(exists().where(Enterprise.demo, Enterprise.status == "published"))))
