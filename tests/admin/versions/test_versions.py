"""Who said what of a product or an enterprise, when and why; two versions compared; an old one brought back."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.enterprises.models import EnterpriseRecord, EnterpriseRevision
from admin.enterprises.operations import approve_enterprise, propose_enterprise
from admin.enterprises.values import EnterpriseValues
from admin.products.live import LiveChange, change_live
from admin.products.models import ProductRevision
from admin.products.operations import approve_product, propose_product, proposed_values
from admin.products.values import ProductValues
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.audit import SYSTEM, Actor, AuditEntry
from tests.support.staff import csrf, sign_in

GESTORA = Actor("Gestora", "gestora00001")
WHY = "La anterior decía mal la talla"


@pytest.fixture
def uas_client(client: FlaskClient, uas: Account) -> FlaskClient:
    """A browser where UAS is signed in."""
    sign_in(client, uas)
    return client


@pytest.fixture
def told(session: Session, chompa: Product, chompa_values: ProductValues) -> list[str]:
    """Two approved versions of the jumper: their public ids, the older first."""
    propose_product(session, chompa, replace(chompa_values, description="Con capucha."), by=GESTORA)
    approve_product(session, chompa, by=SYSTEM)
    session.commit()
    return list(session.scalars(select(ProductRevision.public_id).order_by(ProductRevision.id)))


def versions(product: Product) -> str:
    return f"/gestion/productos/{product.public_id}/versiones"


def test_every_version_says_who_and_why(
    uas_client: FlaskClient, session: Session, chompa: Product, told: list[str]
) -> None:
    change_live(session, chompa, LiveChange(price=13_000), by=GESTORA, why="Respondió por el enlace")
    page = uas_client.get(versions(chompa)).text
    assert page.count('class="version"') == 3
    assert "La escribió Gestora." in page
    assert "<q>Respondió por el enlace</q>" in page


def test_two_are_compared_in_words(uas_client: FlaskClient, chompa: Product, told: list[str]) -> None:
    page = uas_client.get(f"{versions(chompa)}?una={told[1]}&otra={told[0]}").text
    assert "<ins>Con capucha.</ins>" in page


def test_a_version_of_something_else_is_none(
    uas_client: FlaskClient,
    session: Session,
    awana_record: EnterpriseRecord,
    chompa: Product,
    told: list[str],
) -> None:
    other = session.scalars(select(EnterpriseRevision.public_id)).first()
    assert "Qué cambió" not in uas_client.get(f"{versions(chompa)}?una={other}&otra={told[0]}").text
    assert uas_client.get(f"{versions(chompa)}/{other}/recuperar").status_code == 404


def test_an_old_one_comes_back_as_a_draft(
    uas_client: FlaskClient, session: Session, chompa: Product, told: list[str]
) -> None:
    change_live(session, chompa, LiveChange(price=13_000), by=GESTORA, why="Subió la lana")
    address = f"{versions(chompa)}/{told[0]}/recuperar"
    assert uas_client.post(address, data={"csrf_token": csrf(uas_client), "why": WHY}).status_code == 303
    session.expire_all()
    proposed = proposed_values(session, chompa)
    assert (proposed.description, proposed.price) == ("", 13_000)
    assert session.get_one(Product, chompa.id).description == "Con capucha."
    draft = session.scalars(select(ProductRevision).where(ProductRevision.state == "draft")).one()
    assert (draft.why, draft.created_by) == (WHY, "Uas")
    assert (
        session.scalars(select(AuditEntry.reason).where(AuditEntry.action == "product.restore")).one() == WHY
    )


def test_it_asks_why(uas_client: FlaskClient, chompa: Product, told: list[str]) -> None:
    answer = uas_client.post(f"{versions(chompa)}/{told[0]}/recuperar", data={"csrf_token": csrf(uas_client)})
    assert answer.status_code == 422
    assert "Escriba por qué vuelve esta versión." in answer.text


def test_an_open_version_is_not_lost_unasked(
    uas_client: FlaskClient, session: Session, chompa: Product, chompa_values: ProductValues, told: list[str]
) -> None:
    propose_product(session, chompa, replace(chompa_values, description="Talla M."), by=GESTORA)
    address, data = f"{versions(chompa)}/{told[0]}/recuperar", {"csrf_token": csrf(uas_client), "why": WHY}
    refused = uas_client.post(address, data=data)
    assert refused.status_code == 422
    assert "Hay una versión abierta" in refused.text
    session.expire_all()
    assert proposed_values(session, chompa).description == "Talla M."
    assert uas_client.post(address, data=data | {"over": "1"}).status_code == 303
    session.expire_all()
    assert proposed_values(session, chompa).description == ""


def test_what_is_personal_does_not_come_back(
    uas_client: FlaskClient, session: Session, awana: Enterprise, awana_record: EnterpriseRecord,
    tejidos_values: EnterpriseValues,
) -> None:  # fmt: skip
    first = session.scalars(select(EnterpriseRevision.public_id)).one()
    propose_enterprise(session, awana, replace(tejidos_values, market="Pisac, martes", story=""), by=GESTORA)
    approve_enterprise(session, awana, by=SYSTEM)
    address = f"/gestion/emprendimientos/{awana_record.public_id}/versiones"
    page = uas_client.get(f"{address}/{first}/recuperar").text
    assert "Feria de Chinchero" in page
    assert "abuela" not in page
    sent = uas_client.post(f"{address}/{first}/recuperar", data={"csrf_token": csrf(uas_client), "why": WHY})
    assert sent.status_code == 303
    session.expire_all()
    draft = session.scalars(select(EnterpriseRevision).where(EnterpriseRevision.state == "draft")).one()
    assert (draft.snapshot["market"], draft.snapshot["story"]) == (tejidos_values.market, "")
