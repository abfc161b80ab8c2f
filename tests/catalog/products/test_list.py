"""The list: what it shows, how it is filtered, and what it costs."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise, Invoice
from catalog.products.models import Product, SanitaryPaper
from tests.support import cast

Counter = Callable[[], AbstractContextManager[list[str]]]


def names(client: FlaskClient, query: str = "") -> list[str]:
    """The names on the cards of a list, in order."""
    body = client.get(f"/productos?{query}").get_data(as_text=True)
    return [piece.split("</a>")[0].partition(">")[2] for piece in body.split("<h3><a ")[1:]]


@pytest.mark.usefixtures("papa", "queso", "manjar", "archivada")
def test_shows_only_what_is_published(client: FlaskClient) -> None:
    assert sorted(names(client)) == ["Papa nativa huayro", "Queso fresco"]


def test_hides_the_products_of_an_enterprise_that_is_not_published(
    client: FlaskClient, session: Session, papa: Product, ccotana: Enterprise
) -> None:
    ccotana.status = "unpublished"
    session.flush()
    assert names(client) == []


@pytest.mark.parametrize(
    "query",
    [
        "rubro=tuberculos",
        "rubro=TUBERCULOS",
        "departamento=apurimac",
        "departamento=apurimac&provincia=andahuaylas",
        "departamento=apurimac&provincia=andahuaylas&distrito=kishuara",
        "precio_min=3&precio_max=4&unidad=kg",
        "precio_max=200&unidad=quintal",
        "capacidad_min=40+kg",
        "capacidad_min=50&unidad=quintal",
        "entrega=apurimac",
        "sello=agricultura-familiar",
        "comprobante=boleta",
    ],
)
@pytest.mark.usefixtures("papa", "queso")
def test_filters_down_to_the_potato(client: FlaskClient, query: str) -> None:
    assert names(client, query) == ["Papa nativa huayro"]


@pytest.mark.parametrize(
    "query",
    [
        "registro=si",
        "billetera=plin",
        "comprobante=factura",
        "unidad=molde",
        "rubro=lacteos&rubro=miel",
        "departamento=cajamarca",
        "mes=enero",
    ],
)
@pytest.mark.usefixtures("papa", "queso")
def test_filters_down_to_the_cheese(client: FlaskClient, query: str) -> None:
    assert names(client, query) == ["Queso fresco"]


@pytest.mark.parametrize(
    "query", ["mes=abril&mes=agosto", "mes=abr-ago", "rubro=agropecuario", "q=", "entrega="]
)
@pytest.mark.usefixtures("papa", "queso")
def test_keeps_all_that_pass(client: FlaskClient, query: str) -> None:
    assert sorted(names(client, query)) == ["Papa nativa huayro", "Queso fresco"]


def test_an_expired_paper_is_no_paper(
    client: FlaskClient, session: Session, queso: Product, clock: Any
) -> None:
    paper = session.get_one(SanitaryPaper, queso.id)
    paper.expires_on = cast.CONFIRMED_ON
    session.flush()
    assert names(client, "registro=si") == []
    assert "Con registro" not in client.get("/productos").get_data(as_text=True)


def test_sorts_prices_within_one_dimension(
    client: FlaskClient, session: Session, ccotana: Enterprise
) -> None:
    for name, price, unit in (("Cara", 900, "kg"), ("Saco grande", 4600, "quintal"), ("Leche", 100, "litro")):
        cast.make_product(session, ccotana, name, price=price, unit=unit)
    assert names(client, "orden=precio") == ["Saco grande", "Cara", "Leche"]
    assert names(client, "orden=precio-desc&unidad=kg") == ["Cara", "Saco grande"]
    assert "Solo se comparan productos que se miden igual" in client.get("/productos?orden=precio").text


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("rubro=nada", "un filtro que no conocemos"),
        ("precio_min=abc&unidad=kg", "No entiendo el número"),
        ("precio_min=3", "elija también la unidad"),
        ("capacidad_min=40", "Escriba la cantidad con su unidad"),
        ("departamento=atlantida", "No encontramos el lugar"),
        ("mes=brumario", "como mes"),
        ("unidad=zzz", "No conocemos esa unidad"),
    ],
)
@pytest.mark.usefixtures("papa")
def test_leaves_out_what_it_does_not_understand_and_says_so(
    client: FlaskClient, query: str, notice: str
) -> None:
    answer = client.get(f"/productos?{query}")
    assert answer.status_code == 200
    assert notice in answer.text
    assert "Papa nativa huayro" in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "pagina=0",
        "pagina=-1",
        "pagina=abc",
        "pagina=1&pagina=2",
        "rubro=a&rubro=b&rubro[]=c",
        "precio_min=99999999999999999999&unidad=kg",
        "precio_min=9e999&unidad=kg",
        "precio_max=1e400&unidad=kg",
        "precio_max=NaN&unidad=kg",
        "precio_max=-5&unidad=kg",
        "precio_max=S/+1.500&unidad=kg",
        "capacidad_min=1e400+kg",
        "capacidad_min=1/0+kg",
        "capacidad_min=0+kg",
        "pagina=%EF%BC%92",
        "pagina=%C2%B2",
        "precio_max=999999999999&unidad=tonelada",
        "capacidad_min=999999999999+quintal",
        "mes=" + "x" * 900,
        "orden=;drop",
        "registro=%F0%9F%A5%94",
        "&&&===",
    ],
)
@pytest.mark.usefixtures("papa")
def test_survives_nonsense(client: FlaskClient, query: str) -> None:
    assert client.get(f"/productos?{query}").status_code == 200


@pytest.mark.parametrize(
    ("target", "status"), [("/productos?q=%00", 400), ("/productos?q=" + "a" * 10_000, 414)]
)
def test_refuses_hostile_addresses_kindly(client: FlaskClient, target: str, status: int) -> None:
    answer = client.get(target)
    assert answer.status_code == status
    assert "<h1>" in answer.text


def test_a_foreign_host_gets_no_page(client: FlaskClient) -> None:
    assert client.get("/productos", headers={"Host": "evil.example"}).status_code == 400


def test_another_method_says_which_are_allowed(client: FlaskClient) -> None:
    answer = client.post("/productos")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("page", ["4", "999999", "9" * 70])
@pytest.mark.usefixtures("session")
def test_a_page_past_the_end_leads_back(
    client: FlaskClient, many_products: Callable[[int], None], page: str
) -> None:
    many_products(60)
    answer = client.get(f"/productos?pagina={page}")
    assert answer.status_code == 404
    assert 'href="/productos?pagina=3">Ir a la última' in answer.text


def test_pages_hold_each_product_once(
    client: FlaskClient, session: Session, many_products: Callable[[int], None]
) -> None:
    many_products(60)
    shown = [name for page in (1, 2, 3) for name in names(client, f"pagina={page}")]
    assert len(shown) == 60
    assert len(set(shown)) == 60


@pytest.mark.usefixtures("papa", "queso")
def test_each_chip_takes_one_filter_off(client: FlaskClient) -> None:
    page = client.get("/productos?departamento=apurimac&provincia=andahuaylas&mes=abril&orden=nombre").text
    assert 'class="off" href="/productos?mes=abril&amp;orden=nombre"' in page
    assert 'class="off" href="/productos?departamento=apurimac&amp;mes=abril&amp;orden=nombre"' in page
    without_month = "/productos?departamento=apurimac&amp;provincia=andahuaylas&amp;orden=nombre"
    assert f'class="off" href="{without_month}"' in page


def test_the_canonical_address_has_one_order_and_no_defaults(client: FlaskClient, papa: Product) -> None:
    page = client.get("/productos?orden=recientes&mes=abril&rubro=tuberculos&otro=1&pagina=1").text
    assert (
        '<link rel="canonical" href="http://127.0.0.1:8000/productos?rubro=tuberculos&amp;mes=abril">' in page
    )


def test_the_list_names_only_pictures_that_exist(
    client: FlaskClient, session: Session, papa: Product
) -> None:
    cast.make_photo(session, papa, 0, token="a" * 16, ready=False)
    cast.make_photo(session, papa, 1, token="b" * 16, widths="320,640", formats="webp,jpg")
    page = client.get("/productos").text
    assert "a" * 16 not in page
    assert f"/media/{'b' * 16}/320.webp, /media/{'b' * 16}/640.webp 2x" in page
    assert f'src="/media/{"b" * 16}/640.jpg"' in page
    assert "1024" not in page.split('class="card"')[1]
    assert "avif" not in page


def test_the_pictures_of_the_first_row_do_not_wait(client: FlaskClient, session: Session) -> None:
    cast.many_products(session, 5)
    cards = client.get("/productos").text.split('class="card"')[1:]
    assert ['loading="lazy"' in card for card in cards] == [False, False, True, True, True]


def test_a_photo_that_comes_later_shows_at_once(client: FlaskClient, session: Session, papa: Product) -> None:
    assert 'href="#weave"' in client.get("/productos").text.split('class="card"')[1]
    cast.make_photo(session, papa, token="c" * 16)
    assert "c" * 16 in client.get("/productos").text


@pytest.mark.usefixtures("papa")
@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_an_unchanged_list_is_not_sent_twice(client: FlaskClient, encoding: str) -> None:
    accepted = {"Accept-Encoding": encoding}
    first = client.get("/productos", headers=accepted)
    again = client.get("/productos", headers=accepted | {"If-None-Match": first.headers["ETag"]})
    assert first.headers.get("Content-Encoding", "identity") == encoding
    assert again.status_code == 304
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert first.headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in first.headers


@pytest.mark.usefixtures("papa")
def test_another_department_leaves_the_province_of_before_without_a_word(client: FlaskClient) -> None:
    page = client.get("/productos?departamento=apurimac&provincia=celendin").text
    assert "No encontramos el lugar" not in page
    assert "Quitar el filtro </span>Apurímac" in page


@pytest.mark.parametrize(
    "query",
    [
        "",
        "pagina=3",
        "orden=precio",
        "rubro=agropecuario&departamento=apurimac&mes=enero",
        "registro=en-camino&entrega=apurimac&orden=capacidad",
        "unidad=kg&precio_max=20",
    ],
)
def test_costs_no_more_questions_as_the_catalogue_grows(
    client: FlaskClient,
    session: Session,
    many_products: Callable[[int], None],
    count_queries: Counter,
    query: str,
) -> None:
    many_products(200)
    client.get(f"/productos?{query}")
    with count_queries() as few:
        client.get(f"/productos?{query}")
    many_products(2000)
    client.get(f"/productos?{query}")
    with count_queries() as many:
        client.get(f"/productos?{query}")
    assert len(many) == len(few) <= 7


def test_invoices_said_to_be_none_are_not_an_invoice(
    client: FlaskClient, session: Session, papa: Product, ccotana: Enterprise
) -> None:
    ccotana.invoices = Invoice.NONE
    session.flush()
    assert names(client, "comprobante=boleta") == []
