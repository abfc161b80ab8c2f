"""Who sells, and what stands at the foot of every page."""

import dataclasses
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from app import create_app
from core.config import Settings
from core.db import db

BOOK = "https://reclamos.example.pe/libro?entidad=1&sede=2"


@pytest.fixture
def with_book(settings: Settings) -> Iterator[FlaskClient]:
    """A visitor of a site that has a complaints book."""
    application = create_app(
        dataclasses.replace(settings, complaints_book_url=BOOK, contact_phone="01 234 5678")
    )
    yield application.test_client()
    with application.app_context():
        db.engine.dispose()


def test_says_who_sells_and_how_to_buy_with_care(client: FlaskClient) -> None:
    page = client.get("/quien-vende").text
    for words in (
        "El Estado no vende, no cobra y no pone los precios.",
        "El programa nunca pide adelantos, depósitos ni claves.",
        "Denunciar esta ficha",
        "Indecopi",
    ):
        assert words in page


@pytest.mark.usefixtures("papa")
@pytest.mark.parametrize("path", ["/", "/productos", "/productos/papa-nativa-huayro", "/no-existe"])
def test_every_page_says_at_its_foot_who_sells(client: FlaskClient, path: str) -> None:
    foot = client.get(path).text.partition("<footer")[2]
    assert 'href="/quien-vende">Vende quien produce, no el Estado</a>' in foot
    assert "El programa nunca pide adelantos ni claves" in foot
    assert 'href="/que-no-se-publica"' in foot
    assert "Libro de Reclamaciones" not in foot


@pytest.mark.parametrize("path", ["/productos", "/quien-vende"])
def test_the_complaints_book_is_linked_where_there_is_one(with_book: FlaskClient, path: str) -> None:
    page = with_book.get(path).text
    assert 'href="https://reclamos.example.pe/libro?entidad=1&amp;sede=2"' in page
    assert 'href="tel:012345678">01 234 5678</a>' in page


@pytest.mark.parametrize("path", ["/quien-vende", "/que-no-se-publica"])
def test_search_engines_are_told_of_it(client: FlaskClient, path: str) -> None:
    assert f"<loc>http://127.0.0.1:8000{path}</loc>" in client.get("/sitemap-paginas.xml").text


def test_search_engines_leave_the_form_alone(client: FlaskClient) -> None:
    assert "Disallow: /denunciar\n" in client.get("/robots.txt").text
