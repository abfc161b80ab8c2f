"""Reading what a share image shows, and which ones there are."""

from collections.abc import Iterator
from typing import Any

from flask import current_app
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.enterprises.presentation import makes
from catalog.enterprises.queries import offers
from catalog.photos.models import Photo
from catalog.places.queries import gazetteer
from catalog.products.models import Product
from catalog.products.units import UNITS
from catalog.sectors.queries import sector_tree
from catalog.sharing.drawing import Shown
from catalog.sharing.models import ShareImage
from core.config import Settings
from core.numbers import format_money

# The photo's place in the drawing, in pixels: its rendition should not be stretched.
PHOTO_SIZE = (568, 630)
PLAIN_SECTOR = "agropecuario"


def product_shown(session: Session, public_id: str) -> tuple[int, Shown] | None:
    """The key of a product and what its picture shows; None where it is not published."""
    row = session.execute(
        select(Product, Enterprise)
        .join(Enterprise, Enterprise.id == Product.enterprise_id)
        .where(Product.public_id == public_id)
        .where(Product.status == "published", Enterprise.status == "published")
    ).one_or_none()
    if row is None:
        return None
    product, enterprise = row
    cover = select(Photo).where(Photo.product_id == product.id, Photo.ready).order_by(Photo.position).limit(1)
    unit = UNITS[product.unit]
    shown = Shown(
        name=product.name,
        sector=_root(session, product.sector_id),
        price=format_money(product.price),
        unit=unit.price_phrase,
        maker=enterprise.name,
        photo=_rendition(session.scalar(cover)),
        **_of_enterprise(session, enterprise),
    )
    return product.id, shown


def enterprise_shown(session: Session, public_id: str) -> tuple[int, Shown] | None:
    """The key of an enterprise and what its picture shows; None where it is not published."""
    enterprise = session.scalar(
        select(Enterprise).where(Enterprise.public_id == public_id, Enterprise.status == "published")
    )
    if enterprise is None:
        return None
    rows = offers(session, [enterprise.id]).get(enterprise.id, [])
    shown = Shown(
        name=enterprise.name,
        sector=_root(session, rows[0].sector_id) if rows else PLAIN_SECTOR,
        makes=makes(rows),
        photo=_rendition(next((row for row in rows if row.token), None)),
        **_of_enterprise(session, enterprise),
    )
    return enterprise.id, shown


def _of_enterprise(session: Session, enterprise: Enterprise) -> dict[str, Any]:
    settings: Settings = current_app.config["SETTINGS"]
    return {
        "place": gazetteer(session).short(enterprise.province_code, enterprise.district_code),
        "brand": settings.brand_name,
        "fictitious": enterprise.demo,
    }


def _root(session: Session, sector_id: int) -> str:
    branch = sector_tree(session).by_id.get(sector_id)
    return branch.root if branch else PLAIN_SECTOR


def _rendition(photo: Any) -> str:
    """The smallest JPEG of a photo that fills its place, or its largest; empty where there is no photo."""
    if photo is None:
        return ""
    widths = sorted(int(width) for width in photo.widths.split(","))
    enough = [width for width in widths if width >= PHOTO_SIZE[0] and _height(photo, width) >= PHOTO_SIZE[1]]
    return f"{photo.token}/{enough[0] if enough else widths[-1]}.jpg"


def _height(photo: Any, width: int) -> float:
    return float(photo.height * width / photo.width)


def published(session: Session) -> Iterator[dict[str, str]]:
    """What share.draw is told of everything that is published."""
    living = Enterprise.status == "published"
    yield from ({"enterprise": one} for one in session.scalars(select(Enterprise.public_id).where(living)))
    products = select(Product.public_id).join(Enterprise, Enterprise.id == Product.enterprise_id)
    for one in session.scalars(products.where(living, Product.status == "published")):
        yield {"product": one}


def with_slug(session: Session, slug: str) -> list[dict[str, str]]:
    """What share.draw is told of the published product or enterprise of a slug; nothing where there is none."""
    found: list[dict[str, str]] = []
    for kind, model in (("product", Product), ("enterprise", Enterprise)):
        one = select(model.public_id).where(model.slug == slug, model.status == "published")
        found += [{kind: public_id} for public_id in session.scalars(one)]
    return found


def image_of(session: Session, kind: str, key: int) -> ShareImage | None:
    """The picture that a product or an enterprise has now."""
    return session.scalar(_images_of(kind, key))


def image_to_change(session: Session, kind: str, key: int) -> ShareImage | None:
    """The same, held until the transaction ends, so that nobody takes it off meanwhile."""
    return session.scalar(_images_of(kind, key).with_for_update().execution_options(populate_existing=True))


def _images_of(kind: str, key: int) -> Select[ShareImage]:
    column = ShareImage.product_id if kind == "product" else ShareImage.enterprise_id
    return select(ShareImage).where(column == key)
