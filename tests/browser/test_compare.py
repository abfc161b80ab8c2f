"""On paper and side by side in a browser: one sheet is one sheet, and what was chosen stays chosen."""

import pytest
from flask import render_template_string
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.products.models import (
    DeliveryPlace,
    Payment,
    Product,
    ProductMonth,
    SanitaryPaper,
    Seal,
    SealAward,
)
from tests.support import cast
from tests.support.accessibility import Looker
from tests.support.browser import Browse, Site

pytestmark = pytest.mark.browser
SHEET = "/productos/papa-nativa-huayro?formato=ficha"
WHOLE = "/productos?formato=papel"
BOTH = "/comparar?p=papa-nativa-huayro&p=queso-fresco"
PAGES = (SHEET, WHOLE, "/buscar?formato=papel&q=nada", BOTH, f"{BOTH}&formato=papel", "/comparar")
SLUGS = ("uno", "dos", "tres", "cuatro", "cinco")
LIST = """<!doctype html><html lang="es"><title>Lista</title><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="{{ asset('css/site.css') }}">
<link rel="stylesheet" href="{{ asset('css/components/comparison.css') }}">
{% from "components/comparison.html" import comparison_form, comparison_link %}
<main>{% for slug in slugs %}<div class="shot"><label class="pick">
<input type="checkbox" name="p" value="{{ slug }}" form="comparar">{{ slug }}</label></div>{% endfor %}
{{ comparison_form(kept) }}{{ comparison_link("otro") }}</main></html>"""


def sheets(page: Page) -> int:
    """How many sheets of paper a page takes."""
    return page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")


def test_axe_finds_nothing(browse: Browse, axe: Looker, width: int) -> None:
    page = browse(width)
    found = {}
    for path in PAGES:
        page.goto(path)
        found[path] = axe(page, repeated=width == 360)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_nothing_is_wider_than_the_screen(browse: Browse) -> None:
    page = browse(360)
    wide = []
    for path in PAGES:
        page.goto(path)
        for narrow in (320, 768):
            page.set_viewport_size({"width": narrow, "height": 780})
            if page.evaluate("document.documentElement.scrollWidth") > narrow:
                wide.append((path, narrow))
    assert wide == []


@pytest.mark.parametrize("path", [SHEET, f"{BOTH}&formato=papel"])
def test_fits_one_sheet(browse: Browse, path: str) -> None:
    page = browse(1280)
    page.goto(path)
    assert sheets(page) == 1


@pytest.fixture
def longest(session: Session, ccotana: Enterprise) -> Product:
    """A product of which everything is said at the greatest length, its maker too."""
    ccotana.name = (
        "Asociación de productoras agropecuarias y artesanas de las alturas de Kishuará y Andarapa, Apurímac"
    )
    ccotana.market = (
        "Feria de Andahuaylas, los domingos de cinco a once de la mañana, puesto 14, junto a la puerta grande "
        * 2
    )
    ccotana.producer_name = "María Fernanda de los Ángeles Quispe Huamán de Ccotana"
    ccotana.market = ccotana.market[:200]
    long = "Palabras que cuentan largo y tendido cómo se siembra, se cosecha, se escoge y se guarda. "
    product = cast.make_product(
        session,
        ccotana,
        "Papa nativa huayro de altura, escogida a mano, lavada y envuelta, para restaurantes y tiendas de todo el Perú",
        slug="larga",
        description=(long * 40)[:3000],
        variants=(long * 4)[:300],
        delivery=(long * 4)[:300],
        delivery_days=(long * 2)[:120],
        packaging=(long * 3)[:200],
        capacity=1_234_567_000,
        min_order=1_234_000,
        lead_days=45,
        freight="shared",
        cold_chain=True,
        payments=Payment(31),
    )
    codes = [f"{number:02}" for number in range(1, 26)]
    session.add_all([DeliveryPlace(product_id=product.id, place_code=code) for code in codes])
    session.add_all(
        [
            ProductMonth(product_id=product.id, month=f"2027-{month:02}", committed=234_567_000)
            for month in range(1, 11)
        ]
    )
    session.add(SanitaryPaper(product_id=product.id, state="granted", kind="sip", number="E" * 58 + "-1"))
    for seal in session.scalars(select(Seal.id).limit(6)):
        session.add(
            SealAward(
                product_id=product.id,
                seal_id=seal,
                verified_by="Comité de certificación de la asociación nacional de productoras ecológicas"[
                    :120
                ],
                verified_on=cast.CONFIRMED_ON,
            )
        )
    cast.make_photo(session, product)
    session.flush()
    return product


