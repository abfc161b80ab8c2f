"""Writing products: propose a version, approve it onto the public side, unpublish, archive."""

from datetime import date
from fractions import Fraction

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session, selectinload

from admin.products.models import ProductRevision
from admin.products.photos import show_photos
from admin.products.values import ProductValues, changed_fields
from admin.review.operations import accept, newest_revision, put_forward
from catalog.enterprises.models import Enterprise
from catalog.products.models import (
    DeliveryPlace,
    Payment,
    Product,
    ProductSlug,
    SanitaryPaper,
    Seal,
    SealAward,
)
from catalog.products.papers import parse_paper
from catalog.products.units import UNITS
from catalog.sectors.models import Sector
from catalog.sharing.operations import redraw
from catalog.slugs import free_slug, suits
from core import audit
from core.audit import Actor
from core.clock import now, today
from core.text import fold

WITHDRAWALS = {"unpublished": "unpublish", "archived": "archive"}


def create_product(session: Session, enterprise: Enterprise, values: ProductValues, *, by: Actor) -> Product:
    """Add a product as a draft: nothing of it is public until `approve_product`."""
    product = Product(
        slug=free_slug(session, values.name, Product, ProductSlug),
        enterprise_id=enterprise.id,
        price_confirmed_on=today(),
        availability_confirmed_on=today(),
        photos=[],
        delivery_places=[],
        paper=None,
        seal_awards=[],
    )
    _copy_facts(session, product, values)
    session.add(product)
    session.flush()
    put_forward(session, ProductRevision, values.snapshot(), by=by, product_id=product.id)
    audit.record(session, "product.create", product, by=by, changes=values.snapshot())
    return product


def proposed_values(session: Session, product: Product) -> ProductValues:
    """What the newest version says, approved or not: what staff go on editing."""
    revision = newest_revision(session, ProductRevision, product_id=product.id)
    if revision is None:
        raise LookupError(f"product {product.public_id} has no version")
    return ProductValues.from_snapshot(revision.snapshot)


def propose_product(session: Session, product: Product, values: ProductValues, *, by: Actor) -> bool:
    """Keep the values as the open draft; False, and nothing written, if they say nothing new."""
    changes = changed_fields(proposed_values(session, product), values)
    if not changes:
        return False
    put_forward(session, ProductRevision, values.snapshot(), by=by, product_id=product.id)
    audit.record(session, "product.propose", product, by=by, changes=changes)
    return True


def follow_draft(session: Session, product: Product, values: ProductValues) -> None:
    """Let a product that was never public say what its draft says: lists find and sort it by that."""
    if product.published_at is not None:
        raise ValueError(f"product {product.public_id} was public: its draft waits for an approval")
    _copy_facts(session, product, values)
    session.flush()


def approve_product(session: Session, product: Product, *, by: Actor) -> None:
    """Copy the open version across and publish it; a product already as proposed stays untouched.

    Raises ConflictError when the live product changed since the draft began, LookupError where its enterprise
    is not published.
    """
    revision = newest_revision(session, ProductRevision, product_id=product.id)
    if revision is None or (revision.state == "approved" and product.status == "published"):
        return
    if session.scalar(select(Enterprise.status).where(Enterprise.id == product.enterprise_id)) != "published":
        raise LookupError(f"the enterprise of product {product.public_id} is not published")
    if revision.state != "approved":
        accept(session, revision, by=by, product_id=product.id)
    values = ProductValues.from_snapshot(revision.snapshot)
    product = _whole(session, product)
    # What is looked up meanwhile does not depend on what is being written: one flush writes it all.
    with session.no_autoflush:
        _rename(session, product, values.name)
        _confirm(product, values)
        _copy_facts(session, product, values)
        _copy_children(session, product, values, by=by)
    at = now()
    product.status, product.published_at, product.updated_at = "published", product.published_at or at, at
    show_photos(session, product, values.photos)
    session.flush()
    redraw(session, product)
    audit.record(session, "product.publish", product, by=by, changes=values.snapshot())


def as_approved(session: Session, product: Product, values: ProductValues) -> Product:
    """The product as approving these values would make it: of no session, and nothing is written."""
    columns = (column.key for column in inspect(Product).column_attrs)
    made = Product(**{name: getattr(product, name) for name in columns})
    _confirm(made, values)
    _copy_facts(session, made, values)
    paper = session.get(SanitaryPaper, product.id)
    kept = paper and SanitaryPaper(kind=paper.kind, number=paper.number)
    made.paper = _paper(kept, values.sanitary)
    return made


def unpublish_product(session: Session, product: Product, *, by: Actor, reason: str) -> None:
    """Take a product off the public side; it can be published again."""
    _withdraw(session, product, "unpublished", by=by, reason=reason)


def archive_product(session: Session, product: Product, *, by: Actor, reason: str) -> None:
    """Close a product: its page stays and says kindly that it is no longer offered."""
    _withdraw(session, product, "archived", by=by, reason=reason)


