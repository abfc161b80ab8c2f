"""The orders of the list by price and capacity: within one measure, and over all of them."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from tests.support import cast


def names(client: FlaskClient, query: str) -> list[str]:
    """The names on the cards of a list, in order."""
    body = client.get(f"/productos?{query}").text
    return [piece.split("</a>")[0].partition(">")[2] for piece in body.split("<h3><a ")[1:]]


@pytest.fixture
def assorted(session: Session, ccotana: Enterprise) -> None:
    """Things sold by weight, by volume and by mould, one of them of unknown capacity."""
    for name, price, unit, capacity in (
        ("Cara", 900, "kg", 9_000),
        ("Saco grande", 4600, "quintal", 2_000),
        ("Sin medida", 300, "kg", None),
        ("Queso", 1500, "molde", 70_000),
        ("Leche", 100, "litro", 500_000),
    ):
        cast.make_product(session, ccotana, name, price=price, unit=unit, capacity=capacity)


@pytest.mark.usefixtures("assorted")
@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("orden=precio", ["Saco grande", "Sin medida", "Cara", "Leche", "Queso"]),
        ("orden=precio-desc", ["Cara", "Sin medida", "Saco grande", "Leche", "Queso"]),
        ("orden=capacidad", ["Saco grande", "Cara", "Sin medida", "Leche", "Queso"]),
        ("orden=precio&unidad=kg", ["Saco grande", "Sin medida", "Cara"]),
        ("orden=capacidad&unidad=kg", ["Saco grande", "Cara", "Sin medida"]),
    ],
)
def test_compares_only_what_is_measured_alike(client: FlaskClient, query: str, shown: list[str]) -> None:
    assert names(client, query) == shown


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("sort", ["precio", "precio-desc", "capacidad"])
def test_pages_over_all_measures_hold_each_product_once(
    client: FlaskClient, many_products: Callable[[int], None], sort: str
) -> None:
    many_products(60)
    shown = [name for page in (1, 2, 3) for name in names(client, f"orden={sort}&pagina={page}")]
    assert len(shown) == len(set(shown)) == 60


def test_those_of_an_enterprise_that_left_are_not_counted(
    client: FlaskClient, session: Session, ccotana: Enterprise, rosa: Enterprise
) -> None:
    for number in range(30):
        cast.make_product(session, ccotana if number % 2 else rosa, f"Papa {number}")
    rosa.status = "archived"
    session.flush()
    page = client.get("/productos?orden=precio").text
    assert "15 productos" in page
    assert page.count('<li class="card">') == 15
