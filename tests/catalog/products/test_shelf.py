"""Cards stay rendered only while what they show stands."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import time_machine
from flask.testing import FlaskClient
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from admin.products.operations import unpublish_product
from catalog.changes.models import CatalogueChange
from catalog.changes.versions import version
from catalog.enterprises.models import Enterprise
from catalog.photos.models import Photo
from catalog.products.models import Product, ProductMonth
from catalog.sharing.models import ShareImage
from core.audit import SYSTEM
from tests.support import cast

Counter = Callable[[], AbstractContextManager[list[str]]]


def test_a_second_list_asks_for_no_card(client: FlaskClient, papa: Product, count_queries: Counter) -> None:
    client.get("/productos")
    with count_queries() as asked:
        assert papa.name in client.get("/productos").text
    assert not [statement for statement in asked if "photo.token" in statement]


def test_an_edited_price_shows_at_once(client: FlaskClient, session: Session, papa: Product) -> None:
    client.get("/productos")
    papa.price = 12_345
    session.commit()
    assert "S/ 123.45" in client.get("/productos").text


def test_a_renamed_maker_shows_at_once(
    client: FlaskClient, session: Session, papa: Product, ccotana: Enterprise
) -> None:
    client.get("/productos")
    ccotana.name = "Papas de la Altura"
    session.commit()
    assert "Papas de la Altura" in client.get("/productos").text


def test_an_unpublished_product_leaves_at_once(
    client: FlaskClient, session: Session, papa: Product, queso: Product
) -> None:
    client.get("/productos")
    unpublish_product(session, papa, by=SYSTEM, reason="prueba")
    session.commit()
    page = client.get("/productos").text
    assert papa.name not in page
    assert queso.name in page


def test_a_photo_that_is_ready_shows_at_once(client: FlaskClient, session: Session, papa: Product) -> None:
    for photo in session.scalars(select(Photo).where(Photo.product_id == papa.id)):
        session.delete(photo)
    session.commit()
    client.get("/productos")
    cast.make_photo(session, papa)
    session.commit()
    assert "/media/" in client.get("/productos").text


def test_a_promised_month_shows_at_once(client: FlaskClient, session: Session, papa: Product) -> None:
    before = client.get("/productos").text
    session.add(ProductMonth(product_id=papa.id, month="2027-05", committed=papa.capacity or 1))
    session.commit()
    assert client.get("/productos").text != before


def test_rows_written_many_at_once_show_at_once(client: FlaskClient, session: Session, papa: Product) -> None:
    before = client.get("/productos").text
    month = {"product_id": papa.id, "month": "2027-05", "committed": papa.capacity or 1}
    session.execute(insert(ProductMonth), [month])
    session.commit()
    assert client.get("/productos").text != before


def test_another_day_draws_them_anew(
    client: FlaskClient, papa: Product, clock: time_machine.Traveller, count_queries: Counter
) -> None:
    client.get("/productos")
    clock.shift(24 * 3600)
    with count_queries() as asked:
        client.get("/productos")
    assert [statement for statement in asked if "photo.token" in statement]


def test_the_cards_of_another_path_are_others(client: FlaskClient, papa: Product) -> None:
    client.get("/productos")
    page = client.get("/productos", base_url="http://127.0.0.1:8000/catalogo").text
    assert f'href="/catalogo/productos/{papa.slug}"' in page


def test_the_page_of_a_product_is_kept(client: FlaskClient, papa: Product, count_queries: Counter) -> None:
    first = client.get(f"/productos/{papa.slug}").text
    with count_queries() as asked:
        assert client.get(f"/productos/{papa.slug}").text == first
    assert not [statement for statement in asked if "sanitary_paper" in statement]


def test_the_page_shows_an_edit_at_once(client: FlaskClient, session: Session, papa: Product) -> None:
    client.get(f"/productos/{papa.slug}")
    papa.description = "Ahora también en bolsas de cinco kilos."
    session.commit()
    assert papa.description in client.get(f"/productos/{papa.slug}").text


def test_the_page_shows_its_new_share_image_at_once(
    client: FlaskClient, session: Session, papa: Product
) -> None:
    client.get(f"/productos/{papa.slug}")
    session.add(ShareImage(product_id=papa.id, token="00112233445566aa", digest="0" * 64))
    session.commit()
    assert "/media/00112233445566aa/" in client.get(f"/productos/{papa.slug}").text


def test_the_page_of_an_unpublished_product_is_gone_at_once(
    client: FlaskClient, session: Session, papa: Product
) -> None:
    client.get(f"/productos/{papa.slug}")
    unpublish_product(session, papa, by=SYSTEM, reason="prueba")
    session.commit()
    assert client.get(f"/productos/{papa.slug}").status_code == 404


def test_a_new_product_stands_beside_those_like_it_at_once(
    client: FlaskClient, session: Session, papa: Product, ccotana: Enterprise
) -> None:
    assert "Parecidos" not in client.get(f"/productos/{papa.slug}").text
    other = cast.make_product(session, ccotana, "Papa huayro")
    session.commit()
    assert other.name in client.get(f"/productos/{papa.slug}").text.partition("Parecidos")[2]


def test_an_unpublished_neighbour_leaves_the_page_at_once(
    client: FlaskClient, session: Session, papa: Product, ccotana: Enterprise
) -> None:
    other = cast.make_product(session, ccotana, "Papa huayro")
    client.get(f"/productos/{papa.slug}")
    unpublish_product(session, other, by=SYSTEM, reason="prueba")
    session.commit()
    assert "Parecidos" not in client.get(f"/productos/{papa.slug}").text


def test_a_database_put_back_to_an_older_copy_shows_what_it_says(
    client: FlaskClient, session: Session, papa: Product
) -> None:
    session.commit()
    before, address, price = version(session), f"/productos/{papa.slug}", papa.price
    papa.price = 98_765
    session.commit()
    assert all("S/ 987.65" in client.get(page).text for page in ("/productos", address))
    statements = session.connection()
    statements.execute(delete(CatalogueChange).where(CatalogueChange.id > before))
    statements.execute(update(Product).where(Product.id == papa.id).values(price=price))
    session.commit()
    assert all("S/ 987.65" not in client.get(page).text for page in ("/productos", address))
