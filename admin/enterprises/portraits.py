"""A maker's portrait: a photo as those of products, shown only while she consents (admin.consents.projection)."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from admin.products import photos
from admin.products.models import PhotoUpload, ProductRevision
from catalog.enterprises.models import Enterprise
from catalog.photos.models import Photo, Portrait
from catalog.products.models import Product
from core import audit
from core.audit import Actor


def show_portrait(session: Session, enterprise: Enterprise, token: str | None) -> None:
    """Make this upload the public portrait, or none; the row goes at once, files follow by jobs after the commit."""
    shown = session.scalar(select(Portrait).where(Portrait.enterprise_id == enterprise.id))
    if shown is not None and shown.token != token:
        session.delete(shown)
        session.flush()
        photos.promise_withdrawal(session, shown.token)
        shown = None
    if token is None:
        return
    if shown is None:
        columns = photos.public_columns(session, enterprise.id, token)
        shown = Portrait(enterprise_id=enterprise.id, ready=False, **columns)
        session.add(shown)
        session.flush()
    if not shown.ready:
        photos.promise_publication(session, token)


def forget_unused(session: Session, enterprise: Enterprise, token: str, *, by: Actor) -> None:
    """Forget an upload that was a portrait, where no version of a product names it; its files are swept."""
    versions = select(ProductRevision.snapshot).join(Product, Product.id == ProductRevision.product_id)
    for snapshot in session.scalars(versions.where(Product.enterprise_id == enterprise.id)):
        if any(photo["token"] == token for photo in snapshot.get("photos", ())):
            return
    session.execute(
        delete(PhotoUpload).where(PhotoUpload.enterprise_id == enterprise.id, PhotoUpload.token == token)
    )
    audit.record(session, "photo.forget", enterprise, by=by)


def products_showing(session: Session, token: str | None) -> list[str]:
    """The names of the products that show the upload of a portrait as a photo of their own."""
    if token is None:
        return []
    query = select(Product.name).join(Photo, Photo.product_id == Product.id).where(Photo.token == token)
    return list(session.scalars(query.order_by(Product.name)))
