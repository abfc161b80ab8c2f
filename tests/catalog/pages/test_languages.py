"""The same site in another language: its own addresses, and each page says where the others are."""

import dataclasses
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from app import create_app
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


def test_with_one_language_there_are_no_alternates(client: FlaskClient) -> None:
    assert "hreflang" not in client.get("/").text
    assert client.get("/en/productos").status_code == 404
