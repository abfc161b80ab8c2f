"""The queue: what waits, the oldest first, and several plain changes decided at once."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.products.operations import create_product
from admin.products.values import ProductValues
from admin.review.deciding import send_product
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.audit import SYSTEM
from tests.admin.review.conftest import QUEUE, TICKED, live, waiting
from tests.support.forms import forms_of
from tests.support.queries import count_queries
from tests.support.staff import csrf, sign_in


def test_the_oldest_stands_first(
    uas_client: FlaskClient, session: Session, awana: Enterprise, chompa_values: ProductValues
) -> None:
    for name in ("Chalina", "Poncho"):
        product = create_product(session, awana, replace(chompa_values, name=name), by=SYSTEM)
        send_product(session, product, by=SYSTEM)
    page = uas_client.get(QUEUE).text
    assert page.index("Chalina") < page.index("Poncho")
    assert "2 esperan" in page


def test_a_page_of_the_queue_asks_as_much_for_many(
    app: Flask, uas_client: FlaskClient, session: Session, awana: Enterprise, chompa_values: ProductValues
) -> None:
    def send(name: str) -> None:
        product = create_product(session, awana, replace(chompa_values, name=name), by=SYSTEM)
        send_product(session, product, by=SYSTEM)

    send("Chalina")
    uas_client.get(QUEUE)
    with count_queries(app) as for_one:
        uas_client.get(QUEUE)
    for number in range(9):
        send(f"Poncho {number}")
    uas_client.get(QUEUE)
    with count_queries(app) as for_ten:
        uas_client.get(QUEUE)
    assert len(for_ten) == len(for_one)


def test_the_queue_goes_on_where_the_page_ended(
    uas_client: FlaskClient, session: Session, awana: Enterprise, chompa_values: ProductValues,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("admin.review.queries.PAGE", 2)
    for name in ("Chalina", "Poncho", "Faja"):
        send_product(session, create_product(session, awana, replace(chompa_values, name=name), by=SYSTEM), by=SYSTEM)  # fmt: skip  # noqa: E501
    first = uas_client.get(QUEUE).text
    assert "Faja" not in first
    after = first.partition("desde=")[2].partition('"')[0]
    second = uas_client.get(f"{QUEUE}?desde={after}").text
    assert "Faja" in second
    assert "Chalina" not in second


def test_only_enterprises_where_they_are_asked_for(uas_client: FlaskClient, hooded: str) -> None:
    assert hooded in uas_client.get(f"{QUEUE}?tipo=productos").text
    assert hooded not in uas_client.get(f"{QUEUE}?tipo=emprendimientos").text


def test_another_territory_sees_nothing_of_it(client: FlaskClient, hooded: str, puno_head: Account) -> None:
    sign_in(client, puno_head)
    assert hooded not in client.get(QUEUE).text
    assert client.get(hooded).status_code == 404


def test_plain_changes_are_published_together(
    uas_client: FlaskClient, session: Session, chompa: Product, hooded: str
) -> None:
    key = hooded.rpartition("/")[2]
    page = f"{QUEUE}/varias?elegido={key}"
    form = next(one for one in forms_of(page, uas_client.get(page).text) if "shown" in one.fields)
    data = {"csrf_token": csrf(uas_client), "shown": form.fields["shown"]} | TICKED
    answer = uas_client.post(f"{QUEUE}/varias", data=data, follow_redirects=True)
    assert "1 cambio publicado." in answer.text
    assert live(session, chompa).description == "Con capucha."


def test_what_is_new_is_decided_by_itself(
    uas_client: FlaskClient, session: Session, awana: Enterprise, chompa_draft: Product
) -> None:
    send_product(session, chompa_draft, by=SYSTEM)
    key = waiting(session, chompa_draft).public_id
    page = uas_client.get(f"{QUEUE}/varias?elegido={key}").text
    assert "Es nuevo: todavía no se publicó." in page
    data = {"csrf_token": csrf(uas_client), "shown": f"{key}:{'0' * 16}"} | TICKED
    answer = uas_client.post(f"{QUEUE}/varias", data=data, follow_redirects=True)
    assert "Quedan en la cola" in answer.text
    assert live(session, chompa_draft).status == "unpublished"


def test_many_without_looking_publish_nothing(
    uas_client: FlaskClient, session: Session, chompa: Product, hooded: str
) -> None:
    key = hooded.rpartition("/")[2]
    answer = uas_client.post(f"{QUEUE}/varias", data={"csrf_token": csrf(uas_client), "shown": f"{key}:x"})
    assert answer.status_code == 422
    assert live(session, chompa).description == ""
