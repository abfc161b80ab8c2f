"""Reading what is public now, page by page, for machines."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.products.models import Product

# The protocol allows 50,000 addresses a file.
MAP_SIZE = 20_000
Entry = tuple[str, datetime]


def product_count(session: Session) -> int:
    """How many products have a page."""
    query = select(func.count()).select_from(Product).join(Enterprise, Enterprise.id == Product.enterprise_id)
    return session.scalar(query.where(Product.status == "published", Enterprise.status == "published")) or 0


def product_slugs(session: Session, page: int) -> Iterator[Entry]:
    """Slug and last change of the products of one map, by id so that maps stay put as the catalogue grows."""
    query = (
        select(Product.slug, Product.updated_at)
        .join(Enterprise, Enterprise.id == Product.enterprise_id)
        .where(Product.status == "published", Enterprise.status == "published")
        .order_by(Product.id)
    )
    for row in session.execute(query.offset((page - 1) * MAP_SIZE).limit(MAP_SIZE)):
        yield row.slug, row.updated_at


def enterprise_slugs(session: Session) -> Iterator[Entry]:
    """Slug and last change of every published enterprise, as many as one map takes."""
    query = select(Enterprise.slug, Enterprise.updated_at).where(Enterprise.status == "published")
    for row in session.execute(query.order_by(Enterprise.id).limit(MAP_SIZE)):
        yield row.slug, row.updated_at
