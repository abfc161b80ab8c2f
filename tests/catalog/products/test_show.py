"""The page of one product."""

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise, PublicContact
from catalog.products.models import Product, ProductMonth, ProductSlug, SanitaryPaper
from tests.support import cast

Counter = Callable[[], AbstractContextManager[list[str]]]
PAPA = "/productos/papa-nativa-huayro"

pytestmark = pytest.mark.usefixtures("clock")


def data_of(page: str) -> dict[str, Any]:
    """The JSON-LD blocks of a page, by type."""
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return {block["@type"]: block for block in map(json.loads, blocks)}


@pytest.mark.usefixtures("papa")
def test_says_price_with_its_unit_and_its_date(client: FlaskClient) -> None:
    page = client.get(PAPA).text
    assert "<b>S/ 3.50</b> <span>por kg</span>" in page
    assert "Precio base, confirmado el 1 de octubre de 2026" in page
    assert "Hace más de seis meses" not in page


def test_warns_of_an_old_price(client: FlaskClient, session: Session, papa: Product) -> None:
    papa.price_confirmed_on = date(2026, 5, 1)
    session.flush()
    assert "Hace más de seis meses que no se confirma este precio" in client.get(PAPA).text


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("committed", "said"),
    [(0, ""), (90_000, "En noviembre quedan 30 moldes."), (120_000, "Lo de noviembre ya está comprometido.")],
)
def test_says_what_is_left_of_this_month(
    client: FlaskClient, session: Session, queso: Product, committed: int, said: str
) -> None:
    queso.capacity = 120_000
    session.add(ProductMonth(product_id=queso.id, month="2026-11", committed=committed))
    page = " ".join(client.get("/productos/queso-fresco").text.split())
    season = page.partition('<p class="season">')[2].partition("</p>")[0]
    assert season.removeprefix("Todo el año.").strip() == said


def test_says_what_is_still_free_in_each_next_month(
    client: FlaskClient, session: Session, papa: Product
) -> None:
    session.add_all(
        [
            ProductMonth(product_id=papa.id, month="2027-04", committed=500_000),
            ProductMonth(product_id=papa.id, month="2027-05", committed=2_500_000),
            ProductMonth(product_id=papa.id, month="2026-06", committed=2_500_000),
        ]
    )
    page = " ".join(client.get(PAPA).text.split())
    assert '<th scope="row">abril de 2027</th><td>quedan 2,000 kg</td>' in page
    assert '<th scope="row">mayo de 2027</th><td>todo está comprometido</td>' in page
    assert '<th scope="row">junio de 2027</th><td>2,500 kg</td>' in page
    assert '<th scope="row">noviembre de 2026</th><td>fuera de temporada</td>' in page


@pytest.mark.usefixtures("papa")
def test_out_of_season_names_the_next_month(client: FlaskClient) -> None:
    page = client.get(PAPA).text
    assert "Ahora está fuera de temporada." in page
    assert "Vuelve en abril de 2027." in page
    assert data_of(page)["Product"]["offers"]["availability"] == "https://schema.org/OutOfStock"


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        ({"state": "granted", "kind": "sip", "number": "SIP-1"}, "SIP-1"),
        ({"state": "granted", "kind": None, "number": "E-77"}, "tipo por confirmar"),
        ({"state": "in_progress"}, "En camino"),
        ({"state": "granted", "number": "E-78", "expires_on": date(2026, 11, 9)}, "Sin registro vigente"),
    ],
)
def test_says_how_the_paper_stands(
    client: FlaskClient, session: Session, rosa: Enterprise, paper: dict[str, Any], words: str
) -> None:
    product = cast.make_product(session, rosa, "Queso andino", sector="lacteos")
    session.add(SanitaryPaper(product_id=product.id, **paper))
    page = client.get("/productos/queso-andino").text
    assert words in page
    assert "E-78" not in page


@pytest.mark.parametrize(
    ("sector", "said"), [("tuberculos", True), ("lacteos", False), ("cafe-cacao", False)]
)
def test_says_not_needed_only_by_the_rule_of_the_sector(
    client: FlaskClient, session: Session, rosa: Enterprise, sector: str, said: bool
) -> None:
    cast.make_product(session, rosa, "Cosa nueva", sector=sector)
    assert ("No requiere" in client.get("/productos/cosa-nueva").text) is said


def test_what_is_not_known_is_said(client: FlaskClient, session: Session, rosa: Enterprise) -> None:
    cast.make_product(session, rosa, "Cosa nueva", months=0)
    page = client.get("/productos/cosa-nueva").text
    assert page.count("sin dato") >= 5
    assert "Meses: sin dato" in page


def test_shows_who_verified_each_seal(client: FlaskClient, papa: Product) -> None:
    page = client.get(PAPA).text
    assert "Verificado por UT Apurímac el 1 de octubre de 2026" in page


def test_never_shows_a_phone(
    client: FlaskClient, session: Session, papa: Product, ccotana: Enterprise
) -> None:
    session.add(PublicContact(enterprise_id=ccotana.id, phone="+51987654321"))
    for path in (PAPA, "/productos", "/emprendimientos/papas-ccotana"):
        page = client.get(path).text
        assert "987654321" not in page
        assert "987 654 321" not in page


@pytest.mark.usefixtures("manjar")
def test_an_unpublished_product_is_not_found(client: FlaskClient) -> None:
    assert client.get("/productos/manjar-blanco").status_code == 404


