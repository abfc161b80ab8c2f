"""Writing what makes a product ready: its paper through a version, its seals by who verified them, their documents."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.products.models import ProductRevision
from admin.products.operations import propose_product, proposed_values
from admin.products.values import ProductValues
from admin.readiness.files import documents
from admin.readiness.models import ProductDocument
from admin.review.operations import open_revision, record_approved
from catalog.products.models import Product, Seal, SealAward
from core import audit
from core.audit import Actor
from core.clock import now
from core.db import take_turns
from core.document_files import kept_name, kind_of
from core.errors import ConflictError, InputError
from core.ids import media_token


@dataclass(frozen=True)
class Verification:
    """Who verified that a product meets the criteria of a seal, when, on what, and until when it holds."""

    verified_by: str
    verified_on: date
    evidence: str = ""
    expires_on: date | None = None


def change_paper(session: Session, product: Product, sanitary: str, *, shown: str, by: Actor) -> bool:
    """Say a product's paper in its open version; False where it said so. Raises ConflictError where it said another."""
    take_turns(session, f"paper of {product.public_id}")
    values = proposed_values(session, product)
    if values.sanitary == sanitary:
        return False
    if values.sanitary != shown:
        raise ConflictError
    return propose_product(session, product, replace(values, sanitary=sanitary), by=by)


def award_seal(session: Session, product: Product, seal: Seal, facts: Verification, *, by: Actor) -> None:
    """Put a seal on a product, or verify it anew: it shows at once where the product is public."""
    award = session.get(SealAward, (product.id, seal.id))
    if award is None:
        award = SealAward(product_id=product.id, seal_id=seal.id)
        session.add(award)
    award.verified_by, award.verified_on = facts.verified_by, facts.verified_on
    award.evidence, award.expires_on = facts.evidence, facts.expires_on
    product.updated_at = now()
    _keep_in_versions(session, product, seal, stays=True, by=by)
    until = facts.expires_on and facts.expires_on.isoformat()
    said = {"seal": seal.slug, "verified_on": facts.verified_on.isoformat(), "expires_on": until}
    session.flush()
    audit.record(session, "product.seal", product, by=by, changes=said)


def remove_seal(session: Session, product: Product, seal: Seal, *, reason: str, by: Actor) -> None:
    """Take a seal off a product, and out of the version that is not decided yet."""
    award = session.get(SealAward, (product.id, seal.id))
    if award is None:
        return
    session.delete(award)
    product.updated_at = now()
    _keep_in_versions(session, product, seal, stays=False, by=by)
    session.flush()
    audit.record(session, "product.seal_remove", product, by=by, changes={"seal": seal.slug}, reason=reason)


def _keep_in_versions(session: Session, product: Product, seal: Seal, *, stays: bool, by: Actor) -> None:
    """The history and the open version say the same as the page: approving it later undoes nothing of this."""
    if product.published_at is not None:
        query = select(ProductRevision).filter_by(product_id=product.id, state="approved")
        approved = session.scalars(query.order_by(ProductRevision.id.desc()).limit(1)).one()
        old = ProductValues.from_snapshot(approved.snapshot).seals
        if (after := _with(old, seal, stays=stays)) != old:
            why, facts = _("Sello: %(name)s", name=seal.name), {"seals": after}
            record_approved(session, ProductRevision, facts, by=by, why=why, product_id=product.id)
    draft = open_revision(session, ProductRevision, product_id=product.id)
    if draft is not None:
        values = ProductValues.from_snapshot(draft.snapshot)
        draft.snapshot = replace(values, seals=_with(values.seals, seal, stays=stays)).snapshot()


def _with(slugs: tuple[str, ...], seal: Seal, *, stays: bool) -> tuple[str, ...]:
    if stays:
        return slugs if seal.slug in slugs else (*slugs, seal.slug)
    return tuple(slug for slug in slugs if slug != seal.slug)


def add_document(
    session: Session, product: Product, data: bytes, sent_name: str, *, seal: Seal | None = None, by: Actor
) -> ProductDocument:
    """Keep what shows a product's paper, or a seal of it, in private; sent again it is the same. Raises InputError."""
    kind, purpose = kind_of(data), "seal" if seal else "paper"
    digest = hashlib.sha256(data).hexdigest()
    take_turns(session, f"documents of {product.public_id}")
    known = session.scalar(
        select(ProductDocument).where(
            ProductDocument.product_id == product.id, ProductDocument.purpose == purpose,
            ProductDocument.file_sha256 == digest, ProductDocument.removed_at.is_(None),
        )
    )  # fmt: skip
    if known is not None:
        if known.seal_id != (seal and seal.id):
            raise InputError(_("Ese archivo ya está guardado en otro sello de este producto."))
        return known
    document = ProductDocument(
        product_id=product.id, purpose=purpose, seal_id=seal and seal.id, file_token=media_token(),
        file_name=kept_name(sent_name, kind, nameless="documento"), file_sha256=digest,
        created_at=now(), created_by=by.name,
    )  # fmt: skip
    # Durable before any row names it; where the commit does not come, the sweep takes it.
    documents().put_bytes(document.file_token, data)
    session.add(document)
    session.flush()
    changes = {"document": document.public_id}
    audit.record(session, "product.document_add", product, by=by, changes=changes)
    return document


def remove_document(
    session: Session, product: Product, document: ProductDocument, *, reason: str, by: Actor
) -> None:
    """Take a document off the page; that it was there stays."""
    if document.removed_at is not None:
        return
    document.removed_at = now()
    session.flush()
    changes = {"document": document.public_id}
    audit.record(session, "product.document_remove", product, by=by, changes=changes, reason=reason)