@pytest.mark.usefixtures("clock", "longest")
def test_the_longest_sheet_fits_one_too(client: FlaskClient, browse: Browse) -> None:
    html = client.get("/productos/larga?formato=ficha").text
    assert "… Sigue en la página." in html
    assert "y 11 lugares más" in html
    assert_one_sheet(browse(1280), html)


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("others", [20, 130, 190])
def test_a_long_description_leaves_it_one(
    client: FlaskClient, browse: Browse, session: Session, papa: Product, others: int
) -> None:
    papa.description = "Se siembra, se cosecha, se escoge y se guarda con cuidado. " * 50
    for field in ("variants", "delivery", "packaging"):
        setattr(papa, field, ("Bolsas de papel, cajas y sacos de yute. " * 8)[:others])
    session.flush()
    assert_one_sheet(browse(1280), client.get(SHEET).text)


def assert_one_sheet(page: Page, html: str) -> None:
    """Print a page that the tests' own site answered, with the live site's stylesheets."""
    page.route("**/larga", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("/larga")
    assert sheets(page) == 1


def test_the_printer_s_button_prints(browse: Browse) -> None:
    page = browse(360)
    page.add_init_script("window.print = () => { document.title = 'impreso' }")
    page.goto(SHEET)
    page.get_by_role("button", name="Imprimir").click()
    expect(page).to_have_title("impreso")


def test_without_a_script_there_is_no_such_button(browse: Browse) -> None:
    page = browse(360, js=False)
    page.goto(SHEET)
    expect(page.get_by_text("Imprimir")).to_be_hidden()
    expect(page.get_by_role("link", name="Volver al producto")).to_be_visible()


def chooser(site: Site, page: Page, kept: tuple[str, ...] = ()) -> None:
    """Serve a list of five things to choose from at /lista, with the form and the script of the site."""
    with site.app.test_request_context("/"):
        html = render_template_string(LIST, slugs=SLUGS, kept=kept)
    page.route("**/lista", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("/lista")


def test_choosing_without_a_script(browse: Browse, site: Site) -> None:
    page = browse(360, js=False)
    chooser(site, page, kept=("antes",))
    page.get_by_label("dos").check()
    page.get_by_role("button", name="Comparar").click()
    page.wait_for_url("**/comparar?p=dos&p=antes")


def test_what_is_chosen_is_counted_in_the_order_of_choosing(browse: Browse, site: Site) -> None:
    page = browse(360)
    chooser(site, page)
    status = page.get_by_role("status")
    expect(status).to_have_text("Elija hasta cuatro")
    page.get_by_label("tres").check()
    page.get_by_label("uno").check()
    expect(status).to_have_text("2 de 4")
    page.get_by_role("button", name="Comparar").click()
    page.wait_for_url("**/comparar?p=tres&p=uno")


def test_at_four_the_others_wait(browse: Browse, site: Site) -> None:
    page = browse(1280)
    chooser(site, page)
    for slug in SLUGS[:4]:
        page.get_by_label(slug).check()
    expect(page.get_by_role("status")).to_have_text("4 de 4. Para elegir otro, quite uno.")
    expect(page.get_by_label("cinco")).to_be_disabled()
    page.get_by_label("dos").uncheck()
    expect(page.get_by_label("cinco")).to_be_enabled()


def test_the_choice_lasts_from_page_to_page(browse: Browse, site: Site) -> None:
    page = browse(360)
    chooser(site, page)
    page.get_by_label("tres").check()
    page.goto("/")
    page.goto("/lista")
    expect(page.get_by_label("tres")).to_be_checked()
    link = page.get_by_role("link", name="Comparar")
    assert (link.get_attribute("href") or "").endswith("/comparar?p=tres&p=otro")
    page.get_by_role("button", name="Quitar").click()
    expect(page.get_by_role("status")).to_have_text("Elija hasta cuatro")
    expect(page.get_by_label("tres")).not_to_be_checked()
    expect(page.get_by_label("uno")).to_be_focused()


def test_the_address_of_a_comparison_is_the_choice(browse: Browse, site: Site) -> None:
    page = browse(360)
    page.goto(BOTH)
    page.get_by_role("link", name="Quitar Queso fresco").click()
    page.wait_for_url("**/comparar?p=papa-nativa-huayro")
    chooser(site, page)
    expect(page.get_by_role("status")).to_have_text("1 de 4")


def test_the_bar_comes_along_without_moving_anything(browse: Browse, site: Site) -> None:
    page = browse(360)
    chooser(site, page)
    tall = page.evaluate("document.documentElement.scrollHeight")
    page.get_by_label("uno").check()
    expect(page.locator("#comparar")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollHeight") == tall


def test_the_names_stay_in_sight_on_a_desk(browse: Browse) -> None:
    page = browse(1280)
    page.goto(BOTH)
    page.get_by_text("Se encuentra en").scroll_into_view_if_needed()
    expect(page.get_by_role("columnheader").locator(".name").first).to_be_in_viewport()
