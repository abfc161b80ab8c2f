"""A paper goes through the product's version; its document stays private."""

import io

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.products.operations import approve_product, proposed_values
from admin.readiness.files import documents, sweep
from admin.readiness.models import ProductDocument
from catalog.products.models import Product, SanitaryPaper
from core.audit import SYSTEM, AuditEntry
from tests.support.staff import csrf, sign_in

pytestmark = pytest.mark.usefixtures("clock")
PDF = b"%PDF-1.7 un registro"
GRANTED = {"state": "granted", "kind": "digesa", "number": "E1234-2025", "expires_on": "31/8/2027"}


def address(product: Product) -> str:
    return f"/gestion/productos/{product.public_id}/preparacion"


def send_paper(
    client: FlaskClient, product: Product, data: bytes = b"", name: str = "papel.pdf", **typed: str
) -> TestResponse:
    fields = {"csrf_token": csrf(client), "shown": "no aplica"} | GRANTED | typed
    if data:
        return client.post(f"{address(product)}/papel", data=fields | {"file": (io.BytesIO(data), name)})
    return client.post(f"{address(product)}/papel", data=fields)


@pytest.fixture
def here(client: FlaskClient, session: Session, chompa: Product, uas: Account) -> Product:
    """The jumper, before somebody who reaches it."""
    session.commit()
    sign_in(client, uas)
    return chompa


def test_a_paper_shows_once_its_version_is_approved(
    client: FlaskClient, session: Session, here: Product
) -> None:
    assert send_paper(client, here).status_code == 303
    session.expire_all()
    assert proposed_values(session, here).sanitary == "DIGESA E1234-2025 vence 31/08/2027"
    assert session.get(SanitaryPaper, here.id) is None
    approve_product(session, here, by=SYSTEM)
    paper = session.get_one(SanitaryPaper, here.id)
    assert (paper.kind, paper.number, str(paper.expires_on)) == ("digesa", "E1234-2025", "2027-08-31")
    session.commit()
    form = client.get(f"{address(here)}/papel").text
    assert 'value="E1234-2025"' in form
    assert 'value="31/8/2027"' in form


def test_sent_twice_it_is_written_once(client: FlaskClient, session: Session, here: Product) -> None:
    for _again in "ab":
        assert send_paper(client, here, PDF).status_code == 303
    acts = [one.action for one in session.scalars(select(AuditEntry))]
    assert (acts.count("product.propose"), acts.count("product.document_add")) == (1, 1)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"number": ""}, "Escriba el número"), ({"kind": ""}, "Elija de qué registro"),
        ({"expires_on": "31/2/2027"}, "no es una fecha"), ({"expires_on": "pronto"}, "No es una fecha"),
        ({"number": "sí tiene"}, "No se entiende"), ({"state": ""}, "Elija una respuesta"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_what_was_typed(
    client: FlaskClient, here: Product, typed: dict[str, str], said: str
) -> None:
    answer = send_paper(client, here, PDF, **typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert "debe elegirlo otra vez" in answer.text
    assert list(documents().names()) == []


def test_what_another_wrote_meanwhile_is_not_lost(client: FlaskClient, here: Product) -> None:
    send_paper(client, here, number="E1-26")
    answer = send_paper(client, here, number="E2-26")
    assert answer.status_code == 409
    assert "DIGESA E1-26 vence 31/08/2027" in answer.text
    assert 'value="E2-26"' in answer.text
    assert send_paper(client, here, number="E2-26", shown="DIGESA E1-26 vence 31/08/2027").status_code == 303


def test_its_document_opens_as_a_file_to_keep_for_who_reaches_it(
    client: FlaskClient, session: Session, here: Product, puno_head: Account
) -> None:
    send_paper(client, here, PDF, "C:\\registro.exe")
    kept = session.scalars(select(ProductDocument)).one()
    there = f"{address(here)}/documentos/{kept.public_id}"
    opened = client.get(there)
    assert (opened.data, opened.mimetype) == (PDF, "application/pdf")
    assert "registro.pdf" in opened.headers["Content-Disposition"]
    assert "product.document_open" in session.scalars(select(AuditEntry.action)).all()
    sign_in(client, puno_head)
    assert client.get(there).status_code == 404


def test_one_that_was_taken_off_opens_no_more(client: FlaskClient, session: Session, here: Product) -> None:
    send_paper(client, here, PDF)
    kept = session.scalars(select(ProductDocument.public_id)).one()
    there = f"{address(here)}/documentos/{kept}"
    wordless = client.post(f"{there}/quitar", data={"csrf_token": csrf(client), "why": ""})
    assert (wordless.status_code, "por qué se quita" in wordless.text) == (422, True)
    done = client.post(f"{there}/quitar", data={"csrf_token": csrf(client), "why": "Era de otro"})
    assert done.status_code == 303
    assert client.get(there).status_code == 404
    assert sweep(session) == 0
    assert list(documents().names()) != []
