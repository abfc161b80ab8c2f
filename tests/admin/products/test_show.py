"""The page of a product of staff: what is live beside what is proposed, and what may be done with it."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.products.models import ProductRevision
from admin.products.operations import approve_product, propose_product, proposed_values
from admin.review.operations import send_back
from catalog.products.models import Product
from core.audit import AuditEntry
from core.scoping import everything
from tests.admin.products.conftest import LIST
from tests.support.registry import SOMEBODY
from tests.support.staff import csrf, sign_in


def publish(session: Session, product: Product) -> None:
    """Approve what is proposed."""
    with everything(session, "a test"):
        approve_product(session, product, by=SOMEBODY)
    session.commit()


def page_of(client: FlaskClient, product: Product) -> str:
    """The page of a product."""
    return client.get(f"{LIST}/{product.public_id}").text


@pytest.mark.usefixtures("gestor")
def test_a_draft_says_what_comes_next_and_what_would_help(client: FlaskClient, pan: Product) -> None:
    page = page_of(client, pan)
    assert "Todavía no se ve en el catálogo" in page
    assert "Enviar a revisión" in page
    assert "La descripción es corta" in page
    assert "Con una foto clara se vende más" in page
    assert "Ver en el catálogo" not in page


@pytest.mark.usefixtures("gestor")
def test_a_new_version_stands_beside_what_is_live(
    client: FlaskClient, session: Session, pan: Product
) -> None:
    publish(session, pan)
    with everything(session, "a test"):
        values = proposed_values(session, pan)
        propose_product(session, pan, replace(values, price=70, packaging="Bolsa"), by=SOMEBODY)
    session.commit()
    page = page_of(client, pan)
    then, now = page.split("Propuesto</small>")[1], page.split("Se ve ahora</small>")[1]
    assert then.startswith("S/ 0.70")
    assert now.startswith("S/ 0.50")
    assert page.count("Propuesto</small>") == 2
    assert f"/productos/{pan.slug}" in page
    assert "Preguntar por WhatsApp" in page


@pytest.mark.usefixtures("gestor")
def test_remarks_of_a_returned_version_stand_at_their_field(
    client: FlaskClient, session: Session, pan: Product
) -> None:
    client.post(f"{LIST}/{pan.public_id}/enviar", data={"csrf_token": csrf(client)})
    with everything(session, "a test"):
        revision = session.scalars(
            select(ProductRevision), execution_options={"populate_existing": True}
        ).one()
        remarks = {"price": "¿Es por unidad?", "": "Falta poco", "description": "Diga el tamaño"}
        send_back(session, revision, remarks, by=SOMEBODY)
    session.commit()
    page = page_of(client, pan)
    price = page.split("<dt>Precio</dt>")[1].split("<dt>")[0]
    assert "¿Es por unidad?" in price
    assert page.index("Falta poco") < page.index("<dt>")
    assert "Diga el tamaño" in page.split("<dt>Descripción</dt>")[1].split("<dt>")[0]
    assert "Devuelto" in page
    form = client.get(f"{LIST}/{pan.public_id}/editar").text
    assert form.index("¿Cuánto cuesta?") < form.index("¿Es por unidad?") < form.index("¿En qué meses hay?")


@pytest.mark.usefixtures("gestor")
def test_it_is_sent_to_review_once(client: FlaskClient, session: Session, pan: Product) -> None:
    address, data = f"{LIST}/{pan.public_id}/enviar", {"csrf_token": csrf(client)}
    number = pan.public_id
    assert "Enviado a revisión" in client.post(address, data=data, follow_redirects=True).text
    assert "No hay cambios que enviar" in client.post(address, data=data, follow_redirects=True).text
    sent = select(AuditEntry).where(AuditEntry.action == "product.send", AuditEntry.subject_id == number)
    assert len(session.scalars(sent).all()) == 1


def test_who_reviews_finds_the_way_to_what_waits(
    client: FlaskClient, session: Session, pan: Product, cusco_agent: Account, cusco_head: Account
) -> None:
    session.commit()
    sign_in(client, cusco_agent)
    client.post(f"{LIST}/{pan.public_id}/enviar", data={"csrf_token": csrf(client)})
    page = page_of(client, pan)
    assert "Como lo verá quien compra" in page
    assert "</svg>Revisar</a>" not in page
    assert f"{LIST}/{pan.public_id}/preparacion" in page
    sign_in(client, cusco_head)
    with everything(session, "a test"):
        number = session.scalars(select(ProductRevision.public_id)).one()
    page = page_of(client, pan)
    assert f"/gestion/revision/{number}" in page
    assert "</svg>Revisar</a>" in page


@pytest.mark.usefixtures("gestor")
def test_a_form_without_the_page_s_token_sends_nothing(client: FlaskClient, pan: Product) -> None:
    client.post(f"{LIST}/{pan.public_id}/enviar", data={})
    assert "Borrador" in page_of(client, pan)


@pytest.mark.parametrize(
    ("act", "words", "status"),
    [("retirar", "retirado", "unpublished"), ("archivar", "archivado", "archived")],
)
def test_who_reviews_takes_a_product_off_with_a_reason(
    client: FlaskClient,
    session: Session,
    pan: Product,
    cusco_head: Account,
    act: str,
    words: str,
    status: str,
) -> None:
    publish(session, pan)
    sign_in(client, cusco_head)
    address = f"{LIST}/{pan.public_id}/{act}"
    refused = client.post(address, data={"csrf_token": csrf(client), "why": ""})
    assert refused.status_code == 422
    assert "Escriba por qué" in refused.text
    done = client.post(
        address, data={"csrf_token": csrf(client), "why": "Ya no produce"}, follow_redirects=True
    )
    assert f"Producto {words}" in done.text
    assert session.scalars(select(Product.status)).all() == [status]
    reasons = session.scalars(select(AuditEntry.reason).where(AuditEntry.action.startswith("product.")))
    assert "Ya no produce" in reasons.all()
    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("gestor")
def test_who_does_not_review_takes_nothing_off(client: FlaskClient, session: Session, pan: Product) -> None:
    publish(session, pan)
    assert "/archivar" not in page_of(client, pan)
    assert client.get(f"{LIST}/{pan.public_id}/archivar").status_code == 403


def test_another_territory_is_answered_as_if_there_were_none(
    client: FlaskClient, session: Session, pan: Product, puno_head: Account
) -> None:
    session.commit()
    sign_in(client, puno_head)
    for end in ("", "/editar", "/retirar"):
        foreign, missing = (client.get(f"{LIST}/{one}{end}") for one in (pan.public_id, "AAAAAAAAAAAA"))
        assert foreign.status_code == missing.status_code == 404
        assert foreign.data == missing.data
