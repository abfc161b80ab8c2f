"""Seals: verified by whoever reviews, shown at once, and undone by no version that was open meanwhile."""

import io
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.products.operations import approve_product, propose_product
from admin.products.values import ProductValues
from admin.readiness.models import ProductDocument
from catalog.products.models import Product, Seal, SealAward
from core.audit import SYSTEM, AuditEntry
from tests.support.staff import csrf, sign_in

pytestmark = pytest.mark.usefixtures("clock")
SEAL = "comercio-justo"
TYPED = {"verified_by": "Cooperativa de prueba", "verified_on": "1/10/2026", "expires_on": "1/10/2027"}


def address(product: Product, seal: str = SEAL) -> str:
    return f"/gestion/productos/{product.public_id}/preparacion/sellos/{seal}"


def send_seal(client: FlaskClient, product: Product, **typed: str) -> TestResponse:
    version = client.get(address(product)).text.partition('name="version" value="')[2].partition('"')[0]
    fields = {"csrf_token": csrf(client), "version": version} | TYPED | typed
    file = {"file": (io.BytesIO(b"%PDF-1.7 un acta"), "acta.pdf")}
    return client.post(address(product), data=fields | file)


def slugs(session: Session, product: Product) -> set[str]:
    """The seals on a product."""
    session.expire_all()
    query = select(Seal.slug).join(SealAward, SealAward.seal_id == Seal.id)
    return set(session.scalars(query.where(SealAward.product_id == product.id)))


@pytest.fixture
def here(client: FlaskClient, session: Session, chompa: Product, uas: Account) -> Product:
    """The jumper, before somebody who reviews."""
    session.commit()
    sign_in(client, uas)
    return chompa


def test_a_seal_shows_at_once_with_who_verified_it(
    client: FlaskClient, session: Session, here: Product
) -> None:
    assert "El precio cubre el costo" in client.get(address(here)).text
    assert send_seal(client, here).status_code == 303
    assert slugs(session, here) == {SEAL, "hecho-a-mano"}
    assert "Verificado por Cooperativa de prueba" in client.get(f"/productos/{here.slug}").text
    kept = session.scalars(select(ProductDocument)).one()
    assert (kept.purpose, kept.file_name) == ("seal", "acta.pdf")
    assert "product.seal" in session.scalars(select(AuditEntry.action)).all()


@pytest.mark.parametrize("waits", [False, True], ids=["nothing waits", "a version waits"])
def test_approving_a_version_later_keeps_it(
    client: FlaskClient, session: Session, here: Product, chompa_values: ProductValues, waits: bool
) -> None:
    if waits:
        propose_product(session, here, replace(chompa_values, name="Chompa larga"), by=SYSTEM)
        session.commit()
    assert send_seal(client, here).status_code == 303
    session.expire_all()
    if not waits:
        # Nobody who edits meanwhile begins from what the page said before.
        propose_product(
            session, here, replace(chompa_values, name="Chompa", seals=("hecho-a-mano", SEAL)), by=SYSTEM
        )
    approve_product(session, here, by=SYSTEM)
    session.commit()
    assert slugs(session, here) == {SEAL, "hecho-a-mano"}
    award = session.scalars(select(SealAward).where(SealAward.verified_by == "Cooperativa de prueba")).one()
    assert str(award.expires_on) == "2027-10-01"


def test_what_is_not_public_yet_keeps_it_until_it_is(
    client: FlaskClient, session: Session, chompa_draft: Product, uas: Account
) -> None:
    session.commit()
    sign_in(client, uas)
    assert send_seal(client, chompa_draft).status_code == 303
    session.expire_all()
    approve_product(session, chompa_draft, by=SYSTEM)
    session.commit()
    assert slugs(session, chompa_draft) == {SEAL, "hecho-a-mano"}


def test_one_taken_off_comes_back_by_no_version(
    client: FlaskClient, session: Session, here: Product, chompa_values: ProductValues
) -> None:
    propose_product(session, here, replace(chompa_values, name="Chompa larga"), by=SYSTEM)
    session.commit()
    there = f"{address(here, 'hecho-a-mano')}/quitar"
    data = {"csrf_token": csrf(client), "why": "El acta era de otro producto"}
    assert client.post(there, data=data).status_code == 303
    assert slugs(session, here) == set()
    session.expire_all()
    approve_product(session, here, by=SYSTEM)
    session.commit()
    assert slugs(session, here) == set()
    assert client.get(there).status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"verified_by": ""}, "Escriba quién"), ({"verified_on": "1/10/2030"}, "en el futuro"),
        ({"expires_on": "1/9/2026"}, "Vence antes"), ({"version": "1"}, ""),
        ({"evidence": "Su DNI 12345678"}, "evidence-error"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_shows(
    client: FlaskClient, session: Session, here: Product, typed: dict[str, str], said: str
) -> None:
    answer = send_seal(client, here, **typed)
    assert answer.status_code == (409 if "version" in typed else 422)
    assert said in answer.text
    assert slugs(session, here) == {"hecho-a-mano"}


def test_who_does_not_review_verifies_nothing(
    client: FlaskClient, session: Session, here: Product, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    assert client.get(address(here)).status_code in (403, 404)
    assert slugs(session, here) == {"hecho-a-mano"}
