"""The map by keyboard, by thumb and without JavaScript."""

import pytest

from tests.support.browser import Browse

pytestmark = pytest.mark.browser


def test_the_map_works_by_keyboard(browse: Browse, width: int, js: bool) -> None:
    page = browse(width, js=js)
    page.goto("/lugares")
    page.locator(".map a").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    at = page.locator(".map a:focus-visible")
    assert (at.get_attribute("aria-label") or "").startswith("Apurímac: ")
    assert at.locator("text").evaluate("(one) => getComputedStyle(one).visibility") == "visible"
    shape = at.locator("path").evaluate("(one) => getComputedStyle(one).strokeWidth")
    assert shape == "4px"
    page.keyboard.press("Enter")
    page.wait_for_url("**/lugares/apurimac")
    assert page.locator("h1").inner_text() == "Apurímac"


def test_only_what_one_is_at_is_named(browse: Browse) -> None:
    page = browse(1280)
    page.goto("/lugares")
    seen = """() => [...document.querySelectorAll('.map text')]
        .filter((one) => getComputedStyle(one).visibility == 'visible').length"""
    assert page.evaluate(seen) == 0
    page.locator('.map a[href="/lugares/loreto"] path').hover()
    assert page.evaluate(seen) == 1


@pytest.mark.parametrize("slug", ["callao", "tumbes"])
def test_a_small_department_is_wide_enough_for_a_thumb(browse: Browse, slug: str) -> None:
    page = browse(360)
    page.goto("/lugares")
    reach = page.locator(f'.map a[href="/lugares/{slug}"] .reach').bounding_box()
    assert reach is not None
    assert reach["width"] >= 40
    page.mouse.click(reach["x"] + 8, reach["y"] + reach["height"] / 2)
    page.wait_for_url(f"**/lugares/{slug}")
