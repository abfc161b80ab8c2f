"""What the page of a search asks back, where words of measure or price filter nothing."""

from html import unescape
from re import findall, search, sub

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.products.models import Product
from catalog.search import service
from tests.support.following import Follow


@pytest.fixture
def index(client: FlaskClient, papa: Product, queso: Product, follow: Follow) -> FlaskClient:
    """A potato by the kilo and a cheese by the mould, in the index."""
    follow()
    return client


@pytest.fixture(params=["index", "database"])
def either(request: pytest.FixtureRequest, index: FlaskClient) -> FlaskClient:
    """The same from the index, and from the database while there is no index."""
    if request.param == "database":
        service.of(index.application).snapshot = None
    return index


def lines(client: FlaskClient, query: str) -> list[str]:
    """All that the page says of how it read the words."""
    page = client.get(f"/buscar?{query}").text.replace("\n", " ")
    said = findall(r'<ul class="heard".*?</ul>|<p class="(?:ways|beyond|notice)">.*?</p>', page)
    return [" ".join(unescape(sub("<[^>]+>", "", one)).split()) for one in said]


def ways(client: FlaskClient, query: str) -> list[tuple[str, str]]:
    """Where the question leads, and its words."""
    page = client.get(f"/buscar?{query}").text.replace("\n", " ")
    line = search(r'<p class="ways">(.*?)</p>', page)
    return (
        [(unescape(url), label) for url, label in findall(r'<a href="([^"]*)">(.*?)</a>', line[1])]
        if line
        else []
    )


def test_what_is_sold_by_the_piece_says_so_and_leads_on(index: FlaskClient) -> None:
    asked = "q=40+kg+de+queso"
    assert lines(index, asked) == ["Se vende por molde: «40 kg» no cuenta. Ver el que hay"]
    assert ways(index, asked) == [("/buscar?q=queso", "Ver el que hay")]
    assert "Queso</mark> fresco" in index.get("/buscar?q=queso").text


def test_what_is_sold_by_the_piece_keeps_the_other_filters(index: FlaskClient) -> None:
    assert ways(index, "q=40+kg+de+queso+en+Celendín") == [
        ("/buscar?q=queso&departamento=cajamarca&provincia=celendin", "Ver el que hay")
    ]


def test_where_nothing_is_left_there_is_a_way_out_all_the_same(index: FlaskClient) -> None:
    page = index.get("/buscar?q=40+kg+de+queso+en+Andahuaylas").text
    assert "«40 kg» no cuenta." in page
    assert ways(index, "q=40+kg+de+queso+en+Andahuaylas") == []
    assert 'class="near"' in page


@pytest.mark.parametrize(
    ("query", "line", "url", "label"),
    [
        (
            "q=papa+hasta+20+soles",
            "«hasta 20 soles», ¿por qué medida?",
            "/buscar?q=papa&precio_max=20&unidad=kg",
            "Hasta S/ 20 por kg (1)",
        ),
        (
            "q=queso+de+10+a+50+soles",
            "«de 10 a 50 soles», ¿por qué medida?",
            "/buscar?q=queso&precio_min=10&precio_max=50&unidad=molde",
            "De S/ 10 a S/ 50 el molde (1)",
        ),
    ],
)
def test_a_price_asks_by_which_measure(
    either: FlaskClient, query: str, line: str, url: str, label: str
) -> None:
    assert lines(either, query) == [f"{line} {label}"]
    assert ways(either, query) == [(url, label)]
    assert lines(either, url.partition("?")[2]) == []


def test_a_price_alone_says_one_thing(either: FlaskClient) -> None:
    said = lines(either, "q=hasta+50+soles")
    assert len(said) == 1
    assert said[0].startswith("«hasta 50 soles», ¿por qué medida?")
    assert {url for url, _label in ways(either, "q=hasta+50+soles")} == {
        "/buscar?precio_max=50&unidad=kg",
        "/buscar?precio_max=50&unidad=molde",
    }


def test_a_price_that_nothing_costs_says_so(either: FlaskClient) -> None:
    assert lines(either, "q=queso+hasta+0.10+soles") == ["Nada de esto cuesta «hasta 0.10 soles»."]


def test_a_price_with_its_unit_is_a_filter_that_is_undone(either: FlaskClient) -> None:
    assert lines(either, "q=papa+a+20+soles+el+kilo") == [
        "Hasta S/ 20 por kg. Buscar «a 20 soles el kilo» como palabras"
    ]


def test_a_unit_that_was_chosen_is_not_asked_about(either: FlaskClient) -> None:
    assert not any("por qué medida" in one for one in lines(either, "q=papa+hasta+20+soles&unidad=kg"))


def test_months_are_said_and_undone(either: FlaskClient, session: Session, papa: Product) -> None:
    papa.months = 0b1110000
    session.commit()
    page = either.get("/buscar?q=papa+en+mayo").text
    assert "«en mayo»" in page
    assert "/buscar?q=papa+en+mayo&amp;textual=mes" in page
    assert "Disponible en mayo" in page
    assert "Volver a interpretarlas" in either.get("/buscar?q=papa+en+mayo&textual=mes").text


@pytest.mark.parametrize(
    "words", ["flete+a+Lima", "env%C3%ADo+a+Lima", "puesto+en+Lima", "que+llegue+a+Lima"]
)
def test_where_it_should_arrive_is_said_and_undone(either: FlaskClient, words: str) -> None:
    page = either.get(f"/buscar?q=papa+{words}").text
    assert "Entrega en Lima" in page
    assert f"/buscar?q=papa+{words}&amp;textual=entrega" in page
