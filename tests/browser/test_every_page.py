"""Each kind of page: axe finds nothing, and nothing is wider than the screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.support.browser import Browse

pytestmark = pytest.mark.browser
PAGES = (
    "/",
    "/productos",
    "/productos?departamento=apurimac&mes=abril&precio_min=3",
    "/productos?q=nada-de-esto&rubro=tejidos",
    "/productos?rubro=lacteos&entrega=cusco&capacidad_min=40+kg",
    "/productos?unidad=kg&precio_max=9&capacidad_min=40",
    "/productos?pagina=99",
    "/productos?orden=capacidad",
    "/productos/papa-nativa-huayro",
    "/productos/queso-fresco",
    "/productos/chuno-blanco",
    "/emprendimientos",
    "/emprendimientos?departamento=tacna",
    "/emprendimientos/papas-ccotana",
    "/rubros/agropecuario",
    "/rubros/joyeria",
    "/acerca",
    "/privacidad",
    "/no-existe",
)


def visit(page: Page, path: str) -> Page:
    """Open a page with all that it can unfold unfolded."""
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browse: Browse, axe: Callable[[Page], list[str]], width: int, scheme: str) -> None:
    page = browse(width, color_scheme=scheme)
    found = {path: axe(visit(page, path)) for path in PAGES}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("narrow", [320, 360])
def test_nothing_is_wider_than_the_screen(browse: Browse, narrow: int) -> None:
    page = browse(narrow)
    too_wide = []
    for path in PAGES:
        visit(page, path)
        if page.evaluate("document.documentElement.scrollWidth") > narrow:
            too_wide.append(path)
    assert too_wide == []


def test_what_one_touches_is_large_enough(browse: Browse) -> None:
    page = visit(browse(360), "/productos?departamento=apurimac&mes=abril")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, select, summary, input:not([type=hidden]):not(.vh),'
            + '.nav a, .foot a, .chips a, .sort a, .acts a')]
          .filter((one) => one.offsetParent && !one.closest('.tick'))
          .map((one) => [one.outerHTML.slice(0, 60), one.getBoundingClientRect().height])
          .filter(([, height]) => height < 44)"""
    )
    assert small == []


def test_a_product_prints_on_one_sheet(browse: Browse) -> None:
    page = visit(browse(1280), "/productos/papa-nativa-huayro")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = false })")
    sheet = page.pdf(format="A4")
    assert sheet.count(b"/Type /Page\n") == 1
