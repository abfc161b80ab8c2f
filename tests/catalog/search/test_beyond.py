"""Who buys in a place is shown the way to what is delivered there, and to what there is anywhere."""

from re import findall, search

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.products.models import DeliveryPlace, Product
from catalog.search import service
from catalog.web import icon
from tests.support.following import Follow

CAJAMARCA = "06"


@pytest.fixture(params=["index", "database"])
def source(request: pytest.FixtureRequest, client: FlaskClient, follow: Follow) -> None:
    """What answers: the index, or the database while there is none."""
    client.get("/")
    follow()
    if request.param == "database":
        service.of(client.application).snapshot = None


@pytest.fixture
def market(session: Session, papa: Product, queso: Product) -> None:
    """Something with potato is from Cajamarca; the potato of Apurímac arrives there."""
    queso.name, queso.folded = "Queso con papa", "queso con papa"
    session.add(DeliveryPlace(product_id=papa.id, place_code=CAJAMARCA))
    session.flush()


def ways(client: FlaskClient, query: str) -> list[tuple[str, str]]:
    """Where the line leads, and its words."""
    page = client.get(f"/buscar?{query}").text.replace("\n", " ")
    line = search(r'<p class="ways">(.*?)</p>', page)
    return findall(r'<a href="([^"]*)">(?:<svg .*?</svg>)?(.*?)</a>', line[1]) if line else []


@pytest.mark.usefixtures("market", "source")
def test_what_arrives_there_and_what_there_is_anywhere_say_how_many(client: FlaskClient) -> None:
    assert "Si no tiene que ser de Celendín:" in client.get("/buscar?q=papa+en+Celendín").text
    assert ways(client, "q=papa+en+Celendín") == [
        ("/buscar?q=papa&amp;entrega=cajamarca", "1 se entrega en Cajamarca"),
        ("/buscar?q=papa", "2 en todo el Perú"),
    ]


@pytest.mark.usefixtures("market", "source")
def test_a_lorry_is_what_is_delivered_and_nothing_else(client: FlaskClient) -> None:
    with client.application.test_request_context():
        lorry = icon("truck", 18)
    page = client.get("/buscar?q=papa+en+Celendín").text
    line = page.partition('<p class="ways">')[2].partition("</p>")[0]
    assert page.count(lorry) == line.count(lorry) == 1
    assert f"{lorry}1 se entrega" in line
    assert lorry not in client.get("/buscar?q=huayro+en+Andahuaylas").text


@pytest.mark.usefixtures("market", "source")
def test_a_place_that_was_chosen_counts_like_one_that_was_typed(client: FlaskClient) -> None:
    assert len(ways(client, "q=papa&departamento=cajamarca")) == 2


@pytest.mark.usefixtures("market", "source")
@pytest.mark.parametrize("query", ["q=papa", "q=queso+en+Celendín", "q=zzzz+en+Celendín"])
def test_where_it_would_find_nothing_new_nothing_is_offered(client: FlaskClient, query: str) -> None:
    assert ways(client, query) == []


@pytest.mark.usefixtures("market", "source")
def test_where_nothing_is_from_there_what_arrives_is_the_nearest(client: FlaskClient) -> None:
    page = client.get("/buscar?q=huayro&departamento=cajamarca").text
    assert '<h3 id="cerca-1">Entrega en Cajamarca</h3>' in page
