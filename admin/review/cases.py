"""A version to be decided, with the thing that it is of."""

import hashlib
import json
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRecord, EnterpriseRevision
from admin.products.models import ProductRevision
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.audit import AuditEntry

Version = ProductRevision | EnterpriseRevision


@dataclass(frozen=True)
class Case:
    """A version, the enterprise that it belongs to, and the product where it is one's."""

    version: Version
    enterprise: Enterprise
    record: EnterpriseRecord
    product: Product | None = None

    @property
    def subject(self) -> Product | Enterprise:
        """What it is a version of."""
        return self.product or self.enterprise

    @property
    def name(self) -> str:
        """What the thing is called in this version."""
        name: str = self.version.snapshot["name"]
        return name

    @property
    def is_new(self) -> bool:
        """Whether nothing of the thing was ever published."""
        return self.subject.published_at is None

    @property
    def stamp(self) -> str:
        """What a form sends along, so that exactly what was shown is decided."""
        told = json.dumps(
            [self.version.state, self.version.base_version, self.version.snapshot], sort_keys=True
        )
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def case_by_id(session: Session, public_id: str) -> Case | None:
    """A version of either kind within the scope, by its public id."""
    row = session.execute(of_products().where(ProductRevision.public_id == public_id)).one_or_none()
    if row is not None:
        version, product, enterprise, record = row
        return Case(version, enterprise, record, product)
    found = session.execute(of_enterprises().where(EnterpriseRevision.public_id == public_id)).one_or_none()
    return found and Case(*found)


def of_products() -> Select[ProductRevision, Product, Enterprise, EnterpriseRecord]:
    """Versions of products with what they are of."""
    return (
        select(ProductRevision, Product, Enterprise, EnterpriseRecord)
        .join(Product, Product.id == ProductRevision.product_id)
        .join(Enterprise, Enterprise.id == Product.enterprise_id)
        .join(EnterpriseRecord, EnterpriseRecord.enterprise_id == Enterprise.id)
    )


def of_enterprises() -> Select[EnterpriseRevision, Enterprise, EnterpriseRecord]:
    """Versions of enterprises with what they are of."""
    return (
        select(EnterpriseRevision, Enterprise, EnterpriseRecord)
        .join(Enterprise, Enterprise.id == EnterpriseRevision.enterprise_id)
        .join(EnterpriseRecord, EnterpriseRecord.enterprise_id == Enterprise.id)
    )


def sender(session: Session, case: Case) -> str | None:
    """The account that last sent the version, as the audit knows it; names change, and two may have one."""
    query = select(AuditEntry.account).where(
        AuditEntry.subject_type == case.subject.__tablename__,
        AuditEntry.subject_id == case.subject.public_id,
        AuditEntry.action == ("product.send" if case.product else "enterprise.send"),
    )
    return session.scalar(query.order_by(AuditEntry.id.desc()).limit(1))
