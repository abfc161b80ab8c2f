"""The whole result of a search as a workbook."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from tests.support import cast

XLSX = "/productos?formato=xlsx"

pytestmark = pytest.mark.usefixtures("clock")


def opened(client: FlaskClient, query: str = "") -> tuple[list[str], list[dict[str, Any]]]:
    """What stands above the table, and its rows by their titles."""
    sheet = openpyxl.load_workbook(BytesIO(client.get(XLSX + query).data)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    head = next(number for number, row in enumerate(rows) if row[0] == "Producto")
    return [str(row[0]) for row in rows[:head]], [
        dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]
    ]  # type: ignore[arg-type]


@pytest.mark.usefixtures("papa")
def test_is_a_file_that_nobody_keeps_on_the_way(client: FlaskClient) -> None:
    answer = client.get(XLSX)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="productos-2026-11-10.xlsx"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.mimetype.endswith("spreadsheetml.sheet")


@pytest.mark.usefixtures("papa", "queso")
def test_says_above_when_what_and_in_what_order(client: FlaskClient) -> None:
    above, rows = opened(client, "&rubro=lacteos&orden=precio-desc")
    assert "Hecho el 10 de noviembre de 2026, 9:30 a. m. (hora de Lima)" in above
    assert "1 producto. Filtros: Quesos y lácteos" in above
    assert any(line.startswith("Orden alfabético") for line in above)
    assert [row["Producto"] for row in rows] == ["Queso fresco"]


@pytest.mark.usefixtures("papa")
def test_cells_are_typed(client: FlaskClient) -> None:
    _above, (row,) = opened(client)
    assert (row["Precio"], row["Se vende"]) == (3.5, "por kg")
    assert (row["Capacidad al mes"], row["Pedido mínimo"], row["Plazo en días"]) == (2500, 50, 5)
    assert f"{row['Precio confirmado el']:%Y-%m-%d}" == "2026-10-01"
    assert row["Página"] == "http://127.0.0.1:8000/productos/papa-nativa-huayro"
    assert (row["Departamento"], row["Provincia"], row["Distrito"]) == ("Apurímac", "Andahuaylas", "Kishuara")


def test_what_is_not_known_is_empty_and_never_zero(
    client: FlaskClient, session: Session, rosa: Enterprise
) -> None:
    cast.make_product(session, rosa, "Cosa nueva", sector="lacteos", months=0)
    _above, (row,) = opened(client)
    unknown = ("Capacidad al mes", "Pedido mínimo", "Plazo en días", "Meses", "Flete")
    assert [row[title] for title in unknown] == [None] * 5
    # Its branch needs one: that there is none yet is known.
    assert row["Registro sanitario"] == "Todavía sin registro sanitario"


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1+1", "-3", "@A1"])
def test_what_a_maker_typed_is_no_formula(
    client: FlaskClient, session: Session, rosa: Enterprise, name: str
) -> None:
    cast.make_product(session, rosa, name, slug="cosa", packaging=name, delivery=name)
    _above, (row,) = opened(client)
    assert (row["Producto"], row["Empaque"], row["Sobre la entrega"]) == (name, name, name)


def test_a_dozen_is_priced_by_the_piece_too(client: FlaskClient, session: Session, rosa: Enterprise) -> None:
    cast.make_product(session, rosa, "Pan", price=600, unit="docena")
    _above, (row,) = opened(client)
    assert (row["Precio por unidad común"], row["Unidad común"]) == (0.5, "la unidad")


def test_says_what_is_fictitious(client: FlaskClient, papa: Product, ccotana: Enterprise) -> None:
    ccotana.demo = True
    above, (row,) = opened(client)
    assert "Demostración: personas y negocios ficticios" in above
    assert row["Ficticio"] == "Sí"
