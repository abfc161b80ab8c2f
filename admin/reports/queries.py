"""Reading the inbox of reports."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, case, select
from sqlalchemy.orm import Session, aliased

from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from catalog.reports.models import ListingReport
from catalog.reports.queries import read_number


def inbox(session: Session, *, everything: bool = False) -> Sequence[Row[Any]]:
    """Reports with the listing each is about, the oldest first; those still open, or all."""
    maker, own = aliased(Enterprise), aliased(Enterprise)
    query = (
        select(
            ListingReport,
            case((Product.id.is_not(None), Product.name), else_=own.name).label("name"),
            case((Product.id.is_not(None), Product.slug), else_=own.slug).label("slug"),
            maker.name.label("maker"),
        )
        .outerjoin(Product, Product.id == ListingReport.product_id)
        .outerjoin(maker, maker.id == Product.enterprise_id)
        .outerjoin(own, own.id == ListingReport.enterprise_id)
        .order_by(ListingReport.created_at, ListingReport.id)
    )
    if not everything:
        query = query.where(ListingReport.state == "new")
    return session.execute(query).all()


def report_to_close(session: Session, number: str) -> ListingReport | None:
    """The report of a number, held until the transaction ends."""
    query = select(ListingReport).where(ListingReport.public_id == read_number(number))
    return session.scalar(query.with_for_update())
