"""Reading what the page of one product shows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from catalog.changes.versions import kept_while_it_stands
from catalog.enterprises.models import Enterprise
from catalog.photos.models import Photo
from catalog.products.models import (
    DeliveryPlace,
    Product,
    ProductMonth,
    ProductSlug,
    SanitaryPaper,
    Seal,
    SealAward,
)
from catalog.products.queries import next_year
from catalog.sectors.models import Sector
from catalog.sharing.models import ShareImage
from core.text import slugify

# Of each sector: enough to find some nearby.
NEWEST, RELATED = 200, 4
Found = tuple[Product, Enterprise, Sector, SanitaryPaper | None, ShareImage | None]


def product_by_slug(session: Session, slug: str) -> Found | None:
    """Product, enterprise, sector, paper and share image of a live slug, in any status."""
    row: Any = session.execute(
        select(Product, Enterprise, Sector, SanitaryPaper, ShareImage)
        .join(Enterprise, Enterprise.id == Product.enterprise_id)
        .join(Sector, Sector.id == Product.sector_id)
        .outerjoin(SanitaryPaper, SanitaryPaper.product_id == Product.id)
        .outerjoin(ShareImage, ShareImage.product_id == Product.id)
        .where(Product.slug == slug)
    ).one_or_none()
    return row and tuple(row)


def moved_to(session: Session, slug: str) -> str | None:
    """The present slug of a product that was once called so, or is so but for capitals; only if it may be seen."""
    typed = slugify(slug)
    seen = (
        select(Product.slug)
        .join(Enterprise, Enterprise.id == Product.enterprise_id)
        .where(Product.status != "unpublished", Enterprise.status != "unpublished")
    )
    former = seen.join(ProductSlug, ProductSlug.product_id == Product.id).where(ProductSlug.slug == typed)
    return session.scalar(former) or session.scalar(seen.where(Product.slug == typed, Product.slug != slug))


def photos_of(session: Session, product_id: int) -> Sequence[Photo]:
    """The photos whose files stand."""
    query = select(Photo).where(Photo.product_id == product_id, Photo.ready)
    return session.scalars(query.order_by(Photo.position)).all()


def delivery_codes(session: Session, product_id: int) -> Sequence[str]:
    """INEI prefixes of the places served."""
    query = select(DeliveryPlace.place_code).where(DeliveryPlace.product_id == product_id)
    return session.scalars(query.order_by(DeliveryPlace.place_code)).all()


def seals_of(session: Session, product_id: int, today: date) -> Sequence[Any]:
    """Name, criteria and verification of the seals in force."""
    return session.execute(
        select(Seal.slug, Seal.name, Seal.criteria, SealAward.verified_by, SealAward.verified_on)
        .join(SealAward, SealAward.seal_id == Seal.id)
        .where(SealAward.product_id == product_id)
        .where(or_(SealAward.expires_on.is_(None), SealAward.expires_on >= today))
        .order_by(Seal.name)
    ).all()


def promised(session: Session, product_id: int, today: date) -> dict[str, int]:
    """What is promised in each of the next twelve months, in thousandths of the unit."""
    rows = session.execute(
        select(ProductMonth.month, ProductMonth.committed).where(
            ProductMonth.product_id == product_id,
            ProductMonth.month >= f"{today:%Y-%m}",
            ProductMonth.month < next_year(today),
        )
    )
    return {row.month: row.committed for row in rows}


def related_ids(session: Session, product_id: int, sector_id: int, department: str) -> list[int]:
    """Others of the same sector, those of the same department first, among its newest."""
    kept, place = _kept_related(session), (sector_id, department)
    if place not in kept:
        newest = _newest_of(session, sector_id)
        near = [row.id for row in newest if row.department == department]
        far = [row.id for row in newest if row.department != department]
        # One more than shown, since the product itself may be among them.
        kept[place] = [*near, *far][: RELATED + 1]
    return [one for one in kept[place] if one != product_id][:RELATED]


@kept_while_it_stands
def _kept_related(_session: Session) -> dict[tuple[int, str], list[int]]:
    """What was found for each sector and department that somebody asked for."""
    return {}


def _newest_of(session: Session, sector_id: int) -> Sequence[Any]:
    newest = (
        select(Product.id, Product.enterprise_id, Product.published_at)
        .where(Product.status == "published", Product.sector_id == sector_id)
        .order_by(Product.published_at.desc(), Product.id.desc())
        .limit(NEWEST)
        .subquery()
    )
    department = func.substr(Enterprise.province_code, 1, 2).label("department")
    query = select(newest.c.id, department).join(Enterprise, Enterprise.id == newest.c.enterprise_id)
    query = query.where(Enterprise.status == "published")
    return session.execute(query.order_by(newest.c.published_at.desc(), newest.c.id.desc())).all()
