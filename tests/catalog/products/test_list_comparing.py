"""The list while one chooses what to compare."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.support import cast

BOX = '<input type="checkbox" name="p" value="papa-nativa-huayro" form="comparar">'


@pytest.mark.usefixtures("papa")
def test_a_plain_list_carries_no_boxes(client: FlaskClient) -> None:
    page = client.get("/productos").text
    assert BOX not in page
    assert 'href="/productos?comparar=si"' in page


@pytest.mark.usefixtures("papa", "queso")
def test_each_card_gets_a_box_and_the_list_a_button(client: FlaskClient) -> None:
    page = client.get("/productos?comparar=si").text
    assert BOX in page
    assert page.count('type="checkbox" name="p"') == 2
    assert 'id="comparar" action="/comparar"' in page


@pytest.mark.usefixtures("papa")
def test_what_was_chosen_before_comes_along(client: FlaskClient) -> None:
    page = client.get("/productos?p=queso-fresco&rubro=tuberculos").text
    assert BOX in page
    form = page.partition('id="comparar"')[2]
    assert '<input type="hidden" name="p" value="queso-fresco">' in form


def test_filters_pages_and_order_stay_in_it(client: FlaskClient, session: Session) -> None:
    cast.many_products(session, 60)
    page = client.get("/productos?departamento=apurimac&comparar=si&p=queso-fresco").text
    assert '<input type="hidden" name="comparar" value="si">' in page
    assert "/productos?departamento=apurimac&amp;orden=nombre&amp;comparar=si&amp;p=queso-fresco" in page
    page = client.get("/productos?comparar=si").text
    assert 'href="/productos?comparar=si&amp;pagina=2"' in page


@pytest.mark.usefixtures("papa")
def test_it_is_no_filter(client: FlaskClient) -> None:
    page = client.get("/productos?comparar=si&p=queso-fresco").text
    assert "Quitar el filtro" not in page
    assert 'name="robots" content="noindex"' in page
    assert 'href="/productos">Dejar de comparar' in page


@pytest.mark.usefixtures("papa")
@pytest.mark.parametrize("odd", ["comparar=no", "p=", "p=%3Cb%3E", "p=../../x"])
def test_nonsense_is_left_out(client: FlaskClient, odd: str) -> None:
    page = client.get(f"/productos?{odd}")
    assert page.status_code == 200
    assert BOX not in page.text


@pytest.mark.usefixtures("papa")
def test_the_whole_result_can_be_taken_along(client: FlaskClient) -> None:
    page = client.get("/productos?departamento=apurimac&orden=nombre").text
    assert 'href="/productos?departamento=apurimac&amp;orden=nombre&amp;formato=papel"' in page
    assert 'href="/productos?departamento=apurimac&amp;orden=nombre&amp;formato=xlsx"' in page
