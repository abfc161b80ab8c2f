"""A buyer types, is understood, narrows down and is never left alone: by finger, by keyboard, without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.support.browser import Browse

pytestmark = pytest.mark.browser
BOX = "¿Qué busca?"


def box(page: Page) -> Locator:
    """The search box."""
    return page.get_by_label(BOX)


def type_in(page: Page, words: str) -> Locator:
    """Type letter by letter, and wait for the list of what may be meant."""
    box(page).press_sequentially(words)
    expect(suggested(page).first).to_be_visible()
    return suggested(page)


def suggested(page: Page) -> Locator:
    """What may be meant; the choices of the filters are options too."""
    return page.get_by_role("listbox", name="Buscar productos").get_by_role("option")


def test_the_plain_form_finds_and_marks(browse: Browse, width: int, js: bool) -> None:
    page = browse(width, js=js)
    page.goto("/acerca")
    box(page).fill("quesos frescos")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("«quesos frescos»")
    expect(page.locator(".card mark").first).to_have_text("Queso fresco")
    expect(box(page)).to_have_value("quesos frescos")


def test_what_may_be_meant_by_keyboard(browse: Browse, width: int) -> None:
    page = browse(width)
    page.goto("/productos")
    expect(box(page)).to_have_role("combobox")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    options = type_in(page, "doña")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".find [role=status]")).to_have_text("1 sugerencia. Elija con las flechas.")
    page.keyboard.press("ArrowDown")
    expect(box(page)).to_be_focused()
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box(page).get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Quesos Doña Rosa")


def test_the_arrows_go_round_and_back_to_what_is_typed(browse: Browse) -> None:
    page = browse(1280)
    page.goto("/")
    options = type_in(page, "papa")
    last = options.count() - 1
    assert last > 0
    page.keyboard.press("ArrowUp")
    expect(options.nth(last)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    assert box(page).get_attribute("aria-activedescendant") is None
    page.keyboard.press("Enter")
    page.wait_for_url("**/buscar?q=papa")


def test_escape_closes_and_arrow_down_opens_again(browse: Browse) -> None:
    page = browse(1280)
    page.goto("/")
    options = type_in(page, "papa")
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box(page)).to_have_value("papa")
    expect(page.locator(".find [role=status]")).to_be_empty()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    page.keyboard.press("Tab")
    expect(options.first).to_be_hidden()


def test_a_finger_chooses(browse: Browse) -> None:
    page = browse(360)
    page.goto("/productos")
    options = type_in(page, "apur")
    for option in options.all():
        shape = option.bounding_box()
        assert shape
        assert shape["height"] >= 44
        assert shape["x"] >= 0
        assert shape["x"] + shape["width"] <= 360
    options.get_by_text("Apurímac", exact=True).tap()
    page.wait_for_url("**/lugares/apurimac")


def test_an_answer_that_comes_late_is_not_shown(browse: Browse) -> None:
    page = browse(1280)
    page.goto("/")
    asked: list[str] = []

    def slow(route: Route) -> None:
        asked.append(route.request.url)
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/buscar/sugerencias?*", slow)
    box(page).press_sequentially("papa", delay=20)
    page.wait_for_timeout(60)
    box(page).fill("")
    page.wait_for_timeout(900)
    expect(suggested(page)).to_have_count(0)
    # Letters typed in one breath are one question at most.
    assert len(asked) <= 1


def test_without_an_answer_the_form_still_works(browse: Browse) -> None:
    page = browse(1280)
    page.route("**/buscar/sugerencias?*", lambda route: route.abort())
    page.goto("/")
    box(page).press_sequentially("huayro")
    page.keyboard.press("Enter")
    expect(page.locator(".card mark").first).to_have_text("huayro")


def test_a_place_that_was_read_is_undone_with_one_tap(browse: Browse, width: int, js: bool) -> None:
    page = browse(width, js=js)
    page.goto("/buscar?q=queso+en+Celendín")
    heard = page.get_by_role("list", name="Cómo leímos su búsqueda")
    expect(heard).to_contain_text("De Celendín, Cajamarca (lugar).")
    before = page.locator("#resultados").inner_text()
    heard.get_by_role("link", name="Buscar «en Celendín» como palabras").click()
    assert "textual=lugar" in page.url
    expect(heard).to_contain_text("Buscamos sus palabras tal cual.")
    heard.get_by_role("link", name="Volver a interpretarlas").click()
    expect(page.locator("#resultados")).to_have_text(before)


def test_a_choice_is_ticked_by_keyboard_and_finds_what_it_says(browse: Browse, width: int, js: bool) -> None:
    page = browse(width, js=js)
    page.goto("/buscar?q=queso")
    if width < 900:
        page.locator(".filters > summary").press("Enter")
    tick = page.get_by_role("checkbox", name="Quesos y lácteos")
    promised = page.locator("label", has=tick).locator("small").inner_text()
    tick.press("Space")
    tick.press("Enter")
    page.wait_for_url("**/buscar?*rubro=lacteos*")
    expect(page.locator("#resultados")).to_have_text(f"{promised} productos")
    if width < 900:
        page.locator(".filters > summary").press("Enter")
    expect(page.get_by_role("checkbox", name="Quesos y lácteos")).to_be_checked()
    page.get_by_role("link", name="Quitar el filtro Quesos y lácteos").click()
    page.wait_for_url("**/buscar?q=queso")


def test_a_month_says_its_number(browse: Browse) -> None:
    page = browse(1280)
    page.goto("/buscar?q=papa")
    may = page.get_by_role("checkbox", name="mayo")
    number = page.locator("label", has=may).locator("small").inner_text()
    expect(may).to_have_accessible_name(f"mayo {number}")


def test_a_slip_is_corrected_and_taken_as_it_is(browse: Browse, js: bool) -> None:
    page = browse(360, js=js)
    page.goto("/buscar?q=quezo")
    expect(page.get_by_text("Mostramos resultados de queso")).to_be_visible()
    expect(page.locator(".card mark").first).to_have_text("Queso")
    page.get_by_role("link", name="Buscar «quezo» tal cual").click()
    expect(page.get_by_role("heading", name="Nadie ofrece todavía «quezo»")).to_be_visible()
    page.get_by_role("link", name="queso?").click()
    expect(page.locator(".card mark").first).to_have_text("Queso")


def test_nothing_fits_and_what_is_near_does(browse: Browse, width: int, js: bool) -> None:
    page = browse(width, js=js)
    page.goto("/buscar?q=huayro+en+Celendín")
    expect(page.get_by_role("heading", name="Nadie ofrece todavía")).to_be_visible()
    near = page.get_by_role("region", name="En todo el Perú")
    expect(near.locator(".card mark")).to_have_text("huayro")
    near.get_by_role("link", name="Ver ese producto").click()
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator("#resultados")).to_have_text("1 producto")


def test_axe_finds_nothing(browse: Browse, axe: Callable[[Page], list[str]], width: int) -> None:
    page = browse(width)
    for path in (
        "/buscar",
        "/buscar?q=queso+en+Celendín&mes=mayo",
        "/buscar?q=quezo",
        "/buscar?q=papa+en+Celendín&departamento=apurimac",
        "/buscar?q=huayro+en+Celendín",
        "/buscar?q=queso&comparar=si",
    ):
        page.goto(path)
        if width < 900:
            page.locator(".filters > summary").click()
        assert axe(page) == [], path
    page.goto("/buscar?q=queso")
    box(page).fill("")
    type_in(page, "papa")
    page.keyboard.press("ArrowDown")
    assert axe(page) == []
