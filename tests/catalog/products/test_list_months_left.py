"""The months of the list ask what is left of them: what is promised to others is not offered."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.products.models import Product, ProductMonth
from tests.support import cast

# It is November 2026: the next April is that of 2027.
pytestmark = pytest.mark.usefixtures("clock")
APRIL, THIS_YEAR = "2027-04", "2026-04"


def promise(session: Session, product: Product, month: str, share: float) -> None:
    """Commit a share of what can be delivered in a month."""
    assert product.capacity
    session.add(ProductMonth(product_id=product.id, month=month, committed=round(product.capacity * share)))


def found(client: FlaskClient, query: str) -> bool:
    """Whether the cheese is among the products of the list."""
    return 'href="/productos/queso-fresco"' in client.get(f"/productos?{query}").text


@pytest.fixture
def queso(session: Session, queso: Product) -> Product:
    """The cheese all year, 40 moulds a month."""
    queso.months, queso.capacity, queso.capacity_base = cast.ALL_YEAR, 40_000, 40_000
    return queso


@pytest.mark.parametrize(
    ("month", "share", "offered"),
    [(APRIL, 0.5, True), (APRIL, 1, False), (THIS_YEAR, 1, True), ("2027-05", 1, True)],
)
def test_a_month_that_is_promised_whole_is_not_offered(
    client: FlaskClient, session: Session, queso: Product, month: str, share: float, offered: bool
) -> None:
    promise(session, queso, month, share)
    assert found(client, "mes=abril") is offered


@pytest.mark.parametrize(("asked", "offered"), [("20", True), ("21", False)])
def test_as_much_as_is_asked_must_be_left(
    client: FlaskClient, session: Session, queso: Product, asked: str, offered: bool
) -> None:
    promise(session, queso, APRIL, 0.5)
    assert found(client, f"mes=abril&capacidad_min={asked}+moldes") is offered
    assert found(client, f"capacidad_min={asked}+moldes")


def test_one_month_of_several_is_enough_to_be_left_out(
    client: FlaskClient, session: Session, queso: Product
) -> None:
    promise(session, queso, APRIL, 1)
    assert not found(client, "mes=abril&mes=mayo")
    assert found(client, "mes=mayo")


def test_a_capacity_nobody_said_is_not_used_up(client: FlaskClient, session: Session, queso: Product) -> None:
    promise(session, queso, APRIL, 1)
    queso.capacity = queso.capacity_base = None
    assert found(client, "mes=abril")
