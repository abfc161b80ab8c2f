"""A buyer browses, narrows down, reads a product and meets who makes it: on a phone and on a desk, with and without
JavaScript."""

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.support.browser import Browse

pytestmark = pytest.mark.browser


@pytest.fixture
def open_page(browse: Browse, width: int, js: bool) -> Page:
    """A page of the site."""
    return browse(width, js=js)


def overflow(page: Page) -> int:
    """How many pixels a page is wider than its window, by the widths of its boxes."""
    box = page.locator("body").bounding_box()
    size = page.viewport_size
    assert box
    assert size
    return int(box["width"]) - size["width"]


def test_from_the_list_to_who_makes_it(open_page: Page, width: int) -> None:
    page = open_page
    page.goto("/")
    if width < 600:
        page.get_by_text("Menú").click()
    page.get_by_role("navigation", name="Secciones").get_by_role("link", name="Productos").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Productos")
    expect(page.locator(".card")).to_have_count(24)

    if width < 900:
        page.locator(".filters > summary").click()
    page.get_by_label("Rubro").select_option("lacteos")
    page.get_by_role("button", name="Ver productos").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quesos y lácteos")
    assert "rubro=lacteos" in page.url
    expect(page.get_by_role("link", name="Quitar el filtro Quesos y lácteos")).to_be_visible()

    page.get_by_role("link", name="Queso fresco", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Queso fresco")
    expect(page.locator(".big")).to_contain_text("S/ 18.00")
    expect(page.locator(".big")).to_contain_text("el molde")
    page.get_by_text("Ver mes por mes").click()
    expect(page.get_by_role("rowheader").first).to_contain_text(" de 20")

    page.get_by_role("link", name="Ver todo lo que ofrece").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quesos Doña Rosa")
    expect(page.locator(".card").get_by_role("link", name="Queso fresco", exact=True)).to_be_visible()
    assert overflow(page) == 0


def test_searching_and_taking_the_filter_off(open_page: Page) -> None:
    page = open_page
    page.goto("/emprendimientos")
    page.get_by_label("¿Qué busca?").fill("huayro")
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_have_count(1)
    page.goto(f"{page.url}&rubro=tuberculos")
    page.get_by_role("link", name="Quitar el filtro «huayro»").click()
    page.wait_for_url("**/buscar?rubro=tuberculos")


def test_turning_pages_and_sorting(open_page: Page) -> None:
    page = open_page
    page.goto("/productos")
    first = page.locator(".card h3").first.inner_text()
    page.get_by_role("link", name="Siguiente").click()
    assert "pagina=2" in page.url
    assert page.locator(".card h3").first.inner_text() != first
    page.locator(".sort summary").click()
    page.get_by_role("link", name="Nombre, A–Z").click()
    assert page.url.endswith("?orden=nombre")
    names = page.locator(".card h3").all_inner_texts()
    assert names == sorted(names)


def test_by_keyboard_alone(browse: Browse) -> None:
    page = browse(1280)
    page.goto("/productos")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Saltar al contenido")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.get_by_label("Enero").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/productos?mes=enero")
    page.locator(".sort summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Menor precio")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Menor precio")).to_be_hidden()
    expect(page.locator(".sort summary")).to_be_focused()


def test_an_empty_form_leaves_a_clean_address(browse: Browse) -> None:
    page = browse(1280)
    page.goto("/productos")
    page.get_by_label("Departamento").select_option("apurimac")
    page.get_by_role("button", name="Ver productos").click()
    page.wait_for_url("**/productos?departamento=apurimac")
    expect(page.get_by_label("Provincia")).to_be_visible()


def test_nothing_goes_wrong_in_the_console(browse: Browse) -> None:
    page = browse(1280)
    heard: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            heard.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: heard.append(str(error)))
    for path in (
        "/",
        "/productos",
        "/productos/papa-nativa-huayro",
        "/emprendimientos/quesos-dona-rosa",
        "/acerca",
    ):
        page.goto(path, wait_until="load")
    assert heard == []


def press_until(page: Page, key: str, name: str) -> None:
    """Press a key until the thing of this name has the focus, as somebody without a mouse does."""
    for _press in range(120):
        page.keyboard.press(key)
        if name in page.evaluate(
            "document.activeElement.ariaLabel || document.activeElement.innerText || ''"
        ):
            return
    raise AssertionError(f"{name} cannot be reached with {key}")


def test_from_the_first_visit_to_sharing_without_a_mouse(browse: Browse) -> None:
    page = browse(1280)
    page.goto("/")
    press_until(page, "Tab", "Ver todos los productos")
    page.keyboard.press("Enter")
    page.wait_for_url("**/productos")
    page.get_by_label("Rubro").focus()
    page.keyboard.type("Quesos")
    press_until(page, "Tab", "Ver productos")
    page.keyboard.press("Enter")
    page.wait_for_url("**/productos?rubro=lacteos")
    press_until(page, "Tab", "Queso fresco")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Queso fresco")
    press_until(page, "Tab", "Compartir")
    page.keyboard.press("Enter")
    press_until(page, "Tab", "Enviar esta página por WhatsApp")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Enviar esta página por WhatsApp")).to_be_hidden()
    press_until(page, "Shift+Tab", "Ficha para imprimir")
    page.keyboard.press("Enter")
    page.wait_for_url("**/productos/queso-fresco?formato=ficha")
