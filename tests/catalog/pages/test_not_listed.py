"""What is not listed: the page, and the signs that call for a second look."""

import pytest
from flask.testing import FlaskClient

from admin.demo import load
from catalog.pages.not_listed import rules, suspects


def test_the_page_tells_every_rule_with_its_law(client: FlaskClient) -> None:
    page = client.get("/que-no-se-publica").text
    with client.application.test_request_context():
        for rule in rules():
            assert f'<dt id="{rule.name}">{rule.title}</dt><dd>{rule.why}' in page
            assert rule.law in page


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *(("Mate de COCA filtrante", "coca"), ("Artesanía con plumas de guacamayo", "wildlife")),
        *(("Huaco antiguo de la zona", "heritage"), ("Uña de gato, cura la artritis", "cures")),
        *(("Cañazo de Apurímac", "alcohol"), ("Carne de res fresca", "meat"), ("Cohetecillos", "weapons")),
        *(("Ropa usada americana", "smuggling"), ("Polo tipo original Nike", "copies")),
        *(("Llame al 951 234 567", "people"), ("Rifa de un torito", "money")),
    ],
)
def test_a_sign_calls_for_a_second_look(text: str, name: str) -> None:
    assert name in suspects([text])


@pytest.mark.parametrize(
    "text",
    [
        *("Cebolla curada dos semanas", "Queso de leche de vaca", "Coco rallado", "Cordero en pie"),
        *("Sombrero de paja toquilla", "Charqui de alpaca", "Mermelada de sauco", "Réplica de un manto"),
    ],
)
def test_ordinary_words_call_for_none(text: str) -> None:
    assert suspects([text]) == []


def test_nothing_of_the_demo_calls_for_a_second_look() -> None:
    told = ("producto", "descripcion", "historia", "emprendimiento", "empaque")
    found = {row["producto"]: suspects(row[name] for name in told) for row in load.rows()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
