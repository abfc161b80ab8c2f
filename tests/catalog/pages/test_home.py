"""The first visit: the season, the sectors as pictures, where things are from, one story, how to buy and be listed."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from tests.support import cast

APRIL_TO_AUGUST = 0b0000_1111_1000
OCTOBER_TO_DECEMBER = 0b1110_0000_0000


def section(page: str, name: str) -> str:
    """The section that a heading names."""
    found = re.search(rf'<section[^>]*aria-labelledby="{name}".*?</section>', page, re.S)
    assert found, name
    return found.group()


@pytest.mark.usefixtures("papa")
def test_it_has_the_search_once_and_in_its_middle(client: FlaskClient) -> None:
    page = client.get("/").text
    assert page.count('name="q"') == 1
    assert 'name="q"' in section(page, "inicio")


def test_this_months_season_comes_first(
    client: FlaskClient, session: Session, papa: Product, queso: Product, clock: time_machine.Traveller
) -> None:
    papa.months, queso.months = APRIL_TO_AUGUST, OCTOBER_TO_DECEMBER
    season = section(client.get("/").text, "temporada")
    assert "De temporada en noviembre" in season
    assert 'href="/productos?mes=noviembre"' in season
    assert "Queso fresco" in season
    assert "Papa nativa" not in season
    clock.shift(timedelta(days=150))
    season = section(client.get("/").text, "temporada")
    assert "De temporada en abril" in season
    assert "Papa nativa" in season


@pytest.mark.usefixtures("clock")
def test_what_is_sold_all_year_has_no_season(client: FlaskClient, queso: Product) -> None:
    queso.months = cast.ALL_YEAR
    season = section(client.get("/").text, "temporada")
    assert "Recién llegados" in season
    assert "Queso fresco" in season


@pytest.mark.usefixtures("clock")
def test_one_maker_does_not_fill_the_season(client: FlaskClient, session: Session, papa: Product) -> None:
    papa.months = OCTOBER_TO_DECEMBER
    for number in range(3):
        cast.make_product(session, papa.enterprise, f"Oca {number}", months=OCTOBER_TO_DECEMBER)
    assert section(client.get("/").text, "temporada").count('class="card"') == 1


@pytest.mark.usefixtures("papa", "queso")
def test_each_sector_that_offers_is_a_picture_with_its_number(
    client: FlaskClient, session: Session, papa: Product
) -> None:
    cast.make_photo(session, papa, token="a" * 16)
    tiles = section(client.get("/").text, "rubros")
    tuberculos = next(one for one in tiles.split("</li>") if "/rubros/tuberculos" in one)
    assert f"/media/{'a' * 16}/" in tuberculos
    assert "1 producto" in tuberculos
    assert "/rubros/joyeria" not in tiles


def test_places_that_offer_stand_beside_the_map(client: FlaskClient, papa: Product) -> None:
    places = section(client.get("/").text, "lugares")
    assert 'aria-label="Apurímac: 1 producto"' in places
    assert 'class="off" href="/lugares/apurimac"' in places
    assert 'class="off" href="/lugares/tacna"' not in places
    papa.status = "unpublished"
    assert 'class="off" href="/lugares/apurimac"' not in section(client.get("/").text, "lugares")


def test_a_story_is_told_only_while_it_is_public(
    client: FlaskClient, papa: Product, ccotana: Enterprise
) -> None:
    assert 'aria-labelledby="relato"' not in client.get("/").text
    ccotana.story = "Sembramos con mi madre desde siempre."
    told = section(client.get("/").text, "relato")
    assert "Sembramos con mi madre" in told
    assert 'href="/emprendimientos/papas-ccotana"' in told
    ccotana.status = "archived"
    assert 'aria-labelledby="relato"' not in client.get("/").text


def test_each_day_tells_another_story(
    client: FlaskClient, ccotana: Enterprise, rosa: Enterprise, clock: time_machine.Traveller
) -> None:
    ccotana.story, rosa.story = "La de Ccotana.", "La de Rosa."
    told = set()
    for _day in range(2):
        told |= set(re.findall(r"La de \w+", section(client.get("/").text, "relato")))
        clock.shift(timedelta(days=1))
    assert told == {"La de Ccotana", "La de Rosa"}


def test_a_long_story_ends_with_a_sentence(client: FlaskClient, ccotana: Enterprise) -> None:
    ccotana.story = "Sembramos papa de catorce colores. " * 30
    told = re.search(r"<blockquote>(.*?)</blockquote>", client.get("/").text)
    assert told
    assert len(told[1]) <= 420
    assert told[1].endswith("colores.")


def test_it_says_how_to_buy_and_how_to_be_listed(client: FlaskClient) -> None:
    page = client.get("/").text
    assert section(page, "comprar").count("<h3>") == 3
    assert "todavía no recibe pedidos" in page
    assert "no cuesta nada" in section(page, "ofrecer")