def _withdraw(session: Session, product: Product, status: str, *, by: Actor, reason: str) -> None:
    product = _whole(session, product)
    product.status, product.updated_at = status, now()
    show_photos(session, product, ())
    session.flush()
    redraw(session, product)
    audit.record(session, f"product.{WITHDRAWALS[status]}", product, by=by, reason=reason)


def _whole(session: Session, product: Product) -> Product:
    """The product with its children loaded, as `raise_on_sql` asks."""
    loaded = (Product.photos, Product.delivery_places, Product.paper, Product.seal_awards)
    if product.published_at is None and not {name.key for name in loaded} & inspect(product).unloaded:
        # Created in this very transaction: an import of thousands need not ask for what it has just made.
        return product
    query = select(Product).where(Product.id == product.id).options(*(selectinload(name) for name in loaded))
    return session.scalars(query.execution_options(populate_existing=True)).one()


def _rename(session: Session, product: Product, name: str) -> None:
    if suits(product.slug, name):
        return
    if product.published_at is not None:
        session.add(ProductSlug(slug=product.slug, product_id=product.id))
    product.slug = free_slug(session, name, Product, ProductSlug)


def _confirm(product: Product, values: ProductValues) -> None:
    """A price or capacity that is new, or published for the first time, was confirmed today."""
    first = product.published_at is None
    if first or (product.price, product.unit) != (values.price, values.unit):
        product.price_confirmed_on = today()
    if first or (product.capacity, product.months) != (values.capacity, values.months):
        # Who says how much she can deliver has some.
        product.availability_confirmed_on, product.paused_on = today(), None


def _copy_facts(session: Session, product: Product, values: ProductValues) -> None:
    sector = session.scalars(select(Sector).where(Sector.slug == values.sector)).one()
    unit = UNITS[values.unit]
    product.sector_id, product.kind = sector.id, sector.kind
    product.name, product.description, product.variants = values.name, values.description, values.variants
    product.price, product.unit, product.dimension = values.price, unit.code, unit.dimension
    product.capacity, product.min_order = values.capacity, values.min_order
    measure(product)
    product.lead_days, product.months = values.lead_days, values.months
    product.delivery, product.delivery_days = values.delivery, values.delivery_days
    product.freight, product.cold_chain = values.freight, values.cold_chain
    product.payments, product.packaging = Payment(values.payments), values.packaging
    product.folded = _folded(product, sector, session.get_one(Enterprise, product.enterprise_id))
    product.updated_at = now()


def measure(product: Product) -> None:
    """Write what prices and capacities are sorted and compared by: thousandths of one base unit."""
    factor = UNITS[product.unit].factor
    product.price_per_base = round(Fraction(product.price * 1000) / factor)
    # Who has none for now is behind all who have some, and before those of whom nobody knows.
    offered = 0 if product.paused_on else product.capacity
    product.capacity_base = None if product.capacity is None else round((offered or 0) * factor)


def fold_again(session: Session, enterprise: Enterprise) -> None:
    """Let the word filter find an enterprise's products by its new name."""
    query = select(Product, Sector).join(Sector, Sector.id == Product.sector_id)
    for product, sector in session.execute(query.where(Product.enterprise_id == enterprise.id)):
        product.folded = _folded(product, sector, enterprise)


def _folded(product: Product, sector: Sector, enterprise: Enterprise) -> str:
    return fold(f"{product.name} {product.variants} {enterprise.name} {sector.name} {product.description}")


def _copy_children(session: Session, product: Product, values: ProductValues, *, by: Actor) -> None:
    places = {place.place_code: place for place in product.delivery_places}
    product.delivery_places = [
        places.get(code) or DeliveryPlace(place_code=code) for code in values.delivery_places
    ]
    product.paper = _paper(product.paper, values.sanitary)
    awards = {award.seal_id: award for award in product.seal_awards}
    seals = session.scalars(select(Seal).where(Seal.slug.in_(values.seals)))
    product.seal_awards = [awards.get(seal.id) or _award(seal, by, today()) for seal in seals]


def _paper(paper: SanitaryPaper | None, typed: str) -> SanitaryPaper | None:
    """The paper that the typed text tells of; a kind that it does not say stands while the number does."""
    reading = parse_paper(typed) if typed else None
    if reading is None or reading.state == "not_needed":
        return None
    if paper is None:
        paper = SanitaryPaper()
    if paper.number != reading.number:
        paper.kind = None
    paper.kind = reading.kind or paper.kind
    paper.state, paper.number, paper.expires_on = reading.state, reading.number, reading.expires_on
    return paper


def _award(seal: Seal, by: Actor, on: date) -> SealAward:
    """Approving a version that names a seal is the verification: who approves answers for it."""
    return SealAward(seal_id=seal.id, verified_by=by.name, verified_on=on)
