"""What messengers read of a page: the drawn picture where it stands, else the photo's, else the site's."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.photos.models import Photo
from catalog.products.models import Product
from catalog.sharing.models import ShareImage
from tests.support import cast

TOKEN = "00000000000000aa"


def said(page: str, name: str) -> str:
    return re.findall(rf'property="{name}" content="([^"]*)"', page)[0]


@pytest.fixture
def photo(session: Session, papa: Product) -> Photo:
    return cast.make_photo(session, papa)


@pytest.fixture
def drawing(session: Session) -> Callable[..., None]:
    def add(**whose: int) -> None:
        session.add(ShareImage(token=TOKEN, digest="0" * 64, **whose))

    return add


def test_a_product_shows_its_drawing(
    client: FlaskClient, papa: Product, photo: Photo, drawing: Callable[..., None]
) -> None:
    drawing(product_id=papa.id)
    page = client.get("/productos/papa-nativa-huayro").text
    assert said(page, "og:image").endswith(f"/media/{TOKEN}/share.jpg")
    assert said(page, "og:image:type") == "image/jpeg"
    assert (
        said(page, "og:image:alt")
        == "Papa nativa huayro. S/ 3.50 por kg. Papas Ccotana, Kishuara, Andahuaylas, Apurímac."
    )
    assert (said(page, "product:price:amount"), said(page, "product:price:currency")) == ("3.50", "PEN")


def test_without_it_the_photo_s(client: FlaskClient, photo: Photo) -> None:
    token = photo.token
    page = client.get("/productos/papa-nativa-huayro").text
    assert said(page, "og:image").endswith(f"/media/{token}/share.jpg")


def test_without_a_photo_the_site_s(client: FlaskClient, papa: Product) -> None:
    assert "/img/site." in said(client.get("/productos/papa-nativa-huayro").text, "og:image")


def test_an_enterprise_shows_its_own(
    client: FlaskClient, ccotana: Enterprise, photo: Photo, drawing: Callable[..., None]
) -> None:
    token = photo.token
    page = client.get("/emprendimientos/papas-ccotana").text
    assert said(page, "og:image").endswith(f"/media/{token}/share.jpg")
    drawing(enterprise_id=ccotana.id)
    page = client.get("/emprendimientos/papas-ccotana").text
    assert said(page, "og:image").endswith(f"/media/{TOKEN}/share.jpg")
    assert "Papas Ccotana" in said(page, "og:image:alt")


def test_a_list_says_nothing_of_a_price(client: FlaskClient, session: Session) -> None:
    assert "product:price" not in client.get("/productos").text
