"""Which product a row speaks of, and what a second import changes."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import openpyxl
from click.testing import Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRevision
from admin.products.models import ProductRevision
from admin.products.operations import archive_product
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.audit import SYSTEM, AuditEntry
from tests.admin.imports.conftest import PAPA, QUESO

Imported = Callable[..., Result]


def count(session: Session, model: Any) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(model)) or 0


def products(session: Session) -> dict[str, Product]:
    session.rollback()
    return {product.name: product for product in session.scalars(select(Product))}


def newest(session: Session, model: Any) -> dict[str, Any]:
    session.rollback()
    snapshot: dict[str, Any] = session.scalars(
        select(model.snapshot).order_by(model.id.desc()).limit(1)
    ).one()
    return snapshot


def test_again_changes_nothing(session: Session, imported: Imported) -> None:
    imported(PAPA, QUESO, "--publish")
    before = count(session, AuditEntry)
    result = imported(PAPA, QUESO, "--publish")
    assert "productos: 0 nuevos, 0 cambiados, 2 sin cambios, 0 publicados" in result.output
    assert (count(session, Product), count(session, Enterprise), count(session, AuditEntry)) == (2, 2, before)


def test_by_name_without_accents(session: Session, imported: Imported) -> None:
    imported(PAPA | {"precio_base": "3"})
    imported(PAPA | {"emprendimiento": "PAPAS CCÓTANA", "producto": "papa  NATIVA", "precio_base": "4"})
    assert count(session, Product) == 1
    assert newest(session, ProductRevision)["price"] == 400
    assert newest(session, EnterpriseRevision)["name"] == "Papas Ccotana"


def test_same_name_in_another_province_is_another(session: Session, imported: Imported) -> None:
    imported(PAPA, PAPA | {"provincia": "Abancay", "distrito": "Abancay"})
    assert (count(session, Product), count(session, Enterprise)) == (2, 2)


def test_published_product_keeps_its_live_price(session: Session, imported: Imported) -> None:
    imported(PAPA, "--publish")
    imported(PAPA | {"precio_base": "9"})
    assert products(session)["Papa nativa"].price == 350
    imported(PAPA, "--publish")
    imported(PAPA | {"precio_base": "9"}, "--publish")
    assert products(session)["Papa nativa"].price == 900


def test_blank_cell_erases_nothing(session: Session, imported: Imported) -> None:
    full = PAPA | {
        "capacidad_mensual": "120", "meses": "abr-ago", "billeteras": "Yape", "pago": "efectivo",
        "descripcion": "Harinosa", "comprobante": "boleta", "historia": "Tres hermanas", "whatsapp": "987654321",
    }  # fmt: skip
    imported(full)
    before = newest(session, ProductRevision), newest(session, EnterpriseRevision)
    result = imported(dict.fromkeys(full, None) | PAPA)
    assert "0 cambiados, 1 sin cambios" in result.output
    assert (newest(session, ProductRevision), newest(session, EnterpriseRevision)) == before


def test_by_id_renames_both(session: Session, imported: Imported) -> None:
    imported(PAPA, "--publish")
    public_id = products(session)["Papa nativa"].public_id
    imported(
        PAPA | {"id": public_id, "producto": "Papa huayro", "emprendimiento": "Ccotana Hermanas"}, "--publish"
    )
    assert products(session).keys() == {"Papa huayro"}
    assert session.scalars(select(Enterprise.name)).all() == ["Ccotana Hermanas"]


def test_by_id_with_only_what_changes(
    session: Session, imported: Imported, export: Callable[..., Any], run: Callable[..., Result]
) -> None:
    imported(PAPA, QUESO)
    path = export()
    book = openpyxl.load_workbook(path)
    page = book.active
    assert page is not None
    columns = {cell.value: cell.column for cell in page[1]}
    for row in range(2, 4):
        for name, column in columns.items():
            if name not in ("id", "precio_base"):
                page.cell(row, column).value = None
    page.cell(2, columns["precio_base"]).value = 7
    book.save(path)
    before = count(session, Enterprise)
    session.commit()
    result = run(path)
    assert "1 cambiados, 1 sin cambios" in result.output
    assert count(session, Enterprise) == before


def test_unknown_id(refused: Callable[..., str]) -> None:
    assert 'Fila 2, columna id: "abc234": ningún producto tiene este id' in refused(PAPA | {"id": "abc234"})


def test_one_product_twice(refused: Callable[..., str]) -> None:
    said = refused(PAPA, QUESO, PAPA | {"producto": "PAPA nativa"})
    assert 'Fila 4, columna producto: "PAPA nativa": ya está en la fila 2' in said


def test_one_product_by_id_and_by_name(
    session: Session, imported: Imported, refused: Callable[..., str]
) -> None:
    imported(PAPA)
    public_id = products(session)["Papa nativa"].public_id
    session.rollback()
    assert "ya está en la fila" in refused(PAPA, PAPA | {"id": public_id})


def test_rows_of_one_enterprise_that_disagree(session: Session, refused: Callable[..., str]) -> None:
    said = refused(
        PAPA | {"comprobante": "boleta", "whatsapp": "987654321"},
        PAPA | {"producto": "Chuño", "comprobante": "factura", "whatsapp": "912345678"},
    )
    assert 'Fila 3, columna comprobante: "factura": no coincide con "boleta" de la fila 2' in said
    assert "Fila 3, columna whatsapp" in said
    assert "987654321" not in said
    assert count(session, Enterprise) == 0


def test_new_name_that_another_has(session: Session, imported: Imported, refused: Callable[..., str]) -> None:
    imported(PAPA, PAPA | {"producto": "Chuño"})
    public_id = products(session)["Papa nativa"].public_id
    session.rollback()
    said = refused(PAPA | {"id": public_id, "producto": "chuño"})
    assert "otro producto del emprendimiento se llama igual" in said


def test_two_that_swap_names(session: Session, imported: Imported) -> None:
    imported(PAPA, PAPA | {"producto": "Chuño", "precio_base": "9"})
    ids = {name: product.public_id for name, product in products(session).items()}
    session.rollback()
    imported(
        PAPA | {"id": ids["Papa nativa"], "producto": "Chuño"},
        PAPA | {"id": ids["Chuño"], "producto": "Papa nativa", "precio_base": "9"},
        "--publish",
    )
    assert products(session)["Chuño"].public_id == ids["Papa nativa"]


def test_archived_product(session: Session, imported: Imported, refused: Callable[..., str]) -> None:
    imported(PAPA, "--publish")
    archive_product(session, products(session)["Papa nativa"], by=SYSTEM, reason="ya no siembra")
    session.commit()
    assert "este producto está archivado" in refused(PAPA)


def test_nothing_is_saved_beside_an_error(session: Session, refused: Callable[..., str]) -> None:
    refused(PAPA, QUESO | {"precio_base": "1.500"})
    assert (count(session, Product), count(session, Enterprise), count(session, AuditEntry)) == (0, 0, 0)


def test_story_and_phone_wait_in_private(session: Session, imported: Imported) -> None:
    imported(PAPA | {"historia": "Tres hermanas", "whatsapp": "987654321"}, "--publish")
    session.rollback()
    enterprise = session.scalars(select(Enterprise)).one()
    assert (enterprise.status, enterprise.story) == ("published", "")
    told = str([entry.changes for entry in session.scalars(select(AuditEntry))])
    assert "hermanas" not in told
    assert "987654321" not in told


def test_looking_up_costs_the_same_for_many_rows(
    session: Session,
    imported: Imported,
    write: Callable[..., Any],
    run: Callable[..., Result],
    count_queries: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    rows = [PAPA | {"producto": f"Papa {number}", "emprendimiento": f"Casa {number}"} for number in range(30)]
    imported(*rows)

    def asked(some: list[dict[str, Any]]) -> int:
        path = write(*some)
        with count_queries() as statements:
            assert "0 nuevos, 0 cambiados" in run(path, "--dry-run").output
        return len(statements)

    assert asked(rows[:2]) == asked(rows)
