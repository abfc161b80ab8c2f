"""The page of a department or a province."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.products.models import DeliveryPlace, Product
from tests.support import cast

NOINDEX = '<meta name="robots" content="noindex">'


@pytest.mark.usefixtures("papa", "queso", "archivada")
def test_a_department_tells_what_it_offers(client: FlaskClient) -> None:
    page = client.get("/lugares/apurimac").text
    for words in (
        "<h1>Apurímac</h1>",
        "1 producto de 1 emprendimiento.",
        'href="/productos?departamento=apurimac"',
        'href="/productos?rubro=tuberculos&amp;departamento=apurimac"',
        "Papa nativa huayro",
        'href="/emprendimientos/papas-ccotana"',
        'href="/lugares/apurimac/andahuaylas"',
        'href="/lugares/apurimac/abancay"',
        'href="/lugares/cusco"',
        '<link rel="canonical" href="http://127.0.0.1:8000/lugares/apurimac">',
    ):
        assert words in page
    assert "Queso fresco" not in page
    assert "Chuño" not in page


@pytest.mark.usefixtures("clock")
def test_season_is_what_is_made_now_and_not_always(
    client: FlaskClient, session: Session, ccotana: Enterprise, papa: Product
) -> None:
    cast.make_product(session, ccotana, "Durazno", months=0b1100_0000_0000)
    cast.make_product(session, ccotana, "Olluco")
    page = client.get("/lugares/apurimac").text
    season, newest = page.split('id="temporada"')[1].split('id="nuevos"')
    assert "Durazno" in season
    assert "Olluco" not in season
    assert papa.name not in season
    assert "Durazno" not in newest
    assert "mes=noviembre" in season
    assert "Ver lo que hay en noviembre: 2" in page


@pytest.mark.usefixtures("papa")
def test_it_tells_what_is_delivered_there(client: FlaskClient) -> None:
    page = client.get("/lugares/apurimac").text
    assert "Entregan en Apurímac: 1 producto" in page
    assert 'href="/productos?entrega=apurimac"' in page


@pytest.mark.parametrize("code", ["", "23", "2304", "230401"])
def test_an_empty_one_leads_on(client: FlaskClient, session: Session, queso: Product, code: str) -> None:
    session.add(DeliveryPlace(product_id=queso.id, place_code=code))
    page = client.get("/lugares/tacna").text
    assert "Todavía sin productos de aquí. Pero hay 1 de otro lugar que entregan en Tacna." in page
    for link in ("/productos?entrega=tacna", "/lugares", "/lugares/puno", "/lugares/tacna/tarata"):
        assert f'href="{link}"' in page
    assert NOINDEX in page


def test_one_that_nobody_delivers_to_leads_on_too(client: FlaskClient) -> None:
    page = client.get("/lugares/tumbes").text
    assert "Vea qué ofrecen cerca" in page
    assert 'href="/lugares/piura"' in page


@pytest.mark.usefixtures("papa")
def test_a_province_names_its_districts(client: FlaskClient) -> None:
    page = client.get("/lugares/apurimac/andahuaylas").text
    assert "Provincia de Andahuaylas" in page
    assert 'href="/productos?departamento=apurimac&amp;provincia=andahuaylas&amp;distrito=kishuara"' in page
    assert "San Jerónimo" in page
    assert 'href="/lugares/apurimac"' in page
    assert NOINDEX not in page


@pytest.mark.usefixtures("papa")
def test_who_shows_only_the_province_is_counted_in_no_district(client: FlaskClient, session: Session) -> None:
    maker = cast.make_enterprise(session, "Hierbas del Ande", province_code="0302", district_code=None)
    cast.make_product(session, maker, "Muña")
    page = client.get("/lugares/apurimac/andahuaylas").text
    assert "2 productos de 2 emprendimientos." in page
    assert "1 emprendimiento muestra solo su provincia: 1 producto." in page
    assert page.count("distrito=") == 1


@pytest.mark.parametrize(
    ("typed", "proper"),
    [
        ("/lugares/Cusco", "/lugares/cusco"),
        ("/lugares/cuzco", "/lugares/cusco"),
        ("/lugares/Áncash", "/lugares/ancash"),
        ("/lugares/La%20Libertad", "/lugares/la-libertad"),
        ("/lugares/cuzco/Urubamba", "/lugares/cusco/urubamba"),
        ("/lugares/cusco/cuzco", "/lugares/cusco/cusco"),
    ],
)
def test_another_way_to_write_it_leads_to_the_proper_one(
    client: FlaskClient, typed: str, proper: str
) -> None:
    answer = client.get(typed)
    assert (answer.status_code, answer.location) == (301, proper)
    assert client.get(proper).status_code == 200


@pytest.mark.parametrize(
    "path", ["nada", "nada/nada", "cusco/nada", "cusco/arequipa", "08", "cusco/cusco/cusco"]
)
def test_an_unknown_one_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(f"/lugares/{path}").status_code == 404
