"""The catalogue as the template that an import reads: edited and imported again, it updates."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRevision
from admin.enterprises.values import EnterpriseValues
from admin.imports.checking import make_forms, say_photos
from admin.imports.columns import COLUMNS, ENTERPRISE, NAMES
from admin.imports.existing import newest
from admin.products.forms import ProductForm
from admin.products.models import ProductRevision
from admin.products.values import ProductValues
from catalog.products.models import Product
from core.spreadsheet_writing import write_sheet

BATCH = 500
EXPORTED = ("published", "unpublished")


def export_products(session: Session, path: Path, *, statuses: tuple[str, ...] = EXPORTED) -> int:
    """Write every product's newest version, as cells of text in a stable order; returns how many."""
    rows = list(export_rows(session, statuses=statuses))
    write_sheet(path, NAMES, rows)
    return len(rows)


def export_rows(session: Session, *, statuses: tuple[str, ...] = EXPORTED) -> Iterator[list[str]]:
    """The template's rows, in two queries whatever their number."""
    enterprise_form, product_form = make_forms(session)
    newest_enterprise = newest(EnterpriseRevision, EnterpriseRevision.enterprise_id)
    enterprises = select(EnterpriseRevision.enterprise_id, EnterpriseRevision.snapshot).where(
        EnterpriseRevision.id.in_(newest_enterprise)
    )
    makers = {
        number: enterprise_form.written(EnterpriseValues.from_snapshot(snapshot))
        for number, snapshot in session.execute(enterprises)
    }
    products = (
        select(Product.public_id, Product.enterprise_id, ProductRevision.snapshot)
        .join(ProductRevision, ProductRevision.product_id == Product.id)
        .where(Product.status.in_(statuses))
        .where(ProductRevision.id.in_(newest(ProductRevision, ProductRevision.product_id)))
        .order_by(Product.enterprise_id, Product.id)
        .execution_options(yield_per=BATCH)
    )
    for public_id, enterprise_id, snapshot in session.execute(products):
        yield _row(public_id, makers[enterprise_id], ProductValues.from_snapshot(snapshot), product_form)


def _row(public_id: str, maker: dict[str, str], values: ProductValues, form: ProductForm) -> list[str]:
    written: dict[str, dict[str, Any]] = {ENTERPRISE: maker, "product": form.written(values)}
    cells = {
        column.name: written[column.fields[0][0]][column.fields[0][1]] for column in COLUMNS if column.fields
    }
    cells |= {"id": public_id, "fotos": say_photos(values.photos)}
    return [cells[name] for name in NAMES]
