"""On paper: the sheet of one product, and the whole result of a search."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.products import paper
from catalog.products.models import Product, ProductMonth
from tests.support import cast

Counter = Callable[[], AbstractContextManager[list[str]]]
SHEET = "/productos/papa-nativa-huayro?formato=ficha"
WHOLE = "/productos?formato=papel"

pytestmark = pytest.mark.usefixtures("clock")


@pytest.mark.usefixtures("papa")
def test_the_sheet_says_when_it_was_made_and_where_the_page_is(client: FlaskClient) -> None:
    page = client.get(SHEET).text
    assert "Hecha el 10 de noviembre de 2026, 9:30 a. m. (hora de Lima)" in page
    assert "<strong>http://127.0.0.1:8000/productos/papa-nativa-huayro</strong>" in page
    assert "<svg" in page
    assert "Precio base, confirmado el 1 de octubre de 2026; el final se acuerda con quien produce." in page
    assert "El programa nunca pide adelantos ni claves." in page


@pytest.mark.usefixtures("papa")
def test_the_sheet_is_not_to_be_found_and_names_the_product_s_page(client: FlaskClient) -> None:
    page = client.get(SHEET).text
    assert '<meta name="robots" content="noindex">' in page
    assert '<link rel="canonical" href="http://127.0.0.1:8000/productos/papa-nativa-huayro">' in page


@pytest.mark.usefixtures("papa")
@pytest.mark.parametrize(
    "said",
    [
        *("Papas Ccotana", "Kishuara, Andahuaylas, Apurímac", "S/ 3.50", "por kg", "2,500 kg", "50 kg"),
        *("5 días desde el pedido", "Apurímac", "Agricultura familiar", "Verificado por UT Apurímac"),
        *("Boleta", "Yape", "Efectivo, contra entrega", "Feria de Andahuaylas", "Harinosa, para sancochar."),
    ],
)
def test_the_sheet_says_all(client: FlaskClient, said: str) -> None:
    assert said in client.get(SHEET).text


def test_the_sheet_says_what_is_left_and_what_is_promised(
    client: FlaskClient, session: Session, papa: Product
) -> None:
    session.add(ProductMonth(product_id=papa.id, month="2027-04", committed=500_000))
    page = client.get(SHEET).text
    assert '<span class="left">2,000</span><small>comp. 500</small>' in page
    assert "De abril a agosto; ahora no." in page


def test_the_sheet_says_what_is_not_known(client: FlaskClient, session: Session, rosa: Enterprise) -> None:
    cast.make_product(session, rosa, "Cosa nueva", sector="lacteos", months=0)
    page = client.get("/productos/cosa-nueva?formato=ficha").text
    missing = re.search(r"<dt>Sin dato</dt><dd[^>]*>([^<]*)", page)
    assert missing is not None
    assert {"capacidad al mes", "flete", "variedades"} <= set(missing[1].lower().split(", "))
    assert "Meses: sin dato" in page


def test_the_sheet_says_that_a_demo_is_fictitious(
    client: FlaskClient, papa: Product, ccotana: Enterprise
) -> None:
    ccotana.demo = True
    assert "Ficticio" in client.get(SHEET).text


@pytest.mark.usefixtures("manjar", "archivada")
@pytest.mark.parametrize(("slug", "status"), [("manjar-blanco", 404), ("chuno-blanco", 410), ("nada", 404)])
def test_there_is_no_sheet_of_what_is_not_offered(client: FlaskClient, slug: str, status: int) -> None:
    assert client.get(f"/productos/{slug}?formato=ficha").status_code == status


def test_the_whole_result_says_its_filters_its_number_its_moment_and_its_order(
    client: FlaskClient, papa: Product, queso: Product
) -> None:
    page = " ".join(client.get(f"{WHOLE}&departamento=apurimac&mes=abril").text.split())
    assert "Apurímac · En abril" in page
    assert "<strong>1 producto</strong>" in page
    assert "Hecho el 10 de noviembre de 2026, 9:30 a. m. (hora de Lima)." in page
    assert "Orden alfabético por nombre de producto" in page
    assert "Queso fresco" not in page
    assert '<meta name="robots" content="noindex">' in page


def test_the_whole_result_is_whole(client: FlaskClient, many_products: Callable[[int], None]) -> None:
    many_products(90)
    page = client.get(f"{WHOLE}&pagina=2").text
    assert page.count('<tr><th scope="row">') == 90


@pytest.mark.usefixtures("manjar", "archivada", "papa")
def test_only_what_is_published_is_on_paper(client: FlaskClient) -> None:
    page = client.get(WHOLE).text
    assert "Papa nativa huayro" in page
    assert "Manjar" not in page
    assert "Chuño" not in page


def test_an_empty_result_says_so(client: FlaskClient) -> None:
    answer = client.get(f"{WHOLE}&rubro=tejidos")
    assert answer.status_code == 200
    assert "Nadie ofrece todavía algo así" in answer.text


@pytest.mark.parametrize("form", ["papel", "xlsx"])
def test_more_than_paper_takes_asks_for_a_filter(
    client: FlaskClient, many_products: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(paper, "MOST", 20)
    many_products(30)
    answer = client.get(f"/productos?formato={form}&orden=precio")
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    assert "Son 30 productos; el papel y la hoja de cálculo alcanzan hasta 20." in answer.text
    assert 'href="/productos#filtros"' in answer.text
    assert '<tr><th scope="row">' not in answer.text


@pytest.mark.usefixtures("papa")
def test_an_unknown_form_is_the_list(client: FlaskClient) -> None:
    assert '<li class="card"' in client.get("/productos?formato=tablilla").text


@pytest.mark.parametrize("form", ["papel", "xlsx"])
def test_asks_as_much_of_few_as_of_many(
    client: FlaskClient, many_products: Callable[[int], None], count_queries: Counter, form: str
) -> None:
    many_products(20)
    client.get(f"/productos?formato={form}")
    with count_queries() as few:
        client.get(f"/productos?formato={form}")
    many_products(300)
    client.get(f"/productos?formato={form}")
    with count_queries() as many:
        client.get(f"/productos?formato={form}")
    assert len(many) == len(few) <= 11


@pytest.mark.usefixtures("papa")
def test_the_sheet_asks_no_more_as_the_catalogue_grows(
    client: FlaskClient, many_products: Callable[[int], None], count_queries: Counter
) -> None:
    client.get(SHEET)
    with count_queries() as few:
        client.get(SHEET)
    many_products(300)
    client.get(SHEET)
    with count_queries() as many:
        client.get(SHEET)
    assert len(many) == len(few) <= 12
