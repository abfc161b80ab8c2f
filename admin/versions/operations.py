"""Bringing an old version back: as a draft, which is reviewed like any other."""

from dataclasses import replace

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.enterprises import operations as enterprises
from admin.enterprises.models import EnterpriseRevision
from admin.enterprises.values import PRIVATE_FIELDS, EnterpriseValues
from admin.products import operations as products
from admin.products.models import PhotoUpload, ProductRevision
from admin.products.values import ProductValues
from admin.review.cases import Version
from admin.review.operations import open_revision
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core import audit
from core.audit import Actor
from core.errors import InputError

# What is true today is not undone by words of then.
LIVE = ("price", "unit", "capacity", "months")


def restore_product(
    session: Session, product: Product, version: Version, *, over: bool, why: str, by: Actor
) -> None:
    """Propose what an old version said, but for price, capacity and months, which stay today's.

    Photos that were deleted since stay away. Raises InputError where a version is open and `over` is not said, or
    where nothing would change.
    """
    _refuse_open(session, ProductRevision, over=over, product_id=product.id)
    now = products.proposed_values(session, product)
    then = ProductValues.from_snapshot(version.snapshot)
    kept = set(
        session.scalars(
            select(PhotoUpload.token).where(
                PhotoUpload.enterprise_id == product.enterprise_id,
                PhotoUpload.token.in_([photo.token for photo in then.photos]),
            )
        )
    )
    photos = tuple(photo for photo in then.photos if photo.token in kept)
    live = {name: getattr(now, name) for name in LIVE}
    if now.unit != then.unit:
        live["min_order"] = now.min_order
    if not products.propose_product(session, product, replace(then, photos=photos, **live), by=by):
        raise InputError(_("Esa versión dice lo mismo que la última: no hay nada que recuperar."))
    _note(session, ProductRevision, why, product_id=product.id)
    changes = {"version": version.public_id}
    audit.record(session, "product.restore", product, by=by, changes=changes, reason=why)


def restore_enterprise(
    session: Session, enterprise: Enterprise, version: Version, *, over: bool, why: str, by: Actor
) -> None:
    """Propose what an old version said of an enterprise, but for what is about persons, which stays today's.

    Raises InputError as `restore_product` does.
    """
    _refuse_open(session, EnterpriseRevision, over=over, enterprise_id=enterprise.id)
    now = enterprises.proposed_values(session, enterprise)
    then = EnterpriseValues.from_snapshot(version.snapshot)
    personal = {name: getattr(now, name) for name in PRIVATE_FIELDS}
    if not enterprises.propose_enterprise(session, enterprise, replace(then, **personal), by=by):
        raise InputError(_("Esa versión dice lo mismo que la última: no hay nada que recuperar."))
    _note(session, EnterpriseRevision, why, enterprise_id=enterprise.id)
    changes = {"version": version.public_id}
    audit.record(session, "enterprise.restore", enterprise, by=by, changes=changes, reason=why)


def _refuse_open(
    session: Session, model: type[ProductRevision | EnterpriseRevision], *, over: bool, **subject: int
) -> None:
    if open_revision(session, model, **subject) is not None and not over:
        raise InputError(_("Hay una versión abierta, que se perdería. Si quiere reemplazarla, márquelo."))


def _note(
    session: Session, model: type[ProductRevision | EnterpriseRevision], why: str, **subject: int
) -> None:
    draft = open_revision(session, model, **subject)
    if draft is not None:
        draft.why = why
        session.flush()
