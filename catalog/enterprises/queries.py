"""Reading published enterprises."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from catalog.enterprises.models import Enterprise, EnterpriseSlug
from catalog.photos.models import Photo
from catalog.products.models import Product
from core.text import slugify

PAGE_SIZE = 24
NAMED = 3


def _filtered(query: Select[Any], place: str, sector_ids: Sequence[int]) -> Select[Any]:
    query = query.where(Enterprise.status == "published")
    if place:
        query = query.where(Enterprise.province_code.startswith(place))
    if sector_ids:
        offering = select(Product.enterprise_id).where(
            Product.status == "published", Product.sector_id.in_(sector_ids)
        )
        query = query.where(Enterprise.id.in_(offering))
    return query


def count_enterprises(session: Session, place: str = "", sector_ids: Sequence[int] = ()) -> int:
    """How many published enterprises are in a place and offer something of these sectors."""
    return session.scalar(_filtered(select(func.count()).select_from(Enterprise), place, sector_ids)) or 0


def enterprises(
    session: Session, place: str = "", sector_ids: Sequence[int] = (), *, offset: int = 0
) -> Sequence[Enterprise]:
    """One page of enterprises by name."""
    query = _filtered(select(Enterprise), place, sector_ids).order_by(Enterprise.name, Enterprise.id)
    return session.scalars(query.offset(offset).limit(PAGE_SIZE)).all()


def offers(session: Session, enterprise_ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    """Of each enterprise its newest products, at most NAMED, with how many there are and a first photo."""
    newest = (Product.published_at.desc(), Product.id.desc())
    place = func.row_number().over(partition_by=Product.enterprise_id, order_by=newest)
    ranked = (
        select(
            *(Product.id, Product.enterprise_id, Product.name, Product.sector_id),
            place.label("place"),
            func.count().over(partition_by=Product.enterprise_id).label("total"),
        )
        .where(Product.enterprise_id.in_(enterprise_ids), Product.status == "published")
        .subquery()
    )
    first = aliased(Photo)
    cover = select(func.min(first.position)).where(first.product_id == ranked.c.id, first.ready)
    at_cover = Photo.position == cover.correlate(ranked).scalar_subquery()
    rows = session.execute(
        select(
            *(ranked.c.enterprise_id, ranked.c.name, ranked.c.sector_id, ranked.c.total),
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
        .outerjoin(Photo, and_(Photo.product_id == ranked.c.id, Photo.ready, at_cover))
        .where(ranked.c.place <= NAMED)
        .order_by(ranked.c.enterprise_id, ranked.c.place)
    )
    found: dict[int, list[Row[Any]]] = {}
    for row in rows:
        found.setdefault(row.enterprise_id, []).append(row)
    return found


def enterprise_by_slug(session: Session, slug: str) -> Enterprise | None:
    """The enterprise of a live slug, in any status."""
    return session.scalar(select(Enterprise).where(Enterprise.slug == slug))


def moved_to(session: Session, slug: str) -> str | None:
    """The present slug of an enterprise that was once called so, or is so but for capitals; only if it may be seen."""
    typed = slugify(slug)
    seen = select(Enterprise.slug).where(Enterprise.status != "unpublished")
    former = seen.join(EnterpriseSlug, EnterpriseSlug.enterprise_id == Enterprise.id)
    found = session.scalar(former.where(EnterpriseSlug.slug == typed))
    return found or session.scalar(seen.where(Enterprise.slug == typed, Enterprise.slug != slug))
