"""A maker's page: who she is as far as she consents, what there is in each month, how and where one buys."""

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise, Invoice
from catalog.enterprises.portraits import portrait_of
from catalog.enterprises.presentation import initials, widest
from catalog.products.models import DeliveryPlace, Payment, Product, ProductMonth, Seal, SealAward
from tests.support import cast
from tests.support.portraits import make_portrait

CCOTANA = "/emprendimientos/papas-ccotana"
Clock = time_machine.Traveller


def row_of(page: str, name: str) -> str:
    """The row of a product in the calendar."""
    return next(row for row in page.split('<tr role="row">')[1:] if f">{name}</a>" in row)


def words(row: str) -> list[str]:
    """What a row of the calendar says in words, January to December."""
    return re.findall(r'<span class="vh">([^<]*)</span>', row)


def test_shows_her_portrait(client: FlaskClient, session: Session, ccotana: Enterprise) -> None:
    portrait = make_portrait(session, ccotana)
    page = client.get(CCOTANA).text
    assert f"/media/{portrait.token}/640.webp" in page
    assert 'alt="Retrato de quien lleva Papas Ccotana"' in page


def test_a_portrait_is_named_only_where_she_lets_her_name_be_known(
    client: FlaskClient, session: Session, ccotana: Enterprise
) -> None:
    make_portrait(session, ccotana)
    ccotana.producer_name = "Nombre Ficticio"
    assert 'alt="Retrato de Nombre Ficticio"' in client.get(CCOTANA).text


def test_a_drawn_portrait_says_that_it_is_one(
    client: FlaskClient, session: Session, ccotana: Enterprise
) -> None:
    make_portrait(session, ccotana)
    ccotana.producer_name, ccotana.demo = "Doña Rosa", True
    assert 'alt="Retrato de Doña Rosa, dibujo de demostración"' in client.get(CCOTANA).text


def test_a_portrait_whose_files_are_on_their_way_is_not_named(
    client: FlaskClient, session: Session, ccotana: Enterprise
) -> None:
    portrait = make_portrait(session, ccotana, ready=False)
    for path in (CCOTANA, "/emprendimientos"):
        assert portrait.token not in client.get(path).text
    assert portrait_of(session, ccotana.id) is None


def test_without_a_portrait_stands_what_she_makes(
    client: FlaskClient, session: Session, papa: Product
) -> None:
    photo = cast.make_photo(session, papa, alt="Papas en su manta")
    page = client.get(CCOTANA).text
    assert f"/media/{photo.token}/" in page.partition('<div class="face goods">')[2][:400]


@pytest.mark.usefixtures("papa")
def test_without_any_picture_stands_her_cloth_with_her_initials(client: FlaskClient) -> None:
    page = client.get(CCOTANA).text
    assert "<span>PC</span>" in page.partition('<div class="face cloth"')[2][:300]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Papas Ccotana", "PC"),
        ("Quesos de la Doña Rosa", "QR"),
        ("Awana", "A"),
        ("Ñusta y Árbol", "ÑÁ"),
        ("—", ""),
        ("de la", ""),
    ],
)
def test_initials_are_of_words_that_mean_something(name: str, said: str) -> None:
    assert initials(name) == said


def test_the_list_shows_her_portrait_in_the_corner(
    client: FlaskClient, session: Session, ccotana: Enterprise, papa: Product
) -> None:
    portrait, photo = make_portrait(session, ccotana), cast.make_photo(session, papa)
    page = client.get("/emprendimientos").text
    assert f"/media/{portrait.token}/320.webp" in page.partition('<span class="round corner">')[2][:300]
    assert f"/media/{photo.token}/" in page


def test_search_engines_are_shown_only_what_is_public(
    client: FlaskClient, session: Session, ccotana: Enterprise
) -> None:
    def said() -> dict[str, object]:
        block = client.get(CCOTANA).text.partition('<script type="application/ld+json">')[2]
        data: dict[str, object] = json.loads(block.partition("</script>")[0])
        return data

    assert "image" not in said()
    portrait = make_portrait(session, ccotana)
    assert str(said()["image"]).endswith(f"/media/{portrait.token}/640.jpg")


@pytest.mark.usefixtures("papa", "clock")
def test_the_calendar_says_each_month_in_words(client: FlaskClient) -> None:
    row = row_of(client.get(CCOTANA).text, "Papa nativa huayro")
    said = words(row)
    assert said[0] == "fuera de temporada"
    assert said[3:8] == ["2,500 kg"] * 5
    assert len(said) == 12


@pytest.mark.usefixtures("clock")
def test_the_calendar_shows_what_is_promised(client: FlaskClient, session: Session, papa: Product) -> None:
    session.add(ProductMonth(product_id=papa.id, month="2027-04", committed=2_500_000))
    session.add(ProductMonth(product_id=papa.id, month="2027-05", committed=1_250_000))
    # What is beyond the coming twelve months is not shown.
    session.add(ProductMonth(product_id=papa.id, month="2028-06", committed=2_500_000))
    row = row_of(client.get(CCOTANA).text, "Papa nativa huayro")
    assert words(row)[3:6] == ["todo está comprometido", "quedan 1,250 kg", "2,500 kg"]
    assert 'class="free e4"' in row


