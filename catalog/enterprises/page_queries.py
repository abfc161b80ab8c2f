"""Reading what the page of one enterprise shows: each function one question, however much she offers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.products.models import DeliveryPlace, Product, ProductMonth, Seal, SealAward
from catalog.products.queries import PAGE_SIZE, next_year


def season_rows(
    session: Session, product_ids: Sequence[int], today: date
) -> list[tuple[Any, dict[str, int]]]:
    """Each of these products, in their order, with what is promised of it in each of the next twelve months."""
    coming = and_(
        ProductMonth.product_id == Product.id,
        ProductMonth.month >= f"{today:%Y-%m}",
        ProductMonth.month < next_year(today),
    )
    query = (
        select(
            *(Product.id, Product.slug, Product.name, Product.unit, Product.capacity, Product.months),
            Product.paused_on,
            *(ProductMonth.month, ProductMonth.committed),
        )
        .outerjoin(ProductMonth, coming)
        .where(Product.id.in_(product_ids))
    )
    found: dict[int, tuple[Any, dict[str, int]]] = {}
    for row in session.execute(query):
        promised = found.setdefault(row.id, (row, {}))[1]
        if row.month is not None:
            promised[row.month] = row.committed
    return [found[one] for one in product_ids if one in found]


def terms(session: Session, enterprise_id: int) -> list[Any]:
    """The different ways in which her published products are paid and delivered, places served as one row each."""
    query = (
        select(Product.payments, Product.delivery, DeliveryPlace.place_code)
        .outerjoin(DeliveryPlace, DeliveryPlace.product_id == Product.id)
        .where(Product.enterprise_id == enterprise_id, Product.status == "published")
        .distinct()
        .order_by(DeliveryPlace.place_code, Product.delivery, Product.payments)
    )
    return list(session.execute(query))


def seals_held(session: Session, enterprise_id: int, today: date) -> list[Any]:
    """The seals in force on her published products: each with how many carry it and its latest verification."""
    latest = func.row_number().over(
        partition_by=SealAward.seal_id, order_by=(SealAward.verified_on.desc(), SealAward.product_id)
    )
    ranked = (
        select(
            *(SealAward.seal_id, SealAward.verified_by, SealAward.verified_on, latest.label("place")),
            func.count().over(partition_by=SealAward.seal_id).label("products"),
        )
        .join(Product, Product.id == SealAward.product_id)
        .where(Product.enterprise_id == enterprise_id, Product.status == "published")
        .where(or_(SealAward.expires_on.is_(None), SealAward.expires_on >= today))
        .subquery()
    )
    query = select(Seal.name, Seal.criteria, ranked.c.verified_by, ranked.c.verified_on, ranked.c.products)
    query = query.join(ranked, ranked.c.seal_id == Seal.id).where(ranked.c.place == 1)
    return list(session.execute(query.order_by(Seal.name)))


def neighbours(session: Session, enterprise: Enterprise, limit: int = 4) -> Sequence[Enterprise]:
    """Others of her department: those that follow her by name, and then from the start, so that all get their turn."""
    before = or_(
        Enterprise.name < enterprise.name,
        (Enterprise.name == enterprise.name) & (Enterprise.id < enterprise.id),
    )
    query = select(Enterprise).where(
        Enterprise.status == "published",
        Enterprise.province_code.startswith(enterprise.province_code[:2]),
        Enterprise.id != enterprise.id,
    )
    turn = case((before, 1), else_=0)
    return session.scalars(query.order_by(turn, Enterprise.name, Enterprise.id).limit(limit)).all()


def ids_of_enterprise(session: Session, enterprise_id: int, *, offset: int = 0) -> list[int]:
    """One page of what an enterprise offers, newest first."""
    query = select(Product.id).where(Product.enterprise_id == enterprise_id, Product.status == "published")
    query = query.order_by(Product.published_at.desc(), Product.id.desc())
    return list(session.scalars(query.offset(offset).limit(PAGE_SIZE)))
