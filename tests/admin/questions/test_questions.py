"""A question is answered by its link: once, without signing in, and it can do nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.consents.operations import give_consent
from admin.enterprises.models import EnterpriseRecord
from admin.producer.models import ProducerQuestion
from admin.products.models import ProductRevision
from admin.products.operations import propose_product, proposed_values, unpublish_product
from admin.products.values import ProductValues
from admin.questions.links import secret_of
from admin.questions.operations import ask
from catalog.products.models import Product
from core.audit import SYSTEM, Actor, AuditEntry
from core.clock import now, today
from tests.support.staff import csrf, sign_in

GESTORA = Actor("Gladys")
NEXT_WEEK = timedelta(days=7)


@pytest.fixture
def price_link(session: Session, chompa: Product) -> str:
    """The link that asks for the jumper's price."""
    return f"/p/{secret_of(ask(session, chompa, 'price', by=GESTORA).public_id)}"


@pytest.fixture
def supply_link(session: Session, chompa: Product) -> str:
    """The link that asks how many jumpers a month."""
    return f"/p/{secret_of(ask(session, chompa, 'availability', by=GESTORA).public_id)}"


def _shown(client: FlaskClient, link: str) -> str:
    page = client.get(link).text
    return page.partition('name="shown" value="')[2].partition('"')[0]


def test_the_page_asks_one_thing_and_writes_nothing(
    client: FlaskClient, session: Session, price_link: str
) -> None:
    before = session.scalars(select(AuditEntry.id)).all()
    answer = client.get(price_link)
    assert "¿Sigue a S/ 120 la unidad?" in answer.text
    assert answer.headers["Cache-Control"].startswith("no-store")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "Set-Cookie" not in answer.headers
    assert session.scalars(select(AuditEntry.id)).all() == before


def test_yes_confirms_it_today(
    client: FlaskClient, session: Session, chompa: Product, price_link: str
) -> None:
    with time_machine.travel(now() + NEXT_WEEK):
        sent = {"answer": "yes", "shown": _shown(client, price_link)}
        assert "Ya está anotado" in client.post(price_link, data=sent, follow_redirects=True).text
        session.refresh(chompa)
        assert (chompa.price, chompa.price_confirmed_on) == (12_000, today())


def test_another_price_is_on_the_public_page_at_once(
    client: FlaskClient, session: Session, chompa: Product, price_link: str
) -> None:
    public = f"/productos/{chompa.slug}"
    assert "120.00" in client.get(public).text
    assert client.post(price_link, data={"answer": "changed", "value": "135.50"}).status_code == 303
    assert "135.50" in client.get(public).text
    newest = session.scalars(select(ProductRevision).order_by(ProductRevision.id.desc())).first()
    assert newest is not None
    assert newest.why == "Respondió por el enlace que le envió Gladys"


def test_another_price_is_found_at_once(client: FlaskClient, session: Session, price_link: str) -> None:
    client.post(price_link, data={"answer": "changed", "value": "135.50"})
    assert "135.50" in client.get("/buscar?q=chompa").text


def test_no_draft_brings_the_old_price_back(
    client: FlaskClient, session: Session, chompa: Product, chompa_values: ProductValues, price_link: str
) -> None:
    propose_product(session, chompa, replace(chompa_values, description="Con capucha."), by=SYSTEM)
    client.post(price_link, data={"answer": "changed", "value": "140"})
    session.expire_all()
    assert proposed_values(session, chompa).price == 14_000


@pytest.mark.parametrize(
    ("typed", "says"),
    [("", "Escriba el precio"), ("mucho", "número"), ("0", "mayor que cero"), ("20 por kg", "la unidad")],
)
def test_what_is_no_price_is_told_and_kept(
    client: FlaskClient, session: Session, chompa: Product, price_link: str, typed: str, says: str
) -> None:
    answer = client.post(price_link, data={"answer": "changed", "value": typed})
    assert answer.status_code == 422
    assert says in answer.text
    assert f'value="{typed}"' in answer.text
    session.refresh(chompa)
    assert chompa.price == 12_000


