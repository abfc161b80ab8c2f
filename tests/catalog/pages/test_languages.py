"""The same site in another language: its own addresses, and each page says where the others are."""

import dataclasses
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import create_app
from catalog.products.models import Product
from core.config import Settings
from core.db import db


@pytest.fixture
def bilingual(settings: Settings) -> Iterator[FlaskClient]:
    """A visitor of a site with English beside Spanish."""
    application = create_app(dataclasses.replace(settings, languages=("es", "en")))
    yield application.test_client()
    with application.app_context():
        db.engine.dispose()


def test_links_stay_in_the_language(bilingual: FlaskClient) -> None:
    page = bilingual.get("/en/productos").text
    assert '<html lang="en">' in page
    assert 'href="/en/emprendimientos"' in page
    assert 'href="/emprendimientos"' not in page
    assert '<link rel="alternate" hreflang="es" href="http://127.0.0.1:8000/productos">' in page
    assert '<link rel="alternate" hreflang="en" href="http://127.0.0.1:8000/en/productos">' in page


def test_kept_pieces_do_not_cross_languages(bilingual: FlaskClient) -> None:
    bilingual.get("/en/productos")
    assert 'href="/en/' not in bilingual.get("/productos").text.replace('hreflang="en" href="', "")


@pytest.mark.parametrize("wanted", ["/productos", "/buscar?q=papa", "/productos/{slug}"])
def test_what_one_visitor_adds_to_an_address_is_on_nobody_elses_page(
    bilingual: FlaskClient, session: Session, papa: Product, wanted: str
) -> None:
    address = wanted.format(slug=papa.slug)
    session.commit()
    bilingual.get(f"{address}{'&' if '?' in address else '?'}de=volante-7")
    page_of_another = bilingual.get(address).text
    assert "volante-7" not in page_of_another
    assert f'hreflang="en" href="http://127.0.0.1:8000/en{address}"' in page_of_another


def test_with_one_language_there_are_no_alternates(client: FlaskClient) -> None:
    assert "hreflang" not in client.get("/").text
    assert client.get("/en/productos").status_code == 404