def test_a_product_of_an_unpublished_enterprise_is_not_found(
    client: FlaskClient, session: Session, papa: Product, ccotana: Enterprise
) -> None:
    ccotana.status = "unpublished"
    session.flush()
    assert client.get(PAPA).status_code == 404


@pytest.mark.usefixtures("archivada", "papa")
def test_an_archived_product_keeps_a_kind_page(client: FlaskClient) -> None:
    answer = client.get("/productos/chuno-blanco")
    assert answer.status_code == 410
    assert "Chuño blanco ya no se ofrece" in answer.text
    assert "Papa nativa huayro" in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text


def test_an_old_address_leads_to_the_new_one(client: FlaskClient, session: Session, papa: Product) -> None:
    session.add(ProductSlug(slug="papa-vieja", product_id=papa.id))
    answer = client.get("/productos/papa-vieja")
    assert answer.status_code == 301
    assert answer.headers["Location"] == PAPA


def test_the_old_address_of_an_unpublished_product_is_not_found(
    client: FlaskClient, session: Session, manjar: Product
) -> None:
    session.add(ProductSlug(slug="manjar-viejo", product_id=manjar.id))
    assert client.get("/productos/manjar-viejo").status_code == 404


def test_the_old_address_of_a_product_whose_enterprise_left_is_not_found(
    client: FlaskClient, session: Session, papa: Product, ccotana: Enterprise
) -> None:
    session.add(ProductSlug(slug="papa-vieja", product_id=papa.id))
    ccotana.status = "unpublished"
    session.flush()
    assert client.get("/productos/papa-vieja").status_code == 404
    assert client.get("/productos/PAPA-NATIVA-HUAYRO").status_code == 404


@pytest.mark.usefixtures("papa")
@pytest.mark.parametrize("typed", ["Papa-Nativa-Huayro", "papa%20nativa%20huayro", "papa-nativa-huayr%C3%B3"])
def test_an_address_typed_by_hand_leads_to_the_right_one(client: FlaskClient, typed: str) -> None:
    answer = client.get(f"/productos/{typed}")
    assert (answer.status_code, answer.headers["Location"]) == (301, PAPA)


@pytest.mark.usefixtures("papa")
def test_a_slash_at_the_end_does_no_harm(client: FlaskClient) -> None:
    answer = client.get(f"{PAPA}/")
    assert answer.status_code == 200
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{PAPA}">' in answer.text


@pytest.mark.parametrize(
    "path", ["//evil.example/", "/productos//evil.example", "/\\evil.example/", "/productos/%0d%0aX:y"]
)
def test_no_address_leads_to_another_site(client: FlaskClient, path: str) -> None:
    answer = client.get("/", environ_overrides={"PATH_INFO": path})
    assert answer.status_code in (308, 404)
    assert urlsplit(answer.headers.get("Location", "")).hostname in (None, "localhost", "127.0.0.1")


def test_tells_machines_what_it_tells_people(client: FlaskClient, session: Session, papa: Product) -> None:
    cast.make_photo(session, papa, token="d" * 16)
    page = client.get(PAPA).text
    data = data_of(page)
    assert data["Product"]["offers"]["price"] == "3.50"
    assert data["Product"]["offers"]["priceCurrency"] == "PEN"
    assert data["Product"]["image"] == [f"http://127.0.0.1:8000/media/{'d' * 16}/share.jpg"]
    trail = [crumb["name"] for crumb in data["BreadcrumbList"]["itemListElement"]]
    assert trail == ["Inicio", "Agropecuario", "Papas y tubérculos", "Papa nativa huayro"]
    assert f'<meta property="og:image" content="http://127.0.0.1:8000/media/{"d" * 16}/share.jpg">' in page
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{PAPA}">' in page


def test_what_a_maker_types_cannot_leave_its_place(
    client: FlaskClient, session: Session, rosa: Enterprise
) -> None:
    hostile = "</script><script>alert(1)</script>"
    cast.make_product(session, rosa, hostile, slug="cosa", description=f"{hostile} {{{{ 7*7 }}}}")
    for path in ("/productos/cosa", "/productos"):
        page = client.get(path).text
        assert "<script>alert" not in page
    assert data_of(client.get("/productos/cosa").text)["Product"]["name"] == hostile


def test_related_ones_of_the_same_department_come_first(
    client: FlaskClient, session: Session, papa: Product, rosa: Enterprise, ccotana: Enterprise
) -> None:
    cast.make_product(session, ccotana, "Papa vecina", published_at=cast.PUBLISHED_AT.replace(month=1))
    cast.make_product(session, rosa, "Papa lejana")
    page = client.get(PAPA).text
    assert 0 < page.index("Papa vecina") < page.index("Papa lejana")


def test_the_gallery_shows_only_ready_photos(client: FlaskClient, session: Session, papa: Product) -> None:
    cast.make_photo(session, papa, 0, token="a" * 16, alt="Papas en su manta", formats="avif,webp,jpg")
    cast.make_photo(session, papa, 1, token="b" * 16, ready=False)
    page = client.get(PAPA).text
    assert 'type="image/avif"' in page
    assert 'alt="Papas en su manta"' in page
    assert "b" * 16 not in page
    assert 'class="thumbs"' not in page


def test_costs_no_more_questions_as_the_catalogue_grows(
    client: FlaskClient,
    session: Session,
    papa: Product,
    many_products: Callable[[int], None],
    count_queries: Counter,
) -> None:
    many_products(200)
    client.get(PAPA)
    with count_queries() as few:
        client.get(PAPA)
    many_products(2000)
    client.get(PAPA)
    with count_queries() as many:
        client.get(PAPA)
    assert len(many) == len(few) <= 10