def test_none_for_now_shows_at_once(
    client: FlaskClient, session: Session, chompa: Product, supply_link: str
) -> None:
    client.post(supply_link, data={"answer": "paused"})
    session.refresh(chompa)
    assert chompa.paused_on == today()


def test_how_much_a_month_is_read_with_its_unit(
    client: FlaskClient, session: Session, chompa: Product, supply_link: str
) -> None:
    client.post(supply_link, data={"answer": "changed", "value": "2 docenas"})
    session.refresh(chompa)
    assert chompa.capacity == 24_000


def test_it_is_answered_once(client: FlaskClient, session: Session, chompa: Product, price_link: str) -> None:
    for price in ("130", "150"):
        client.post(price_link, data={"answer": "changed", "value": price})
    session.refresh(chompa)
    assert chompa.price == 13_000
    assert "Ya está anotado" in client.get(price_link).text


def test_a_price_that_changed_meanwhile_is_not_confirmed_unseen(
    client: FlaskClient, session: Session, chompa: Product, price_link: str
) -> None:
    seen = _shown(client, price_link)
    chompa.price = 15_000
    answer = client.post(price_link, data={"answer": "yes", "shown": seen})
    assert answer.status_code == 409
    assert "¿Sigue a S/ 150 la unidad?" in answer.text
    assert session.scalars(select(ProducerQuestion.answered_at)).one() is None


def test_an_old_link_changes_nothing(
    client: FlaskClient, session: Session, chompa: Product, price_link: str
) -> None:
    with time_machine.travel(now() + timedelta(days=15)):
        assert client.post(price_link, data={"answer": "changed", "value": "1"}).status_code == 410
        assert "ya no sirve" in client.get(price_link).text
    session.refresh(chompa)
    assert chompa.price == 12_000


def test_nor_does_one_of_what_is_not_public_any_more(
    client: FlaskClient, session: Session, chompa: Product, price_link: str
) -> None:
    unpublish_product(session, chompa, by=SYSTEM, reason="Lo pidió ella")
    assert client.post(price_link, data={"answer": "changed", "value": "1"}).status_code == 410


@pytest.mark.parametrize("secret", ["x", "a" * 38, "ñandú"])
def test_a_link_of_nothing_says_so_kindly(client: FlaskClient, secret: str) -> None:
    for answer in (client.get(f"/p/{secret}"), client.post(f"/p/{secret}", data={"answer": "yes"})):
        assert answer.status_code == 404
        assert "ya no sirve" in answer.text


def test_who_asks_gets_a_message_without_an_amount(
    client: FlaskClient, session: Session, chompa: Product, awana_record: EnterpriseRecord, uas: Account
) -> None:
    sign_in(client, uas)
    page = f"/gestion/productos/{chompa.public_id}/preguntar"
    for _time in range(2):
        sent = client.post(page, data={"kind": "price", "csrf_token": csrf(client)}, follow_redirects=True)
    assert "https://wa.me/?text=Hola" in sent.text
    assert "120" not in sent.text.partition("wa.me/")[2].partition('"')[0]
    question = session.scalars(select(ProducerQuestion)).one()
    assert secret_of(question.public_id) in sent.text


def test_it_goes_to_the_phone_that_was_consented(
    client: FlaskClient,
    session: Session,
    chompa: Product,
    awana_record: EnterpriseRecord,
    consent_text: None,
    uas: Account,
) -> None:
    give_consent(session, awana_record, "phone", given_on=today(), channel="in_person", by=SYSTEM)
    sign_in(client, uas)
    page = f"/gestion/productos/{chompa.public_id}/preguntar"
    sent = client.post(page, data={"kind": "availability", "csrf_token": csrf(client)}, follow_redirects=True)
    assert "https://wa.me/51900000001?text=" in sent.text
