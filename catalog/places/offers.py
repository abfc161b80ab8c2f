"""Reading what each place offers: published products of published makers, counted by the database."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.products.models import ALL_YEAR, DeliveryPlace, Product
from catalog.products.queries import VISIBLE

# How many makers a page names before it leads to their list.
NAMED = 12


@dataclass(frozen=True, slots=True)
class Offer:
    """What is published of a place."""

    products: int = 0
    makers: int = 0


NOTHING = Offer()


def offers(session: Session) -> dict[str, Offer]:
    """Of the country (''), each department and each province that offers something: one question for all three."""
    theirs = select(func.count()).where(Product.enterprise_id == Enterprise.id, Product.status == "published")
    products = func.sum(theirs.correlate(Enterprise).scalar_subquery())
    query = select(Enterprise.province_code, products, func.count()).where(Enterprise.status == "published")
    counted: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for province, offered, makers in session.execute(query.group_by(Enterprise.province_code)):
        for code in ("", province[:2], province):
            counted[code][0] += int(offered)
            counted[code][1] += makers
    return {code: Offer(*numbers) for code, numbers in counted.items()}


def sectors_by_department(session: Session) -> dict[str, list[int]]:
    """The sectors of each department, those with most products first."""
    department, number = func.substr(Enterprise.province_code, 1, 2), func.count()
    rows = session.execute(
        select(department, Product.sector_id, number)
        .join(Enterprise, Enterprise.id == Product.enterprise_id)
        .where(VISIBLE)
        .group_by(department, Product.sector_id)
        .order_by(number.desc(), Product.sector_id)
    )
    found: dict[str, list[int]] = {}
    for code, sector, _number in rows:
        found.setdefault(code, []).append(sector)
    return found


def sectors_in(session: Session, provinces: Sequence[str], month: int) -> Sequence[Row[Any]]:
    """Of each sector that these provinces offer how many products, and how many of them in this month (1 to 12)."""
    this_month = func.count().filter(_in_month(month))
    return session.execute(
        _from_here(
            select(Product.sector_id, func.count().label("products"), this_month.label("now")), provinces
        )
        .group_by(Product.sector_id)
        .order_by(func.count().desc(), Product.sector_id)
    ).all()


def districts_in(session: Session, province: str) -> dict[str | None, Offer]:
    """The offer of each district of a province; under None that of makers who show only their province."""
    makers = func.count(Enterprise.id.distinct())
    rows = session.execute(
        select(Enterprise.district_code, func.count(Product.id), makers)
        .outerjoin(Product, and_(Product.enterprise_id == Enterprise.id, Product.status == "published"))
        .where(Enterprise.status == "published", Enterprise.province_code == province)
        .group_by(Enterprise.district_code)
    )
    return {code: Offer(products, number) for code, products, number in rows}


def in_season(session: Session, provinces: Sequence[str], month: int, *, limit: int) -> list[int]:
    """The newest of what is made only part of the year, and in this month."""
    query = _from_here(select(Product.id), provinces).where(_in_month(month), Product.months != ALL_YEAR)
    return list(session.scalars(_newest(query).limit(limit)))


def newest(session: Session, provinces: Sequence[str], *, limit: int) -> list[int]:
    """The newest products from these provinces."""
    return list(session.scalars(_newest(_from_here(select(Product.id), provinces)).limit(limit)))


def makers_in(session: Session, provinces: Sequence[str]) -> Sequence[Any]:
    """The makers of these provinces by name, NAMED at most."""
    columns = Enterprise.slug, Enterprise.name, Enterprise.province_code, Enterprise.district_code
    here = Enterprise.status == "published", Enterprise.province_code.in_(provinces)
    query = select(*columns).where(*here).order_by(Enterprise.name, Enterprise.id)
    return session.execute(query.limit(NAMED)).all()


def delivered_to(session: Session, department: str) -> int:
    """How many products are delivered in a department, wherever they come from: as its filter counts them."""
    inside = or_(
        DeliveryPlace.place_code.in_(("", department)),
        DeliveryPlace.place_code.between(f"{department}00", f"{department}9999"),
    )
    served = select(DeliveryPlace.product_id).where(inside)
    query = select(func.count()).select_from(Product).join(Enterprise, Enterprise.id == Product.enterprise_id)
    return session.scalar(query.where(Product.id.in_(served), VISIBLE)) or 0


def _from_here(query: Any, provinces: Sequence[str]) -> Any:
    # The codes one by one and not their beginning: so the index on them is used.
    joined = query.join(Enterprise, Enterprise.id == Product.enterprise_id)
    return joined.where(VISIBLE, Enterprise.province_code.in_(provinces))


def _newest(query: Any) -> Any:
    return query.order_by(Product.published_at.desc(), Product.id.desc())


def _in_month(month: int) -> ColumnElement[bool]:
    return and_(Product.months.bitwise_and(1 << (month - 1)) != 0, Product.paused_on.is_(None))
