"""Exported, a catalogue is the template that changes nothing when it comes back untouched."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import openpyxl
from click.testing import Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.imports.columns import NAMES
from admin.imports.export import export_rows
from admin.products.models import ProductRevision
from admin.products.operations import archive_product
from catalog.products.models import Product
from core.audit import SYSTEM, AuditEntry
from tests.admin.imports.conftest import PAPA, QUESO

FULL: dict[str, Any] = {
    "historia": "@Somos\n\ntres hermanas.", "descripcion": "Harinosa.\nDe altura", "capacidad_mensual": "1 1/2 quintal",
    "pedido_minimo": "2 arrobas", "plazo_dias": "inmediato", "meses": "dic - feb", "entrega": "Cusco, y mi chacra",
    "comprobante": "factura; boleta", "pago": "crédito y efectivo", "empaque": "+sacos",
    "registro_sanitario": "en trámite",
    "sellos": "hecho a mano, comercio justo", "billeteras": "plin y transferencia", "whatsapp": "987654321",
}  # fmt: skip


def read(path: Path) -> list[dict[str, Any]]:
    page = openpyxl.load_workbook(path).active
    assert page is not None
    titles, *rows = page.iter_rows(values_only=True)
    return [dict(zip(map(str, titles), row, strict=True)) for row in rows]


def test_untouched_round_trip(
    session: Session, imported: Callable[..., Result], export: Callable[..., Path], run: Callable[..., Result],
    folder: Path,
) -> None:  # fmt: skip
    imported(
        PAPA | FULL | {"fotos": "Papa Ñusta.JPG; IMG_0001"},
        PAPA | {"producto": "Chuño"},
        QUESO | {"historia": "Otra"},
        "--publish",
        "--photos",
        folder,
    )
    imported(QUESO | {"precio_base": "S/ 20", "unidad": "molde"})
    session.rollback()
    before = _counts(session)
    path = export()
    result = run(path, "--publish")
    assert "productos: 0 nuevos, 0 cambiados, 3 sin cambios, 1 publicados" in result.output
    result = run(path)
    assert (
        "0 cambiados, 3 sin cambios, 0 publicados; emprendimientos: 0 nuevos, 0 cambiados, 2 sin"
        in result.output
    )
    session.rollback()
    assert _counts(session) == (before[0] + 1, before[1])


def _counts(session: Session) -> tuple[int, int]:
    found = [
        session.scalar(select(func.count()).select_from(AuditEntry)),
        session.scalar(select(func.count()).select_from(ProductRevision)),
    ]
    session.rollback()
    return found[0] or 0, found[1] or 0


def test_edited_it_updates(
    session: Session, imported: Callable[..., Result], export: Callable[..., Path], run: Callable[..., Result]
) -> None:
    imported(PAPA | FULL, QUESO, "--publish")
    path = export()
    book = openpyxl.load_workbook(path)
    page = book.active
    assert page is not None
    page.cell(2, NAMES.index("precio_base") + 1).value = 9.9
    page.cell(3, NAMES.index("meses") + 1).value = "todo el año"
    book.save(path)
    result = run(path, "--publish")
    assert "0 nuevos, 2 cambiados, 0 sin cambios, 2 publicados" in result.output
    session.rollback()
    prices = {product.name: (product.price, product.months) for product in session.scalars(select(Product))}
    assert prices == {"Papa nativa": (990, 0b1000_0000_0011), "Queso fresco": (1800, 4095)}


def test_archived_are_left_out(
    session: Session, imported: Callable[..., Result], export: Callable[..., Path]
) -> None:
    imported(PAPA, PAPA | {"producto": "Chuño"}, "--publish")
    chuno = session.scalars(select(Product).where(Product.name == "Chuño")).one()
    archive_product(session, chuno, by=SYSTEM, reason="ya no hay")
    session.commit()
    assert [row["producto"] for row in read(export())] == ["Papa nativa"]
    assert [row["producto"] for row in read(export("--status", "archived"))] == ["Chuño"]


def test_cells_are_text(imported: Callable[..., Result], export: Callable[..., Path]) -> None:
    imported(PAPA | FULL)
    (row,) = read(export())
    assert all(isinstance(value, str) for value in row.values() if value is not None)
    assert row["historia"] == "@Somos\n\ntres hermanas."
    assert row["precio_base"] == "S/ 3.50"
    assert row["capacidad_mensual"] == "69 kg"


def test_queries_do_not_grow(
    session: Session,
    imported: Callable[..., Result],
    count_queries: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    def asked() -> int:
        with count_queries() as statements:
            list(export_rows(session))
        session.rollback()
        return len(statements)

    imported(PAPA)
    one = asked()
    imported(
        *[PAPA | {"producto": f"Papa {number}", "emprendimiento": f"Casa {number}"} for number in range(12)]
    )
    assert asked() == one


def test_nobody_else_on_the_machine_may_read_it(
    imported: Callable[..., Result], export: Callable[..., Path]
) -> None:
    imported(PAPA)
    assert export().stat().st_mode & 0o077 == 0
