"""Asking, and taking the answer in: it is live at once, and a link is answered once."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.producer.models import ProducerQuestion
from admin.products.live import LiveChange, change_live
from admin.questions.links import digest_of, secret_of
from catalog.products.models import Product
from core import audit
from core.audit import Actor
from core.clock import now
from core.db import take_turns
from core.ids import public_id

GOOD_FOR = timedelta(days=14)
# Whoever asks again on the same day sends the same link again.
SAME_WITHIN = timedelta(days=1)
WHY = "Respondió por el enlace que le envió {asked_by}"
LONGEST_WHY = 200


def ask(session: Session, product: Product, kind: str, *, by: Actor) -> ProducerQuestion:
    """A question about a published product; the one of today where it was asked and still waits.

    Raises LookupError where the product is not published: there is nothing yet that buyers read.
    """
    if product.status != "published":
        raise LookupError(f"product {product.public_id} is not published")
    take_turns(session, f"ask {product.id}")
    at = now()
    waiting = select(ProducerQuestion).where(
        ProducerQuestion.product_id == product.id,
        ProducerQuestion.kind == kind,
        ProducerQuestion.answered_at.is_(None),
        ProducerQuestion.asked_at > at - SAME_WITHIN,
        ProducerQuestion.price == product.price,
        ProducerQuestion.unit == product.unit,
    )
    known = session.scalars(waiting.order_by(ProducerQuestion.id.desc()).limit(1)).first()
    if known is not None:
        return known
    name = public_id()
    question = ProducerQuestion(
        public_id=name, product_id=product.id, token_digest=digest_of(secret_of(name)), kind=kind,
        price=product.price, unit=product.unit, asked_at=at, asked_by=by.name, expires_at=at + GOOD_FOR,
    )  # fmt: skip
    session.add(question)
    session.flush()
    audit.record(session, "product.ask", product, by=by, changes={"kind": kind})
    return question


def answer(
    session: Session,
    question: ProducerQuestion,
    product: Product,
    said: str,
    change: LiveChange,
    *,
    by: Actor,
) -> bool:
    """Take an answer in, and make it live; False where the question was answered before, or is too old."""
    take_turns(session, f"answer {question.public_id}")
    # Asked for anew rather than refreshed, so that the scope is part of it.
    newest = select(ProducerQuestion).where(ProducerQuestion.id == question.id)
    question = session.scalars(newest.execution_options(populate_existing=True)).one()
    at = now()
    if question.answered_at is not None or question.expires_at <= at:
        return False
    session.refresh(product)
    question.answer, question.answered_at = said, at
    why = WHY.format(asked_by=question.asked_by)[:LONGEST_WHY]
    change_live(session, product, change, by=by, why=why)
    session.flush()
    return True
