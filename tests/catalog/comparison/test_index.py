"""Products side by side."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.products.models import Product, ProductMonth, ProductSlug
from tests.support import cast

Counter = Callable[[], AbstractContextManager[list[str]]]
BOTH = "/comparar?p=papa-nativa-huayro&p=queso-fresco"

pytestmark = pytest.mark.usefixtures("clock")


def columns(page: str) -> list[str]:
    """The names over the columns."""
    return re.findall(r'role="columnheader" abbr="([^"]*)"', page)


def row(page: str, term: str) -> list[str]:
    """The cells of one fact."""
    flat = " ".join(page.split())
    found = re.search(rf'<th scope="row" role="rowheader">{re.escape(term)}</th>(.*?)</tr>', flat)
    assert found, term
    cells = re.findall(r"<td[^>]*>(.*?)</td>", found[1])
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]


@pytest.fixture
def several(session: Session, rosa: Enterprise) -> list[str]:
    names = ["Pan uno", "Pan dos", "Pan tres", "Pan cuatro", "Pan cinco"]
    return [cast.make_product(session, rosa, name, unit="docena", price=600).slug for name in names]


@pytest.mark.usefixtures("papa", "queso")
@pytest.mark.parametrize(
    "query", ["p=queso-fresco&p=papa-nativa-huayro", "p=papa-nativa-huayro&p=queso-fresco"]
)
def test_columns_stand_in_the_buyer_s_order(client: FlaskClient, query: str) -> None:
    names = {"queso-fresco": "Queso fresco", "papa-nativa-huayro": "Papa nativa huayro"}
    asked = [names[part.removeprefix("p=")] for part in query.split("&")]
    assert columns(client.get(f"/comparar?{query}").text) == asked


@pytest.mark.usefixtures("papa", "queso")
def test_says_each_fact_of_each(client: FlaskClient) -> None:
    page = client.get(BOTH).text
    assert row(page, "Precio") == ["S/ 3.50 por kg", "S/ 18.00 el molde"]
    assert row(page, "Capacidad al mes")[0].startswith("2,500 kg")
    assert row(page, "Plazo de entrega") == ["5 días desde el pedido", "sin dato"]
    assert row(page, "Cadena de frío") == ["sin dato", "Sí"]
    assert row(page, "Billeteras") == ["Yape", "Yape, Plin"]
    assert row(page, "Meses")[0] == "De abril a agosto; ahora no"


@pytest.mark.usefixtures("papa", "queso")
def test_what_all_say_alike_is_said_once(client: FlaskClient) -> None:
    assert row(client.get(BOTH).text, "Precio confirmado el") == ["1 de octubre de 2026 igual en todos"]


@pytest.mark.usefixtures("papa", "queso")
def test_prices_of_different_measures_are_not_compared(client: FlaskClient) -> None:
    page = client.get(BOTH).text
    assert "Se venden de distinta manera (por kg, el molde)" in page
    assert "por unidad común" not in page


def test_prices_of_one_measure_are_said_by_its_base_unit(
    client: FlaskClient, session: Session, papa: Product, ccotana: Enterprise
) -> None:
    cast.make_product(session, ccotana, "Papa por arroba", unit="arroba", price=3450)
    cast.make_product(session, ccotana, "Leche", unit="litro", price=400)
    page = client.get("/comparar?p=papa-nativa-huayro&p=papa-por-arroba&p=leche").text
    assert row(page, "El mismo precio, por unidad común") == [
        "S/ 3.50 por kg",
        "S/ 3.00 por kg",
        "no se compara: se vende de otra manera",
    ]


def test_says_in_words_what_is_promised_whole(client: FlaskClient, session: Session, papa: Product) -> None:
    session.add(ProductMonth(product_id=papa.id, month="2027-04", committed=2_500_000))
    page = client.get("/comparar?p=papa-nativa-huayro").text
    assert row(page, "Meses") == ["De abril a agosto; ahora no Todo comprometido en abril de 2027"]


def test_says_that_a_price_is_old(client: FlaskClient, papa: Product) -> None:
    papa.price_confirmed_on = date(2026, 1, 5)
    page = client.get("/comparar?p=papa-nativa-huayro").text
    assert "Hace más de seis meses" in row(page, "Precio confirmado el")[0]


@pytest.mark.usefixtures("papa", "manjar", "archivada")
def test_what_is_not_offered_is_left_out_and_said(client: FlaskClient) -> None:
    page = client.get("/comparar?p=manjar-blanco&p=papa-nativa-huayro&p=chuno-blanco&p=nada").text
    assert columns(page) == ["Papa nativa huayro"]
    assert "Dejamos de lado 3 productos que no conocemos o que ya no se ofrecen." in page
    assert "Manjar" not in page


@pytest.mark.usefixtures("papa", "queso")
def test_the_same_one_twice_is_one(client: FlaskClient) -> None:
    page = client.get(f"{BOTH}&p=papa-nativa-huayro&p=PAPA-NATIVA-HUAYRO").text
    assert columns(page) == ["Papa nativa huayro", "Queso fresco"]
    assert "Dejamos de lado" not in page


def test_a_former_address_still_compares(client: FlaskClient, session: Session, papa: Product) -> None:
    session.add(ProductSlug(slug="papa-vieja", product_id=papa.id))
    assert columns(client.get("/comparar?p=papa-vieja&p=papa-nativa-huayro").text) == ["Papa nativa huayro"]


def test_of_more_than_four_the_first_four_are_compared(client: FlaskClient, several: list[str]) -> None:
    page = client.get("/comparar?" + "&".join(f"p={slug}" for slug in several)).text
    assert columns(page) == ["Pan uno", "Pan dos", "Pan tres", "Pan cuatro"]
    assert "Se comparan hasta cuatro: estos son los primeros que eligió." in page
    assert "Agregar otro" not in page


def test_none_explains_how(client: FlaskClient) -> None:
    answer = client.get("/comparar")
    assert answer.status_code == 200
    assert "Elija qué comparar" in answer.text
    assert 'href="/productos?comparar=si"' in answer.text


@pytest.mark.usefixtures("papa")
def test_one_asks_for_another(client: FlaskClient) -> None:
    page = client.get("/comparar?p=papa-nativa-huayro").text
    assert "Hay uno solo. Elija otro para ponerlo al lado." in page
    assert 'href="/productos?rubro=tuberculos&amp;comparar=si&amp;p=papa-nativa-huayro"' in page


@pytest.mark.usefixtures("papa", "queso")
def test_each_can_be_taken_out(client: FlaskClient) -> None:
    page = client.get(BOTH).text
    assert '<a class="drop" href="/comparar?p=queso-fresco" data-drop="papa-nativa-huayro">' in page


@pytest.mark.usefixtures("papa", "queso")
@pytest.mark.parametrize("query", ["", "&formato=papel"])
def test_is_not_to_be_found(client: FlaskClient, query: str) -> None:
    assert '<meta name="robots" content="noindex">' in client.get(BOTH + query).text


@pytest.mark.usefixtures("papa", "queso")
def test_on_paper_it_says_when(client: FlaskClient) -> None:
    page = client.get(f"{BOTH}&formato=papel").text
    assert "Hecho el 10 de noviembre de 2026, 9:30 a. m. (hora de Lima)." in page
    assert 'class="drop"' not in page
    assert "http://127.0.0.1:8000/comparar?p=papa-nativa-huayro&amp;p=queso-fresco</p>" in page


@pytest.mark.usefixtures("papa", "queso")
def test_the_workbook_holds_the_same_table(client: FlaskClient) -> None:
    answer = client.get(f"{BOTH}&formato=xlsx")
    assert 'filename="comparacion-2026-11-10.xlsx"' in answer.headers["Content-Disposition"]
    sheet = openpyxl.load_workbook(BytesIO(answer.data)).active
    assert sheet is not None
    table = {values[0]: values[1:] for values in sheet.iter_rows(values_only=True)}
    assert table["Dato"] == ("Papa nativa huayro", "Queso fresco")
    assert table["Precio en soles"] == (3.5, 18)
    assert table["Pedido mínimo"] == ("50 kg", "sin dato")
    assert table["Página"][1] == "http://127.0.0.1:8000/productos/queso-fresco"


@pytest.mark.parametrize(
    "typed", ["%00", "p=%ff%fe", "p=" + "x" * 3000, "&".join(["p=a%20b"] * 50), "p=&p=%20"]
)
def test_nothing_typed_is_an_error(client: FlaskClient, typed: str) -> None:
    assert client.get(f"/comparar?{typed}&formato=xlsx").status_code in (200, 400)


def test_what_a_maker_types_cannot_leave_its_place(
    client: FlaskClient, session: Session, rosa: Enterprise
) -> None:
    cast.make_product(session, rosa, '"><script>alert(1)</script>', slug="cosa", packaging="<b>x")
    page = client.get("/comparar?p=cosa&p=%22%3E%3Cscript%3E").text
    assert "<script>alert" not in page
    assert "<b>x" not in page


def test_asks_as_much_of_one_as_of_four(
    client: FlaskClient, session: Session, many_products: Callable[[int], None], count_queries: Counter
) -> None:
    many_products(40)
    slugs = session.scalars(select(Product.slug).order_by(Product.id).limit(4)).all()
    asked = []
    for number in (1, 1, 4):
        with count_queries() as statements:
            client.get("/comparar?" + "&".join(f"p={slug}" for slug in slugs[:number]))
        asked.append(len(statements))
    assert asked[1] == asked[2] <= 10
