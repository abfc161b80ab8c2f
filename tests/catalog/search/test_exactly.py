"""A list without words comes from the snapshot only while that is true of this very version."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from admin.products.operations import unpublish_product
from catalog.products.models import Product
from catalog.search import engine, service
from core.audit import SYSTEM
from tests.support.following import Follow

Counter = Callable[[], AbstractContextManager[list[str]]]


def _of_products(asked: list[str]) -> list[str]:
    return [statement for statement in asked if "product" in statement]


@pytest.mark.usefixtures("papa", "queso")
def test_asks_the_database_for_no_product(
    client: FlaskClient, follow: Follow, count_queries: Counter
) -> None:
    follow()
    client.get("/productos")
    with count_queries() as asked:
        page = client.get("/productos?orden=precio").text
    assert page.count('<li class="card">') == 2
    assert not _of_products(asked)


def test_the_database_answers_where_the_snapshot_lags(
    client: FlaskClient, session: Session, papa: Product, queso: Product, follow: Follow
) -> None:
    follow()
    unpublish_product(session, papa, by=SYSTEM, reason="prueba")
    session.commit()
    page = client.get("/productos").text
    assert papa.name not in page
    assert queso.name in page


def test_the_database_answers_where_the_snapshot_fails(
    app: Flask, client: FlaskClient, papa: Product, follow: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow()
    monkeypatch.setattr(engine, "find", _fail)
    assert papa.name in client.get("/productos").text
    assert service.of(app).snapshot is None


def _fail(*_args: object, **_options: object) -> None:
    raise OSError("damaged")
