"""The demo's products on their way: drafts, some that wait for a review, and some returned with remarks.

They are new ones: the worker publishes what its pictures belong to, so that a change of those would not wait.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.demo.staff import UNITS
from admin.products.models import ProductRevision
from admin.products.operations import create_product
from admin.products.values import ProductValues
from admin.review.deciding import send_product
from admin.review.operations import open_revision, send_back
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from catalog.sectors.models import Sector
from core.audit import Actor

# Nobody who reviews is the one who sent it.
BY, REVIEWER = Actor("Gestor de la demostración"), Actor("Jefa de la demostración")
REMARKS = {
    "description": "Diga de qué tamaño es y cuánto dura.",
    "price": "¿Es por unidad o por docena? Confírmelo con quien lo hace.",
}
LISTED = (
    ("draft", ProductValues("Pan de maíz", "panes-dulces", 100, "unidad", "Pan redondo de maíz, horneado en leña.")),
    ("returned", ProductValues("Bizcocho de anís", "panes-dulces", 600, "docena")),
    ("in_review", ProductValues("Chalina de telar", "tejidos", 4500, "unidad", "De lana de oveja, 1.60 m de largo.")),
    ("draft", ProductValues("Chullo para niño", "tejidos", 2500, "unidad")),
    ("returned", ProductValues("Queso mantecoso", "lacteos", 2200, "molde", months=0b1111_1111_1111)),
    ("draft", ProductValues("Quispiño", "granos", 500, "docena", "Panecillo de quinua cocido al vapor, para llevar.")),
)  # fmt: skip


def load(session: Session) -> None:
    """List some products of makers who have the like in each territory of the demo's staff."""
    for department in UNITS.values():
        for state, values in LISTED:
            makers = (
                select(Enterprise)
                .join(Product, Product.enterprise_id == Enterprise.id)
                .join(Sector, Sector.id == Product.sector_id)
                .where(Enterprise.province_code.startswith(department), Enterprise.status == "published")
                .where(Sector.slug == values.sector, Product.status == "published")
            )
            maker = session.scalars(makers.order_by(Product.id).limit(1)).first()
            if maker is not None:
                _list(session, maker, values, state)


def _list(session: Session, maker: Enterprise, values: ProductValues, state: str) -> None:
    product = create_product(session, maker, values, by=BY)
    if state == "draft":
        return
    send_product(session, product, by=BY)
    revision = open_revision(session, ProductRevision, product_id=product.id)
    if state == "returned" and revision is not None:
        send_back(session, revision, REMARKS, by=REVIEWER)
