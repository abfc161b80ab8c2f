"""The versions of one thing, the newest first, and one of them. The session's scope is in each question."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRecord, EnterpriseRevision
from admin.products.models import ProductRevision
from admin.review.cases import Version
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product

PAGE = 50


def product_of(session: Session, public_id: str) -> tuple[Product, EnterpriseRecord] | None:
    """A product within the scope, with its enterprise's record."""
    query = (
        select(Product, EnterpriseRecord)
        .join(EnterpriseRecord, EnterpriseRecord.enterprise_id == Product.enterprise_id)
        .where(Product.public_id == public_id)
    )
    row: Any = session.execute(query).one_or_none()
    return row and tuple(row)


def enterprise_of(session: Session, public_id: str) -> tuple[Enterprise, EnterpriseRecord] | None:
    """An enterprise within the scope, by its record's public id."""
    query = (
        select(Enterprise, EnterpriseRecord)
        .join(EnterpriseRecord, EnterpriseRecord.enterprise_id == Enterprise.id)
        .where(EnterpriseRecord.public_id == public_id)
    )
    row: Any = session.execute(query).one_or_none()
    return row and tuple(row)


def versions_of(session: Session, subject: Product | Enterprise) -> Sequence[Version]:
    """Its last versions, the newest first."""
    query: Any = _of(subject)
    found: Sequence[Version] = session.scalars(
        query.order_by(query.selected_columns.id.desc()).limit(PAGE)
    ).all()
    return found


def version_of(session: Session, subject: Product | Enterprise, public_id: str) -> Version | None:
    """One version of this very thing."""
    query: Any = _of(subject)
    found: Version | None = session.scalar(query.where(query.selected_columns.public_id == public_id))
    return found


def _of(subject: Product | Enterprise) -> Any:
    if isinstance(subject, Product):
        return select(ProductRevision).where(ProductRevision.product_id == subject.id)
    return select(EnterpriseRevision).where(EnterpriseRevision.enterprise_id == subject.id)
