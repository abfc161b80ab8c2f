"""Each kind of page: axe finds nothing, and nothing is wider than the screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Browse
from tests.support.pages import CAST, PAGE_TYPES, STATES, PageType

pytestmark = pytest.mark.browser
PAGES = tuple(
    dict.fromkeys([kind.at(CAST) for kind in PAGE_TYPES] + [state.format_map(CAST) for state in STATES])
)
# The tablet in light only: its layout differs from the others' and its colours do not.
VIEWS = ((360, "light"), (360, "dark"), (768, "light"), (1280, "light"), (1280, "dark"))


def visit(page: Page, path: str) -> Page:
    """Open a page with all that it can unfold unfolded."""
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    return page


@pytest.mark.parametrize("kind", PAGE_TYPES, ids=lambda kind: kind.name)
def test_the_table_of_page_types_tells_the_truth(browse: Browse, kind: PageType) -> None:
    page = browse(360, js=False)
    answer = page.goto(kind.at(CAST))
    assert answer
    assert answer.status == kind.status
    assert page.locator("meta[name=robots][content*=noindex]").count() == kind.noindex


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing(browse: Browse, axe: Callable[[Page], list[str]], width: int, scheme: str) -> None:
    page = browse(width, color_scheme=scheme)
    found = {path: axe(visit(page, path)) for path in PAGES}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


# 640 is a desk at 200 %.
@pytest.mark.parametrize("narrow", [320, 360, 640])
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


def test_what_skips_ahead_shows_only_while_it_has_the_focus(browse: Browse, width: int) -> None:
    page = browse(width)
    page.goto("/productos")
    for name in ("Saltar al contenido", "Ir a los productos"):
        link = page.get_by_role("link", name=name)
        box = link.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 0, name
        link.focus()
        expect(link).to_be_in_viewport()
