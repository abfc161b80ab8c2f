"""The demo's products on their way: some drafts, one that waits for a review, and one returned with remarks."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.demo.staff import UNITS
from admin.enterprises.models import EnterpriseRecord
from admin.products.models import ProductRevision
from admin.products.operations import create_product, propose_product, proposed_values
from admin.products.values import ProductValues
from admin.review.deciding import send_product
from admin.review.operations import open_revision, send_back
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.audit import Actor

# Nobody who reviews is the one who sent it.
BY, REVIEWER = Actor("Gestor de la demostración"), Actor("Jefa de la demostración")
DRAFTS = (
    ProductValues("Pan de maíz", "panes-dulces", 100, "unidad", "Pan redondo de maíz amarillo, horneado en leña."),
    ProductValues("Miel de flores de altura", "miel", 2500, "frasco"),
    ProductValues("Chalina tejida a mano", "tejidos", 4500, "unidad", "De lana de oveja, 1.60 m de largo."),
)  # fmt: skip
REMARKS = {
    "description": "Diga de qué tamaño es y cuánto dura.",
    "price": "¿Es por unidad o por docena? Confírmelo con quien lo hace.",
}


def load(session: Session) -> None:
    """List some products in each territory of the demo's staff; each territory has all that its pages can show."""
    for department in UNITS.values():
        query = (
            select(EnterpriseRecord)
            .join(Enterprise, Enterprise.id == EnterpriseRecord.enterprise_id)
            .where(EnterpriseRecord.province_code.startswith(department), Enterprise.status == "published")
        )
        records = session.scalars(query.order_by(EnterpriseRecord.id).limit(len(DRAFTS) + 1)).all()
        for record, values in zip(records, DRAFTS, strict=False):
            create_product(session, session.get_one(Enterprise, record.enterprise_id), values, by=BY)
        if len(records) > len(DRAFTS):
            _propose(session, records[-1])


def _propose(session: Session, record: EnterpriseRecord) -> None:
    """A change of what is live that waits; and a new product that came back."""
    live = select(Product).where(Product.enterprise_id == record.enterprise_id, Product.status == "published")
    product = session.scalars(live.order_by(Product.id).limit(1)).first()
    if product is not None:
        values = proposed_values(session, product)
        propose_product(session, product, replace(values, price=values.price + 100, lead_days=2), by=BY)
        send_product(session, product, by=BY)
    maker = session.get_one(Enterprise, record.enterprise_id)
    returned = create_product(session, maker, replace(DRAFTS[0], name="Bizcocho de anís"), by=BY)
    send_product(session, returned, by=BY)
    revision = open_revision(session, ProductRevision, product_id=returned.id)
    if revision is not None:
        send_back(session, revision, REMARKS, by=REVIEWER)