@pytest.mark.usefixtures("papa", "clock")
def test_the_calendar_marks_the_present_month(client: FlaskClient) -> None:
    page = client.get(CCOTANA).text
    assert "noviembre de 2026, este mes" in page
    assert "octubre de 2027" in page
    assert 'class="out now"' in row_of(page, "Papa nativa huayro")


@pytest.mark.usefixtures("papa")
def test_says_what_there_is_this_month(
    client: FlaskClient, session: Session, ccotana: Enterprise, clock: Clock
) -> None:
    assert "Este mes no queda nada por pedir" in client.get(CCOTANA).text
    cast.make_product(session, ccotana, "Chuño negro")
    assert "Este mes hay: Chuño negro." in client.get(CCOTANA).text


def test_months_that_nobody_has_said_are_said_to_be_unknown(
    client: FlaskClient, session: Session, ccotana: Enterprise
) -> None:
    cast.make_product(session, ccotana, "Oca", months=0)
    page = client.get(CCOTANA).text
    assert "Meses: sin dato" in row_of(page, "Oca")
    assert "Este mes" not in page.partition("Qué hay en cada mes")[2].partition("<table")[0]


def test_more_than_twelve_products_are_folded(
    client: FlaskClient, session: Session, ccotana: Enterprise
) -> None:
    for number in range(15):
        cast.make_product(session, ccotana, f"Papa {number}")
    page = client.get(CCOTANA).text
    assert "Ver los otros 3" in page
    assert page.count('role="rowheader"') == 15


@pytest.mark.usefixtures("papa")
def test_says_how_one_buys(client: FlaskClient, session: Session, ccotana: Enterprise) -> None:
    oca = cast.make_product(session, ccotana, "Oca", payments=Payment.CREDIT)
    session.add(DeliveryPlace(product_id=oca.id, place_code="0302"))
    session.add(DeliveryPlace(product_id=oca.id, place_code="08"))
    ccotana.invoices = Invoice.LIQUIDACION
    page = client.get(CCOTANA).text
    for said in (
        "Liquidación de compra",
        "la emite quien compra",
        "Efectivo, contra entrega, al crédito",
        ">Apurímac, Cusco<",
    ):
        assert said in page


def test_delivery_that_is_only_typed_is_said_as_typed(
    client: FlaskClient, session: Session, ccotana: Enterprise
) -> None:
    cast.make_product(session, ccotana, "Oca", delivery="En la puerta de la chacra")
    assert "En la puerta de la chacra" in client.get(CCOTANA).text


@pytest.mark.parametrize(
    ("codes", "kept"),
    [
        ({"03", "0302", "030207", "08"}, ["03", "08"]),
        ({"", "03"}, [""]),
        ({"0302", "0301"}, ["0301", "0302"]),
        (set(), []),
    ],
)
def test_a_place_inside_another_is_not_said_twice(codes: set[str], kept: list[str]) -> None:
    assert widest(codes) == kept


@pytest.mark.usefixtures("papa")
def test_says_at_which_market_or_else_in_which_place(
    client: FlaskClient, session: Session, ccotana: Enterprise
) -> None:
    assert "Feria de Andahuaylas, domingos" in client.get(CCOTANA).text
    ccotana.market = ""
    assert re.search(r"Se encuentra en [^<]*Apurímac\.", client.get(CCOTANA).text)


@pytest.mark.usefixtures("clock")
def test_shows_seals_in_force_with_who_verified_them(
    client: FlaskClient, session: Session, papa: Product
) -> None:
    page = client.get(CCOTANA).text
    assert "Verificado por UT Apurímac el" in page
    award = session.scalars(select(SealAward)).one()
    award.expires_on = cast.CONFIRMED_ON
    name = session.scalars(select(Seal.name).where(Seal.id == award.seal_id)).one()
    page = client.get(CCOTANA).text
    assert name not in page
    assert "Verificado" not in page


def test_shows_others_of_her_department_in_turn(
    client: FlaskClient, session: Session, ccotana: Enterprise, rosa: Enterprise
) -> None:
    for name in ("Ají Ana", "Zapallos Zoila", "Ruda", "Berros", "Cañihua"):
        cast.make_enterprise(session, name)
    near = client.get(CCOTANA).text.partition('id="cerca"')[2]
    assert re.findall(r'<h3><a href="[^"]*">([^<]*)', near) == ["Ruda", "Zapallos Zoila", "Ají Ana", "Berros"]
    assert rosa.name not in near


def test_asks_no_more_however_much_she_offers(
    client: FlaskClient,
    session: Session,
    ccotana: Enterprise,
    papa: Product,
    count_queries: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    client.get(CCOTANA)
    with count_queries() as few:
        client.get(CCOTANA)
    for number in range(30):
        cast.make_product(session, ccotana, f"Papa {number}")
        make_portrait(session, cast.make_enterprise(session, f"Vecina {number}"))
    make_portrait(session, ccotana)
    client.get(CCOTANA)
    with count_queries() as many:
        client.get(CCOTANA)
    assert len(many) == len(few) <= 12
