"""Each kind of page: axe finds nothing, and nothing is wider than the screen."""

import re
from collections.abc import Sequence
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import Looker
from tests.support.browser import Browse, Site
from tests.support.pages import CAST, PAGE_TYPES, STATES, PageType

pytestmark = pytest.mark.browser
KINDS = [kind.at(CAST) for kind in PAGE_TYPES]
PAGES = tuple(dict.fromkeys(KINDS + [state.format_map(CAST) for state in STATES]))
NO_INDEX = re.compile(r'<meta name="robots" content="[^"]*noindex')


def visit(page: Page, path: str) -> Page:
    """Open a page with all that it can unfold unfolded."""
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    return page


@pytest.mark.parametrize("kind", PAGE_TYPES, ids=lambda kind: kind.name)
def test_the_table_of_page_types_tells_the_truth(site: Site, kind: PageType) -> None:
    try:
        answer = urlopen(site.url + kind.at(CAST))
    except HTTPError as refused:
        answer = refused
    with answer:
        assert answer.status == kind.status
        assert bool(NO_INDEX.search(answer.read().decode())) == kind.noindex


# A phone shows all; a tablet has a layout of its own and no colours of its own; a desk opens what a phone folds.
@pytest.mark.parametrize(("width", "coloured"), [(360, PAGES), (768, ()), (1280, KINDS)])
def test_axe_finds_nothing(browse: Browse, axe: Looker, width: int, coloured: Sequence[str]) -> None:
    page = browse(width)
    found = {path: axe(visit(page, path), colours=path in coloured, repeated=width == 360) for path in PAGES}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_nothing_is_wider_than_the_screen(browse: Browse) -> None:
    page = browse(360)
    too_wide = []
    for path in PAGES:
        visit(page, path)
        # 640 is a desk at 200 %.
        for narrow in (360, 320, 640):
            page.set_viewport_size({"width": narrow, "height": 780})
            if page.evaluate("document.documentElement.scrollWidth") > narrow:
                too_wide.append((path, narrow))
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
