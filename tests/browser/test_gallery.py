"""The photos of a product: each can be reached, with a finger, with keys, and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Browse

pytestmark = pytest.mark.browser
PAPA = "/productos/papa-nativa-huayro"
SHOWN = """() => {
  const box = document.getElementById("galeria").getBoundingClientRect();
  return [...document.querySelectorAll(".frame img")]
    .filter((one) => Math.abs(one.getBoundingClientRect().left - box.left) < 8).map((one) => one.alt);
}"""


def shows(page: Page, alt: str) -> None:
    """Wait until that photo, loaded and whole, is the one in the frame."""
    expect(page.get_by_role("img", name=alt)).to_be_in_viewport()
    page.wait_for_function(f"alt => ({SHOWN})().join() === alt", arg=alt)
    page.wait_for_function(
        "alt => { const one = document.querySelector(`.frame img[alt='${alt}']`);"
        " return one.complete && one.naturalWidth > 0 }",
        arg=alt,
    )


def test_the_thumbnails_show_each_photo(browse: Browse, width: int, js: bool) -> None:
    page = browse(width, js=js)
    page.goto(PAPA)
    assert page.locator(".frame").count() == 3
    page.get_by_role("link", name="Foto 3").click()
    expect(page.get_by_role("img", name="Papas en saco")).to_be_in_viewport(ratio=0.5)
    expect(page.get_by_role("img", name="Papas en su manta")).not_to_be_in_viewport(ratio=0.2)
    expect(page.get_by_role("heading", level=1)).to_have_text("Papa nativa huayro")


def test_the_thumbnail_of_the_photo_that_shows_is_marked(browse: Browse) -> None:
    page = browse(360)
    page.goto(PAPA)
    shows(page, "Papas en su manta")
    page.get_by_role("link", name="Foto 2").click()
    shows(page, "Papas abiertas")
    expect(page.locator(".thumbs [aria-current]")).to_have_attribute("aria-label", "Foto 2")
    assert page.url.endswith(PAPA)


def test_keys_alone_show_each_photo(browse: Browse, width: int) -> None:
    page = browse(width)
    page.goto(PAPA)
    page.get_by_role("group", name="Fotos de Papa nativa huayro").focus()
    page.keyboard.press("ArrowRight")
    shows(page, "Papas abiertas")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Foto 1")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    shows(page, "Papas en saco")


def test_the_list_shows_photos_that_load(browse: Browse, width: int, js: bool) -> None:
    page = browse(width, js=js)
    page.goto("/productos", wait_until="load")
    expect(page.locator(".card img").first).to_be_visible()
    assert page.evaluate("document.querySelector('.card img').naturalWidth") > 0


def test_a_product_with_one_photo_has_no_thumbnails(browse: Browse) -> None:
    page = browse(360)
    page.goto("/productos/queso-fresco")
    expect(page.get_by_role("img", name="Queso cortado")).to_be_visible()
    expect(page.locator(".thumbs")).to_have_count(0)
