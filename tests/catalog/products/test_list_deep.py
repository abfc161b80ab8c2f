"""Deep pages pass over thousands of products by an index alone, and still show only what anybody may see."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.products.models import Product


def cards(client: FlaskClient, page: int) -> list[str]:
    parts = client.get(f"/productos?pagina={page}").text.split('class="card"')[1:]
    return [part.split('href="/productos/')[1].split('"')[0] for part in parts]


def test_pages_together_show_every_product_once(
    client: FlaskClient, session: Session, many_products: Callable[[int], None]
) -> None:
    many_products(60)
    shown = [slug for page in (1, 2, 3) for slug in cards(client, page)]
    assert sorted(shown) == sorted(session.scalars(select(Product.slug)))


def test_a_hidden_enterprise_leaves_no_gap_on_a_deep_page(
    client: FlaskClient, session: Session, many_products: Callable[[int], None]
) -> None:
    many_products(60)
    hidden = session.scalars(select(Enterprise).order_by(Enterprise.id).limit(1)).one()
    hidden.status = "unpublished"
    left = select(Product.slug).where(Product.enterprise_id != hidden.id)
    shown = [slug for page in (1, 2, 3) for slug in cards(client, page)]
    assert sorted(shown) == sorted(session.scalars(left))
