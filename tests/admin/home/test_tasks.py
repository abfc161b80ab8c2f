"""What waits of the catalogue stands on the page where staff begin, each with the page where it is done."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.products.models import ProductRevision
from admin.products.operations import create_product, propose_product
from admin.products.values import ProductValues
from admin.review.cases import case_by_id
from admin.review.deciding import return_version, send_product
from admin.review.operations import open_revision
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.audit import SYSTEM
from core.clock import today
from tests.support.queries import count_queries
from tests.support.staff import sign_in

Reads = Callable[[], str]


@pytest.fixture
def home(client: FlaskClient, uas: Account) -> Reads:
    """The page where UAS begins."""
    sign_in(client, uas)
    return lambda: client.get("/gestion").text


def test_a_draft_waits_to_be_sent(home: Reads, chompa_draft: Product) -> None:
    page = home()
    assert "1 borrador sin enviar" in page
    assert "/gestion/productos?estado=borrador" in page


def test_what_was_sent_waits_to_be_reviewed(home: Reads, session: Session, chompa_draft: Product) -> None:
    send_product(session, chompa_draft, by=SYSTEM)
    page = home()
    assert "1 ficha por revisar" in page
    assert "borrador sin enviar" not in page


def test_what_was_returned_waits_to_be_mended(
    home: Reads, session: Session, chompa: Product, chompa_values: ProductValues
) -> None:
    propose_product(session, chompa, replace(chompa_values, description="Con capucha."), by=SYSTEM)
    send_product(session, chompa, by=SYSTEM)
    version = open_revision(session, ProductRevision, product_id=chompa.id)
    case = version and case_by_id(session, version.public_id)
    assert case
    return_version(session, case, {"": "Falta la talla."}, by=SYSTEM)
    assert "1 producto devuelto para corregir" in home()


@pytest.mark.parametrize("what", ["price_confirmed_on", "availability_confirmed_on"])
def test_what_nobody_confirmed_for_three_months_is_asked_about(
    home: Reads, client: FlaskClient, session: Session, chompa: Product, what: str
) -> None:
    assert "sin confirmar" not in home()
    setattr(chompa, what, today() - timedelta(days=120))
    assert "1 precio o cantidad sin confirmar hace 3 meses" in home()
    listed = client.get("/gestion/productos?precio=por-confirmar").text
    assert f"/gestion/productos/{chompa.public_id}/preguntar" in listed


def test_another_territory_is_told_nothing(
    client: FlaskClient, puno_head: Account, chompa_draft: Product
) -> None:
    sign_in(client, puno_head)
    assert "borrador" not in client.get("/gestion").text


def test_many_ask_as_much_as_one(
    app: Flask, home: Reads, session: Session, awana: Enterprise, chompa_values: ProductValues
) -> None:
    create_product(session, awana, chompa_values, by=SYSTEM)
    home()
    with count_queries(app) as for_one:
        home()
    for number in range(9):
        create_product(session, awana, replace(chompa_values, name=f"Poncho {number}"), by=SYSTEM)
    home()
    with count_queries(app) as for_ten:
        home()
    assert len(for_ten) == len(for_one)
