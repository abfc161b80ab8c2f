"""What buyers see when two enterprises become one: products and photos pass on, and the old address leads along."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.products.models import PhotoUpload
from admin.products.operations import fold_again
from catalog.enterprises.models import Enterprise, EnterpriseSlug
from catalog.products.models import Product
from catalog.slugs import free_slug
from core.clock import now


def retire(session: Session, second: Enterprise, public_id: str, kept: Enterprise) -> None:
    """Take an enterprise off the public side; whoever has its address is led to the kept one."""
    former = second.slug
    second.slug = free_slug(session, f"unido {public_id}", Enterprise, EnterpriseSlug)
    second.status, second.updated_at = "unpublished", now()
    session.flush()
    for known in session.scalars(select(EnterpriseSlug).where(EnterpriseSlug.enterprise_id == second.id)):
        known.enterprise_id = kept.id
    if second.published_at is not None:
        session.add(EnterpriseSlug(slug=former, enterprise_id=kept.id))
    session.flush()


def hand_over(session: Session, kept: Enterprise, second: Enterprise) -> None:
    """Give the products and the photos of one enterprise to the other."""
    uploads = select(PhotoUpload).where(PhotoUpload.enterprise_id.in_((kept.id, second.id)))
    rows = session.scalars(uploads.order_by(PhotoUpload.id)).all()
    mine = {row.sha256 for row in rows if row.enterprise_id == kept.id}
    for row in (one for one in rows if one.enterprise_id == second.id):
        if row.sha256 in mine:
            # The same picture twice: both have their files, so only one may be found by what it holds.
            row.sha256 = hashlib.sha256(f"{row.sha256} {row.token}".encode()).hexdigest()
        row.enterprise_id = kept.id
    for product in session.scalars(select(Product).where(Product.enterprise_id == second.id)):
        product.enterprise_id, product.updated_at = kept.id, now()
    session.flush()
    fold_again(session, kept)
    session.flush()
