"""Reading products as staff know them. The session's scope is in each question, by the record of the enterprise."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRecord
from admin.households.paging import MOST_COUNTED, PAGE, Page
from admin.products.filters import OPEN, STATUSES, ProductFilters
from admin.products.models import PhotoUpload, ProductRevision
from admin.products.values import ProductValues
from admin.review.models import OPEN_STATES
from catalog.enterprises.models import Enterprise
from catalog.photos.models import Photo
from catalog.products.models import Product
from catalog.sectors.queries import sector_tree
from core.clock import today
from core.text import fold

MOST_WORDS = 6
# Of one maker, on her page: nobody has so many.
MOST_OF_ONE = 100
# A price that nobody confirmed for three months is asked about again.
TO_CONFIRM_AFTER = timedelta(days=92)


@dataclass(frozen=True)
class Row:
    """A product as the list shows it: with the version that is being worked on, and its first photo."""

    product: Product
    enterprise: Enterprise
    record: EnterpriseRecord
    revision: ProductRevision | None = None
    photo: PhotoUpload | None = None

    @property
    def public_id(self) -> str:
        """That of the product."""
        return self.product.public_id

    @property
    def name(self) -> str:
        """As it is called now, or will be where it was never public."""
        return called(self.product, self.revision)


def called(product: Product, revision: ProductRevision | None) -> str:
    """A product's name; of one that was never public, as its draft calls it."""
    drafted = revision is not None and product.published_at is None
    return str(revision.snapshot["name"]) if revision and drafted else product.name


def _with_makers() -> Select[Product, Enterprise, EnterpriseRecord]:
    return (
        select(Product, Enterprise, EnterpriseRecord)
        .join(Enterprise, Enterprise.id == Product.enterprise_id)
        .join(EnterpriseRecord, EnterpriseRecord.enterprise_id == Enterprise.id)
    )


def list_page(session: Session, filters: ProductFilters) -> Page[Row]:
    """The products that meet the filters, the last ones first, from the one that was asked for on."""
    met = _conditions(session, filters)
    total = _count(session, met)
    back, cursor = bool(filters.before), filters.before or filters.after
    query = _with_makers().where(*met)
    if cursor and (edge := session.scalar(select(Product.id).where(Product.public_id == cursor))):
        query = query.where(Product.id > edge if back else Product.id < edge)
    order = Product.id if back else Product.id.desc()
    found = [Row(*row) for row in session.execute(query.order_by(order).limit(PAGE + 1))]
    more, found = len(found) > PAGE, found[:PAGE]
    if back:
        found.reverse()
    earlier, later = (more, bool(cursor)) if back else (bool(cursor), more)
    return Page(
        _complete(session, found),
        total,
        before=found[0].public_id if found and earlier else "",
        after=found[-1].public_id if found and later else "",
    )


def count_matching(session: Session, filters: ProductFilters) -> int:
    """How many products meet the filters; nobody counts further than the list does."""
    return _count(session, _conditions(session, filters))


def _count(session: Session, met: list[ColumnElement[bool]]) -> int:
    counted = _with_makers().with_only_columns(Product.id).where(*met).limit(MOST_COUNTED + 1).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0


def _conditions(session: Session, filters: ProductFilters) -> list[ColumnElement[bool]]:
    met: list[ColumnElement[bool]] = [Product.merged_into_id.is_(None)]
    words = fold(filters.words).split()[:MOST_WORDS]
    met += [Product.folded.contains(word, autoescape=True) for word in words]
    if filters.state in OPEN:
        of_state = select(ProductRevision.product_id).where(ProductRevision.state == OPEN[filters.state])
        met.append(Product.id.in_(of_state))
    elif filters.state:
        met.append(Product.status == STATUSES[filters.state])
    if filters.sector:
        sectors = sector_tree(session)
        met.append(Product.sector_id.in_(sectors.ids_under(sectors.by_slug[filters.sector])))
    if filters.district:
        met.append(EnterpriseRecord.district_code == filters.district)
    elif filters.province:
        met.append(EnterpriseRecord.province_code == filters.province)
    if filters.price:
        old = today() - TO_CONFIRM_AFTER
        unsaid = or_(Product.price_confirmed_on < old, Product.availability_confirmed_on < old)
        met += [Product.status == "published", unsaid]
    return met


def _complete(session: Session, rows: Sequence[Row]) -> list[Row]:
    """The rows with their open versions and their photos: three questions, however many rows."""
    revisions = open_revisions(session, [row.product.id for row in rows])
    shown = select(Photo.product_id, Photo.token).where(
        Photo.product_id.in_([row.product.id for row in rows]), Photo.position == 0
    )
    tokens: dict[int, str] = {row[0]: row[1] for row in session.execute(shown)}
    for number, revision in revisions.items():
        if proposed := revision.snapshot.get("photos"):
            tokens[number] = proposed[0]["token"]
    uploads = uploads_of(session, [row.enterprise.id for row in rows], tokens.values())
    return [
        Row(
            row.product, row.enterprise, row.record, revisions.get(row.product.id),
            uploads.get((row.enterprise.id, tokens.get(row.product.id, ""))),
        )
        for row in rows
    ]  # fmt: skip


def open_revisions(session: Session, product_ids: Sequence[int]) -> dict[int, ProductRevision]:
    """The undecided version of each product that has one."""
    query = select(ProductRevision).where(
        ProductRevision.product_id.in_(product_ids), ProductRevision.state.in_(OPEN_STATES)
    )
    return {one.product_id: one for one in session.scalars(query)}


def uploads_of(
    session: Session, enterprise_ids: Sequence[int], tokens: Iterable[str]
) -> dict[tuple[int, str], PhotoUpload]:
    """The uploads of enterprises by enterprise and token."""
    query = select(PhotoUpload).where(
        PhotoUpload.enterprise_id.in_(enterprise_ids), PhotoUpload.token.in_(list(tokens))
    )
    return {(one.enterprise_id, one.token): one for one in session.scalars(query)}


def row_by_id(session: Session, public_id: str) -> Row | None:
    """A product within the scope with its maker and its open version."""
    found = session.execute(_with_makers().where(Product.public_id == public_id)).one_or_none()
    if found is None:
        return None
    product, enterprise, record = found
    return Row(product, enterprise, record, open_revisions(session, [product.id]).get(product.id))


def live_snapshot(session: Session, product: Product) -> dict[str, Any] | None:
    """What was approved last; None where nothing of it ever was."""
    query = select(ProductRevision.snapshot).where(
        ProductRevision.product_id == product.id, ProductRevision.state == "approved"
    )
    return session.scalar(query.order_by(ProductRevision.id.desc()).limit(1))


def photo_by_id(session: Session, public_id: str) -> PhotoUpload | None:
    """An upload of an enterprise within the scope."""
    return session.scalar(select(PhotoUpload).where(PhotoUpload.public_id == public_id))


def products_of(session: Session, enterprise: Enterprise) -> list[Row]:
    """All products of an enterprise that were not merged away, the last one first."""
    query = _with_makers().where(Product.enterprise_id == enterprise.id, Product.merged_into_id.is_(None))
    found = session.execute(query.order_by(Product.id.desc()).limit(MOST_OF_ONE)).all()
    return _complete(session, [Row(*row) for row in found])


def sides(session: Session, row: Row) -> tuple[ProductValues | None, ProductValues | None]:
    """What was approved last, where anything was, and the open version."""
    approved = live_snapshot(session, row.product)
    live = ProductValues.from_snapshot(approved) if approved else None
    return live, ProductValues.from_snapshot(row.revision.snapshot) if row.revision else None
