"""The enterprises and the page of each."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise, EnterpriseSlug
from catalog.products.models import Product
from tests.support import cast

Counter = Callable[[], AbstractContextManager[list[str]]]


@pytest.mark.usefixtures("papa", "queso", "manjar")
def test_lists_who_makes_what(client: FlaskClient) -> None:
    page = client.get("/emprendimientos").text
    assert "Papas Ccotana" in page
    assert "Papa nativa huayro" in page
    assert "Manjar blanco" not in page


@pytest.mark.usefixtures("papa", "queso")
@pytest.mark.parametrize(
    "query", ["departamento=cajamarca", "rubro=lacteos", "departamento=cajamarca&rubro=agropecuario"]
)
def test_filters_by_place_and_sector(client: FlaskClient, query: str) -> None:
    page = client.get(f"/emprendimientos?{query}").text
    assert "Quesos Doña Rosa" in page
    assert "Papas Ccotana" not in page


@pytest.mark.usefixtures("papa")
def test_nobody_found_offers_a_way_out(client: FlaskClient) -> None:
    page = client.get("/emprendimientos?departamento=tacna&rubro=tejidos").text
    assert "Nadie todavía por aquí" in page
    assert 'href="/emprendimientos?departamento=tacna"' in page


@pytest.mark.usefixtures("ccotana")
@pytest.mark.parametrize("query", ["pagina=abc", "pagina=-3", "rubro=%FF", "departamento=x&departamento=y"])
def test_survives_nonsense(client: FlaskClient, query: str) -> None:
    assert client.get(f"/emprendimientos?{query}").status_code == 200


@pytest.mark.usefixtures("ccotana")
def test_a_page_past_the_end_leads_back(client: FlaskClient) -> None:
    answer = client.get("/emprendimientos?pagina=99999999999999999999")
    assert answer.status_code == 404
    assert "Ir a la última" in answer.text


def test_shows_the_story_only_where_there_is_one(
    client: FlaskClient, session: Session, ccotana: Enterprise
) -> None:
    assert "Su historia" not in client.get("/emprendimientos/papas-ccotana").text
    ccotana.story, ccotana.producer_name = "Sembramos arriba.", "Nombre Ficticio"
    session.flush()
    page = client.get("/emprendimientos/papas-ccotana").text
    assert "Sembramos arriba." in page
    assert "Con Nombre Ficticio" in page


@pytest.mark.usefixtures("papa", "archivada")
def test_shows_where_it_is_what_it_offers_and_how_it_is_paid(client: FlaskClient) -> None:
    page = client.get("/emprendimientos/papas-ccotana").text
    for words in (
        "Kishuara, Andahuaylas, Apurímac",
        "Papa nativa huayro",
        "Boleta",
        "Yape",
        "Feria de Andahuaylas",
    ):
        assert words in page
    assert "Chuño blanco" not in page


def test_shows_only_the_province_where_the_maker_asks(client: FlaskClient, session: Session) -> None:
    cast.make_enterprise(session, "Discreta", district_code=None, province_code="0302")
    page = client.get("/emprendimientos/discreta").text
    assert "Andahuaylas, Apurímac" in page
    assert "Kishuara" not in page


@pytest.mark.parametrize(("status", "answered"), [("unpublished", 404), ("archived", 410)])
def test_one_that_left_has_no_page_or_a_kind_one(
    client: FlaskClient, session: Session, ccotana: Enterprise, status: str, answered: int
) -> None:
    ccotana.status = status
    session.flush()
    assert client.get("/emprendimientos/papas-ccotana").status_code == answered


def test_one_that_left_takes_her_story_along(
    client: FlaskClient, session: Session, ccotana: Enterprise
) -> None:
    ccotana.story, ccotana.producer_name, ccotana.status = "Sembramos arriba.", "Nombre Ficticio", "archived"
    session.flush()
    page = client.get("/emprendimientos/papas-ccotana").text
    assert "Sembramos" not in page
    assert "Nombre Ficticio" not in page


def test_all_that_it_offers_stands_on_its_pages(
    client: FlaskClient, session: Session, ccotana: Enterprise
) -> None:
    for number in range(50):
        cast.make_product(session, ccotana, f"Papa {number}")
    shown = [client.get(f"/emprendimientos/papas-ccotana?pagina={page}").text for page in (1, 2, 3)]
    names = [
        piece.split("</a>")[0].partition(">")[2] for page in shown for piece in page.split("<h3><a ")[1:]
    ]
    assert sorted(names) == sorted(f"Papa {number}" for number in range(50))
    assert 'href="/emprendimientos/papas-ccotana?pagina=2"' in shown[0]
    assert 'papas-ccotana?pagina=2">' in shown[1].partition('rel="canonical"')[2][:90]


@pytest.mark.usefixtures("papa")
@pytest.mark.parametrize(("page", "status"), [("2", 404), ("9" * 60, 404), ("abc", 200), ("-1", 200)])
def test_a_page_of_one_past_the_end_leads_back(client: FlaskClient, page: str, status: int) -> None:
    answer = client.get(f"/emprendimientos/papas-ccotana?pagina={page}")
    assert answer.status_code == status
    assert ("Ir a la última" in answer.text) is (status == 404)


@pytest.mark.usefixtures("ccotana")
def test_an_address_typed_in_capitals_leads_to_the_right_one(client: FlaskClient) -> None:
    answer = client.get("/emprendimientos/Papas-Ccotana")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/emprendimientos/papas-ccotana")


def test_an_old_address_leads_to_the_new_one(
    client: FlaskClient, session: Session, ccotana: Enterprise
) -> None:
    session.add(EnterpriseSlug(slug="ccotana-vieja", enterprise_id=ccotana.id))
    answer = client.get("/emprendimientos/ccotana-vieja")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/emprendimientos/papas-ccotana")


def test_a_fictitious_one_says_so_everywhere(
    client: FlaskClient, session: Session, ccotana: Enterprise, papa: Product
) -> None:
    banner = "Demostración: personas y negocios ficticios"
    assert banner not in client.get("/").text
    ccotana.demo = True
    session.flush()
    for path in ("/", "/productos", "/productos/papa-nativa-huayro", "/emprendimientos", "/acerca"):
        assert banner in client.get(path).text
    assert "Ficticio" in client.get("/emprendimientos/papas-ccotana").text


def test_costs_no_more_questions_as_the_catalogue_grows(
    client: FlaskClient, session: Session, many_products: Callable[[int], None], count_queries: Counter
) -> None:
    many_products(200)
    client.get("/emprendimientos")
    with count_queries() as few:
        client.get("/emprendimientos")
    many_products(2000)
    client.get("/emprendimientos")
    with count_queries() as many:
        client.get("/emprendimientos")
    assert len(many) == len(few) <= 6
