"""What people type in cells, and how it is read."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRevision
from admin.products.models import ProductRevision
from catalog.products.models import Product
from catalog.sectors.models import Sector
from tests.admin.imports.conftest import PAPA

Imported = Callable[..., Any]


def product_values(session: Session) -> dict[str, Any]:
    session.rollback()
    return session.scalars(select(ProductRevision.snapshot)).one()


def enterprise_values(session: Session) -> dict[str, Any]:
    session.rollback()
    return session.scalars(select(EnterpriseRevision.snapshot)).one()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"precio_base": 12.5}, {"price": 1250}),
        ({"precio_base": 1500}, {"price": 150_000}),
        ({"capacidad_mensual": 2500.0}, {"capacity": 2_500_000}),
        ({"capacidad_mensual": 1.125}, {"capacity": 1125}),
        ({"plazo_dias": 3}, {"lead_days": 3}),
        ({"registro_sanitario": False}, {"sanitary": "no"}),
    ],
)
def test_cells_that_are_not_text(
    session: Session, imported: Imported, cells: dict[str, Any], expected: dict[str, Any]
) -> None:
    imported(PAPA | cells)
    values = product_values(session)
    assert {name: values[name] for name in expected} == expected


def test_phone_kept_as_a_number(session: Session, imported: Imported) -> None:
    imported(PAPA | {"whatsapp": 987654321})
    assert enterprise_values(session)["whatsapp"] == "+51987654321"


def test_date_in_months(refused: Callable[..., str]) -> None:
    said = refused(PAPA | {"meses": date(2026, 4, 8)})
    assert 'Fila 2, columna meses: "08/04/2026" es una fecha' in said


def test_formula(refused: Callable[..., str]) -> None:
    said = refused(PAPA, PAPA | {"producto": "Chuño", "precio_base": "=2*3"})
    assert "Fila 3, columna precio_base:" in said
    assert "Escriba el valor, no una fórmula" in said
    assert "Falta el precio" not in said


def test_every_error_in_one_run(refused: Callable[..., str]) -> None:
    said = refused(
        PAPA | {"precio_base": "1.500", "meses": "nunca"},
        PAPA | {"producto": "Chuño", "distrito": "Nowhere", "unidad": "zzz"},
    )
    for place in ("Fila 2, columna precio_base", "Fila 2, columna meses", "Fila 3, columna distrito"):
        assert place in said
    assert "Fila 3, columna unidad" in said
    assert "4 errores" in said


def test_story_is_not_repeated_in_its_error(refused: Callable[..., str]) -> None:
    said = refused(PAPA | {"historia": "secreto " * 400})
    assert "columna historia" in said
    assert "secreto" not in said


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Panadería", "panes-dulces"),
        ("cuyes", "animales-menores"),
        ("CUY", "animales-menores"),
        ("Artesanía", "artesanal"),
        ("artesanal / textilería", "tejidos"),
        ("Artesanal", "artesanal"),
    ],
)
def test_a_sector_is_found_by_what_offices_call_it(
    session: Session, imported: Imported, typed: str, slug: str
) -> None:
    imported(PAPA | {"rubro": typed})
    session.rollback()
    assert session.scalars(select(Sector.slug).join(Product, Product.sector_id == Sector.id)).one() == slug
