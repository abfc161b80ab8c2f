"""What the list says where little or nothing was found: what else there is, and how to get there."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from tests.support import cast


@pytest.mark.usefixtures("papa")
def test_nothing_found_offers_only_what_finds_something(client: FlaskClient) -> None:
    page = client.get("/productos?rubro=tejidos&departamento=apurimac").text
    assert "Nadie ofrece todavía algo así" in page
    assert 'href="/productos?departamento=apurimac">Sin Tejidos y prendas<span class="count">1<' in page
    assert "Quitar: Apurímac" not in page


@pytest.mark.usefixtures("papa", "queso")
def test_nothing_found_offers_what_was_looked_for_alone(client: FlaskClient) -> None:
    page = client.get("/productos?rubro=lacteos&entrega=cusco&capacidad_min=40+kg").text
    assert 'href="/productos?rubro=lacteos">Solo Quesos y lácteos<span class="count">1<' in page


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("capacidad_min=40+kg", 1),
        ("unidad=kg&precio_max=9", 1),
        ("unidad=kg", 1),
        ("capacidad_min=40+kg&rubro=tuberculos", 0),
        ("capacidad_min=40+kg&entrega=apurimac", 0),
        ("unidad=molde&capacidad_min=40+kg", 2),
        ("rubro=lacteos", 0),
    ],
)
@pytest.mark.usefixtures("papa", "queso")
def test_says_how_many_are_measured_otherwise(client: FlaskClient, query: str, number: int) -> None:
    page = client.get(f"/productos?{query}").text
    nothing = "Ninguno se mide como usted pide" in page
    said = {
        0: "comparar con lo que pidió",
        1: "Hay 1 que puede" if nothing else "Hay 1 producto más",
        2: "Hay 2 que pueden",
    }[number]
    assert (said in page) is bool(number)


@pytest.mark.usefixtures("papa", "queso")
def test_those_measured_otherwise_are_one_step_away(client: FlaskClient) -> None:
    page = client.get(
        "/productos?rubro=agropecuario&unidad=kg&precio_max=9&capacidad_min=40+kg&orden=nombre"
    ).text
    assert 'href="/productos?rubro=agropecuario&amp;orden=nombre">Ver también esos' in page


def test_one_that_tells_no_capacity_is_not_forgotten(
    client: FlaskClient, session: Session, ccotana: Enterprise
) -> None:
    cast.make_product(session, ccotana, "Oca", capacity=None)
    assert "Hay 1 que puede servirle" in client.get("/productos?capacidad_min=40+kg").text


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("precio_min=3&precio_max=9.50", ('value="3"', 'value="9.50"')),
        ("precio_max=S/+1.500&unidad=kg", ('value="S/ 1.500"',)),
        ("capacidad_min=40", ('value="40"',)),
    ],
)
def test_what_was_typed_and_not_understood_stays_in_the_form(
    client: FlaskClient, query: str, kept: tuple[str, ...]
) -> None:
    page = client.get(f"/productos?{query}").text
    for value in kept:
        assert value in page.partition('class="filters"')[2]
