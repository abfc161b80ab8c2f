"""What each sector offers now: how many products, and a photo of the newest."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from catalog.enterprises.models import Enterprise
from catalog.photos.models import Photo
from catalog.photos.presentation import Picture, picture, small_picture
from catalog.products.models import Product
from catalog.products.queries import VISIBLE
from catalog.sectors.models import Sector
from catalog.sectors.queries import Branch, SectorTree

WIDEST = 1024


@dataclass(frozen=True)
class SectorTile:
    """A sector as a picture with its number of products; `wide` is the same picture to be shown large; `hue` colours
    the cloth where no photo stands yet."""

    slug: str
    name: str
    total: int
    picture: Picture | None
    hue: str
    wide: Picture | None = None


def count_by_sector(session: Session) -> dict[int, int]:
    """How many published products each sector has, those under it not counted: two counts over an index."""
    by = (
        select(Product.sector_id, func.count())
        .where(Product.status == "published")
        .group_by(Product.sector_id)
    )
    left = Enterprise.status.in_(("unpublished", "archived"))
    # Joined to an empty text, the status cannot lure SQLite's planner from the few enterprises to its own index.
    published = Product.status.concat("") == "published"
    hidden = select(Product.sector_id, func.count()).join(Enterprise).where(left, published)
    totals: dict[int, int] = {row[0]: row[1] for row in session.execute(by)}
    for sector_id, number in session.execute(hidden.group_by(Product.sector_id)):
        totals[sector_id] -= number
    return {sector_id: number for sector_id, number in totals.items() if number}


def newest_photos(session: Session) -> dict[int, Any]:
    """The first photo of the newest product of each sector that has one: sector id → columns of the photo."""
    first, other = aliased(Photo), aliased(Photo)
    cover = select(func.min(other.position)).where(other.product_id == Product.id, other.ready)
    newest = (
        select(first.id)
        .join(Product, Product.id == first.product_id)
        .join(Enterprise, Enterprise.id == Product.enterprise_id)
        .where(Product.sector_id == Sector.id, VISIBLE, first.ready)
        .where(first.position == cover.correlate(Product).scalar_subquery())
        .order_by(Product.published_at.desc(), Product.id.desc())
        .limit(1)
        .correlate(Sector)
        .scalar_subquery()
    )
    columns = (
        Photo.token,
        Photo.alt,
        Photo.width,
        Photo.height,
        Photo.widths,
        Photo.formats,
        Photo.placeholder,
    )
    rows = session.execute(select(Sector.id, *columns).join(Photo, Photo.id == newest))
    return {row.id: row for row in rows}


def sector_tiles(session: Session, sectors: SectorTree) -> dict[int, SectorTile]:
    """A tile a sector, in two or three questions whatever the size of the catalogue; a top sector's sums up its own."""
    totals, photos = count_by_sector(session), newest_photos(session)

    def tile(branch: Branch) -> SectorTile:
        inside = sectors.ids_under(branch)
        photo = next((photos[one] for one in inside if one in photos), None)
        total = sum(totals.get(one, 0) for one in inside)
        small, wide = (small_picture(photo), picture(photo, widest=WIDEST)) if photo else (None, None)
        return SectorTile(branch.slug, branch.name, total, small, f"hue-{branch.root}", wide)

    return {branch.id: tile(branch) for branch in sectors.by_id.values()}
