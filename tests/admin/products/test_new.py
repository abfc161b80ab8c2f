"""A new product of a maker: once, with what her last one says, and asked about where one is called alike."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.enterprises.models import EnterpriseRecord
from admin.products.models import ProductRevision
from admin.products.operations import approve_product
from catalog.products.models import Product
from core.scoping import everything
from tests.admin.products.conftest import LIST, Fill, make_bread
from tests.support.registry import HIDDEN, SOMEBODY
from tests.support.staff import sign_in

NEW = f"{LIST}/nuevo"


def opened(client: FlaskClient, record: EnterpriseRecord) -> dict[str, str]:
    """What the empty form carries along."""
    return dict(HIDDEN.findall(client.get(f"{NEW}?emprendimiento={record.public_id}").text))


def snapshots(session: Session) -> list[ProductRevision]:
    """All versions, the last one first."""
    with everything(session, "a test"):
        query = select(ProductRevision).order_by(ProductRevision.id.desc())
        return list(session.scalars(query, execution_options={"populate_existing": True}))


@pytest.mark.usefixtures("gestor")
def test_without_a_maker_it_asks_whose_it_is(client: FlaskClient, panes: EnterpriseRecord) -> None:
    page = client.get(f"{NEW}?q=panes").text
    assert f"{NEW}?emprendimiento={panes.public_id}" in page
    assert "se llama así" in client.get(f"{NEW}?q=nadie").text


@pytest.mark.usefixtures("gestor")
def test_a_draft_is_made_of_what_was_typed(
    client: FlaskClient, session: Session, panes: EnterpriseRecord, fill: Fill
) -> None:
    answer = fill(
        NEW, **opened(client, panes), months=["enero", "mayo"], payments=["efectivo", "adelanto"],
        capacity="300", lead_days="3", delivery="Cusco, Anta", description="Pan de trigo horneado en leña.",
    )  # fmt: skip
    assert answer.status_code == 303
    kept = snapshots(session)[0]
    assert kept.state == "draft"
    told = {name: kept.snapshot[name] for name in ("name", "price", "capacity", "months", "payments")}
    assert told == {
        "name": "Pan de trigo",
        "price": 50,
        "capacity": 300_000,
        "months": 0b10001,
        "payments": 9,
    }
    page = client.get(answer.location).text
    assert "enero y mayo" in page
    assert "efectivo, adelanto" in page


@pytest.mark.usefixtures("gestor")
def test_sent_twice_it_is_one_product(
    client: FlaskClient, session: Session, panes: EnterpriseRecord, fill: Fill
) -> None:
    kept = opened(client, panes)
    first, second = fill(NEW, **kept), fill(NEW, **kept)
    assert first.location == second.location
    assert len(session.scalars(select(Product)).all()) == 1


@pytest.mark.usefixtures("gestor")
def test_it_may_go_to_review_at_once(
    client: FlaskClient, session: Session, panes: EnterpriseRecord, fill: Fill
) -> None:
    fill(NEW, **opened(client, panes), act="enviar")
    assert snapshots(session)[0].state == "in_review"


@pytest.mark.usefixtures("gestor")
def test_what_is_wrong_stands_at_its_field_and_all_that_was_typed_stays(
    client: FlaskClient, session: Session, panes: EnterpriseRecord, fill: Fill
) -> None:
    answer = fill(NEW, **opened(client, panes), price="mucho", delivery="Cusco", months=["mayo"], name="")
    assert answer.status_code == 422
    assert "Falta el nombre del producto." in answer.text
    assert 'value="mucho"' in answer.text
    assert 'value="Cusco"' in answer.text
    assert re.search(r'value="mayo"[^>]* checked', answer.text)
    assert session.scalars(select(Product)).all() == []


@pytest.mark.usefixtures("gestor", "pan")
def test_one_that_is_called_alike_is_shown_before_a_second_is_made(
    client: FlaskClient, session: Session, panes: EnterpriseRecord, pan: Product, fill: Fill
) -> None:
    kept, other = opened(client, panes), pan.public_id
    doubt = fill(NEW, **kept, name="Panes de trigo", packaging="Bolsa de papel")
    assert doubt.status_code == 409
    assert f"{LIST}/{other}" in doubt.text
    assert "Bolsa de papel" in doubt.text
    assert len(session.scalars(select(Product)).all()) == 1
    assert fill(NEW, **kept, name="Panes de trigo", different="yes").status_code == 303
    assert len(session.scalars(select(Product)).all()) == 2


@pytest.mark.usefixtures("gestor")
def test_a_second_product_begins_with_what_the_last_one_says(
    client: FlaskClient, session: Session, panes: EnterpriseRecord
) -> None:
    make_bread(session, panes, delivery="Cusco, Anta", payments=1, lead_days=3, price=990)
    session.commit()
    page = client.get(f"{NEW}?emprendimiento={panes.public_id}").text
    assert "«Pan de trigo»" in page
    assert 'value="Cusco, Anta"' in page
    assert 'value="3 días"' in page
    assert re.search(r'value="efectivo"[^>]* checked', page)
    assert "9.90" not in page


@pytest.mark.usefixtures("gestor")
def test_a_price_far_from_its_like_is_told_and_hinders_nothing(
    client: FlaskClient, session: Session, panes: EnterpriseRecord, pan: Product, fill: Fill
) -> None:
    with everything(session, "a test"):
        for number, price in enumerate((40, 45, 50, 60, 70)):
            other = make_bread(session, panes, f"Bizcocho {number}", price=price)
            approve_product(session, other, by=SOMEBODY)
    session.commit()
    dear = fill(NEW, **opened(client, panes), name="Chuta", price="1.01")
    assert dear.status_code == 303
    page = client.get(dear.location).text
    assert "Es más del doble de lo usual: S/ 0.50 la unidad" in page
    assert "5 productos del mismo rubro" in page
    fair = fill(NEW, **opened(client, panes), name="Rosquita", price="1.00")
    assert "de lo usual" not in client.get(fair.location).text
    assert pan.public_id


def test_a_maker_of_another_territory_is_as_none(
    client: FlaskClient, session: Session, panes: EnterpriseRecord, puno_head: Account, fill: Fill
) -> None:
    maker = panes.public_id
    session.commit()
    sign_in(client, puno_head)
    assert client.get(f"{NEW}?emprendimiento={maker}").status_code == 404
    assert fill(NEW, emprendimiento=maker).status_code == 404
    assert maker not in client.get(f"{NEW}?q=panes").text
