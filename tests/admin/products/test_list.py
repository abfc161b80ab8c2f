"""The list of products of staff: what it finds, in whose territory, and what it costs."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from functools import partial

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.enterprises.models import EnterpriseRecord
from admin.products import queries
from admin.products.filters import ProductFilters
from admin.products.models import ProductRevision
from admin.products.operations import approve_product
from admin.review.deciding import send_product
from catalog.products.models import Product
from core.clock import today
from core.scoping import everything
from tests.admin.products.conftest import LIST, make_bread, many_drafts
from tests.support.enterprises import make_record, many_enterprises
from tests.support.plans import know_sizes, whole_tables
from tests.support.registry import SOMEBODY, many_households
from tests.support.staff import PUNO, sign_in

TABLES = ("product", "enterprise", "enterprise_record", "product_revision")
Count = Callable[[], AbstractContextManager[list[str]]]


@pytest.mark.usefixtures("gestor", "pan")
def test_words_find_by_the_product_its_maker_and_its_sector(client: FlaskClient) -> None:
    for typed in ("trigo", "PÁN", "ccorca", "panes dulces"):
        assert "Pan de trigo" in client.get(LIST, query_string={"q": typed}).text, typed
    page = client.get(LIST, query_string={"q": "trigo cebada"}).text
    assert "Pan de trigo" not in page
    assert "Quite un filtro" in page


@pytest.mark.usefixtures("gestor")
def test_filters_narrow_the_list(client: FlaskClient, session: Session, pan: Product) -> None:
    def found(**asked: str) -> bool:
        session.commit()
        return "Pan de trigo" in client.get(LIST, query_string=asked).text

    assert found(estado="borrador", rubro="panes-dulces", distrito="080102")
    assert not found(rubro="tejidos")
    assert not found(distrito="080104")
    with everything(session, "a test"):
        send_product(session, pan, by=SOMEBODY)
    assert found(estado="en-revision")
    assert not found(estado="borrador")
    with everything(session, "a test"):
        approve_product(session, pan, by=SOMEBODY)
    assert found(estado="publicado")
    assert not found(estado="en-revision")
    assert not found(estado="sin-publicar")
    assert not found(precio="por-confirmar")
    pan.price_confirmed_on = today() - timedelta(days=93)
    assert found(precio="por-confirmar")


@pytest.mark.usefixtures("gestor")
def test_a_draft_is_called_as_its_newest_version_says(
    client: FlaskClient, session: Session, pan: Product
) -> None:
    with everything(session, "a test"):
        draft = session.scalars(select(ProductRevision)).one()
        draft.snapshot = draft.snapshot | {"name": "Pan de cebada", "price": 80}
    session.commit()
    page = client.get(LIST).text
    assert "Pan de cebada" in page
    assert "S/ 0.80 la unidad" in page
    assert pan.public_id in page


@pytest.mark.usefixtures("gestor")
def test_the_pager_walks_and_a_longer_list_asks_no_more_questions(
    client: FlaskClient, session: Session, panes: EnterpriseRecord, count_queries: Count
) -> None:
    make_bread(session, panes, "Pan cero")
    session.commit()
    # What is kept of places and sectors is read anew after a change: not by the questions that are counted.
    client.get(LIST)
    with count_queries() as few:
        client.get(LIST)
    for number in range(1, 28):
        make_bread(session, panes, f"Pan número {number:02}")
    session.commit()
    client.get(LIST)
    with count_queries() as many:
        first = client.get(LIST).text
    assert len(many) == len(few)
    assert "Pan número 03" in first
    assert "Pan número 02" not in first
    second = client.get(f"{LIST}?desde={first.split('desde=')[1][:12]}").text
    assert "Pan número 02" in second
    back = client.get(f"{LIST}?hasta={second.split('hasta=')[1][:12]}").text
    assert "Pan número 27" in back
    assert "Pan número 02" not in back


@pytest.mark.usefixtures("pan")
def test_another_territory_sees_none_of_it(client: FlaskClient, session: Session, puno_head: Account) -> None:
    make_bread(session, make_record(session, "Panes de Puno", district=PUNO), "Pan chuta")
    sign_in(client, puno_head)
    for address in (LIST, f"{LIST}?q=pan", f"{LIST}?distrito=080102", f"{LIST}?estado=borrador"):
        assert "Pan de trigo" not in client.get(address).text
    assert "Pan chuta" in client.get(LIST).text


@pytest.mark.parametrize("who", ["uti", "uci", "uppm"])
def test_who_lists_nothing_is_refused(client: FlaskClient, request: pytest.FixtureRequest, who: str) -> None:
    sign_in(client, request.getfixturevalue(who))
    assert client.get(LIST).status_code == 403


def test_a_long_list_is_read_by_index(session: Session) -> None:
    many_households(session, 3000)
    many_enterprises(session, 3000)
    many_drafts(session, 3000)
    know_sizes(session)
    # All of them are walked from the last one back, as far as a page goes: there is no table to look through.
    assert whole_tables(session, partial(queries.list_page, filters=ProductFilters()), *TABLES[1:]) == []
    for asked in (ProductFilters(district="080102"), ProductFilters(sector="tuberculos")):
        found = whole_tables(session, partial(queries.list_page, filters=asked), *TABLES)
        assert found == [], asked
