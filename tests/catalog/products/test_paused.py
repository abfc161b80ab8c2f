"""«No tiene por ahora»: the product stays, and is found nowhere as something that can be had now."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from admin.products.operations import measure
from catalog.pages.queries import in_season_ids
from catalog.products.models import Product
from core.clock import today

SAID = "No tiene por ahora"


@pytest.fixture
def paused(session: Session, queso: Product, clock: object) -> Product:
    """A product of which its maker has none since today."""
    queso.paused_on = today()
    measure(queso)
    session.commit()
    return queso


def test_every_page_says_so(client: FlaskClient, paused: Product) -> None:
    there = f"/productos/{paused.slug}"
    page = client.get(there).text
    assert SAID in page
    assert "Desde el 10 de noviembre de 2026" in page
    assert "schema.org/OutOfStock" in page
    assert "todavía" not in page.split('id="cuando"')[1].split("</section>")[0]
    for address in (
        "/productos",
        f"{there}?formato=ficha",
        "/productos?formato=papel",
        f"/comparar?p={paused.slug}",
    ):
        assert SAID in client.get(address).text, address
    workbook = client.get("/productos?formato=xlsx").data
    rows = CalamineWorkbook.from_filelike(BytesIO(workbook)).get_sheet_by_index(0).to_python()
    assert any(SAID in row for row in rows)


def test_who_asks_for_now_or_for_an_amount_is_not_led_there(
    client: FlaskClient, session: Session, paused: Product
) -> None:
    assert paused.name not in client.get("/productos?mes=noviembre").text
    assert paused.name not in client.get("/productos?capacidad_min=1+unidad").text
    assert paused.name in client.get("/productos?orden=capacidad").text
    assert in_season_ids(session, today(), 8) == []
