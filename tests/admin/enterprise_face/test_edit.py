"""What the catalogue says of an enterprise: proposed, sent to review, in one's own territory, and by two at once."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.enterprises.models import EnterpriseRecord, EnterpriseRevision
from admin.enterprises.operations import proposed_values
from admin.enterprises.values import EnterpriseValues
from admin.review.operations import send_back
from catalog.enterprises.models import Enterprise
from core.scoping import everything
from tests.support.registry import HIDDEN, SOMEBODY
from tests.support.staff import csrf, sign_in

TYPED = {"name": "Panes de Ccorca", "department": "Cusco", "province": "Cusco", "district": "Ccorca"}


@pytest.fixture
def address(client: FlaskClient, session: Session, panes: EnterpriseRecord, cusco_agent: Account) -> str:
    """Of the form, for the gestor of Ccorca, signed in."""
    sign_in(client, cusco_agent)
    session.commit()
    return f"/gestion/emprendimientos/{panes.public_id}/ficha"


def opened(client: FlaskClient, address: str) -> dict[str, str]:
    """What the form carries along."""
    return dict(HIDDEN.findall(client.get(address).text))


def send(client: FlaskClient, address: str, kept: dict[str, str], **typed: Any) -> TestResponse:
    """Send the form: what is not said is as it was."""
    return client.post(address, data=kept | TYPED | {"csrf_token": csrf(client)} | typed)


def kept(session: Session) -> EnterpriseValues:
    """What the newest version says."""
    with everything(session, "a test"):
        return proposed_values(session, session.scalars(select(Enterprise)).one())


def revision(session: Session) -> EnterpriseRevision:
    """The one version."""
    with everything(session, "a test"):
        query = select(EnterpriseRevision)
        return session.scalars(query, execution_options={"populate_existing": True}).one()


def test_what_was_typed_is_a_draft(client: FlaskClient, session: Session, address: str) -> None:
    typed = {
        "market": "Feria de Ccorca, sábados", "story": "Hornea con leña.", "whatsapp": "951 234 567",
        "wallets": ["Yape", "Plin"], "invoices": "boleta", "province_only": "yes",
    }  # fmt: skip
    answer = send(client, address, opened(client, address), **typed)
    assert answer.status_code == 303
    values = kept(session)
    assert (values.wallets, values.invoices, values.province_only) == (3, 2, True)
    assert (values.whatsapp, values.market) == ("+51951234567", "Feria de Ccorca, sábados")
    assert session.scalars(select(Enterprise.market)).all() == [""]
    page = client.get(address).text
    assert "Borrador guardado." in page
    assert "Hornea con leña." in page
    send(client, address, opened(client, address))
    assert (kept(session).story, kept(session).wallets) == ("", 0)


def test_it_goes_to_review_and_comes_back_with_remarks(
    client: FlaskClient, session: Session, address: str
) -> None:
    send(client, address, opened(client, address), act="enviar")
    waiting = revision(session)
    assert waiting.state == "in_review"
    with everything(session, "a test"):
        send_back(session, waiting, {"market": "¿Qué día?"}, by=SOMEBODY)
    session.commit()
    page = client.get(address).text
    assert "Devuelto" in page
    assert "¿Qué día?" in page


def test_it_stays_in_one_s_territory(client: FlaskClient, session: Session, address: str) -> None:
    elsewhere = {"department": "Puno", "province": "Puno", "district": "Puno"}
    answer = send(client, address, opened(client, address), **elsewhere)
    assert answer.status_code == 422
    assert "no es de su territorio" in answer.text
    assert kept(session).district_code == "080102"


def test_what_is_wrong_stands_at_its_field(client: FlaskClient, address: str) -> None:
    answer = send(client, address, opened(client, address), whatsapp="123", market="Feria de Ccorca")
    assert answer.status_code == 422
    assert "no es un celular del Perú" in answer.text
    assert "Feria de Ccorca" in answer.text


def test_who_was_slower_sees_both_and_chooses(client: FlaskClient, session: Session, address: str) -> None:
    mine = opened(client, address)
    send(client, address, opened(client, address), market="Los sábados")
    late = send(client, address, mine, market="Los domingos")
    assert late.status_code == 409
    assert "Los sábados" in late.text
    chosen = dict(HIDDEN.findall(late.text)) | {"market": "Los domingos"}
    assert client.post(address, data=chosen).status_code == 303
    assert kept(session).market == "Los domingos"


def test_another_territory_is_answered_as_if_there_were_none(
    client: FlaskClient, address: str, puno_head: Account
) -> None:
    sign_in(client, puno_head)
    missing = client.get("/gestion/emprendimientos/AAAAAAAAAAAA/ficha")
    assert client.get(address).status_code == 404
    assert client.get(address).data == missing.data
