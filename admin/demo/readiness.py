"""What the demo shows of readiness: a paper that expires soon, with its document; one on its way; an expired seal."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.products.operations import approve_product, propose_product, proposed_values
from admin.readiness.operations import add_document
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product, SealAward
from catalog.products.papers import PaperReading
from catalog.sectors.models import Sector
from core.audit import SYSTEM
from core.clock import today

DEPARTMENT = "08"
DOCUMENT = b"%PDF-1.4\n% demo\n"


def prepare(session: Session) -> None:
    """Say so of some products of Cusco."""
    soon = PaperReading("granted", "DEMO-0940", today() + timedelta(days=40), "digesa")
    needing = list(
        session.scalars(
            select(Product)
            .join(Enterprise, Enterprise.id == Product.enterprise_id)
            .join(Sector, Sector.id == Product.sector_id)
            .where(Enterprise.province_code.startswith(DEPARTMENT), Sector.paper_rule == "required")
            .where(Product.status == "published")
            .order_by(Product.id)
            .limit(2)
        )
    )
    for product, reading in zip(needing, (soon, PaperReading("in_progress", kind="digesa")), strict=False):
        values = replace(proposed_values(session, product), sanitary=reading.typed())
        if propose_product(session, product, values, by=SYSTEM):
            approve_product(session, product, by=SYSTEM)
    if needing:
        add_document(session, needing[0], DOCUMENT, "registro sanitario.pdf", by=SYSTEM)
    sealed = (
        select(SealAward)
        .join(Product, Product.id == SealAward.product_id)
        .join(Enterprise, Enterprise.id == Product.enterprise_id)
        .where(Enterprise.province_code.startswith(DEPARTMENT), Product.status == "published")
        .order_by(Product.id, SealAward.seal_id)
    )
    if award := session.scalars(sealed.limit(1)).first():
        award.verified_on, award.expires_on = today() - timedelta(days=375), today() - timedelta(days=10)
    session.flush()
