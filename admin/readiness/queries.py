"""Reading how ready a product is: its papers and seals, who helps, and what expires soon."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from admin.allies.models import RUNGS, Ally
from admin.enterprises.models import EnterpriseRecord
from admin.readiness.models import ProductDocument
from catalog.products.models import Product, SanitaryPaper, Seal, SealAward
from core.clock import today

WITHIN = 60
HELPERS = 3


@dataclass(frozen=True)
class Expiring:
    """A paper or a seal of a published product that expires soon, or did; `seal` is "" for a paper."""

    product_id: str
    product: str
    seal: str
    expires_on: date

    @property
    def expired(self) -> bool:
        """Whether it holds no more."""
        return self.expires_on < today()


def product_by_id(session: Session, public_id: str) -> Product | None:
    """A product whose enterprise's record is within the scope, with all that the ladder looks at."""
    asked = (
        select(Product)
        .join(EnterpriseRecord, EnterpriseRecord.enterprise_id == Product.enterprise_id)
        .where(Product.public_id == public_id)
        .options(
            joinedload(Product.enterprise), joinedload(Product.sector), joinedload(Product.paper),
            selectinload(Product.photos), selectinload(Product.seal_awards).joinedload(SealAward.seal),
        )
    )  # fmt: skip
    return session.scalars(asked).one_or_none()


def record_of(session: Session, product: Product) -> str:
    """The public id of the record of the product's enterprise, by which its page is found."""
    record = select(EnterpriseRecord.public_id).where(EnterpriseRecord.enterprise_id == product.enterprise_id)
    return session.scalars(record).one()


def documents_of(session: Session, product: Product) -> Sequence[ProductDocument]:
    """What stands behind its paper and its seals, the newest first."""
    query = select(ProductDocument).where(
        ProductDocument.product_id == product.id, ProductDocument.removed_at.is_(None)
    )
    return session.scalars(query.order_by(ProductDocument.id.desc())).all()


def document_by_id(session: Session, product: Product, public_id: str) -> ProductDocument | None:
    """One of its documents that was not taken off."""
    query = select(ProductDocument).where(
        ProductDocument.product_id == product.id,
        ProductDocument.public_id == public_id,
        ProductDocument.removed_at.is_(None),
    )
    return session.scalar(query)


def seals(session: Session) -> Sequence[Seal]:
    """All seals by name, with their criteria."""
    return session.scalars(select(Seal).order_by(Seal.name)).all()


def seal_by_slug(session: Session, slug: str) -> Seal | None:
    """One of them."""
    return session.scalar(select(Seal).where(Seal.slug == slug))


def helpers(session: Session, department: str) -> dict[str, list[Ally]]:
    """By rung, the allies who help with it: those of the department first, then those of the whole country."""
    active = session.scalars(select(Ally).where(Ally.active).order_by(Ally.name)).all()
    near = [one for one in active if one.department_code == department]
    near += [one for one in active if one.department_code is None]
    return {rung: [one for one in near if rung in one.helps_with][:HELPERS] for rung in RUNGS}


def expiring_papers(session: Session, within: int = WITHIN) -> list[Expiring]:
    """Papers and seals of published products in the scope that expire within so many days, or did; soonest first."""
    last = today() + timedelta(days=within)
    mine = (
        select(Product.public_id, Product.name)
        .select_from(EnterpriseRecord)
        .join(Product, Product.enterprise_id == EnterpriseRecord.enterprise_id)
        .where(Product.status == "published")
    )
    papers = (
        mine.join(SanitaryPaper, SanitaryPaper.product_id == Product.id)
        .where(SanitaryPaper.state == "granted", SanitaryPaper.expires_on <= last)
        .add_columns(SanitaryPaper.expires_on)
    )
    awards = (
        mine.join(SealAward, SealAward.product_id == Product.id)
        .join(Seal, Seal.id == SealAward.seal_id)
        .where(SealAward.expires_on <= last)
        .add_columns(SealAward.expires_on, Seal.name)
    )
    found = [Expiring(number, name, "", day) for number, name, day in session.execute(papers) if day]
    found += [Expiring(number, name, seal, day) for number, name, day, seal in session.execute(awards) if day]
    return sorted(found, key=lambda one: (one.expires_on, one.product, one.seal))
