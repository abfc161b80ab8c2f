"""Writing what a page of a product sends: a new one once, and changes to what was shown."""

import hashlib
import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.listing.models import ListingReceipt
from admin.products.models import ProductRevision
from admin.products.operations import create_product, follow_draft, propose_product
from admin.products.values import ProductValues
from admin.review.deciding import send_product
from admin.review.operations import newest_revision
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.audit import Actor
from core.clock import now
from core.db import take_turns


def stamp_of(session: Session, product: Product) -> str:
    """What a form sends along, so that what changes is what was shown."""
    revision = newest_revision(session, ProductRevision, product_id=product.id)
    told = json.dumps([revision.id, revision.snapshot] if revision else [], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def earlier(session: Session, key: str) -> Product | None:
    """What this showing of the form made before, once whoever sends it at this moment is done."""
    take_turns(session, f"listing {key}")
    query = select(Product).join(ListingReceipt, ListingReceipt.product_id == Product.id)
    return session.scalar(query.where(ListingReceipt.form_key == key))


def create(
    session: Session, enterprise: Enterprise, values: ProductValues, account_id: int, *, key: str, by: Actor
) -> Product:
    """Add a product, and remember the showing of the form that made it."""
    product = create_product(session, enterprise, values, by=by)
    receipt = ListingReceipt(form_key=key, product_id=product.id, account_id=account_id, received_at=now())
    session.add(receipt)
    session.flush()
    return product


def is_stale(session: Session, product: Product, shown: str) -> bool:
    """Whether a form shows what is not the newest version any more, once whoever changes it at this moment is done."""
    take_turns(session, f"product {product.id}")
    return stamp_of(session, product) != shown


def change(session: Session, product: Product, values: ProductValues, *, by: Actor) -> bool:
    """Keep the values as the open draft, and in the product itself where nothing of it was ever public."""
    changed = propose_product(session, product, values, by=by)
    if changed and product.published_at is None:
        follow_draft(session, product, values)
    return changed


def send(session: Session, product: Product, *, by: Actor) -> bool:
    """Put the open version into the queue; False where there is none, or it waits there already."""
    session.flush()
    return send_product(session, product, by=by)
