"""Changing a product: a draft beside what is live, blanks that erase, and two who change it at once."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.products.live import LiveChange, change_live
from admin.products.operations import approve_product, propose_product, proposed_values
from admin.products.values import ProductValues
from catalog.products.models import Product
from core.scoping import everything
from tests.admin.products.conftest import LIST, Fill
from tests.support.registry import HIDDEN, SOMEBODY


def address_of(product: Product) -> str:
    """Of its form."""
    return f"{LIST}/{product.public_id}/editar"


def opened(client: FlaskClient, address: str) -> dict[str, str]:
    """What the form carries along."""
    return dict(HIDDEN.findall(client.get(address).text))


def kept(session: Session) -> ProductValues:
    """What the newest version of the one product says."""
    with everything(session, "a test"):
        return proposed_values(session, session.scalars(select(Product)).one())


@pytest.mark.usefixtures("gestor")
def test_a_change_of_what_was_never_public_is_what_lists_say(
    client: FlaskClient, session: Session, pan: Product, fill: Fill
) -> None:
    address = address_of(pan)
    assert fill(address, **opened(client, address), name="Pan de cebada", price="0.80").status_code == 303
    assert kept(session).price == 80
    assert "Pan de cebada" in client.get(f"{LIST}?q=cebada").text


@pytest.mark.usefixtures("gestor")
def test_a_change_of_what_is_public_waits(
    client: FlaskClient, session: Session, pan: Product, fill: Fill
) -> None:
    with everything(session, "a test"):
        approve_product(session, pan, by=SOMEBODY)
    session.commit()
    address, slug = address_of(pan), pan.slug
    fill(address, **opened(client, address), price="0.80")
    assert kept(session).price == 80
    assert session.scalars(select(Product.price)).all() == [50]
    assert "S/ 0.50" in client.get(f"/productos/{slug}").text


@pytest.mark.usefixtures("gestor")
def test_a_blank_field_erases_and_what_is_not_asked_for_stays(
    client: FlaskClient, session: Session, pan: Product, fill: Fill
) -> None:
    with everything(session, "a test"):
        values = replace(proposed_values(session, pan), packaging="Bolsa", freight="buyer", months=1)
        propose_product(session, pan, values, by=SOMEBODY)
    session.commit()
    address = address_of(pan)
    fill(address, **opened(client, address))
    now = kept(session)
    assert (now.packaging, now.months, now.freight) == ("", 0, "buyer")


@pytest.mark.usefixtures("gestor")
def test_saved_without_a_change_it_is_no_new_version(
    client: FlaskClient, session: Session, pan: Product, fill: Fill
) -> None:
    with everything(session, "a test"):
        approve_product(session, pan, by=SOMEBODY)
    session.commit()
    address = address_of(pan)
    before = client.get(address).text
    assert fill(address, **opened(client, address)).status_code == 303
    assert client.get(address).text.split('name="version"')[1][:40] == before.split('name="version"')[1][:40]


@pytest.mark.usefixtures("gestor")
def test_who_was_slower_sees_both_and_chooses(
    client: FlaskClient, session: Session, pan: Product, fill: Fill
) -> None:
    address = address_of(pan)
    mine = opened(client, address)
    fill(address, **opened(client, address), price="0.70", packaging="Caja")
    late = fill(address, **mine, price="0.90", packaging="Caja")
    assert late.status_code == 409
    assert "compare y elija" in late.text
    assert 'value="0.90"' in late.text
    assert 'value="S/ 0.70"' in late.text
    assert kept(session).price == 70
    chosen = dict(HIDDEN.findall(late.text)) | {"price": "0.90"}
    assert fill(address, **chosen).status_code == 303
    assert (kept(session).price, kept(session).packaging) == (90, "Caja")


@pytest.mark.usefixtures("gestor")
def test_what_went_live_meanwhile_is_not_undone(
    client: FlaskClient, session: Session, pan: Product, fill: Fill
) -> None:
    with everything(session, "a test"):
        approve_product(session, pan, by=SOMEBODY)
    session.commit()
    address = address_of(pan)
    mine = opened(client, address)
    with everything(session, "a test"):
        change_live(session, pan, LiveChange(price=60), by=SOMEBODY, why="")
    session.commit()
    assert fill(address, **mine, packaging="Caja").status_code == 409
    assert kept(session).price == 60


@pytest.mark.usefixtures("gestor")
def test_what_is_archived_is_not_worked_on(
    client: FlaskClient, session: Session, pan: Product, fill: Fill
) -> None:
    address = address_of(pan)
    pan.status = "archived"
    session.commit()
    assert client.get(address).status_code == 404
    assert fill(address, version="0" * 16).status_code == 404
