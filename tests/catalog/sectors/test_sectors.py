"""All sectors as pictures."""

import re

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from tests.support import cast


def tile(client: FlaskClient, slug: str) -> str:
    """The tile of a sector."""
    tiles = re.findall(r'<li class="tile">.*?</li>', client.get("/rubros").text, re.S)
    return next(one for one in tiles if f'href="/rubros/{slug}"' in one)


def test_every_sector_stands_under_its_top_one(client: FlaskClient) -> None:
    page = client.get("/rubros").text
    for words in ('<h2 id="agropecuario">', 'href="/rubros/lacteos"', 'href="/rubros/joyeria"'):
        assert words in page


def test_a_number_counts_what_is_published_now(
    client: FlaskClient, session: Session, papa: Product, ccotana: Enterprise
) -> None:
    cast.make_product(session, ccotana, "Oca")
    cast.make_product(session, ccotana, "Olluco", status="unpublished", published_at=None)
    assert "2 productos" in tile(client, "tuberculos")
    assert "Todavía nadie" in tile(client, "joyeria")
    ccotana.status = "unpublished"
    assert "Todavía nadie" in tile(client, "tuberculos")


def test_a_picture_is_the_first_photo_of_the_newest_product(
    client: FlaskClient, session: Session, papa: Product, ccotana: Enterprise
) -> None:
    cast.make_photo(session, papa, 0, token="a" * 16)
    oca = cast.make_product(session, ccotana, "Oca", published_at=cast.PUBLISHED_AT.replace(year=2027))
    assert f"/media/{'a' * 16}/" in tile(client, "tuberculos")
    cast.make_photo(session, oca, 1, token="b" * 16)
    cast.make_photo(session, oca, 0, token="c" * 16)
    assert f"/media/{'c' * 16}/" in tile(client, "tuberculos")
    oca.status = "archived"
    assert f"/media/{'a' * 16}/" in tile(client, "tuberculos")


def test_a_top_sector_shows_what_hangs_from_it_as_pictures(client: FlaskClient, papa: Product) -> None:
    page = client.get("/rubros/agropecuario").text
    assert 'class="tiles' in page
    assert 'href="/rubros/lacteos"' in page
    assert 'class="tiles' not in client.get("/rubros/tuberculos").text
