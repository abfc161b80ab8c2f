"""Reading questions: of a product within one's scope, or by the secret of a link."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from admin.enterprises.models import EnterpriseMember, EnterpriseRecord
from admin.producer.models import ProducerAccount, ProducerQuestion
from admin.questions.links import digest_of
from catalog.enterprises.models import Enterprise, PublicContact
from catalog.products.models import Product
from core.clock import now
from core.scoping import everything, own_scope, use_scope

LAST = 6


@dataclass(frozen=True)
class Asked:
    """The question of a link, and its product with its enterprise."""

    question: ProducerQuestion
    product: Product

    @property
    def answered(self) -> bool:
        """Whether it was answered."""
        return self.question.answered_at is not None

    @property
    def closed(self) -> bool:
        """Whether there is nothing to answer any more: it is too old, or the product is not public."""
        live = self.product.status == "published" and self.product.enterprise.status == "published"
        return not live or self.question.expires_at <= now()


def open_link(session: Session, secret: str) -> Asked | None:
    """The question of a link; from here on the session reaches the record of this enterprise and nothing else."""
    with everything(session, "a question is found by the secret of its link, before anybody is known"):
        asked = select(ProducerQuestion).where(ProducerQuestion.token_digest == digest_of(secret))
        question = session.scalars(asked).one_or_none()
        if question is None:
            return None
        product = session.get_one(
            Product, question.product_id, options=[joinedload(Product.enterprise)], populate_existing=True
        )
        record = select(EnterpriseRecord.id).where(EnterpriseRecord.enterprise_id == product.enterprise_id)
        own = session.scalars(record).one()
    use_scope(session, own_scope({"enterprise_record": [own]}))
    return Asked(question, product)


def product_by_id(session: Session, public_id: str) -> Product | None:
    """A product whose enterprise's record is within the scope."""
    asked = (
        select(Product)
        .join(EnterpriseRecord, EnterpriseRecord.enterprise_id == Product.enterprise_id)
        .where(Product.public_id == public_id)
        .options(joinedload(Product.enterprise))
    )
    return session.scalars(asked).one_or_none()


def record_of(session: Session, product: Product) -> str:
    """The public id of the record of the product's enterprise, by which its page is found."""
    record = select(EnterpriseRecord.public_id).where(EnterpriseRecord.enterprise_id == product.enterprise_id)
    return session.scalars(record).one()


def questions_of(session: Session, product: Product) -> Sequence[ProducerQuestion]:
    """The last questions about a product, newest first."""
    asked = select(ProducerQuestion).where(ProducerQuestion.product_id == product.id)
    return session.scalars(asked.order_by(ProducerQuestion.id.desc()).limit(LAST)).all()


def phone_for(session: Session, enterprise: Enterprise) -> str:
    """Where its people may be written to: the phone of an account of theirs, or one they agreed to show; or ""."""
    theirs = (
        select(ProducerAccount.phone)
        .join(EnterpriseMember, EnterpriseMember.member_id == ProducerAccount.member_id)
        .join(EnterpriseRecord, EnterpriseRecord.id == EnterpriseMember.record_id)
        .where(EnterpriseRecord.enterprise_id == enterprise.id)
        .where(EnterpriseMember.left_on.is_(None), ProducerAccount.suspended_at.is_(None))
        .order_by(EnterpriseMember.titular.desc(), ProducerAccount.id)
        .limit(1)
    )
    shown = select(PublicContact.phone).where(PublicContact.enterprise_id == enterprise.id)
    return session.scalar(theirs) or session.scalar(shown) or ""
